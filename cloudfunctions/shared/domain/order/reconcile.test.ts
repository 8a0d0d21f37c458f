import { describe, expect, it } from 'vitest';
import { anAttempt, aPayment, aPolicy, factsAt, later, T0 } from '../../testing/builders.ts';
import { happened, orderIn } from '../../testing/lives.ts';
import { DAY_MS } from '../duration.ts';
import type { ChannelStage } from './channelFacts.ts';
import type { Order } from './order.ts';
import { reconcile } from './reconcile.ts';
import { isEnded, ORDER_STATES, type OrderState, targetsOf } from './states.ts';

const RUNNING_STATES = ORDER_STATES.filter((state) => state !== 'created' && !isEnded(state));

const NOW = later(T0, 20 * DAY_MS);
const STAGES: readonly ChannelStage[] = [
  'awaitingBuyer',
  'running',
  'collecting',
  'paid',
  'closed',
  'declined',
];

/**
 * In brief: the event that follows, `+` if it must be ended at the channel, `!` and what a person must look
 * at, `-` for nothing.
 */
function outcome(order: Order, stage: ChannelStage): string {
  const { event, attention, stray } = reconcile(order, factsAt(stage), NOW, aPolicy());
  return `${event?.type ?? '-'}${stray ? ' +' : ''}${attention ? ` !${attention}` : ''}`;
}

const ENDED = [
  '- +',
  '- +',
  '- + !COLLECTING_AFTER_END',
  'paidAfterEnd !PAID_AFTER_END',
  '-',
  '- +',
] as const;

/** Each state with no call open, against each stage, in the order of STAGES. */
const TABLE: Readonly<Record<OrderState, readonly string[]>> = {
  created: ['-', '-', '- !COLLECTING_AFTER_END', '- !PAID_AFTER_END', 'cancelled', '-'],
  approved: [
    '-',
    'accepted',
    'collecting !COLLECTING_UNEXPECTEDLY',
    'settled !PAID_UNEXPECTEDLY',
    'cancelled',
    'rejected +',
  ],
  accepted: ['-', '-', 'collecting !COLLECTING_UNEXPECTEDLY', 'settled !PAID_UNEXPECTEDLY', 'cancelled', '-'],
  shipped: [
    '-',
    '-',
    'collecting !COLLECTING_UNEXPECTEDLY',
    'settled !PAID_UNEXPECTEDLY',
    'writtenOff !CLOSED_AFTER_SHIPPING',
    '-',
  ],
  received: [
    '-',
    '-',
    'collecting !COLLECTING_UNEXPECTEDLY',
    'settled !PAID_UNEXPECTEDLY',
    'writtenOff !CLOSED_AFTER_SHIPPING',
    '-',
  ],
  settling: ['-', '-', '-', 'settled', 'writtenOff !CLOSED_AFTER_SHIPPING', '-'],
  overdue: ['-', '-', '-', 'settled', 'writtenOff !CLOSED_AFTER_SHIPPING', '-'],
  settled: ['-', '-', '-', '-', '-', '-'],
  rejected: ENDED,
  cancelled: ENDED,
  returned: ENDED,
  writtenOff: ENDED,
};

describe('what the channel says', () => {
  const cases = ORDER_STATES.flatMap((state) =>
    STAGES.map((stage, index) => [stage, state, TABLE[state][index] ?? 'missing'] as const),
  );

  it.each(cases)('%s, of an order that is %s here: %s', (stage, state, expected) => {
    expect(outcome(orderIn(state), stage)).toBe(expected);
  });

  it('never demands an event that the order could not take', () => {
    for (const state of ORDER_STATES) {
      for (const stage of STAGES) {
        const order = orderIn(state);
        const { event } = reconcile(order, factsAt(stage), NOW, aPolicy());
        if (!event) continue;
        const after = happened(order, event);
        if (after.state !== state) expect(targetsOf(state)).toContain(after.state);
      }
    }
  });

  it.each(STAGES)('%s, said twice, changes the order once', (stage) => {
    for (const state of ORDER_STATES) {
      const order = orderIn(state);
      const { event } = reconcile(order, factsAt(stage), NOW, aPolicy());
      if (!event) continue;
      const again = reconcile(happened(order, event), factsAt(stage), NOW, aPolicy());
      expect(again).toMatchObject({ event: null, attention: null });
    }
  });
});

