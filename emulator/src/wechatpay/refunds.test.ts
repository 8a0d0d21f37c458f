import { describe, expect, test } from 'vitest';
import { dayMs, minuteMs } from '../channels/times.ts';
import { startWithUser } from './testing/harness.ts';
import type { ReceivedCallback } from './testing/receiver.ts';
import {
  completionOf,
  notifyUrl,
  openid,
  orderOf,
  ordersPath,
  parties,
  refundsPath,
} from './testing/requests.ts';

function resourceOf(callback: ReceivedCallback | Error | undefined) {
  return callback && 'resource' in callback ? callback.resource : null;
}

async function startPaid() {
  const { standIn, pay } = await startWithUser(openid);
  await pay.post(ordersPath, orderOf('order-1'));
  await pay.post(`${ordersPath}/order-1/complete`, completionOf(1500));
  await standIn.advance(1000);
  standIn.callbacks.length = 0;
  const { data } = await pay.get(ordersPath, { ...parties, out_order_no: 'order-1' });
  const transactionId = String(data.collection.details[0].transaction_id);
  const refund = (no: string, fen: number, changed: Record<string, unknown> = {}) =>
    pay.post(refundsPath, {
      transaction_id: transactionId,
      out_refund_no: no,
      notify_url: notifyUrl,
      amount: { refund: fen, total: 1500, currency: 'CNY' },
      ...changed,
    });
  return { standIn, pay, refund };
}

test('a refund is processed, then succeeds, is told and gives the money back', async () => {
  const { standIn, pay, refund } = await startPaid();
  const { data: requested } = await refund('refund-1', 500);
  expect(requested).toMatchObject({
    status: 'PROCESSING',
    out_refund_no: 'refund-1',
    amount: { refund: 500 },
  });
  await standIn.advance(1000);
  const { data: done } = await pay.get(`${refundsPath}/refund-1`);
  expect(done).toMatchObject({ refund_id: requested.refund_id, status: 'SUCCESS' });
  expect(standIn.callbacks).toMatchObject([{ type: 'REFUND.SUCCESS', url: notifyUrl }]);
  expect(resourceOf(standIn.callbacks[0])).toEqual({
    mchid: '1900000001',
    transaction_id: done.transaction_id,
    out_trade_no: done.out_trade_no,
    refund_id: done.refund_id,
    out_refund_no: 'refund-1',
    refund_status: 'SUCCESS',
    success_time: '2026-01-05T12:00:02+08:00',
    user_received_account: '支付用户零钱',
    amount: { total: 1500, refund: 500, payer_total: 1500, payer_refund: 500 },
  });
  expect((await standIn.control('wallet', { openid })).data.balanceFen).toBe(1_000_000 - 1500 + 500);
});

describe('a refund may fail', () => {
  test.each([
    ['closed', 'CLOSED'],
    ['abnormal', 'ABNORMAL'],
  ])('%s: nothing comes back, and the merchant is told', async (refunds, status) => {
    const { standIn, pay, refund } = await startPaid();
    await standIn.control('behaviour', { refunds });
    expect((await refund('refund-1', 500)).data.status).toBe('PROCESSING');
    await standIn.control('behaviour', { refunds: 'succeed' });
    await standIn.advance(1000);
    const { data } = await pay.get(`${refundsPath}/refund-1`);
    expect(data.status).toBe(status);
    expect(data).not.toHaveProperty('success_time');
    expect(standIn.callbacks).toMatchObject([
      { type: `REFUND.${status}`, resource: { refund_status: status, out_refund_no: 'refund-1' } },
    ]);
    expect((await standIn.control('wallet', { openid })).data.balanceFen).toBe(1_000_000 - 1500);
  });

  test('closed: all of the money can be refunded anew; abnormal: only the rest', async () => {
    const { standIn, refund } = await startPaid();
    await standIn.control('behaviour', { refunds: 'closed' });
    await refund('refund-1', 1500);
    await standIn.advance(minuteMs);
    await standIn.control('behaviour', { refunds: 'abnormal' });
    expect((await refund('refund-2', 1500)).status).toBe(200);
    await standIn.advance(minuteMs);
    expect((await refund('refund-3', 1)).data.code).toBe('INVALID_REQUEST');
  });

  test("for want of the merchant's own money; the same number works once there is some", async () => {
    const { standIn, pay, refund } = await startPaid();
    await standIn.control('behaviour', { merchantBalanceFen: 499 });
    expect(await refund('refund-1', 500)).toMatchObject({
      status: 403,
      data: { code: 'NOT_ENOUGH', message: expect.stringContaining('基本账户余额不足') },
    });
    expect((await pay.get(`${refundsPath}/refund-1`)).status).toBe(404);
    await standIn.control('behaviour', { merchantBalanceFen: 500 });
    expect((await refund('refund-1', 500)).status).toBe(200);
  });
});

