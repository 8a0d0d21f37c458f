import { describe, expect, it } from 'vitest';
import type { Order } from '../../../cloudfunctions/shared/domain/order/order.ts';
import { ORDER_STATES } from '../../../cloudfunctions/shared/domain/order/states.ts';
import { merchantAnswerOf } from '../../../cloudfunctions/shared/testing/answers.ts';
import { aLine, aPayment, T0 } from '../../../cloudfunctions/shared/testing/builders.ts';
import { BY_BUYER, happened, orderIn } from '../../../cloudfunctions/shared/testing/lives.ts';
import { cardOf } from './card';

const card = (order: Order) => cardOf(merchantAnswerOf(order), T0);

const claimed = happened(orderIn('shipped'), {
  type: 'claimRequested',
  at: T0,
  by: BY_BUYER,
  kind: 'return',
  amountFen: 6_800,
  payableFen: 16_800,
  items: null,
  reason: '不合适',
  deadline: new Date('2026-03-03T02:00:00Z'),
});

describe('the card of an order, for the merchant', () => {
  it.each(ORDER_STATES)('of state %s says since when, and what it comes to', (state) => {
    const { since, amount, state: name } = card(orderIn(state));
    expect(since).toMatch(/^\d+月\d+日 周. \d\d:\d\d /);
    expect(name).not.toBe('');
    expect(amount).toMatch(/^(应收|实收|下单) ¥168\.00$/);
  });

  it('counts from the day since when it can be shipped', () => {
    expect(card(orderIn('accepted')).since).toBe('3月1日 周日 11:00 起可以发货');
  });

  it('names several goods by the first', () => {
    const lines = ['a', 'b'].map((productId) => aLine({ productId, quantity: 2 }));
    expect(card(orderIn('shipped', { lines }))).toMatchObject({
      goods: '白瓷茶具等 2 种',
      pieces: '共 4 件',
    });
  });

  it('says when the money comes, as soon as that is known', () => {
    const due = (order: Order) => card(order).due;
    expect(due(orderIn('shipped'))).toBe('');
    expect(due(orderIn('received'))).toBe('3月11日 周三 10:00 自动扣款');
    expect(due(orderIn('received', { payBy: T0 }))).toBe('买家自己付款，最晚 3月1日 周日 10:00');
    expect(due(orderIn('settling'))).toBe('微信支付正在扣款');
    expect(due(orderIn('overdue'))).toBe('3月14日 周六 10:00 起逾期');
    expect(due(claimed)).toBe('');
  });

  it('shows what was paid, and of an order that costs nothing what it was about', () => {
    expect(card(orderIn('settled', { payment: aPayment({ paidFen: 16_000 }) }))).toMatchObject({
      amount: '实收 ¥160.00',
      counts: true,
    });
    expect(card(orderIn('rejected'))).toMatchObject({ amount: '下单 ¥168.00', counts: false });
  });

  it('says what is asked, and until when', () => {
    const attention = [{ code: 'CLAIM_REQUESTED', at: T0 }];
    expect(card({ ...claimed, attention }).asks).toEqual([
      '退货退款 ¥68.00：等您答复',
      '3月3日 周二 10:00 前不答复，视为同意',
    ]);
  });

  it('says of a review what the buyer wrote', () => {
    const asked = happened(orderIn('rejected'), {
      type: 'reviewAsked',
      at: T0,
      by: BY_BUYER,
      note: '老顾客',
    });
    const attention = [{ code: 'REVIEW_ASKED', at: T0 }];
    expect(card({ ...asked, attention }).asks).toEqual(['买家申请复核：老顾客']);
  });

  it('says what needs attention in words, also what it does not know', () => {
    const attention = ['PAID_TWICE', 'SOMETHING_NEW', 'toString'].map((code) => ({ code, at: T0 }));
    expect(card(orderIn('settled', { attention })).asks).toEqual([
      '同一笔订单付了两次',
      '需要人来看',
      '需要人来看',
    ]);
  });
});
