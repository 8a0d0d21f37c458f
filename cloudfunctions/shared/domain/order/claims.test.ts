import { describe, expect, it } from 'vitest';
import { aLine, anOrder, aPayment, aPolicy, later, T0 } from '../../testing/builders.ts';
import { BY_BUYER, CHARGE_AT, orderIn } from '../../testing/lives.ts';
import { DAY_MS } from '../duration.ts';
import { type ClaimWish, claimedFen, claimRefusal, payableAfter, resumption } from './claims.ts';
import type { OrderEvent } from './events.ts';

const cups = aLine({ productId: 'cup', unitPriceFen: 2_000, quantity: 3, amountFen: 6_000 });
const rice = aLine({ productId: 'rice', unitPriceFen: 6_900, quantity: 1, amountFen: 6_900 });
const order = anOrder({ lines: [cups, rice], amountFen: 12_900 });

describe('what a claim is about', () => {
  const claimed = (wish: Omit<ClaimWish, 'kind'>, payableFen = 12_900) =>
    claimedFen({ ...order, payableFen }, { kind: 'return', ...wish });

  it('is all that is to be paid, unless the buyer says otherwise', () => {
    expect(claimed({})).toBe(12_900);
  });

  it('is counted at the prices of the order', () => {
    expect(claimed({ items: [{ productId: 'cup', quantity: 2 }] })).toBe(4_000);
    expect(
      claimed({
        items: [
          { productId: 'cup', quantity: 3 },
          { productId: 'rice', quantity: 1 },
        ],
      }),
    ).toBe(12_900);
  });

  it('is never more than is to be paid', () => {
    expect(claimed({ amountFen: 99_999 })).toBe(12_900);
    expect(claimed({ items: [{ productId: 'rice', quantity: 1 }] }, 5_000)).toBe(5_000);
  });

  it.each([
    ['goods that are not in the order', 'tea-set', 1],
    ['more pieces than were ordered', 'cup', 4],
  ])('cannot be %s', (_case, productId, quantity) => {
    expect(() => claimed({ items: [{ productId, quantity }] })).toThrow('INVALID_INPUT');
  });

  it('cannot be goods that came back before', () => {
    const recorded = { at: T0, by: BY_BUYER } as const;
    const asked = {
      ...recorded,
      type: 'claimRequested',
      kind: 'return',
      amountFen: 4_000,
      payableFen: 12_900,
      items: [{ productId: 'cup', quantity: 2 }],
      reason: '',
      deadline: T0,
    } as const;
    const done = {
      ...recorded,
      type: 'claimDone',
      payableFen: 8_900,
      note: '',
      chargeAt: null,
      dueAt: null,
      payBy: null,
    } as const;
    const wish = (quantity: number) => ({ kind: 'return', items: [{ productId: 'cup', quantity }] }) as const;
    const after = { ...order, payableFen: 8_900, history: [...order.history, asked, done] };
    expect(claimedFen(after, wish(1))).toBe(2_000);
    expect(() => claimedFen(after, wish(2))).toThrow('INVALID_INPUT');
    const refused = { ...order, history: [...order.history, asked] };
    expect(claimedFen(refused, wish(3))).toBe(6_000);
  });

  it('is not taken off twice where the merchant has lowered the amount meanwhile', () => {
    const claim = {
      kind: 'problem',
      stage: 'requested',
      amountFen: 5_000,
      payableFen: 16_800,
      requestedAt: T0,
      since: T0,
      deadline: T0,
    } as const;
    expect(payableAfter({ claim, payableFen: 16_800 })).toBe(11_800);
    expect(payableAfter({ claim, payableFen: 11_800 })).toBe(11_800);
    expect(payableAfter({ claim, payableFen: 9_000 })).toBe(9_000);
  });

  it('cannot be nothing', () => {
    expect(() => claimed({}, 0)).toThrow('NOTHING_TO_CLAIM');
  });
});

describe('another claim', () => {
  const asked: OrderEvent = {
    type: 'claimRequested',
    at: T0,
    by: BY_BUYER,
    kind: 'return',
    amountFen: 1,
    payableFen: 12_900,
    items: null,
    reason: '',
    deadline: T0,
  };
  const claimedBefore = (times: number) => {
    const received = orderIn('received');
    return { ...received, history: [...received.history, ...Array.from({ length: times }, () => asked)] };
  };

  it('may be opened as often as the policy says', () => {
    expect(claimRefusal(claimedBefore(2), 'return', T0, aPolicy())).toBeNull();
    expect(claimRefusal(claimedBefore(3), 'return', T0, aPolicy())).toBe('TOO_MANY_CLAIMS');
  });

  it('that nothing has come may be opened however often, until the payment', () => {
    expect(claimRefusal(claimedBefore(50), 'notReceived', T0, aPolicy())).toBeNull();
    const settled = { ...claimedBefore(50), state: 'settled' as const };
    expect(claimRefusal(settled, 'notReceived', T0, aPolicy())).toBe('TOO_MANY_CLAIMS');
  });

  it('may be opened at any time until the payment, however late', () => {
    const years = later(T0, 1_000 * DAY_MS);
    for (const state of ['shipped', 'received', 'settling', 'overdue'] as const) {
      expect(claimRefusal(orderIn(state), 'return', years, aPolicy())).toBeNull();
    }
  });

  it('may be opened after the payment for the policy’s days after receipt', () => {
    const settled = orderIn('settled');
    const end = later(settled.receivedAt ?? T0, 15 * DAY_MS);
    expect(claimRefusal(settled, 'return', end, aPolicy())).toBeNull();
    expect(claimRefusal(settled, 'return', later(end, 1), aPolicy())).toBe('CLAIM_TOO_LATE');
  });

  it('counts from the payment where receipt was never confirmed', () => {
    const paidAt = later(T0, 30 * DAY_MS);
    const settled = orderIn('settled', { receivedAt: null, payment: aPayment({ paidAt }) });
    expect(claimRefusal(settled, 'return', later(paidAt, 15 * DAY_MS), aPolicy())).toBeNull();
    expect(claimRefusal(settled, 'return', later(paidAt, 15 * DAY_MS + 1), aPolicy())).toBe('CLAIM_TOO_LATE');
  });
});

describe('an order that goes on', () => {
  const now = later(CHARGE_AT, 5 * DAY_MS);

  it('is not charged for the time that it was frozen', () => {
    expect(resumption(orderIn('received'), now, aPolicy()).chargeAt).toEqual(now);
    expect(resumption(orderIn('received'), T0, aPolicy()).chargeAt).toEqual(CHARGE_AT);
  });

  it('becomes overdue after a new period of grace', () => {
    expect(resumption(orderIn('settling'), now, aPolicy()).dueAt).toEqual(later(now, 3 * DAY_MS));
    expect(resumption(orderIn('settling'), T0, aPolicy()).dueAt).toEqual(orderIn('settling').dueAt);
  });

  it('leaves the buyer who pays by a tap his days', () => {
    const tapped = orderIn('received', { payBy: later(CHARGE_AT, DAY_MS), autoCharge: false });
    expect(resumption(tapped, now, aPolicy()).payBy).toEqual(later(now, 7 * DAY_MS));
  });

  it('keeps its times in every other state', () => {
    for (const state of ['shipped', 'overdue', 'settled'] as const) {
      const { chargeAt, dueAt, payBy } = orderIn(state);
      expect(resumption(orderIn(state), now, aPolicy())).toEqual({ chargeAt, dueAt, payBy });
    }
  });
});
