import { describe, expect, test } from 'vitest';
import { dayMs, hourMs } from '../../channels/times.ts';
import { startWithUser } from '../testing/harness.ts';
import { completionOf, openid, orderOf, ordersPath, parties } from '../testing/requests.ts';

const query = { ...parties, out_order_no: 'order-1' };

async function startUnpaid(wallet: { balanceFen?: number; willing?: boolean }) {
  const { standIn, pay } = await startWithUser(openid);
  await standIn.control('wallet', { openid, ...wallet });
  await pay.post(ordersPath, orderOf('order-1'));
  await pay.post(`${ordersPath}/order-1/complete`, completionOf(1500));
  await standIn.advance(1000);
  return { standIn, pay };
}

test('a wallet that holds too little is debited once the money is there, by a later attempt', async () => {
  const { standIn, pay } = await startUnpaid({ balanceFen: 1499 });
  const { data: unpaid } = await pay.get(ordersPath, query);
  expect(unpaid).toMatchObject({ state: 'DOING', collection: { state: 'USER_PAYING', details: [] } });

  await standIn.control('wallet', { openid, balanceFen: 1500 });
  await standIn.advance(hourMs - 1);
  expect((await pay.get(ordersPath, query)).data.state).toBe('DOING');
  await standIn.advance(1);
  const { data: paid } = await pay.get(ordersPath, query);
  expect(paid).toMatchObject({ state: 'DONE', collection: { state: 'USER_PAID', paid_amount: 1500 } });
  expect((await standIn.control('wallet', { openid })).data.balanceFen).toBe(0);
  await standIn.advance(0);
  expect(standIn.callbacks).toMatchObject([{ type: 'PAYSCORE.USER_PAID' }]);
});

test('only an order that runs says what it waits for, in answers and callbacks', async () => {
  const { standIn, pay } = await startUnpaid({ balanceFen: 0 });
  expect((await pay.get(ordersPath, query)).data.state_description).toBe('MCH_COMPLETE');
  await standIn.control('wallet', { openid, balanceFen: 1500 });
  await standIn.control('pay', { outOrderNo: 'order-1' });
  await standIn.advance(0);
  expect(standIn.callbacks).toMatchObject([{ resource: { state: 'DONE' } }]);
  expect(standIn.callbacks).not.toMatchObject([{ resource: { state_description: expect.anything() } }]);
  expect((await pay.get(ordersPath, query)).data).not.toHaveProperty('state_description');
});

test('WeChat keeps trying for as long as it takes', async () => {
  const { standIn, pay } = await startUnpaid({ balanceFen: 0 });
  await standIn.advance(90 * dayMs);
  await standIn.control('wallet', { openid, balanceFen: 1500 });
  await standIn.advance(dayMs);
  expect((await pay.get(ordersPath, query)).data.state).toBe('DONE');
});

test('an unwilling wallet is never debited; its owner can pay by hand', async () => {
  const { standIn, pay } = await startUnpaid({ willing: false });
  await standIn.advance(7 * dayMs);
  expect((await pay.get(ordersPath, query)).data.state).toBe('DOING');
  expect((await standIn.control('pay', { outOrderNo: 'order-1' })).status).toBe(200);
  expect((await pay.get(ordersPath, query)).data.state).toBe('DONE');
  expect((await standIn.control('pay', { outOrderNo: 'order-1' })).status).toBe(400);
});

test('a paid order is not debited again', async () => {
  const { standIn } = await startUnpaid({ balanceFen: 0 });
  await standIn.control('wallet', { openid, balanceFen: 10_000 });
  await standIn.control('pay', { outOrderNo: 'order-1' });
  expect((await standIn.control('state')).data.jobs).toMatchObject([{ kind: 'deliver' }]);
  await standIn.advance(10 * dayMs);
  expect((await standIn.control('wallet', { openid })).data.balanceFen).toBe(8500);
  expect(standIn.callbacks).toHaveLength(1);
});

