import { describe, expect, it } from 'vitest';
import type { OrderEvent } from '../../domain/order/events.ts';
import { later, T0 } from '../../testing/builders.ts';
import { BY_BUYER, BY_OPERATOR, happened, orderIn } from '../../testing/lives.ts';
import { claimViewOf } from './claimView.ts';

const asked: OrderEvent = {
  type: 'claimRequested',
  at: T0,
  by: BY_BUYER,
  kind: 'problem',
  amountFen: 6_800,
  payableFen: 16_800,
  items: null,
  reason: '有划痕',
  deadline: later(T0, 1),
};
const resumed = { chargeAt: null, dueAt: null, payBy: null };

describe('what a claim would lead to', () => {
  it('is said as long as it is open', () => {
    expect(claimViewOf(happened(orderIn('shipped'), asked))?.payableAfterFen).toBe(10_000);
  });

  it('counts what the merchant has lowered meanwhile, and not twice', () => {
    const lowered = (payableFen: number) =>
      happened(happened(orderIn('shipped'), asked), {
        type: 'lowered',
        at: T0,
        by: BY_OPERATOR,
        payableFen,
        reason: '赔礼',
      });
    expect(claimViewOf(lowered(12_000))?.payableAfterFen).toBe(10_000);
    expect(claimViewOf(lowered(9_000))?.payableAfterFen).toBe(9_000);
  });

  it('is nothing any more once it has ended', () => {
    const order = happened(orderIn('shipped'), asked);
    const refused = happened(order, {
      type: 'claimRefused',
      at: T0,
      by: BY_OPERATOR,
      reason: '照片看不出',
      ...resumed,
    });
    expect(claimViewOf(refused)?.payableAfterFen).toBeNull();
  });
});
