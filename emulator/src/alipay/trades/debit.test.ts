import { describe, expect, test } from 'vitest';

import { dayMs, hourMs, minuteMs } from '../../channels/times.ts';
import { startOrdered } from '../testing/harness.ts';
import { openId, orderOf, zhima } from '../testing/requests.ts';

const refundableMs = 365 * dayMs;

/** An order whose debit was asked for while the wallet was empty. */
async function startShort(behaviour: object = {}) {
  const ordered = await startOrdered(behaviour);
  const { standIn } = ordered;
  await standIn.control('wallet', { openId, balanceFen: 0 });
  await ordered.pay();
  return {
    ...ordered,
    fill: (balanceFen: number) => standIn.control('wallet', { openId, balanceFen }),
    balance: async () => (await standIn.control('wallet', { openId })).data.balanceFen,
    status: async () => (await ordered.trade()).trade_status,
    told: () =>
      standIn.callbacks.map((one) =>
        one instanceof Error ? one : (one.parameters['trade_status'] ?? one.content),
      ),
  };
}

test('a debit is made a while after it was asked for, and not before', async () => {
  const { standIn, pay, trade, order } = await startOrdered({ debitDelayMs: minuteMs });
  await pay();
  await standIn.advance(minuteMs - 1);
  expect(await trade()).toMatchObject({ trade_status: 'WAIT_BUYER_PAY' });
  expect(standIn.callbacks).toEqual([]);
  await standIn.advance(1);
  const { traceId: _, ...paid } = await trade();
  expect(paid).toMatchObject({
    trade_status: 'TRADE_SUCCESS',
    total_amount: '15.00',
    receipt_amount: '15.00',
    buyer_pay_amount: '15.00',
    send_pay_date: '2026-01-05 12:01:00',
  });
  expect(paid).not.toHaveProperty('advance_amount');
  expect(await order()).toMatchObject({ order_status: 'TRADE_FINISHED', total_credit_pay_amount: '15.00' });
  expect((await standIn.service.exportState()).jobs).toMatchObject([{ kind: 'tradeEnd' }]);
});

test('a debit that fails is tried again an hour, six hours and then every day later', async () => {
  const { standIn, pay } = await startOrdered({ advance: 'off' });
  await standIn.control('wallet', { openId, balanceFen: 0 });
  await pay();
  const nextDebit = async () =>
    (await standIn.control('state')).data.jobs.find(({ kind }: { kind: string }) => kind === 'debit').atMs;
  const firstMs = await nextDebit();
  const triedMs = [];
  for (let tries = 0; tries < 5; tries++) {
    triedMs.push((await nextDebit()) - firstMs);
    await standIn.advance((await nextDebit()) - Date.now());
  }
  expect(triedMs).toEqual([0, hourMs, 7 * hourMs, 31 * hourMs, 55 * hourMs]);
});

test('when the user tops up, the next try succeeds', async () => {
  const { standIn, fill, balance, status } = await startShort();
  await standIn.advance(30 * minuteMs);
  await fill(2000);
  expect(await status()).toBe('WAIT_BUYER_PAY');
  await standIn.advance(30 * minuteMs + 1000);
  expect(await status()).toBe('TRADE_SUCCESS');
  expect(await balance()).toBe(500);
});

test('a wallet with too little gives nothing', async () => {
  const { standIn, fill, balance, status } = await startShort();
  await fill(1499);
  await standIn.advance(hourMs + 1000);
  expect(await status()).toBe('WAIT_BUYER_PAY');
  expect(await balance()).toBe(1499);
});

test('from a user who is not willing nothing is taken, but he can pay by hand, early', async () => {
  const { standIn, balance, status } = await startShort();
  await standIn.control('wallet', { openId, balanceFen: 1500, willing: false });
  await standIn.advance(hourMs + 1000);
  expect(await status()).toBe('WAIT_BUYER_PAY');
  expect((await standIn.control('pay', { outOrderNo: 'order-1' })).status).toBe(200);
  expect(await status()).toBe('TRADE_SUCCESS');
  await standIn.advance(dayMs);
  expect(await balance()).toBe(0);
});

test('by hand nothing can be paid before the merchant has asked for it, with too little, or twice', async () => {
  const { standIn, pay } = await startOrdered();
  const byHand = () => standIn.control('pay', { outOrderNo: 'order-1' });
  expect((await byHand()).data.errMsg).toContain('nothing is to be paid');
  await standIn.control('wallet', { openId, balanceFen: 0 });
  await pay();
  expect((await byHand()).data.errMsg).toContain('too little');
  await standIn.control('wallet', { openId, balanceFen: 1500 });
  expect((await byHand()).status).toBe(200);
  expect((await byHand()).data.errMsg).toContain('nothing is to be paid');
  // The debit that was planned is off.
  expect((await standIn.service.exportState()).jobs.map(({ kind }) => kind)).not.toContain('debit');
});

