import { describe, expect, it } from 'vitest';
import type { Order } from '../../cloudfunctions/shared/domain/order/order.ts';
import { ORDER_STATES } from '../../cloudfunctions/shared/domain/order/states.ts';
import { answerOf } from '../../cloudfunctions/shared/testing/answers.ts';
import { aLine, anAttempt, aPayment, T0 } from '../../cloudfunctions/shared/testing/builders.ts';
import { BY_BUYER, BY_TIMER, happened, orderIn } from '../../cloudfunctions/shared/testing/lives.ts';
import { CARD, TO_DO } from '../copy/orders';
import { orderCard } from './orderCard';

const cardOf = (order: Order) => orderCard(answerOf(order));

describe('the card of an order', () => {
  it.each(ORDER_STATES)('of state %s never says 0 元 without the later amount and its rule', (state) => {
    const card = cardOf(orderIn(state));
    expect(card.state).not.toBe('');
    const words = JSON.stringify(card);
    if (words.includes('0 元')) expect(card.owed).toMatch(/第 7 天支付 ¥168\.00/);
    expect(card.amount === CARD.nothing).toBe(card.owed === '' && state !== 'settled');
  });

  it('shows what was paid, once it was', () => {
    const payment = aPayment({ paidFen: 12_345 });
    expect(cardOf(orderIn('settled', { payment })).amount).toBe('实付 ¥123.45');
  });

  it('says how many goods there are beside the two that it shows', () => {
    const lines = ['a', 'b', 'c', 'd'].map((productId) => aLine({ productId, quantity: 2 }));
    const card = cardOf(orderIn('shipped', { lines }));
    expect(card.goods.map(({ productId }) => productId)).toEqual(['a', 'b']);
    expect([card.otherGoods, card.pieces]).toEqual(['还有 2 种商品', '共 8 件']);
    expect(cardOf(orderIn('shipped')).otherGoods).toBe('');
  });

  it('is read to the buyer with the amount in words', () => {
    expect(cardOf(orderIn('shipped')).spoken).toBe(
      '订单，待收货，白瓷茶具，应付 168元。现在支付 0 元，确认收货后第 7 天支付 ¥168.00',
    );
  });
});

describe('what waits for the buyer', () => {
  const request = {
    type: 'claimRequested',
    at: T0,
    by: BY_BUYER,
    kind: 'return',
    amountFen: 16_800,
    payableFen: 16_800,
    items: null,
    reason: '不想要了',
    deadline: new Date('2026-03-12T02:00:00Z'),
  } as const;
  const claimed = happened(orderIn('shipped'), request);

  it.each<[string, Order, string | undefined, boolean | undefined]>([
    ['nothing, on an order that goes its way', orderIn('shipped'), undefined, undefined],
    ['the channel', orderIn('approved', { attempt: anAttempt('create') }), TO_DO.pending, false],
    ['the last step of ordering', orderIn('created'), TO_DO.unfinished, false],
    ['whether the parcel has come', orderIn('shipped', { receiptAskedAt: T0 }), TO_DO.receiptAsked, false],
    ['the merchant, who is asked to answer', claimed, '退货退款：等商家答复', false],
    [
      'the goods that are to be sent back',
      happened(claimed, { type: 'claimAgreed', at: T0, by: BY_TIMER, note: '', deadline: T0 }),
      '退货退款：商家已同意，请寄回商品',
      true,
    ],
    [
      'no claim that has ended',
      happened(claimed, {
        type: 'claimWithdrawn',
        at: T0,
        by: BY_BUYER,
        chargeAt: null,
        dueAt: null,
        payBy: null,
      }),
      undefined,
      undefined,
    ],
  ])('is %s', (_what, order, text, urgent) => {
    const { toDo } = cardOf(order);
    expect([toDo?.text, toDo?.urgent]).toEqual([text, urgent]);
  });

  it('is the late payment, in the very words of the server', () => {
    const late = answerOf(orderIn('overdue', { reminders: { count: 1, lastAt: T0 } }));
    expect(orderCard(late).toDo).toEqual({ text: late.reminder?.text, urgent: true });
    expect(late.reminder?.text).toContain('¥168.00');
  });
});