test('a payment can be refunded in fifty parts', async () => {
  const { standIn, refund } = await startPaid();
  for (let part = 1; part <= 50; part += 1) {
    expect((await refund(`refund-${part}`, 1)).status).toBe(200);
    await standIn.advance(minuteMs);
  }
  expect(await refund('refund-51', 1)).toMatchObject({
    status: 400,
    data: { code: 'INVALID_REQUEST', message: '退款次数超过限制' },
  });
});

test('refunds never exceed what was paid', async () => {
  const { standIn, refund } = await startPaid();
  await refund('refund-1', 1000);
  await standIn.advance(minuteMs);
  expect(await refund('refund-2', 501)).toMatchObject({ status: 400, data: { code: 'INVALID_REQUEST' } });
  expect((await refund('refund-2', 500)).status).toBe(200);
  await standIn.advance(minuteMs);
  expect((await refund('refund-3', 1)).status).toBe(400);
});

test('the same refund again is the same refund, an altered one is refused', async () => {
  const { standIn, refund } = await startPaid();
  const first = await refund('refund-1', 500);
  expect((await refund('refund-1', 500)).data).toEqual(first.data);
  expect((await refund('refund-1', 600)).data.code).toBe('PARAM_ERROR');
  await standIn.advance(1000);
  expect((await refund('refund-1', 500)).data.status).toBe('SUCCESS');
  expect((await standIn.control('wallet', { openid })).data.balanceFen).toBe(1_000_000 - 1000);
});

test('refunds of one payment stand a minute apart', async () => {
  const { standIn, refund } = await startPaid();
  await refund('refund-1', 500);
  await standIn.advance(minuteMs - 1);
  expect(await refund('refund-2', 500)).toMatchObject({ status: 429, data: { code: 'FREQUENCY_LIMITED' } });
  await standIn.advance(1);
  expect((await refund('refund-2', 500)).status).toBe(200);
});

test('a payment can be refunded for a year', async () => {
  const { standIn, refund } = await startPaid();
  await standIn.advance(365 * dayMs);
  expect((await refund('refund-1', 500)).status).toBe(200);
  await standIn.advance(minuteMs);
  expect((await refund('refund-2', 500)).status).toBe(400);
});

test("an order's own number finds no payment", async () => {
  const { refund } = await startPaid();
  const byNumber = { transaction_id: undefined, out_trade_no: 'order-1' };
  expect(await refund('refund-1', 500, byNumber)).toMatchObject({
    status: 404,
    data: { code: 'RESOURCE_NOT_EXISTS' },
  });
  expect((await refund('refund-1', 500, { transaction_id: '4200' })).status).toBe(404);
  expect((await refund('refund-1', 500, { transaction_id: undefined })).data.code).toBe('PARAM_ERROR');
});

test("WeChat's own number of the payment finds it; both numbers at once are refused", async () => {
  const { standIn, refund } = await startPaid();
  const { out_trade_no } = (await refund('refund-1', 500)).data;
  await standIn.advance(minuteMs);
  expect((await refund('refund-2', 500, { out_trade_no })).data.code).toBe('PARAM_ERROR');
  const byNumber = { transaction_id: undefined, out_trade_no };
  expect((await refund('refund-2', 500, byNumber)).data).toMatchObject({
    out_trade_no,
    status: 'PROCESSING',
  });
});

test.each([
  ['字'.repeat(26), 200],
  ['字'.repeat(27), 400],
])('a reason has eighty bytes at most: %s gives %i', async (reason, status) => {
  const { refund } = await startPaid();
  expect((await refund('refund-1', 500, { reason })).status).toBe(status);
});

test('fields that few merchants send are known', async () => {
  const { standIn, refund } = await startPaid();
  await standIn.control('behaviour', { unknownFields: 'refuse' });
  const goods = { merchant_goods_id: 'cup', unit_price: 1500, refund_amount: 500, refund_quantity: 1 };
  const answer = await refund('refund-1', 500, {
    funds_account: 'AVAILABLE',
    amount: { refund: 500, total: 1500, currency: 'CNY', from: [{ account: 'AVAILABLE', amount: 500 }] },
    goods_detail: [goods],
  });
  expect(answer.status).toBe(200);
});

test('the total must be what was paid', async () => {
  const { refund } = await startPaid();
  const wrong = { amount: { refund: 500, total: 1400, currency: 'CNY' } };
  expect((await refund('refund-1', 500, wrong)).data.code).toBe('PARAM_ERROR');
});

test('a refund that was never requested is not found', async () => {
  const { pay } = await startPaid();
  expect((await pay.get(`${refundsPath}/refund-1`)).status).toBe(404);
});
