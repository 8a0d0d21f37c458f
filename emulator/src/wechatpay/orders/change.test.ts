import { describe, expect, test } from 'vitest';
import { dayMs } from '../../channels/times.ts';
import { sdk, startWechatpay, startWithUser } from '../testing/harness.ts';
import {
  completionOf,
  confirmParties,
  openid,
  orderOf,
  ordersPath,
  orderToConfirm,
  parties,
} from '../testing/requests.ts';

const cancel = `${ordersPath}/order-1/cancel`;
const modify = `${ordersPath}/order-1/modify`;
const query = { ...parties, out_order_no: 'order-1' };
const reason = { ...parties, reason: '用户退货' };

async function startRunning() {
  const { standIn, pay } = await startWithUser(openid);
  await pay.post(ordersPath, orderOf('order-1'));
  return { standIn, pay };
}

async function startUnpaid() {
  const { standIn, pay } = await startRunning();
  await standIn.control('wallet', { openid, balanceFen: 0 });
  await pay.post(`${ordersPath}/order-1/complete`, completionOf(1500));
  await standIn.advance(1000);
  return { standIn, pay };
}

describe('a query', () => {
  test('names exactly one of the order number and the query_id', async () => {
    const { pay } = await startRunning();
    expect((await pay.get(ordersPath, parties)).data.code).toBe('PARAM_ERROR');
    expect((await pay.get(ordersPath, { ...query, query_id: 'x' })).data.code).toBe('PARAM_ERROR');
    expect((await pay.get(ordersPath, { ...parties, query_id: 'x' })).data.code).toBe('ORDER_NOT_EXIST');
    expect((await pay.get(ordersPath, query)).status).toBe(200);
  });

  test('finds nothing under a number that was never used', async () => {
    const { pay } = await startRunning();
    const answer = await pay.get(ordersPath, { ...query, out_order_no: '__proto__' });
    expect(answer).toMatchObject({ status: 404, data: { code: 'ORDER_NOT_EXIST' } });
    expect(answer.headers['request-id']).toMatch(/-271317510$/);
  });

  test('tells nobody anything whose service or app is not known', async () => {
    const { pay } = await startRunning();
    const unknown = { ...query, out_order_no: 'never-used' };
    for (const changes of [{ service_id: '9' }, { appid: 'wx9' }]) {
      const answer = await pay.get(ordersPath, { ...unknown, ...changes });
      expect(answer).toMatchObject({ status: 403, data: { code: 'NO_AUTH' } });
    }
  });
});

describe('a cancellation', () => {
  test('ends a running order; the same one again succeeds, another reason does not', async () => {
    const { pay } = await startRunning();
    const { data } = await pay.post(cancel, reason);
    expect(data).toMatchObject({ ...parties, out_order_no: 'order-1', order_id: expect.any(String) });
    expect((await pay.post(cancel, reason)).data).toEqual(data);
    expect((await pay.post(cancel, { ...reason, reason: 'other' })).status).toBe(400);
    expect((await pay.get(ordersPath, query)).data.state).toBe('REVOKED');
    expect((await pay.post(`${ordersPath}/order-1/complete`, completionOf(1500))).status).toBe(400);
  });

  test('comes from the appid and service that created the order', async () => {
    const { pay } = await startRunning();
    for (const other of [{ appid: 'wxother' }, { service_id: confirmParties.service_id }]) {
      expect((await pay.post(cancel, { ...reason, ...other })).data.code).toBe('PARAM_ERROR');
    }
    expect((await pay.get(ordersPath, query)).data.state).toBe('DOING');
  });

  test('ends an order that nobody confirmed', async () => {
    const standIn = await startWechatpay();
    const pay = sdk(standIn.environment);
    await pay.post(ordersPath, orderToConfirm('order-1'));
    expect((await pay.post(cancel, { ...reason, ...confirmParties })).status).toBe(200);
    expect((await standIn.control('confirm', { outOrderNo: 'order-1', openid })).status).toBe(400);
  });

  test('forgives an unpaid order, or is refused, as the stand-in is told', async () => {
    const { standIn, pay } = await startUnpaid();
    await standIn.control('behaviour', { cancelInUserPaying: 'refuse' });
    const refused = await pay.post(cancel, reason);
    expect(refused.headers['request-id']).toMatch(/-271316592$/);
    await standIn.control('behaviour', { cancelInUserPaying: 'allow' });
    expect((await pay.post(cancel, reason)).status).toBe(200);
    await standIn.control('wallet', { openid, balanceFen: 10_000 });
    await standIn.advance(10 * dayMs);
    expect((await standIn.control('wallet', { openid })).data.balanceFen).toBe(10_000);
  });

  test('is refused after payment', async () => {
    const { standIn, pay } = await startUnpaid();
    await standIn.control('wallet', { openid, balanceFen: 1500 });
    await standIn.control('pay', { outOrderNo: 'order-1' });
    expect((await pay.post(cancel, reason)).data.code).toBe('INVALID_REQUEST');
  });
});

describe('a modification', () => {
  const to = (totalFen: number) => ({ ...completionOf(totalFen), reason: '补偿' });

  test('lowers what is owed, and each one further', async () => {
    const { standIn, pay } = await startUnpaid();
    expect((await pay.post(modify, to(1000))).data).toMatchObject({
      total_amount: 1000,
      collection: { total_amount: 1000, paying_amount: 1000 },
    });
    expect((await pay.post(modify, to(1000))).data.code).toBe('PARAM_ERROR');
    expect((await pay.post(modify, to(1200))).data.code).toBe('PARAM_ERROR');
    await standIn.control('wallet', { openid, balanceFen: 1000 });
    await standIn.control('pay', { outOrderNo: 'order-1' });
    expect((await standIn.control('wallet', { openid })).data.balanceFen).toBe(0);
    expect((await pay.get(ordersPath, query)).data.collection.paid_amount).toBe(1000);
  });

  test('is refused before completion and after payment', async () => {
    const { standIn, pay } = await startRunning();
    expect((await pay.post(modify, to(1000))).headers['request-id']).toMatch(/-271316657$/);
    await pay.post(`${ordersPath}/order-1/complete`, completionOf(1500));
    await standIn.advance(1000);
    expect((await pay.post(modify, to(1000))).headers['request-id']).toMatch(/-271316657$/);
  });
});
