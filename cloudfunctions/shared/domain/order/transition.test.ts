import { describe, expect, it } from 'vitest';
import { anAttempt, anOrder, aPolicy, BUYER, ORDER, T0 } from '../../testing/builders.ts';
import { applied, matches } from '../../testing/interpreter.ts';
import { BY_BUYER, BY_OPERATOR, CHARGE_AT, happened, orderIn } from '../../testing/lives.ts';
import type { OrderEvent } from './events.ts';
import { ownedBy, versionIs } from './guards.ts';
import { NOTHING_KNOWN, openAttempt, transition } from './transition.ts';

const policy = aPolicy();
const shipped: OrderEvent = {
  type: 'shipped',
  at: T0,
  by: BY_OPERATOR,
  shipment: { carrier: '顺丰速运', trackingNo: 'SF1', shippedAt: T0 },
};
const received: OrderEvent = { type: 'received', at: T0, by: BY_BUYER, chargeAt: CHARGE_AT };

describe('a step', () => {
  it('is one write: guards, effect, plan, version, history', () => {
    const write = transition(
      {
        orderId: ORDER,
        event: shipped,
        facts: { ...NOTHING_KNOWN, state: 'accepted' },
        guards: [ownedBy(BUYER), versionIs(3)],
      },
      policy,
    );
    expect(write).toEqual({
      filter: {
        _id: ORDER,
        buyerId: BUYER,
        version: 3,
        state: 'accepted',
        attempt: null,
        freeze: null,
      },
      set: {
        state: 'shipped',
        shipment: shipped.type === 'shipped' && shipped.shipment,
        next: { at: new Date('2026-03-11T02:00:00.000Z'), action: 'askReceipt', tries: 0 },
      },
      increment: { version: 1 },
      append: { history: shipped },
    });
  });

  it('never replaces the history, the version or the owner', () => {
    const write = transition({ orderId: ORDER, event: received, facts: orderIn('shipped') }, policy);
    for (const field of ['history', 'version', 'buyerId', '_id', 'amountFen', 'consent']) {
      expect(write.set).not.toHaveProperty(field);
    }
  });

  it('plans without reading what it would plan after reading', () => {
    const order = orderIn('shipped');
    const blind = transition(
      {
        orderId: ORDER,
        event: received,
        facts: { ...NOTHING_KNOWN, state: 'shipped' },
      },
      policy,
    );
    const sighted = transition({ orderId: ORDER, event: received, facts: order }, policy);
    expect(blind.set?.['next']).toEqual(sighted.set?.['next']);
  });

  it('can happen once: its own outcome does not match it any more', () => {
    const order = orderIn('shipped');
    const write = transition({ orderId: ORDER, event: received, facts: order }, policy);
    expect(matches(order, write.filter)).toBe(true);
    expect(matches(applied(order, write), write.filter)).toBe(false);
  });

  it.each([
    ['frozen', { freeze: { since: T0, cause: 'return' as const } }],
    ['waiting for the channel', { attempt: anAttempt('cancel') }],
    ['somewhere else', { state: 'created' as const }],
  ])('does not happen to an order that is %s', (_case, changes) => {
    const order = orderIn('accepted', changes);
    expect(() => happened(order, shipped)).toThrow('shipped may not happen');
  });

  it('opens its call in the same write, and the plan follows that call', () => {
    const order = orderIn('accepted');
    const event: OrderEvent = { type: 'cancelRequested', at: T0, by: BY_BUYER, reason: '不想要了' };
    const attempt = openAttempt('cancel', anAttempt('cancel').request, event, 60_000);
    const open = happened(order, event, policy, { attempt });
    expect(open.state).toBe('accepted');
    expect(open.attempt).toEqual({
      kind: 'cancel',
      request: anAttempt('cancel').request,
      by: BY_BUYER,
      startedAt: T0,
      askAt: new Date('2026-03-01T02:01:00.000Z'),
      resends: 0,
      notFoundAt: null,
    });
    expect(open.next).toEqual({ at: attempt.askAt, action: 'resolveAttempt', tries: 0 });
  });

  it('leaves what it was given as it was', () => {
    const order = anOrder();
    const before = structuredClone(order);
    happened(order, { type: 'cancelled', at: T0, by: BY_BUYER, reason: 'x' });
    expect(order).toEqual(before);
  });
});
