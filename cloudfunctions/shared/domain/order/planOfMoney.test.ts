import { describe, expect, it } from 'vitest';
import { anAttempt, aPayment, aPolicy, aRefund, later, T0 } from '../../testing/builders.ts';
import { CHARGE_AT, orderIn } from '../../testing/lives.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../duration.ts';
import type { Order } from './order.ts';
import { type PlanFacts, plan } from './plan.ts';
import type { OrderState } from './states.ts';

const policy = aPolicy();
const FREEZE = { since: T0, cause: 'return' as const };
const LOWERED_AT = later(CHARGE_AT, MINUTE_MS);
const lowered = (payableFen: number) => ({ payableFen, loweredAt: LOWERED_AT, accountDuty: null });

function nextOf(state: OrderState, changes: Partial<Order> = {}) {
  return plan(orderIn(state, { accountDuty: null, ...changes }), policy);
}

describe('an order that costs nothing any more', () => {
  const FREE_STATES = ['shipped', 'received', 'settling', 'overdue'] as const;

  it.each(FREE_STATES)('is ended at the channel at once, when it is %s', (state) => {
    expect(nextOf(state, lowered(0))).toEqual({ action: 'withdrawAtChannel', at: LOWERED_AT, tries: 0 });
  });

  it.each(FREE_STATES)('is ended there even while it is frozen, when it is %s', (state) => {
    expect(nextOf(state, { ...lowered(0), freeze: FREEZE })?.action).toBe('withdrawAtChannel');
  });

  it.each(FREE_STATES)('waits for the fate of an open call, when it is %s', (state) => {
    expect(nextOf(state, { ...lowered(0), attempt: anAttempt('modify') })?.action).toBe('resolveAttempt');
  });

  it.each(FREE_STATES)('is tried again ever more rarely, if the channel refused, when it is %s', (state) => {
    for (const [refused, next] of [
      [0, DAY_MS],
      [HOUR_MS, HOUR_MS + DAY_MS],
      [DAY_MS, 2 * DAY_MS],
      [2 * DAY_MS, 4 * DAY_MS],
      [4 * DAY_MS, 8 * DAY_MS],
    ] as const) {
      const withdrawRefusedAt = later(LOWERED_AT, refused);
      const askedAt = later(LOWERED_AT, 30 * DAY_MS);
      expect(nextOf(state, { ...lowered(0), withdrawRefusedAt, askedAt })?.at).toEqual(
        later(LOWERED_AT, next),
      );
    }
  });

  it('is ended anew at once, if the channel refused before it was lowered to that', () => {
    const withdrawRefusedAt = later(LOWERED_AT, -1);
    expect(nextOf('received', { ...lowered(0), withdrawRefusedAt })?.at).toEqual(LOWERED_AT);
  });

  it.each(['settling', 'overdue'] as const)(
    'is still asked about while the channel will not let go of it, when it is %s',
    (state) => {
      const withdrawRefusedAt = later(LOWERED_AT, HOUR_MS);
      expect(nextOf(state, { ...lowered(0), withdrawRefusedAt })?.action).toBe('askChannel');
    },
  );

  it('never becomes overdue', () => {
    const refusedAt = later(LOWERED_AT, 90 * DAY_MS);
    const facts = { ...lowered(0), withdrawRefusedAt: refusedAt, dueAt: T0 };
    expect(nextOf('settling', facts)?.action).toBe('askChannel');
  });

  it('is neither announced nor charged', () => {
    const told = aPolicy({ charge: { channelMessage: true } });
    const order = orderIn('received', { ...lowered(0), notice: null });
    expect(plan(order, told)?.action).toBe('withdrawAtChannel');
    // Nothing tells when: then nothing is due, but a charge never is.
    expect(nextOf('received', { payableFen: 0, loweredAt: null })).toBeNull();
  });

  it.each(['created', 'approved'] as const)('is not withdrawn while it is %s', (state) => {
    expect(nextOf(state, lowered(0))).toEqual(nextOf(state));
  });

  it('is cancelled while it is accepted, and a day after the channel has refused to', () => {
    expect(nextOf('accepted', lowered(0))).toMatchObject({ action: 'withdrawAtChannel', at: LOWERED_AT });
    const facts = { ...lowered(0), cancelRefusedAt: later(LOWERED_AT, 1) };
    expect(nextOf('accepted', facts)?.at).toEqual(later(LOWERED_AT, DAY_MS + 1));
  });
});

