import { describe, expect, test } from 'vitest';

import { dayMs, hourMs } from '../../channels/times.ts';
import { startOrdered } from '../testing/harness.ts';
import { openId } from '../testing/requests.ts';

/** An order of 15 yuan that was debited. */
async function startPaid(behaviour: object = {}) {
  const ordered = await startOrdered(behaviour);
  const { standIn, merchant, id } = ordered;
  await ordered.pay();
  await standIn.advance(1000);
  standIn.callbacks.length = 0;
  return {
    ...ordered,
    refund: (amount: string, no: string | undefined, changed: object = {}) =>
      merchant.call('alipay.trade.refund', {
        out_trade_no: id,
        refund_amount: amount,
        out_request_no: no,
        ...changed,
      }),
    query: (no: string, changed: object = {}) =>
      merchant.call('alipay.trade.fastpay.refund.query', {
        out_trade_no: id,
        out_request_no: no,
        ...changed,
      }),
    balance: async () => (await standIn.control('wallet', { openId })).data.balanceFen,
  };
}

const afterDebit = 1_000_000 - 1500;

test('parts are refunded, and their sum is told', async () => {
  const { refund, balance, trade, id } = await startPaid();
  expect(await refund('5.00', 'R-1')).toMatchObject({
    code: '10000',
    out_trade_no: id,
    buyer_open_id: openId,
    fund_change: 'Y',
    refund_fee: '5.00',
  });
  expect(await refund('4.00', 'R-2')).toMatchObject({ fund_change: 'Y', refund_fee: '9.00' });
  expect(await balance()).toBe(afterDebit + 900);
  expect(await trade()).toMatchObject({ trade_status: 'TRADE_SUCCESS' });
});

test('the same number and amount is the same refund, another amount is refused', async () => {
  const { refund, balance } = await startPaid();
  await refund('5.00', 'R-1');
  expect(await refund('5.00', 'R-1')).toMatchObject({ code: '10000', fund_change: 'N', refund_fee: '5.00' });
  expect(await refund('6.00', 'R-1')).toMatchObject({
    code: '40004',
    sub_code: 'ACQ.DISCORDANT_REPEAT_REQUEST',
  });
  expect(await balance()).toBe(afterDebit + 500);
});

test('never more than was paid', async () => {
  const { refund, balance } = await startPaid();
  expect(await refund('15.01', 'R-1')).toMatchObject({ sub_code: 'ACQ.REFUND_AMT_NOT_EQUAL_TOTAL' });
  await refund('10.00', 'R-2');
  expect(await refund('5.01', 'R-3')).toMatchObject({ sub_code: 'ACQ.REFUND_AMT_NOT_EQUAL_TOTAL' });
  expect(await refund('5.00', 'R-4')).toMatchObject({ refund_fee: '15.00' });
  expect(await refund('0.01', 'R-5')).toMatchObject({ sub_code: 'ACQ.REFUND_AMT_NOT_EQUAL_TOTAL' });
  expect(await balance()).toBe(1_000_000);
});

test('refunded in full, trade and order are closed; the same refund still answers', async () => {
  const { standIn, refund, trade, order } = await startPaid();
  await refund('5.00', 'R-1');
  await refund('10.00', 'R-2');
  expect(await trade()).toMatchObject({ trade_status: 'TRADE_CLOSED' });
  expect(await order()).toMatchObject({ order_status: 'TRADE_CLOSED' });
  expect(await refund('10.00', 'R-2')).toMatchObject({
    code: '10000',
    fund_change: 'N',
    refund_fee: '15.00',
  });
  await standIn.advance(0);
  const told = standIn.callbacks.map((one) => (one instanceof Error ? one : one.parameters));
  expect(told).toMatchObject([
    { trade_status: 'TRADE_SUCCESS', out_biz_no: 'R-1', refund_fee: '5.00' },
    {
      trade_status: 'TRADE_CLOSED',
      out_biz_no: 'R-2',
      refund_fee: '15.00',
      gmt_refund: '2026-01-05 12:00:01',
    },
    { msg_method: 'zhima.credit.payafteruse.creditbizorder.changed' },
  ]);
  expect(standIn.timeline.next()).toBeNull();
});

test('a full refund needs no number: it has that of the trade', async () => {
  const { refund, query, id } = await startPaid();
  expect(await refund('10.00', undefined)).toMatchObject({ sub_code: 'ACQ.INVALID_PARAMETER' });
  expect(await refund('15.00', undefined)).toMatchObject({ fund_change: 'Y' });
  expect(await query(id)).toMatchObject({ refund_status: 'REFUND_SUCCESS' });
});