test('how long the first debit takes can be told', async () => {
  const { standIn, pay } = await startWithUser(openid);
  await standIn.control('behaviour', { debitDelayMs: hourMs });
  await pay.post(ordersPath, orderOf('order-1'));
  await pay.post(`${ordersPath}/order-1/complete`, completionOf(1500));
  await standIn.advance(hourMs - 1);
  expect((await pay.get(ordersPath, query)).data.state).toBe('DOING');
  await standIn.advance(1);
  expect((await pay.get(ordersPath, query)).data.state).toBe('DONE');
});

describe('the merchant asks for one more attempt', () => {
  const again = `${ordersPath}/order-1/pay`;

  test('which fails while there is no money, and pays when there is', async () => {
    const { standIn, pay } = await startUnpaid({ balanceFen: 0 });
    const failed = await pay.post(again, parties);
    expect(failed).toMatchObject({ status: 403, data: { code: 'TRADE_ERROR' } });
    expect(failed.headers['request-id']).toMatch(/-271316574$/);
    await standIn.control('wallet', { openid, balanceFen: 1500 });
    expect((await pay.post(again, parties)).data).toMatchObject({ out_order_no: 'order-1' });
    expect((await pay.get(ordersPath, query)).data.state).toBe('DONE');
    expect((await pay.post(again, parties)).headers['request-id']).toMatch(/-271316657$/);
  });

  test('unless the call is switched off', async () => {
    const { standIn, pay } = await startUnpaid({ balanceFen: 0 });
    await standIn.control('behaviour', { payEndpoint: 'off' });
    expect((await pay.post(again, parties)).data.code).toBe('NO_AUTH');
  });
});

describe('the merchant was paid elsewhere', () => {
  const sync = `${ordersPath}/order-1/sync`;
  const told = { ...parties, type: 'Order_Paid', detail: { paid_time: '20260105115959' } };

  test('and says so: the order is done, nothing is debited, and there is no transaction', async () => {
    const { standIn, pay } = await startUnpaid({ balanceFen: 0 });
    const { data } = await pay.post(sync, told);
    expect(data).toMatchObject({
      state: 'DONE',
      collection: { state: 'USER_PAID', details: [{ paid_type: 'MCH', paid_time: '20260105115959' }] },
    });
    expect(data.collection.details[0]).not.toHaveProperty('transaction_id');
    await standIn.control('wallet', { openid, balanceFen: 10_000 });
    await standIn.advance(10 * dayMs);
    expect((await standIn.control('wallet', { openid })).data.balanceFen).toBe(10_000);
    expect(standIn.callbacks).toEqual([]);
  });

  test('unclear: refused as long as WeChat does not know, and nothing has happened', async () => {
    const { standIn, pay } = await startUnpaid({ balanceFen: 0 });
    await standIn.control('behaviour', { sync: 'unclear' });
    expect(await pay.post(sync, told)).toMatchObject({
      status: 400,
      data: { code: 'INVALID_REQUEST', message: '收款结果不明，请稍后重试' },
    });
    expect((await pay.get(ordersPath, query)).data.state).toBe('DOING');
    await standIn.control('behaviour', { sync: 'normal' });
    expect((await pay.post(sync, told)).data.state).toBe('DONE');
  });

  test('too late: WeChat has collected meanwhile, or the order was cancelled', async () => {
    const { standIn, pay } = await startUnpaid({ balanceFen: 0 });
    await standIn.control('wallet', { openid, balanceFen: 1500 });
    await standIn.control('pay', { outOrderNo: 'order-1' });
    expect(await pay.post(sync, told)).toMatchObject({ status: 400, data: { code: 'ORDER_DONE' } });
    await pay.post(ordersPath, orderOf('order-2'));
    await pay.post(`${ordersPath}/order-2/cancel`, { ...parties, reason: '用户退货' });
    const cancelled = await pay.post(`${ordersPath}/order-2/sync`, told);
    expect(cancelled).toMatchObject({ status: 400, data: { code: 'ORDER_CANCELED' } });
  });

  test('saying it again changes nothing, saying something else is refused', async () => {
    const { pay } = await startUnpaid({ balanceFen: 0 });
    const first = await pay.post(sync, told);
    expect((await pay.post(sync, told)).data).toEqual(first.data);
    expect((await pay.post(sync, { ...told, detail: { paid_time: '20260104' } })).status).toBe(400);
  });
});