describe('an order that costs less', () => {
  it.each(['shipped', 'accepted', 'approved', 'created'] as const)(
    'goes on as before when it is %s',
    (state) => {
      expect(nextOf(state, lowered(9_000))).toEqual(nextOf(state));
    },
  );

  it('needs a notice of the new amount before it is charged', () => {
    expect(nextOf('received', lowered(9_000))?.action).toBe('giveNotice');
    expect(nextOf('received', { ...lowered(16_800) })?.action).toBe('charge');
  });

  it('is charged under the notice that stands, if it is not known what is payable', () => {
    const facts: PlanFacts = { ...orderIn('received'), payableFen: null };
    expect(plan(facts, policy)).toMatchObject({ action: 'charge', at: CHARGE_AT });
  });

  it.each(['settling', 'overdue'] as const)('is lowered at the channel at once when it is %s', (state) => {
    const next = { action: 'lowerAtChannel', at: LOWERED_AT, tries: 0 };
    expect(nextOf(state, lowered(9_000))).toEqual(next);
    expect(nextOf(state, { ...lowered(9_000), freeze: FREEZE })).toEqual(next);
  });

  it.each([
    ['collects that already', { collectingFen: 9_000 }],
    ['collects less than that already', { collectingFen: 8_999 }],
    ['has refused to collect less', { lowerRefusedAt: LOWERED_AT }],
    ['has refused it later', { lowerRefusedAt: later(LOWERED_AT, DAY_MS) }],
    ['has not said what it collects', { collectingFen: null }],
  ])('is not lowered at a channel that %s', (_what, changes) => {
    expect(nextOf('settling', { ...lowered(9_000), ...changes })?.action).toBe('askChannel');
  });

  it('is lowered at a channel that refused before, once it costs even less', () => {
    const lowerRefusedAt = later(LOWERED_AT, -1);
    expect(nextOf('overdue', { ...lowered(9_000), lowerRefusedAt })?.action).toBe('lowerAtChannel');
  });

  it('is not lowered at the channel by the merchant’s word alone: somebody collects too much there', () => {
    expect(nextOf('settling', { collectingFen: 99_999 })?.action).toBe('askChannel');
  });

  it('is left alone before the channel collects', () => {
    expect(nextOf('settling', { ...lowered(9_000), collectingSince: null })).toBeNull();
  });

  it('becomes overdue in time all the same', () => {
    const refused = { ...lowered(9_000), lowerRefusedAt: LOWERED_AT, dueAt: CHARGE_AT };
    expect(nextOf('settling', refused)?.action).toBe('markOverdue');
    expect(nextOf('settling', { ...refused, freeze: FREEZE })?.action).toBe('askChannel');
  });
});

describe('the message of the channel before a charge', () => {
  const told = aPolicy({ charge: { channelMessage: true } });
  const receivedAt = orderIn('received').receivedAt;

  it('comes before everything else, once', () => {
    const order = orderIn('received', { accountDuty: null });
    expect(plan(order, told)).toEqual({ action: 'tellThroughChannel', at: receivedAt, tries: 0 });
    expect(plan({ ...order, notice: null }, told)?.action).toBe('tellThroughChannel');
    expect(plan({ ...order, channelToldAt: T0 }, told)?.action).toBe('charge');
  });

  it.each([
    ['while it is frozen', { freeze: FREEZE }],
    ['where nothing is charged', { chargeAt: null }],
  ])('does not come %s', (_when, changes) => {
    expect(plan(orderIn('received', { accountDuty: null, ...changes }), told)).toBeNull();
  });

  it('does not come unless the policy wants it', () => {
    expect(nextOf('received')?.action).toBe('charge');
  });
});

describe('an order that was paid', () => {
  const ENDS = ['settled', 'rejected', 'cancelled', 'returned', 'writtenOff'] as const;
  const owed = { payableFen: 0, payment: aPayment(), loweredAt: null };

  it.each(ENDS)('too much gets it back, when it is %s', (state) => {
    expect(nextOf(state, owed)).toEqual({ action: 'refund', at: T0, tries: 0 });
  });

  it.each(ENDS)('as agreed needs nothing, when it is %s', (state) => {
    expect(nextOf(state, { ...owed, payableFen: 16_800 })).toBeNull();
  });

  it('asks about a refund on its way before the next one', () => {
    const refunds = [aRefund({ stage: 'processing', amountFen: 1, requestedAt: LOWERED_AT })];
    const ask = (askedAt: Date | null) => nextOf('settled', { ...owed, refunds, askedAt });
    const first = { action: 'askRefund', at: later(LOWERED_AT, 10 * MINUTE_MS), tries: 0 };
    expect(ask(null)).toEqual(first);
    // Asked while it was still being collected: that was another question.
    expect(ask(CHARGE_AT)).toEqual(first);
    expect(ask(later(LOWERED_AT, HOUR_MS))?.at).toEqual(later(LOWERED_AT, 2 * HOUR_MS));
    expect(ask(later(LOWERED_AT, 9 * DAY_MS))?.at).toEqual(later(LOWERED_AT, 10 * DAY_MS));
  });

  it('is not held up by a refund that is stuck on its way, which is asked about all the same', () => {
    const stuck = aRefund({ stage: 'abnormal', amountFen: 1, requestedAt: LOWERED_AT });
    expect(nextOf('settled', { ...owed, refunds: [stuck] })?.action).toBe('refund');
    const all = { ...stuck, amountFen: 16_800 };
    expect(nextOf('settled', { ...owed, refunds: [all] })?.action).toBe('askRefund');
    const second = aRefund({
      refundNo: 'r-2',
      amountFen: 16_799,
      requestedAt: LOWERED_AT,
      stage: 'processing',
    });
    expect(nextOf('settled', { ...owed, refunds: [stuck, second] })?.action).toBe('askRefund');
  });

  it('waits for the answer to a refund that was only requested', () => {
    const refunds = [aRefund({ stage: 'requested', amountFen: 16_800 })];
    const attempt = anAttempt('refund');
    expect(nextOf('settled', { ...owed, refunds, attempt })?.action).toBe('resolveAttempt');
  });

  it('owes the account and the buyer at once: the account first, if both are due', () => {
    const accountDuty = { kind: 'consume', at: T0 } as const;
    expect(nextOf('settled', { ...owed, accountDuty })?.action).toBe('settleAccount');
    const late = { ...accountDuty, at: later(T0, DAY_MS) };
    expect(nextOf('settled', { ...owed, accountDuty: late })?.action).toBe('refund');
  });
});
