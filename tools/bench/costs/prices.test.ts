import { describe, expect, it } from 'vitest';
import { ordersWithin, type Plan, pointsOf, shares } from './prices.ts';
import { NOTHING, times, type Usage } from './usage.ts';

const perOrder: Usage = { calls: 10, reads: 40, writes: 20, gbSeconds: 0.5, bytesOut: 1_000 };

describe('the price', () => {
  it('is the sum of its shares, and of nothing nothing', () => {
    const total = shares(perOrder).reduce((all, [, points]) => all + points, 0);
    expect(pointsOf(perOrder)).toBeCloseTo(total, 12);
    expect(shares(perOrder).every(([, points]) => points > 0)).toBe(true);
    expect(pointsOf(NOTHING)).toBe(0);
  });

  it('grows as what is used', () => {
    expect(pointsOf(times(perOrder, 10_000))).toBeCloseTo(pointsOf(perOrder) * 10_000, 6);
  });
});

describe('a plan', () => {
  const plan: Plan = {
    name: 'of a test',
    yuan: 0,
    included: [
      { what: 'reads', perMonth: 1_000, of: ({ reads }) => reads },
      { what: 'writes', perMonth: 1_000, of: ({ writes }) => writes },
    ],
  };

  it.each([
    ['what ends first counts', NOTHING, { orders: 25, limit: 'reads' }],
    ['what runs anyway comes first', { ...NOTHING, reads: 200 }, { orders: 20, limit: 'reads' }],
    ['another quota may end first', { ...NOTHING, writes: 900 }, { orders: 5, limit: 'writes' }],
    ['nothing may be left', { ...NOTHING, reads: 1_400 }, { orders: -10, limit: 'reads' }],
  ])('%s', (_what, base, expected) => expect(ordersWithin(plan, base, perOrder)).toEqual(expected));
});
