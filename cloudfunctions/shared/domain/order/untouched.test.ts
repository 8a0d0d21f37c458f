import { describe, expect, it } from 'vitest';
import { anAttempt, factsAt } from '../../testing/builders.ts';
import { orderIn } from '../../testing/lives.ts';
import type { CallKind } from './attempt.ts';
import type { ChannelStage } from './channelFacts.ts';
import type { OrderState } from './states.ts';
import { isUntouched } from './untouched.ts';

const STAGES: readonly ChannelStage[] = [
  'awaitingBuyer',
  'declined',
  'running',
  'collecting',
  'paid',
  'closed',
];

/** The stages at which a call has surely not taken effect, for an order in that state. */
const TABLE: readonly (readonly [CallKind, OrderState, readonly ChannelStage[]])[] = [
  ['create', 'approved', []],
  ['refund', 'settled', []],
  ['complete', 'settling', ['awaitingBuyer', 'running']],
  ['cancel', 'approved', ['awaitingBuyer', 'declined', 'running']],
  ['cancel', 'accepted', ['awaitingBuyer', 'declined', 'running']],
  ['cancel', 'received', ['awaitingBuyer', 'declined', 'running']],
  // It was collecting before: that it still does says that the cancellation had no effect.
  ['cancel', 'settling', ['awaitingBuyer', 'declined', 'running', 'collecting']],
  ['cancel', 'overdue', ['awaitingBuyer', 'declined', 'running', 'collecting']],
  ['cancel', 'rejected', ['awaitingBuyer', 'declined', 'running', 'collecting']],
  ['cancel', 'cancelled', ['awaitingBuyer', 'declined', 'running', 'collecting']],
  ['modify', 'settling', ['collecting']],
  ['collectAgain', 'overdue', ['collecting']],
  ['paidElsewhere', 'overdue', ['collecting']],
];

describe('an open call', () => {
  it.each(TABLE)('to %s an order that is %s has had no effect while it is %s', (kind, state, untouched) => {
    const order = orderIn(state);
    const found = STAGES.filter((stage) => isUntouched(order, anAttempt(kind), factsAt(stage)));
    expect(found).toEqual(untouched);
  });

  it('to collect less has had its effect once another amount is collected', () => {
    const of = (amountFen: number | null) =>
      isUntouched(orderIn('settling'), anAttempt('modify'), factsAt('collecting', { amountFen }));
    expect([of(16_800), of(16_799), of(0), of(null)]).toEqual([true, false, false, false]);
  });
});