describe('代偿: Zhima pays in advance', () => {
  test('after three days, and the merchant has his money', async () => {
    const { standIn, status, trade, order, balance, told } = await startShort();
    await standIn.advance(72 * hourMs - 1);
    expect(await status()).toBe('WAIT_BUYER_PAY');
    await standIn.advance(1);
    expect(await trade()).toMatchObject({
      trade_status: 'TRADE_SUCCESS',
      credit_pay_mode: 'creditAdvanceV2',
      advance_amount: '15.00',
      send_pay_date: '2026-01-08 12:00:00',
    });
    expect(await order()).toMatchObject({ order_status: 'TRADE_FINISHED' });
    expect(await balance()).toBe(0);
    expect(told()).toEqual(['TRADE_SUCCESS', expect.objectContaining({ order_status: 'TRADE_FINISHED' })]);
    expect(standIn.callbacks[0]).toMatchObject({ parameters: { advance_amount: '15.00' } });
  });

  test.each([
    ['always', 'creditAdvanceV2', 'creditAdvanceV2'],
    ['advance', undefined, 'creditAdvanceV2'],
    ['never', undefined, undefined],
  ] as const)('which shows by its amount; the mode is named %s', async (creditPayMode, before, after) => {
    const { standIn, trade } = await startShort({ creditPayMode });
    expect((await trade()).credit_pay_mode).toBe(before);
    expect(await trade()).not.toHaveProperty('advance_amount');
    await standIn.advance(72 * hourMs);
    expect((await trade()).credit_pay_mode).toBe(after);
    expect(await trade()).toMatchObject({ advance_amount: '15.00' });
    const mode = after === undefined ? {} : { credit_pay_mode: after };
    expect(standIn.callbacks[0]).toMatchObject({ parameters: { advance_amount: '15.00', ...mode } });
  });

  test('after as many hours as are set when the debit is asked for', async () => {
    const { standIn, status } = await startShort({ advanceAfterHours: 24 });
    await standIn.advance(24 * hourMs);
    expect(await status()).toBe('TRADE_SUCCESS');
  });

  test.each([
    [0, 'zhima'],
    [1500, 'user'],
  ])('but not before the first try: with %i fen it is paid by %s', async (balanceFen, paidBy) => {
    const { standIn, fill, status } = await startShort({ debitDelayMs: 2 * hourMs, advanceAfterHours: 1 });
    await fill(balanceFen);
    await standIn.advance(2 * hourMs - 1);
    expect(await status()).toBe('WAIT_BUYER_PAY');
    await standIn.advance(1);
    expect(await status()).toBe('TRADE_SUCCESS');
    expect((await standIn.control('state')).data.orders).toMatchObject([{ trade: { paidBy } }]);
  });

  test('never, if it is off', async () => {
    const { standIn, status } = await startShort({ advance: 'off' });
    await standIn.advance(90 * dayMs);
    expect(await status()).toBe('WAIT_BUYER_PAY');
  });

  test('and if it is off, the user is overdue after thirty days, until he has paid', async () => {
    const { standIn, merchant, agreement, fill } = await startShort({ advance: 'off' });
    const place = (no: string) => merchant.call(`${zhima}.creditbizorder.order`, orderOf(agreement, no));
    await standIn.advance(30 * dayMs - 1);
    expect(await place('order-2')).toMatchObject({ code: '10000' });
    await standIn.advance(1);
    expect(await place('order-3')).toMatchObject({ sub_code: 'ZHIMA_EVALUATE_NO_PASS' });
    await fill(1500);
    await standIn.control('pay', { outOrderNo: 'order-1' });
    expect(await place('order-3')).toMatchObject({ code: '10000' });
  });

  test('and never of a debit that succeeded', async () => {
    const { standIn, fill, trade, balance } = await startShort();
    await fill(1500);
    await standIn.advance(90 * dayMs);
    expect(await trade()).not.toHaveProperty('advance_amount');
    expect(await balance()).toBe(0);
  });

  test('whom the user owes it from then on: no new order, until the next try finds the money', async () => {
    const { standIn, merchant, agreement, fill, balance, told } = await startShort();
    await standIn.advance(72 * hourMs);
    const place = (no: string) => merchant.call(`${zhima}.creditbizorder.order`, orderOf(agreement, no));
    expect(await place('order-2')).toMatchObject({ sub_code: 'ZHIMA_EVALUATE_NO_PASS' });
    await fill(2000);
    await standIn.advance(dayMs);
    expect(await balance()).toBe(500);
    expect(await place('order-2')).toMatchObject({ code: '10000' });
    // The merchant has heard of the advance only.
    expect(told()).toHaveLength(2);
    await standIn.advance(30 * dayMs);
    expect(await balance()).toBe(500);
  });

  test('to whom he can pay it back by hand', async () => {
    const { standIn, fill, balance } = await startShort();
    await standIn.advance(72 * hourMs);
    await fill(1500);
    const { data } = await standIn.control('pay', { outOrderNo: 'order-1' });
    expect(data).toMatchObject({ trade: { owedFen: 0, paidBy: 'zhima' } });
    expect(await balance()).toBe(0);
  });

  test('so that he cannot open the service anew either', async () => {
    const { standIn } = await startShort();
    await standIn.advance(72 * hourMs);
    await standIn.control('close', { openId });
    const answer = await standIn.control('sign', { openId, outAgreementNo: 'A-2' });
    expect(answer.data.errMsg).toContain('逾期未付');
  });
});

test('a year after it was paid a trade is finished, and the merchant is told', async () => {
  const { standIn, pay, trade } = await startOrdered();
  await pay();
  await standIn.advance(1000 + refundableMs - 1);
  expect(await trade()).toMatchObject({ trade_status: 'TRADE_SUCCESS' });
  await standIn.advance(1);
  expect(await trade()).toMatchObject({ trade_status: 'TRADE_FINISHED' });
  expect(standIn.callbacks.at(-1)).toMatchObject({ parameters: { trade_status: 'TRADE_FINISHED' } });
});
