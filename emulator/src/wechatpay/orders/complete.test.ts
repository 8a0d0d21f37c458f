import { describe, expect, test } from 'vitest';

import { startWithUser } from '../testing/harness.ts';
import { completionOf, openid, orderOf, ordersPath, parties } from '../testing/requests.ts';

const complete = `${ordersPath}/order-1/complete`;
const query = { ...parties, out_order_no: 'order-1' };

async function startRunning(changed: Record<string, unknown> = {}, behaviour: object = {}) {
  const { standIn, pay } = await startWithUser(openid);
  await standIn.control('behaviour', behaviour);
  await pay.post(ordersPath, orderOf('order-1', changed));
  return { standIn, pay };
}

describe('the amount of a completion', () => {
  test('is the payments less the discounts', async () => {
    const { pay } = await startRunning();
    const discounted = {
      post_payments: [{ name: '商品信息', amount: 1500 }],
      post_discounts: [{ name: '满减', description: '满10减3', amount: 300 }],
    };
    const wrong = await pay.post(complete, completionOf(1500, discounted));
    expect(wrong).toMatchObject({
      status: 400,
      data: { code: 'PARAM_ERROR', message: '最终总金额计算非法' },
    });
    const right = await pay.post(complete, completionOf(1500, { ...discounted, total_amount: 1200 }));
    expect(right.data).toMatchObject({ total_amount: 1200, ...discounted });
  });

  test.each([
    ['DEPOSIT', 1501, 400],
    ['DEPOSIT', 1500, 200],
    ['ESTIMATE_ORDER_COST', 1501, 200],
    ['ESTIMATE_ORDER_COST', 1_000_001, 400],
  ])('is capped: %s with %i fen gives %i', async (name, amount, status) => {
    const subMode = name === 'DEPOSIT' ? 'depositFree' : 'enjoyFirst';
    const { pay } = await startRunning({ risk_fund: { name, amount: 1500 } }, { subMode });
    const answer = await pay.post(complete, completionOf(amount));
    expect(answer.status).toBe(status);
    if (status === 400) expect(answer.headers['request-id']).toMatch(/-271316656$/);
  });

  test('lets go of the discounts of the create if it names none', async () => {
    const post_discounts = [{ name: '满减', description: '满10减3', amount: 300 }];
    const { pay } = await startRunning({ post_discounts });
    expect((await pay.post(complete, completionOf(1500))).data.post_discounts).toEqual([]);
  });

  test('may be 0, which ends the order without a transaction', async () => {
    const { standIn, pay } = await startRunning();
    const { data } = await pay.post(complete, completionOf(0));
    expect(data).toMatchObject({ state: 'DONE', total_amount: 0, need_collection: false });
    expect(data).not.toHaveProperty('collection');
    await standIn.advance(60_000);
    expect(standIn.callbacks).toEqual([]);
  });
});

describe('the end of the service', () => {
  test.each([
    ['missing', { time_range: undefined }, 'PARAM_ERROR', 268435464],
    ['in the future', { time_range: { end_time: '20260106' } }, 'PARAM_ERROR', 268435464],
    ['before the start', { time_range: { end_time: '20260104' } }, 'PARAM_ERROR', 271316637],
  ])('must not be %s', async (_, changed, code, number) => {
    const { pay } = await startRunning();
    const answer = await pay.post(complete, completionOf(1500, changed));
    expect(answer).toMatchObject({ status: 400, data: { code } });
    expect(answer.headers['request-id']).toMatch(new RegExp(`-${number}$`));
  });

  test('may have been named by the create', async () => {
    const { pay } = await startRunning({ time_range: { start_time: '20260105', end_time: '20260110' } });
    expect((await pay.post(complete, completionOf(1500, { time_range: undefined }))).status).toBe(200);
  });
});

test('only a running order can be completed', async () => {
  const { pay } = await startRunning();
  expect((await pay.post(`${ordersPath}/nothing/complete`, completionOf(1))).data.code).toBe(
    'ORDER_NOT_EXIST',
  );
  await pay.post(`${ordersPath}/order-1/cancel`, { ...parties, reason: '用户退货' });
  expect(await pay.post(complete, completionOf(1500))).toMatchObject({
    status: 400,
    data: { code: 'INVALID_REQUEST', message: '当前订单状态不合法' },
  });
});

describe('the same completion again', () => {
  test('gives the order as it is now, and debits nothing twice', async () => {
    const { standIn, pay } = await startRunning();
    const first = await pay.post(complete, completionOf(1500));
    expect(await pay.post(complete, completionOf(1500))).toMatchObject({ status: 200, data: first.data });
    await standIn.advance(1000);
    expect((await pay.post(complete, completionOf(1500))).data.state).toBe('DONE');
    await standIn.advance(60_000);
    expect((await standIn.control('wallet', { openid })).data.balanceFen).toBe(1_000_000 - 1500);
  });

  test('is no completion any more after a cancellation', async () => {
    const { standIn, pay } = await startRunning();
    await standIn.control('wallet', { openid, balanceFen: 0 });
    await pay.post(complete, completionOf(1500));
    await pay.post(`${ordersPath}/order-1/cancel`, { ...parties, reason: '用户退货' });
    expect((await pay.post(complete, completionOf(1500))).data.code).toBe('INVALID_REQUEST');
  });

  test('with another amount is refused', async () => {
    const { pay } = await startRunning();
    await pay.post(complete, completionOf(1500));
    const altered = await pay.post(complete, completionOf(1400));
    expect(altered).toMatchObject({ status: 400, data: { code: 'PARAM_ERROR' } });
    expect(altered.headers['request-id']).toMatch(/-271316598$/);
  });
});

test('another appid or service than the create had is refused', async () => {
  const { pay } = await startRunning();
  expect((await pay.post(complete, completionOf(1500, { appid: 'wxother' }))).status).toBe(400);
  expect((await pay.post(complete, completionOf(1500, { service_id: '1' }))).status).toBe(400);
  expect((await pay.get(ordersPath, query)).data.state_description).toBe('USER_CONFIRM');
});
