import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anAttempt, aPayment, later, ORDER, T0 } from '../../testing/builders.ts';
import { BY_CHANNEL, BY_OPERATOR, BY_TIMER, happened, orderIn } from '../../testing/lives.ts';
import { expectToldByHistory } from '../../testing/soundness.ts';
import { effectOf } from './effects.ts';
import type { OrderEvent } from './events.ts';
import type { Order } from './order.ts';
import { EVENT_RULES } from './rules.ts';
import { ORDER_STATES, type OrderState } from './states.ts';

type Bare<E> = E extends OrderEvent ? Omit<E, 'at' | 'by'> : never;
const NOW = later(T0, 86_400_000 * 20);
const refundNo = `${ORDER}-1`;

/** Every event of an amount that is lowered, of a call by the merchant and of money that goes back. */
const EVENTS = [
  { type: 'lowered', payableFen: 9_000, reason: '有瑕疵' },
  { type: 'lowerRequested', amountFen: 9_000 },
  { type: 'collectionLowered', amountFen: 9_000, asked: true },
  { type: 'lowerRefused', code: 'NO' },
  { type: 'withdrawRequested' },
  { type: 'withdrawRefused', code: 'NO' },
  { type: 'endedAtChannel' },
  { type: 'collectAgainRequested' },
  { type: 'collectAgainEnded' },
  { type: 'paidElsewhereReported', paidAt: T0 },
  { type: 'paidElsewhereRefused', code: 'NO' },
  { type: 'paidAfterEnd', payment: aPayment() },
  { type: 'refundRequested', refundNo, amountFen: 6_800 },
  { type: 'refundAccepted', channelRefundId: 'wx-r1', refundNo },
  { type: 'refunded', channelRefundId: 'wx-r1', refundNo, amountFen: 6_800 },
  { type: 'refundAbnormal', refundNo },
  { type: 'refundFailed', refundNo, code: 'CLOSED' },
] as const satisfies readonly Bare<OrderEvent>[];

const recorded = (event: (typeof EVENTS)[number], at = NOW): OrderEvent => ({ ...event, at, by: BY_TIMER });

const COLLECTING = ['settling', 'overdue'];
const ENDS = ['rejected', 'cancelled', 'returned', 'writtenOff'];
const ALLOWED: Readonly<Record<(typeof EVENTS)[number]['type'], readonly string[]>> = {
  lowered: ['accepted', 'shipped', 'received', ...COLLECTING, 'settled'],
  lowerRequested: COLLECTING,
  collectionLowered: COLLECTING,
  lowerRefused: COLLECTING,
  withdrawRequested: ['shipped', 'received', ...COLLECTING, ...ENDS],
  withdrawRefused: ['shipped', 'received', ...COLLECTING, ...ENDS],
  endedAtChannel: ENDS,
  collectAgainRequested: COLLECTING,
  collectAgainEnded: COLLECTING,
  paidElsewhereReported: COLLECTING,
  paidElsewhereRefused: COLLECTING,
  paidAfterEnd: ENDS,
  refundRequested: ['settled', ...ENDS],
  refundAccepted: ['settled', ...ENDS],
  refunded: ['settled', ...ENDS],
  refundAbnormal: ['settled', ...ENDS],
  refundFailed: ['settled', ...ENDS],
};

function may(order: Order, event: OrderEvent): boolean {
  try {
    happened(order, event);
    return true;
  } catch {
    return false;
  }
}

describe.each(EVENTS)('$type', (bare) => {
  const event = recorded(bare);

  it('may happen in its states and no other', () => {
    const found = ORDER_STATES.filter((state) => may(orderIn(state), event));
    expect(new Set(found)).toEqual(new Set(ALLOWED[bare.type]));
  });

  it('leaves the state as it is, so that nobody but the channel ends or revives an order by it', () => {
    for (const state of ALLOWED[bare.type] as OrderState[]) {
      expect(happened(orderIn(state), event).state).toBe(state);
    }
  });

  it('is told by the history alone', () => {
    for (const state of ALLOWED[bare.type] as OrderState[]) {
      if (state !== 'returned') expectToldByHistory(happened(orderIn(state), event));
    }
  });
});

describe('what is asked of the channel', () => {
  const asks = EVENTS.filter(({ type }) => /Requested|Reported/.test(type));

  it.each(asks)('by $type waits until nothing else is open', (bare) => {
    const [state] = ALLOWED[bare.type] as OrderState[];
    const busy = orderIn(state ?? 'settled', { attempt: anAttempt('cancel') });
    expect(may(busy, recorded(bare))).toBe(false);
  });

  it('collects nothing at once while the order is frozen; all else is in the buyer’s favour', () => {
    const frozen = { freeze: { since: T0, cause: 'return' as const } };
    const refused = asks.filter((bare) => {
      const [state] = ALLOWED[bare.type] as OrderState[];
      return !may(orderIn(state ?? 'settled', frozen), recorded(bare));
    });
    expect(refused.map(({ type }) => type)).toEqual(['collectAgainRequested']);
  });
});

describe('an outcome of a call', () => {
  const outcomes = EVENTS.filter(
    ({ type }) => !/Requested|Reported|lowered/.test(type) || type === 'collectionLowered',
  );

  it.each(outcomes)('($type) is written down while the call is open', (bare) => {
    expect(EVENT_RULES[bare.type].guards).toEqual([]);
  });

  it.each([
    'collectionLowered',
    'lowerRefused',
    'withdrawRefused',
    'endedAtChannel',
    'collectAgainEnded',
    'paidElsewhereRefused',
    'paidAfterEnd',
  ] as const)('(%s) closes it', (type) => {
    const bare = EVENTS.find((one) => one.type === type);
    expect(bare && effectOf(recorded(bare), orderIn('settling'))).toMatchObject({ attempt: null });
  });
});

describe('a promise to lower', () => {
  it('counts at once, whatever is open, and does not touch the open call', () => {
    const attempt = anAttempt('complete');
    const order = orderIn('settling', { attempt, collectingSince: null });
    const after = happened(order, { ...recorded(EVENTS[0]), by: BY_OPERATOR });
    expect(after).toMatchObject({ payableFen: 9_000, loweredAt: NOW, amountFen: 16_800 });
    expect(after.attempt).toEqual(attempt);
  });

  it.each([
    ['rejected', 'approved', { assessment: null, reasons: [] }],
    ['cancelled', 'accepted', { reason: 'requested' }],
    ['writtenOff', 'overdue', { reason: 'forgiven' }],
  ] as const)('needs none where the order is %s: nothing is payable any more', (type, from, what) => {
    const event = { type, at: NOW, by: BY_CHANNEL, ...what } as OrderEvent;
    const after = happened(orderIn(from), event);
    expect(after.payableFen).toBe(0);
    expectToldByHistory(after);
  });
});

describe('any history of such events', () => {
  it('tells every field as it is stored', () => {
    const starts = fc.constantFrom(...ORDER_STATES.filter((state) => state !== 'returned'));
    fc.assert(
      fc.property(starts, fc.array(fc.constantFrom(...EVENTS), { maxLength: 12 }), (state, events) => {
        let order = orderIn(state);
        for (const [index, bare] of events.entries()) {
          const event = recorded(bare, later(NOW, index));
          if (may(order, event)) order = happened(order, event);
        }
        expectToldByHistory(order);
      }),
    );
  });
});
