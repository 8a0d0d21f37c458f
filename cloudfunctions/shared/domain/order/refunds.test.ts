import { describe, expect, it } from 'vitest';
import { aPayment, aRefund, later, T0 } from '../../testing/builders.ts';
import { DAY_MS, MINUTE_MS } from '../duration.ts';
import type { Refund } from './order.ts';
import {
  nextRefundNo,
  openRefund,
  orderIdOfRefund,
  owedBackFen,
  refundDueAt,
  refundedFen,
} from './refunds.ts';

const STAGES: readonly Refund['stage'][] = ['requested', 'processing', 'refunded', 'failed', 'abnormal'];
const LATE = later(T0, 5 * DAY_MS);

function paid(changes: Partial<Parameters<typeof refundDueAt>[0]> = {}) {
  return { payableFen: 10_000, payment: aPayment(), refunds: [], loweredAt: LATE, ...changes };
}

describe('what went back', () => {
  it('counts every refund but those that failed', () => {
    const each = STAGES.map((stage) => refundedFen([aRefund({ stage, amountFen: 100 })]));
    expect(each).toEqual([100, 100, 100, 0, 100]);
    expect(refundedFen([])).toBe(0);
  });

  it('is the sum of all refunds', () => {
    const refunds = STAGES.map((stage, index) => aRefund({ stage, amountFen: 10 ** index }));
    expect(refundedFen(refunds)).toBe(10_111);
  });
});

describe('what is owed back', () => {
  it.each([
    ['the difference to what is payable', {}, 6_800],
    ['all, where nothing is payable', { payableFen: 0 }, 16_800],
    ['nothing, where all of it is payable', { payableFen: 16_800 }, 0],
    ['nothing, where less was paid than is payable', { payableFen: 20_000 }, 0],
    ['nothing, where nothing was paid', { payment: null }, 0],
    ['nothing, as long as it is not known what is payable', { payableFen: null }, 0],
    ['a fen that was taken beyond the amount agreed', { payableFen: 16_799 }, 1],
    ['the rest of it after a refund', { refunds: [aRefund({ amountFen: 800 })] }, 6_000],
    [
      'all of it again after a refund that failed',
      { refunds: [aRefund({ stage: 'failed' as const })] },
      6_800,
    ],
    ['never less than nothing', { refunds: [aRefund({ amountFen: 16_800 })] }, 0],
  ])('is %s', (_what, changes, expected) => {
    expect(owedBackFen(paid(changes))).toBe(expected);
  });
});

describe('a refund is due', () => {
  it('at once when it was paid too much, or when less became payable after that', () => {
    expect(refundDueAt(paid({ loweredAt: null }))).toEqual(T0);
    expect(refundDueAt(paid({ loweredAt: later(T0, -1) }))).toEqual(T0);
    expect(refundDueAt(paid())).toEqual(LATE);
  });

  it.each([
    ['nothing was paid', { payment: null }],
    ['the buyer has paid another way', { payment: aPayment({ transactionId: null }) }],
    ['nothing is owed', { payableFen: 16_800 }],
    ['it is on its way', { refunds: [aRefund({ amountFen: 6_800 })] }],
    ['the channel takes no more of them', { refunds: Array(50).fill(aRefund({ amountFen: 1 })) }],
  ])('never, if %s', (_why, changes) => {
    expect(refundDueAt(paid(changes))).toBeNull();
  });

  it('still, as long as there were less than fifty', () => {
    const refunds = Array(49).fill(aRefund({ amountFen: 1 }));
    expect(refundDueAt(paid({ refunds }))).not.toBeNull();
  });

  it('more than a minute after the one before, which the channel demands', () => {
    const refunds = [aRefund({ amountFen: 800, requestedAt: LATE })];
    const dueAt = refundDueAt(paid({ refunds }));
    expect(dueAt).toEqual(later(LATE, 2 * MINUTE_MS));
  });

  it('again after it failed, a day later, then ever more rarely', () => {
    const failed = (times: number) => Array(times).fill(aRefund({ stage: 'failed', requestedAt: LATE }));
    for (const times of [1, 2, 5]) {
      expect(refundDueAt(paid({ refunds: failed(times) }))).toEqual(later(LATE, times * DAY_MS));
    }
  });

  it('without that wait, if one failed long ago and the last one did not', () => {
    const last = aRefund({ amountFen: 100, requestedAt: LATE });
    const refunds = [aRefund({ stage: 'failed' }), last];
    expect(refundDueAt(paid({ refunds }))).toEqual(later(LATE, 2 * MINUTE_MS));
  });
});

describe('the open refund', () => {
  it.each([
    ['requested', false],
    ['processing', true],
    ['refunded', false],
    ['failed', false],
    ['abnormal', true],
  ] as const)('may be one that is %s: %s', (stage, open) => {
    const refund = aRefund({ stage });
    expect(openRefund([aRefund({ stage: 'failed' }), refund])).toBe(open ? refund : undefined);
  });
});

describe('the number of a refund', () => {
  it('is never used for another one of the order', () => {
    const refunds = [aRefund({ stage: 'failed' }), aRefund({ stage: 'refunded' })];
    const numbers = [0, 1, 2].map((count) => nextRefundNo({ _id: 'a', refunds: refunds.slice(0, count) }));
    expect(numbers).toEqual(['a-1', 'a-2', 'a-3']);
  });

  it.each(['0123456789abcdef', 'with-a-hyphen'])('names its order: %s', (_id) => {
    expect(orderIdOfRefund(nextRefundNo({ _id, refunds: [] }))).toBe(_id);
  });
});
