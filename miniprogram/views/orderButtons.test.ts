import { describe, expect, it } from 'vitest';
import type { BuyerStep } from '../../cloudfunctions/shared/domain/order/steps.ts';
import { answerOf } from '../../cloudfunctions/shared/testing/answers.ts';
import { orderIn } from '../../cloudfunctions/shared/testing/lives.ts';
import { orderButtons } from './orderButtons';

const order = answerOf(orderIn('received'));

function buttonsFor(can: readonly BuyerStep[], disputed = false) {
  const claim = {
    kind: 'return',
    stage: 'requested',
    amountFen: 16_800,
    payableFen: 16_800,
    requestedAt: order.createdAt,
    since: order.createdAt,
    deadline: order.createdAt,
    reason: '不想要了',
    answer: '',
    payableAfterFen: 0,
    warning: null,
  } as const;
  const { primary, others } = orderButtons({ ...order, can, claim: disputed ? claim : null });
  return [primary?.name ?? null, others.map(({ name }) => name)];
}

describe('the buttons of an order', () => {
  it('are what the server says can be done, the one that moves it on in the bar', () => {
    expect(buttonsFor(['assess', 'cancel'])).toEqual(['assess', ['cancel']]);
    expect(buttonsFor(['cancel'])).toEqual([null, ['cancel']]);
    expect(buttonsFor(['payNow', 'switchAutoChargeOff'])).toEqual(['payNow', ['switchAutoChargeOff']]);
    expect(buttonsFor([])).toEqual([null, []]);
  });

  it('lead to all kinds of claims by one', () => {
    const can = ['confirmReceipt', 'claimReturn', 'claimNotReceived', 'claimProblem'] as const;
    expect(buttonsFor(can)).toEqual(['confirmReceipt', ['claim']]);
    expect(buttonsFor(['claimNotReceived'])).toEqual([null, ['claim']]);
  });

  it('press nobody to pay while something is in dispute', () => {
    expect(buttonsFor(['payNow', 'withdrawClaim'], true)).toEqual([null, ['payNow', 'withdrawClaim']]);
    expect(buttonsFor(['sendBack', 'withdrawClaim'], true)).toEqual(['sendBack', ['withdrawClaim']]);
  });

  it('say the amount where they cost money', () => {
    expect(orderButtons({ ...order, can: ['payNow'], payableFen: 12_345 }).primary?.text).toBe(
      '立即支付 ¥123.45',
    );
  });
});
