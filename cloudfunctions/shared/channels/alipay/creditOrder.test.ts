import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { ORDER, T0 } from '../../testing/builders.ts';
import { type CreditOrder, creditOrderSchema, factsOf, tradeSchema } from './creditOrder.ts';

const NOW = new Date('2026-03-08T00:00:00Z');
const ZMCB = 'ZMCB99202603010000000000000001';
const order = (order_status: CreditOrder['order_status']): CreditOrder => ({
  credit_biz_order_id: ZMCB,
  order_status,
});
const PAID_AT = '2026-03-01 10:00:00';

/** As an answer holds it; a test leaves away or adds. */
const trade = (trade_status: string, more: Readonly<Record<string, unknown>> = {}) =>
  v.parse(tradeSchema, {
    trade_no: '2026030122001400001234567890',
    out_trade_no: ZMCB,
    total_amount: '168.00',
    trade_status,
    ...more,
  });
const paidTrade = (more: Readonly<Record<string, unknown>> = {}) =>
  trade('TRADE_SUCCESS', { send_pay_date: PAID_AT, ...more });
const facts = (status: CreditOrder['order_status'], debit: ReturnType<typeof trade> | null) =>
  factsOf(ORDER, order(status), debit, NOW);
const payment = { paidFen: 16_800, paidAt: T0, transactionId: '2026030122001400001234567890' };

describe('an order', () => {
  it.each([
    ['INIT', null, 'running', null],
    ['INIT', trade('WAIT_BUYER_PAY'), 'collecting', 16_800],
    ['TRADE_CLOSED', null, 'closed', null],
    ['TRADE_CLOSED', trade('TRADE_CLOSED'), 'closed', null],
    ['TRADE_CLOSED', trade('WAIT_BUYER_PAY'), 'closed', null],
  ] as const)('that is %s with the debit %j is %4$s', (status, debit, stage, amountFen) => {
    expect(facts(status, debit)).toEqual({
      orderId: ORDER,
      channelOrderId: ZMCB,
      stage,
      amountFen,
      payment: null,
    });
  });

  it.each([
    ['TRADE_FINISHED', paidTrade()],
    ['TRADE_FINISHED', trade('TRADE_FINISHED', { send_pay_date: PAID_AT })],
    // The one is told before the other.
    ['INIT', paidTrade()],
    // Given back in full.
    ['TRADE_CLOSED', trade('TRADE_CLOSED', { send_pay_date: PAID_AT })],
    ['TRADE_FINISHED', trade('TRADE_CLOSED', { send_pay_date: PAID_AT })],
    ['TRADE_CLOSED', paidTrade()],
  ] as const)('that is %s with the debit %j is paid', (status, debit) => {
    expect(facts(status, debit)).toEqual({
      orderId: ORDER,
      channelOrderId: ZMCB,
      stage: 'paid',
      amountFen: 16_800,
      payment,
    });
  });

  it.each([{}, { send_pay_date: '' }])('whose answer does not tell when was paid by now (%j)', (when) => {
    const paid = facts('TRADE_FINISHED', trade('TRADE_SUCCESS', when));
    expect(paid?.payment).toEqual({ ...payment, paidAt: NOW });
  });

  it.each([
    ['amount', { advance_amount: '168.00' }],
    ['amount, in the mode of the product', { advance_amount: '168.00', credit_pay_mode: 'creditAdvanceV2' }],
    ['amount of a part', { advance_amount: '0.01' }],
  ])('that Alipay has paid in the buyer’s stead, as the %s says, is paid by the channel', (_what, more) => {
    expect(facts('TRADE_FINISHED', paidTrade(more))?.payment).toEqual({
      ...payment,
      paidBy: 'channelAdvance',
    });
  });

  it.each([
    ['nothing of an advance', {}],
    ['an advance of nothing', { advance_amount: '0.00' }],
    ['an empty advance', { advance_amount: '' }],
    ['no mode', { credit_pay_mode: '' }],
    ['the mode of the product alone', { credit_pay_mode: 'creditAdvanceV2' }],
  ])('with %s was paid by its buyer', (_what, more) => {
    expect(facts('TRADE_FINISHED', paidTrade(more))?.payment).toEqual(payment);
  });

  it.each([
    ['TRADE_FINISHED', null],
    ['TRADE_FINISHED', trade('WAIT_BUYER_PAY')],
    ['TRADE_FINISHED', trade('TRADE_CLOSED')],
    ['INIT', trade('TRADE_CLOSED')],
  ] as const)('that is %s with the debit %j is not documented: nothing follows', (status, debit) => {
    expect(facts(status, debit)).toBeNull();
  });
});

describe('an answer is not understood', () => {
  const good = {
    trade_no: '1',
    out_trade_no: ZMCB,
    total_amount: '168.00',
    trade_status: 'TRADE_SUCCESS',
  };
  it.each([
    ['without the debit’s number', { trade_no: undefined }],
    ['without the order’s number', { out_trade_no: undefined }],
    ['in another state', { trade_status: 'TRADE_PENDING' }],
    ['without an amount', { total_amount: undefined }],
    ['with an amount that is none', { total_amount: '168.005' }],
    ['with an amount that is a number', { total_amount: 168 }],
    ['with a time that is none', { send_pay_date: 'yesterday' }],
    ['with an advance that is none', { advance_amount: 'all' }],
    ['paid in a way that is not known', { credit_pay_mode: 'creditAdvanceV3' }],
  ])('%s', (_what, changes) => {
    expect(v.safeParse(tradeSchema, good).success).toBe(true);
    expect(v.safeParse(tradeSchema, { ...good, ...changes }).success).toBe(false);
  });

  it.each(['WAIT_FULFILL', 'OVERDUE', '', undefined])('about an order that is %j', (order_status) => {
    expect(v.safeParse(creditOrderSchema, { credit_biz_order_id: ZMCB, order_status }).success).toBe(false);
  });
});
