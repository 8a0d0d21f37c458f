import { describe, expect, it } from 'vitest';
import { anAttempt, aPayment, aRefund, later, ORDER, T0 } from '../../testing/builders.ts';
import { happened, orderIn } from '../../testing/lives.ts';
import type { RefundFacts } from './channelFacts.ts';
import type { Order, Refund } from './order.ts';
import { reconcileRefund } from './reconcileRefund.ts';
import { owedBackFen } from './refunds.ts';

const NOW = later(T0, 60_000);
const refundNo = `${ORDER}-1`;
const STAGES = ['processing', 'refunded', 'closed', 'abnormal'] as const;

function factsOf(stage: RefundFacts['stage'], changes: Partial<RefundFacts> = {}): RefundFacts {
  return { refundNo, channelRefundId: 'wx-r1', amountFen: 6_800, stage, ...changes };
}

function withRefund(stage: Refund['stage'], state: 'settled' | 'cancelled' = 'settled'): Order {
  const attempt = stage === 'requested' ? anAttempt('refund') : null;
  return orderIn(state, {
    payment: aPayment(),
    payableFen: 10_000,
    refunds: [aRefund({ stage })],
    attempt,
  });
}

function outcome(order: Order, facts: RefundFacts): string {
  const { event, attention } = reconcileRefund(order, facts, NOW);
  return `${event?.type ?? '-'}${attention ? ` !${attention}` : ''}`;
}

/** A refund as it stands here, against each stage in the order of STAGES. */
const TABLE = {
  requested: ['refundAccepted', 'refunded', 'refundFailed !REFUND_FAILED', 'refundAbnormal !REFUND_ABNORMAL'],
  processing: ['-', 'refunded', 'refundFailed !REFUND_FAILED', 'refundAbnormal !REFUND_ABNORMAL'],
  abnormal: ['-', 'refunded', 'refundFailed !REFUND_FAILED', '-'],
  refunded: ['-', '-', '-', '-'],
} as const;

describe('what the channel says about a refund', () => {
  const cases = Object.entries(TABLE).flatMap(([stage, row]) =>
    STAGES.map((told, index) => [told, stage as keyof typeof TABLE, row[index] ?? 'missing'] as const),
  );

  it.each(cases)('%s, of one that is %s here: %s', (told, stage, expected) => {
    expect(outcome(withRefund(stage), factsOf(told))).toBe(expected);
  });

  it.each(cases)('%s, of one that is %s here, said twice changes the order once', (told, stage) => {
    for (const state of ['settled', 'cancelled'] as const) {
      const order = withRefund(stage, state);
      const { event } = reconcileRefund(order, factsOf(told), NOW);
      const after = event ? happened(order, event) : order;
      expect(reconcileRefund(after, factsOf(told), NOW)).toEqual({ event: null, attention: null });
    }
  });

  // A refund that was called failed after a refused call, but which the channel did carry out, is given twice
  // unnoticed.
  it('refunded, of one that was given up here, is money that went back all the same', () => {
    expect(outcome(withRefund('failed'), factsOf('refunded'))).not.toBe('-');
  });

  it.each([
    ['under a number that is not ours', { refundNo: `${ORDER}-2` }],
    ['of another amount', { amountFen: 6_801 }],
    ['of nothing', { amountFen: 0 }],
  ])('%s calls for a person and changes nothing', (_what, changes) => {
    for (const stage of STAGES) {
      const told = reconcileRefund(withRefund('processing'), factsOf(stage, changes), NOW);
      expect(told).toEqual({ event: null, attention: 'REFUND_UNEXPECTED' });
    }
  });

  it('concerns only the refund that it names', () => {
    const second = aRefund({ refundNo: `${ORDER}-2`, stage: 'processing', amountFen: 100 });
    const order = { ...withRefund('refunded'), refunds: [aRefund({ stage: 'processing' }), second] };
    const { event } = reconcileRefund(order, factsOf('refunded'), NOW);
    const after = event && happened(order, event);
    expect(after?.refunds.map(({ stage }) => stage)).toEqual(['refunded', 'processing']);
  });
});

describe('the first news of a refund', () => {
  it.each(STAGES)('(%s) closes the call that asked for it', (stage) => {
    const order = withRefund('requested');
    const { event } = reconcileRefund(order, factsOf(stage), NOW);
    expect(event && happened(order, event).attempt).toBeNull();
  });

  it('leaves a later call of the order open', () => {
    const order = { ...withRefund('processing'), attempt: anAttempt('cancel') };
    const { event } = reconcileRefund(order, factsOf('refunded'), NOW);
    expect(event && happened(order, event).attempt).toEqual(anAttempt('cancel'));
  });
});

describe('a refund that the channel closed', () => {
  it('gave nothing back: all of it is owed again, under another number', () => {
    const order = withRefund('processing');
    const { event } = reconcileRefund(order, factsOf('closed'), NOW);
    const after = event && happened(order, event);
    expect(after && owedBackFen(after)).toBe(6_800);
    expect(after?.next?.action).not.toBe('askRefund');
  });
});

describe('a refund that left without arriving', () => {
  it('is not owed a second time', () => {
    const order = withRefund('processing');
    const { event } = reconcileRefund(order, factsOf('abnormal'), NOW);
    expect(event && owedBackFen(happened(order, event))).toBe(0);
  });
});