describe('paid', () => {
  it.each(RUNNING_STATES)('settles an order that is %s, with the payment as the channel has it', (state) => {
    const order = orderIn(state);
    const { event } = reconcile(order, factsAt('paid'), NOW, aPolicy());
    if (!event) throw new Error('no event');
    expect(happened(order, event)).toMatchObject({ state: 'settled', attempt: null, payment: aPayment() });
  });

  it('closes whatever call was still open', () => {
    const order = orderIn('settling', { attempt: anAttempt('complete') });
    const { event } = reconcile(order, factsAt('paid'), NOW, aPolicy());
    expect(event && happened(order, event).attempt).toBeNull();
  });

  it('again by the same payment is known, by another one is a payment too many', () => {
    expect(outcome(orderIn('settled'), 'paid')).toBe('-');
    const other = factsAt('paid', { payment: aPayment({ transactionId: 'tx-2' }) });
    expect(reconcile(orderIn('settled'), other, NOW, aPolicy()).attention).toBe('PAID_TWICE');
  });

  it('more than agreed settles the order and calls for a person', () => {
    const more = factsAt('paid', { payment: aPayment({ paidFen: 16_801 }) });
    expect(reconcile(orderIn('settling'), more, NOW, aPolicy())).toMatchObject({
      event: { type: 'settled' },
      attention: 'COLLECTED_MORE_THAN_AGREED',
    });
  });

  it('without a payment proves nothing', () => {
    expect(
      reconcile(orderIn('settling'), factsAt('paid', { payment: null }), NOW, aPolicy()).event,
    ).toBeNull();
  });

  it.each([0, 16_799])('less than agreed (%d) settles the order and calls for a person', (paidFen) => {
    const less = factsAt('paid', { payment: aPayment({ paidFen }) });
    expect(reconcile(orderIn('settling'), less, NOW, aPolicy())).toMatchObject({
      event: { type: 'settled' },
      attention: 'COLLECTED_LESS_THAN_AGREED',
    });
  });
});

describe('collecting', () => {
  it('starts the days of grace when we learn of it', () => {
    const order = orderIn('settling', { attempt: anAttempt('complete'), collectingSince: null, dueAt: null });
    const { event } = reconcile(order, factsAt('collecting'), NOW, aPolicy());
    const after = event && happened(order, event);
    expect(after).toMatchObject({ attempt: null, collectingSince: NOW, dueAt: later(NOW, 3 * DAY_MS) });
  });

  it('more than agreed calls for a person', () => {
    const order = orderIn('settling', { collectingSince: null });
    const more = factsAt('collecting', { amountFen: 99_999 });
    expect(reconcile(order, more, NOW, aPolicy()).attention).toBe('COLLECTED_MORE_THAN_AGREED');
  });
});

describe('an open call', () => {
  it('to create ends with the first that the channel says of the order', () => {
    const order = orderIn('approved', { attempt: anAttempt('create') });
    const ends = STAGES.map((stage) => outcome(order, stage));
    expect(ends).toEqual([
      'awaitingBuyer',
      'accepted',
      'collecting !COLLECTING_UNEXPECTEDLY',
      'settled !PAID_UNEXPECTEDLY',
      'cancelled',
      'rejected +',
    ]);
  });

  it('to cancel tells a cancellation that was asked for from one that was not', () => {
    const asked = reconcile(
      orderIn('accepted', { attempt: anAttempt('cancel') }),
      factsAt('closed'),
      NOW,
      aPolicy(),
    );
    expect(asked.event).toMatchObject({ type: 'cancelled', reason: 'requested' });
    const not = reconcile(orderIn('accepted'), factsAt('closed'), NOW, aPolicy());
    expect(not.event).toMatchObject({ type: 'cancelled', reason: 'closedByChannel' });
  });

  it.each(['complete', 'cancel'] as const)('to %s outlives late news that the order runs', (kind) => {
    const state = kind === 'complete' ? 'settling' : 'accepted';
    const order = orderIn(state, { attempt: anAttempt(kind), collectingSince: null });
    expect(outcome(order, 'running')).toBe('-');
    expect(outcome(order, 'awaitingBuyer')).toBe('-');
  });

  it('to cancel an order that was not accepted yet outlives the news that it runs', () => {
    const order = orderIn('approved', { attempt: anAttempt('cancel') });
    const { event } = reconcile(order, factsAt('running'), NOW, aPolicy());
    expect((event ? happened(order, event) : order).attempt).not.toBeNull();
  });
});
