import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anAttempt, anOrder, T0 } from '../../testing/builders.ts';
import { matches } from '../../testing/interpreter.ts';
import {
  amountIs,
  filterOf,
  firstRefusal,
  type Guard,
  inState,
  notFrozen,
  nothingOpen,
  ownedBy,
  paidThrough,
  versionIs,
} from './guards.ts';
import type { Order } from './order.ts';
import { ORDER_STATES } from './states.ts';

const orders: fc.Arbitrary<Order> = fc
  .record({
    state: fc.constantFrom(...ORDER_STATES),
    buyerId: fc.constantFrom('buyer-1', 'buyer-2'),
    version: fc.integer({ min: 1, max: 3 }),
    amountFen: fc.constantFrom(0, 1, 16_800),
    freeze: fc.constantFrom(null, { since: T0, cause: 'return' }),
    attempt: fc.constantFrom(null, anAttempt('cancel')),
    agreed: fc.record({
      chargeAfterReceiptDays: fc.integer({ min: 6, max: 8 }),
      policyVersion: fc.constant(1),
    }),
  })
  .map(anOrder);

const days: Guard = { code: 'CHANGED_MEANWHILE', path: 'agreed.chargeAfterReceiptDays', must: 7 };

/** At most one guard for each field, in any order: what `guardsOf` makes of an event. */
const guardLists: fc.Arbitrary<Guard[]> = fc
  .record({
    state: fc.subarray(ORDER_STATES).map(inState),
    owner: fc.constantFrom('buyer-1', 'buyer-2').map(ownedBy),
    version: fc.integer({ min: 1, max: 3 }).map(versionIs),
    amount: fc.constantFrom(0, 1, 16_800).map(amountIs),
    channel: fc.constantFrom('wechatpay' as const, 'alipay' as const).map(paidThrough),
  })
  .chain((made) => fc.shuffledSubarray([...Object.values(made), notFrozen, nothingOpen, days]));

describe('guards', () => {
  it('refuse in words exactly what their filter does not match', () => {
    fc.assert(
      fc.property(orders, guardLists, (order, guards) => {
        const matched = matches(order, filterOf(order._id, guards));
        expect(firstRefusal(order, guards) === undefined).toBe(matched);
      }),
      { numRuns: 2_000 },
    );
  });

  it('name the first one that does not hold', () => {
    const order = anOrder({ state: 'settled', freeze: { since: T0, cause: 'return' } });
    const guards = [ownedBy(order.buyerId), inState(['received']), notFrozen];
    expect(firstRefusal(order, guards)?.code).toBe('WRONG_STATE');
    expect(firstRefusal(order, [notFrozen, inState(['received'])])?.code).toBe('ORDER_FROZEN');
  });

  it('match only the one order that is meant', () => {
    expect(matches(anOrder(), filterOf('b'.repeat(32), []))).toBe(false);
    expect(matches(anOrder(), filterOf(anOrder()._id, []))).toBe(true);
  });

  it('let nothing through where no state is allowed', () => {
    for (const state of ORDER_STATES) {
      expect(matches(anOrder({ state }), filterOf(anOrder()._id, [inState([])]))).toBe(false);
      expect(firstRefusal(anOrder({ state }), [inState([])])?.code).toBe('WRONG_STATE');
    }
  });

  it('hold together when two of them look at the same field', () => {
    const order = anOrder({ state: 'settling' });
    const guards = [inState(['received']), inState(['received', 'settling'])];
    expect(firstRefusal(order, guards)?.code).toBe('WRONG_STATE');
    expect(matches(order, filterOf(order._id, guards))).toBe(false);
  });

  it('agree with their filter about dates', () => {
    const guard: Guard = { code: 'CHANGED_MEANWHILE', path: 'createdAt', must: new Date(T0) };
    const order = anOrder();
    expect(matches(order, filterOf(order._id, [guard]))).toBe(true);
    expect(firstRefusal(order, [guard])).toBeUndefined();
  });
});
