import { describe, expect, it } from 'vitest';
import { aLine, anAccount, anOrder, aPolicy, later, ORDER, someFacts, T0 } from '../../testing/builders.ts';
import { HOUR_MS } from '../duration.ts';
import { type AssessmentSources, type EarlierOrder, factsOf } from './facts.ts';

const policy = aPolicy({ velocity: { windowHours: 24 } });
const ORDER_DELIVERY = { _id: 'delivery-1', address: '福建省泉州市' };

function facts(changes: Partial<AssessmentSources> = {}, rules = policy, now = T0) {
  const sources = {
    order: anOrder(),
    account: anAccount(),
    earlier: [],
    destinations: [ORDER_DELIVERY],
    needsAuthorisation: true,
    channelMaxFen: null,
    ...changes,
  };
  return factsOf(sources, rules, now);
}

const shipment = { carrier: '顺丰', trackingNo: 'SF1', shippedAt: T0 };
const earlier = (changes: Partial<EarlierOrder> = {}): EarlierOrder => ({
  _id: 'earlier',
  acceptedAt: T0,
  deliveryId: 'delivery-0',
  shipment,
  ...changes,
});

describe('the facts of an assessment', () => {
  it('are those of an ordinary first order', () => {
    expect(facts()).toEqual(someFacts());
  });

  it('have no id and no address in them', () => {
    const text = JSON.stringify(facts({ earlier: [earlier()] }));
    for (const secret of ['buyer-1', ORDER, 'delivery', '泉州']) expect(text).not.toContain(secret);
  });

  it('know a buyer without an account as nobody', () => {
    expect(facts({ account: null })).toEqual(
      someFacts({ account: 'none', authorisation: 'none', limitFen: 0, availableFen: 0 }),
    );
  });

  it('need no authorisation where the channel asks for each order', () => {
    const account = anAccount({ authorisation: null });
    expect(facts({ account }).authorisation).toBe('none');
    expect(facts({ account, needsAuthorisation: false }).authorisation).toBe('notNeeded');
  });

  it('count pieces over all lines', () => {
    const order = anOrder({ lines: [aLine({ quantity: 2 }), aLine({ quantity: 5 })] });
    expect(facts({ order }).quantity).toBe(7);
  });

  it('count the orders that were approved within the window, this one apart', () => {
    const approved = (_id: string, hours: number) =>
      earlier({ _id, acceptedAt: later(T0, -hours * HOUR_MS) });
    const orders = [approved('a', 0), approved('b', 24), approved('c', 24.001), approved(ORDER, 1)];
    expect(facts({ earlier: orders }).ordersInWindow).toBe(2);
    expect(facts({ earlier: orders }, aPolicy({ velocity: { windowHours: 1 } })).ordersInWindow).toBe(1);
  });

  it.each([
    ['null without an earlier order', [], null],
    ['null if none was ever sent', [earlier({ shipment: null })], null],
    ['false if they went elsewhere', [earlier()], false],
    ['true if one went there', [earlier(), earlier({ _id: 'other', deliveryId: 'delivery-9' })], true],
  ])('know the address: %s', (_what, orders, known) => {
    const destinations = [
      ORDER_DELIVERY,
      { _id: 'delivery-0', address: '上海市' },
      { _id: 'delivery-9', address: '福建省泉州市' },
    ];
    expect(facts({ earlier: orders, destinations }).addressKnown).toBe(known);
  });

  it('do not know an address that has been erased', () => {
    expect(facts({ earlier: [earlier()], destinations: [] }).addressKnown).toBeNull();
  });

  it('have the minors’ lock until the time at which it opens', () => {
    const locked = (until: Date | null) =>
      facts({ account: anAccount({ minorsLock: { since: T0, until } }) }).minorsLocked;
    expect([locked(null), locked(later(T0, 1)), locked(T0)]).toEqual([true, true, false]);
  });

  it('have an allowance until it runs out', () => {
    const allowed = (until: Date) =>
      facts({ account: anAccount({ allowance: { orderId: 'x', amountFen: 500, until } }) }).allowanceFen;
    expect([allowed(later(T0, 1)), allowed(T0)]).toEqual([500, 0]);
  });

  it('know who is on the list of the rollout', () => {
    expect(facts({}, aPolicy({ rollout: { allowBuyers: ['buyer-1'] } })).rolloutAllowed).toBe(true);
    expect(facts({}, aPolicy({ rollout: { allowBuyers: ['buyer-2'] } })).rolloutAllowed).toBe(false);
  });
});
