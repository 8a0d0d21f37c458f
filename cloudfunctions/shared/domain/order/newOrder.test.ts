import { describe, expect, it } from 'vitest';
import { anOrder, aPolicy, BUYER, later, T0 } from '../../testing/builders.ts';
import { HOUR_MS } from '../duration.ts';
import { replay } from './replay.ts';

describe('a new order', () => {
  it('holds its consent, and nothing has happened to it but that it was made', () => {
    const order = anOrder();
    expect(order).toMatchObject({ state: 'created', version: 1, attempt: null, freeze: null, refunds: [] });
    expect(order.history).toEqual([
      { type: 'created', at: T0, by: { role: 'buyer', id: BUYER }, amountFen: 16_800 },
    ]);
    expect(replay(order.history)).toEqual({ state: order.state, payableFen: order.amountFen });
  });

  it('keeps the terms that it was agreed under', () => {
    const policy = aPolicy({ version: 9, charge: { afterReceiptDays: 14 } });
    expect(anOrder({}, policy).agreed).toEqual({ chargeAfterReceiptDays: 14, policyVersion: 9 });
  });

  it('is given up in time if nothing follows', () => {
    const order = anOrder({}, aPolicy({ deadlines: { acceptHours: 5 } }));
    expect(order.next).toEqual({ at: later(T0, 5 * HOUR_MS), action: 'cancelUnaccepted', tries: 0 });
  });

  it('leaves no field undefined, which the database would drop', () => {
    for (const [field, value] of Object.entries(anOrder()))
      expect([field, value]).not.toEqual([field, undefined]);
  });
});
