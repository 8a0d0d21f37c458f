import { describe, expect, it } from 'vitest';
import type { OrderEvent } from '../../cloudfunctions/shared/domain/order/events.ts';
import type { ClaimKind, Order } from '../../cloudfunctions/shared/domain/order/order.ts';
import { answerOf } from '../../cloudfunctions/shared/testing/answers.ts';
import { aPayment, later, T0 } from '../../cloudfunctions/shared/testing/builders.ts';
import { BY_BUYER, BY_OPERATOR, lived, orderIn } from '../../cloudfunctions/shared/testing/lives.ts';
import { claimProgress } from './orderClaim';

const DEADLINE = later(T0, 2 * 86_400_000);
const GOES_ON = { chargeAt: null, dueAt: null, payBy: null } as const;

function asked(kind: ClaimKind): OrderEvent {
  const wish = { kind, amountFen: 3_000, payableFen: 16_800, items: null, reason: '有破损' };
  return { type: 'claimRequested', at: T0, by: BY_BUYER, deadline: DEADLINE, ...wish };
}
const agreed: OrderEvent = {
  type: 'claimAgreed',
  at: T0,
  by: BY_OPERATOR,
  note: '请寄到泉州',
  deadline: DEADLINE,
};
const sentBack: OrderEvent = {
  type: 'goodsSentBack',
  at: T0,
  by: BY_BUYER,
  carrier: '顺丰',
  trackingNo: 'SF2',
  deadline: DEADLINE,
};
const done: OrderEvent = {
  type: 'claimDone',
  at: T0,
  by: BY_OPERATOR,
  payableFen: 13_800,
  note: '抱歉',
  ...GOES_ON,
};
const refused: OrderEvent = {
  type: 'claimRefused',
  at: T0,
  by: BY_OPERATOR,
  reason: '商品不全',
  ...GOES_ON,
};
const withdrawn: OrderEvent = { type: 'claimWithdrawn', at: T0, by: BY_BUYER, ...GOES_ON };

const progressOf = (order: Order) => claimProgress(answerOf(order), T0);
const progressAfter = (events: readonly OrderEvent[], order = orderIn('shipped')) =>
  progressOf(lived(events, order));
const stationOf = (events: readonly OrderEvent[]) => {
  const progress = progressAfter(events);
  return progress && `${progress.current}/${progress.steps.join()}`;
};

describe('the progress of a claim', () => {
  it('is nothing where nobody has claimed anything', () => {
    expect(progressOf(orderIn('shipped'))).toBeNull();
  });

  it('has a station for the goods where they are to come back', () => {
    expect(stationOf([asked('return')])).toBe('1/提交,商家处理,寄回,商家收货,完成');
    expect(stationOf([asked('return'), agreed])).toBe('2/提交,商家处理,寄回,商家收货,完成');
    expect(stationOf([asked('return'), agreed, sentBack])).toBe('3/提交,商家处理,寄回,商家收货,完成');
    expect(stationOf([asked('return'), agreed, sentBack, done])).toBe('5/提交,商家处理,寄回,商家收货,完成');
  });

  it('has none for goods that stay, are lost, or that the merchant did without', () => {
    expect(stationOf([asked('problem')])).toBe('1/提交,商家处理,完成');
    expect(stationOf([asked('notReceived')])).toBe('1/提交,商家处理,完成');
    expect(stationOf([asked('return'), done])).toBe('3/提交,商家处理,完成');
  });

  it('looks at the last claim only', () => {
    const again = [asked('return'), agreed, sentBack, refused, asked('return'), done];
    expect(stationOf(again)).toBe('3/提交,商家处理,完成');
  });

  it('has no stations where it ended without effect', () => {
    const progress = progressAfter([asked('return'), withdrawn]);
    expect(progress).toMatchObject({ title: '退货退款：您已撤销', steps: [], deadline: '' });
  });

  it('says what happens by itself, and when', () => {
    expect(progressAfter([asked('problem')])?.deadline).toBe(
      '商家若在 3月3日 周二 10:00 前没有答复，视为同意您的申请',
    );
    expect(progressAfter([asked('return'), agreed])?.deadline).toMatch(/^请在 3月3日 周二 10:00 前寄回/);
    expect(progressAfter([asked('return'), agreed, sentBack])?.deadline).toMatch(/视为已收到您寄回的商品$/);
  });

  it('repeats what both sides said, and how much it is about', () => {
    expect(progressAfter([asked('return'), agreed])).toMatchObject({
      amount: '申请少付 ¥30.00',
      reason: '有破损',
      answer: '请寄到泉州',
      warning: '',
    });
    const paid = orderIn('settled', { payment: aPayment() });
    expect(progressAfter([asked('problem')], paid)?.amount).toBe('申请退款 ¥30.00');
  });

  it('warns in the words of the server while the money may still be taken', () => {
    const order = lived([asked('problem')], orderIn('settling'));
    expect(progressOf(order)?.warning).toBe(answerOf(order).claim?.warning);
    expect(progressOf(order)?.warning).toContain('仍可能扣款成功');
  });
});