describe('a refund is refused', () => {
  test.each([
    ['for a trade that is unknown', { out_trade_no: 'Z' }, 'ACQ.TRADE_NOT_EXIST'],
    ['for an amount without decimals', { refund_amount: '5' }, 'ACQ.INVALID_PARAMETER'],
    ['for nothing', { refund_amount: '0.00' }, 'ACQ.INVALID_PARAMETER'],
  ])('%s', async (_, changed, sub_code) => {
    const { refund } = await startPaid();
    expect(await refund('5.00', 'R-1', changed)).toMatchObject({ code: '40004', sub_code });
  });

  test('before the debit has succeeded', async () => {
    const { standIn, merchant, pay, id } = await startOrdered();
    await standIn.control('wallet', { openId, balanceFen: 0 });
    await pay();
    const refund = { out_trade_no: id, refund_amount: '5.00', out_request_no: 'R-1' };
    expect(await merchant.call('alipay.trade.refund', refund)).toMatchObject({
      sub_code: 'ACQ.TRADE_STATUS_ERROR',
    });
  });

  test('of what the merchant does not have', async () => {
    const { standIn, refund } = await startPaid({ merchantBalanceFen: 499 });
    expect(await refund('5.00', 'R-1')).toMatchObject({ sub_code: 'ACQ.SELLER_BALANCE_NOT_ENOUGH' });
    await standIn.control('behaviour', { merchantBalanceFen: 500 });
    expect(await refund('5.00', 'R-1')).toMatchObject({ fund_change: 'Y' });
  });

  test('after a year', async () => {
    const { standIn, refund } = await startPaid();
    await standIn.advance(365 * dayMs);
    expect(await refund('5.00', 'R-1')).toMatchObject({ sub_code: 'ACQ.TRADE_HAS_FINISHED' });
  });
});

test('a refund that takes its time changes no funds yet, and is not to be seen until it is done', async () => {
  const { standIn, refund, query, balance } = await startPaid({ refundDelayMs: hourMs });
  expect(await refund('15.00', 'R-1')).toMatchObject({ code: '10000', fund_change: 'N', refund_fee: '0.00' });
  expect(await query('R-1')).not.toHaveProperty('refund_status');
  // It counts all the same.
  expect(await refund('0.01', 'R-2')).toMatchObject({ sub_code: 'ACQ.REFUND_AMT_NOT_EQUAL_TOTAL' });
  expect(await balance()).toBe(afterDebit);
  await standIn.advance(hourMs);
  expect(await query('R-1')).toMatchObject({ refund_status: 'REFUND_SUCCESS', refund_amount: '15.00' });
  expect(await balance()).toBe(1_000_000);
});

test('a refund that fails looks as if it had never been asked for, and can be asked for again', async () => {
  const { standIn, refund, query, balance, trade } = await startPaid({ refunds: 'fail' });
  expect(await refund('15.00', 'R-1')).toMatchObject({ code: '10000', fund_change: 'N' });
  expect(await query('R-1')).toMatchObject({ code: '10000' });
  expect(await query('R-1')).not.toHaveProperty('refund_status');
  expect(await trade()).toMatchObject({ trade_status: 'TRADE_SUCCESS' });
  await standIn.control('behaviour', { refunds: 'succeed' });
  expect(await refund('15.00', 'R-1')).toMatchObject({ fund_change: 'Y' });
  expect(await balance()).toBe(1_000_000);
});

test('the query tells of a refund what it was, and when only if asked', async () => {
  const { refund, query, id } = await startPaid();
  const { trade_no } = await refund('5.00', 'R-1', { refund_reason: '少件' });
  const { traceId: _, ...found } = await query('R-1');
  expect(found).toEqual({
    code: '10000',
    msg: 'Success',
    trade_no,
    out_trade_no: id,
    out_request_no: 'R-1',
    refund_reason: '少件',
    total_amount: '15.00',
    refund_amount: '5.00',
    refund_status: 'REFUND_SUCCESS',
  });
  expect(await query('R-1', { query_options: ['gmt_refund_pay'] })).toMatchObject({
    gmt_refund_pay: '2026-01-05 12:00:01',
  });
  expect(await query('R-2')).not.toHaveProperty('refund_status');
  expect(await query('R-1', { out_trade_no: 'Z' })).toMatchObject({ sub_code: 'ACQ.TRADE_NOT_EXIST' });
});

test('of an advance the money goes back to Zhima first', async () => {
  const { standIn, merchant, pay, id } = await startOrdered();
  await standIn.control('wallet', { openId, balanceFen: 0 });
  await pay();
  await standIn.advance(72 * hourMs);
  const refund = (refund_amount: string, out_request_no: string) =>
    merchant.call('alipay.trade.refund', { out_trade_no: id, refund_amount, out_request_no });
  await refund('5.00', 'R-1');
  const owed = async () => (await standIn.control('state')).data.orders[0].trade.owedFen;
  expect(await owed()).toBe(1000);
  await standIn.control('wallet', { openId, balanceFen: 1000 });
  await standIn.control('pay', { outOrderNo: 'order-1' });
  expect(await owed()).toBe(0);
  await refund('10.00', 'R-2');
  expect((await standIn.control('wallet', { openId })).data.balanceFen).toBe(1000);
});
