import { describe, expect, it } from 'vitest';
import { anAttempt, aPolicy, later, T0 } from '../../testing/builders.ts';
import { CHARGE_AT, orderIn } from '../../testing/lives.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../duration.ts';
import type { Order } from './order.ts';
import { obligations, plan } from './plan.ts';
import { ORDER_STATES } from './states.ts';

const policy = aPolicy();
const FREEZE = { since: T0, cause: 'return' as const };
const SHIPPED_AT = later(T0, DAY_MS);
const at = (action: string, when: Date) => ({ action, at: when, tries: 0 });

function planOf(order: Order) {
  return plan(order, policy);
}

describe('the plan', () => {
  it('gives up an order that was never assessed', () => {
    expect(planOf(orderIn('created'))).toEqual(at('cancelUnaccepted', later(T0, DAY_MS)));
  });

  it('gives up an order that the buyer never confirmed at the channel', () => {
    const asked = { askedAt: later(T0, 23 * 60 * MINUTE_MS) };
    expect(planOf(orderIn('approved', asked))).toEqual(at('cancelUnaccepted', later(T0, DAY_MS)));
  });

  it('asks meanwhile whether the buyer has confirmed, ever more rarely', () => {
    const askedAfter = (minutes: number) =>
      planOf(orderIn('approved', { askedAt: later(T0, minutes * MINUTE_MS) }));
    expect(planOf(orderIn('approved'))).toEqual(at('askChannel', later(T0, 10 * MINUTE_MS)));
    expect(askedAfter(10)).toEqual(at('askChannel', later(T0, 20 * MINUTE_MS)));
    expect(askedAfter(20)).toEqual(at('askChannel', later(T0, 40 * MINUTE_MS)));
  });

  it('gives up an order that is not shipped', () => {
    expect(planOf(orderIn('accepted'))).toEqual(at('cancelUnshipped', later(T0, 7 * DAY_MS + HOUR_MS)));
  });

  it('asks about receipt as long as there is no evidence of delivery, again and again', () => {
    const order = orderIn('shipped');
    expect(planOf(order)).toEqual(at('askReceipt', later(SHIPPED_AT, 10 * DAY_MS)));
    const askedAt = later(SHIPPED_AT, 11 * DAY_MS);
    expect(planOf({ ...order, receiptAskedAt: askedAt })).toEqual(
      at('askReceipt', later(askedAt, 10 * DAY_MS)),
    );
  });

  it('confirms receipt by itself only after evidence of delivery', () => {
    const deliveredAt = later(SHIPPED_AT, 2 * DAY_MS);
    const order = orderIn('shipped', { deliveredAt, receiptAskedAt: T0 });
    expect(planOf(order)).toEqual(at('confirmReceipt', later(deliveredAt, 10 * DAY_MS)));
  });

  it('gives notice an hour before it must, so that a late timer does not move the charge', () => {
    const order = orderIn('received', { notice: null });
    expect(planOf(order)).toEqual(at('giveNotice', later(CHARGE_AT, -73 * HOUR_MS)));
  });

  it('charges at the agreed time once the notice stands', () => {
    expect(planOf(orderIn('received'))).toEqual(at('charge', CHARGE_AT));
  });

  it('has nothing left to do for an order that ended', () => {
    for (const state of ['settled', 'rejected', 'cancelled', 'returned', 'writtenOff'] as const) {
      expect(planOf(orderIn(state, { accountDuty: null }))).toBeNull();
    }
  });

  it.each(ORDER_STATES)('carries what is owed to the account, in the state %s', (state) => {
    const duty = { kind: 'release', at: later(T0, -DAY_MS) } as const;
    expect(planOf(orderIn(state, { accountDuty: duty }))).toEqual(at('settleAccount', duty.at));
  });

  it('takes the earliest of several obligations', () => {
    const order = orderIn('overdue', { accountDuty: { kind: 'markOverdue', at: later(T0, 90 * DAY_MS) } });
    expect(planOf(order)?.action).toBe('askChannel');
    const soon = { ...order, accountDuty: { kind: 'markOverdue', at: T0 } } as const;
    expect(planOf(soon)?.action).toBe('settleAccount');
  });

  it.each(ORDER_STATES)('waits for the fate of an open call and nothing else, in the state %s', (state) => {
    const attempt = anAttempt('cancel', { askAt: later(T0, 5 * MINUTE_MS) });
    const order = orderIn(state, { attempt, accountDuty: null });
    expect(planOf(order)).toEqual(at('resolveAttempt', attempt.askAt));
  });

  it('waits a day before it cancels what the channel has just refused to cancel', () => {
    const refusedAt = later(T0, 40 * DAY_MS);
    for (const state of ['approved', 'accepted'] as const) {
      const asked = { askedAt: later(refusedAt, DAY_MS) };
      const order = orderIn(state, { cancelRefusedAt: refusedAt, ...asked });
      expect(planOf(order)?.at).toEqual(later(refusedAt, DAY_MS));
    }
  });

  it('does not hurry because the channel refused to cancel long ago', () => {
    const order = orderIn('accepted', { cancelRefusedAt: T0 });
    expect(planOf(order)).toEqual(planOf(orderIn('accepted')));
  });

  it('starts to count tries anew', () => {
    expect(planOf(orderIn('received', { next: { at: T0, action: 'charge', tries: 7 } }))?.tries).toBe(0);
  });
});

describe('a frozen order', () => {
  it('is neither noticed nor charged', () => {
    expect(planOf(orderIn('received', { freeze: FREEZE }))).toBeNull();
    expect(planOf(orderIn('received', { freeze: FREEZE, notice: null }))).toBeNull();
  });

  it('is neither asked about nor confirmed', () => {
    expect(planOf(orderIn('shipped', { freeze: FREEZE }))).toBeNull();
    expect(planOf(orderIn('shipped', { freeze: FREEZE, deliveredAt: T0 }))).toBeNull();
  });

  it('does not become overdue, but the channel is still asked', () => {
    const order = orderIn('settling', { freeze: FREEZE, askedAt: later(CHARGE_AT, 30 * DAY_MS) });
    expect(planOf(order)?.action).toBe('askChannel');
  });
});

describe('asking the channel while it collects', () => {
  const asked = (minutes: number) =>
    obligations(
      orderIn('overdue', { accountDuty: null, askedAt: later(CHARGE_AT, minutes * MINUTE_MS) }),
      aPolicy(),
    ).find(({ action }) => action === 'askChannel')?.at;

  it('begins after ten minutes', () => {
    const order = orderIn('settling');
    expect(planOf(order)).toEqual(at('askChannel', later(CHARGE_AT, 10 * MINUTE_MS)));
  });

  it('comes ever more rarely: each wait is as long as all the time before', () => {
    for (const [before, next] of [
      [10, 20],
      [20, 40],
      [40, 80],
      [640, 1_280],
    ] as const) {
      expect(asked(before)).toEqual(later(CHARGE_AT, next * MINUTE_MS));
    }
  });

  it('comes at least daily', () => {
    const tenDays = 10 * 24 * 60;
    expect(asked(tenDays)).toEqual(later(CHARGE_AT, 11 * DAY_MS));
  });

  it('does not hurry when asked just now', () => {
    expect(asked(1)).toEqual(later(CHARGE_AT, 11 * MINUTE_MS));
  });

  it('gives way to the day on which the order becomes overdue', () => {
    const order = orderIn('settling', { askedAt: later(CHARGE_AT, 2.5 * DAY_MS) });
    expect(planOf(order)).toEqual(at('markOverdue', later(CHARGE_AT, 3 * DAY_MS)));
  });
});
