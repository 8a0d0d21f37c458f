import { describe, expect, it } from 'vitest';
import { aPolicy, someFacts } from '../../testing/builders.ts';
import { assess } from './assess.ts';
import type { AssessmentFacts } from './facts.ts';

const policy = aPolicy();
const assessed = (changes: Partial<AssessmentFacts>, rules = policy) => assess(someFacts(changes), rules);

describe('an assessment', () => {
  it('approves an ordinary first order', () => {
    const { factors, ...decided } = assessed({});
    expect(decided).toEqual({ decision: 'approved', reasons: [], waived: [], points: 60, policyVersion: 1 });
    // Without its sign, which a zero may have.
    expect(factors.map(({ code, points }) => `${code} ${points}`)).toEqual([
      'BASE 60',
      'SETTLED_IN_TIME 0',
      'SETTLED_LATE 0',
      'RETURNED 0',
      'FIRST_ORDER_LARGE 0',
      'NEW_ADDRESS 0',
    ]);
  });

  it.each<[string, Partial<AssessmentFacts>]>([
    ['ACCOUNT_CLOSED', { account: 'closed' }],
    ['ACCOUNT_CLOSED', { account: 'erasing' }],
    ['NOT_AUTHORISED', { authorisation: 'none' }],
    ['NOT_AUTHORISED', { authorisation: 'pending' }],
    ['NOT_AUTHORISED', { authorisation: 'ended' }],
    ['MINORS_LOCK', { minorsLocked: true }],
    ['OVERDUE_NOW', { overdueOrders: 1 }],
    ['TOO_MANY_RUNNING', { runningOrders: 3 }],
    ['TOO_MANY_ORDERS', { ordersInWindow: 1_000 }],
    ['ORDER_ABOVE_MAXIMUM', { amountFen: 80_001 }],
    ['ABOVE_CHANNEL_MAXIMUM', { channelMaxFen: 16_799 }],
    ['LIMIT_EXCEEDED', { availableFen: 16_799 }],
    ['LIMIT_EXCEEDED', { availableFen: -5_000 }],
  ])('refuses with %s for %j', (reason, facts) => {
    expect(assessed(facts)).toMatchObject({
      decision: 'rejected',
      reasons: [reason],
      factors: [],
      points: 0,
    });
  });

  it('refuses a buyer whom the rollout has not reached, unless he is on its list', () => {
    const half = aPolicy({ rollout: { percent: 50 } });
    expect(assessed({ rolloutBucket: 49 }, half).decision).toBe('approved');
    expect(assessed({ rolloutBucket: 50 }, half).reasons).toEqual(['NOT_IN_ROLLOUT']);
    expect(assessed({ rolloutBucket: 50, rolloutAllowed: true }, half).decision).toBe('approved');
    expect(assessed({}, aPolicy({ rollout: { percent: 0 } })).reasons).toEqual(['NOT_IN_ROLLOUT']);
  });

  it('refuses a buyer without an account with that one reason', () => {
    const nobody = { account: 'none', authorisation: 'none', limitFen: 0, availableFen: 0 } as const;
    expect(assessed(nobody).reasons).toEqual(['ACCOUNT_NOT_OPEN']);
  });

  it('names every reason at once', () => {
    const facts = {
      account: 'closed',
      authorisation: 'none',
      minorsLocked: true,
      overdueOrders: 2,
      runningOrders: 9,
      ordersInWindow: 10,
      amountFen: 80_001,
      channelMaxFen: 1,
      availableFen: 0,
    } as const;
    expect(
      assessed(facts, aPolicy({ rollout: { percent: 0 }, velocity: { maxOrders: 10 } })).reasons,
    ).toEqual([
      'ACCOUNT_CLOSED',
      'NOT_AUTHORISED',
      'MINORS_LOCK',
      'NOT_IN_ROLLOUT',
      'OVERDUE_NOW',
      'TOO_MANY_RUNNING',
      'TOO_MANY_ORDERS',
      'ORDER_ABOVE_MAXIMUM',
      'ABOVE_CHANNEL_MAXIMUM',
      'LIMIT_EXCEEDED',
    ]);
  });

  it.each<[string, Partial<AssessmentFacts>]>([
    ['the largest order', { settledInTime: 4, amountFen: 80_000 }],
    ['as much as the channel takes', { channelMaxFen: 16_800 }],
    ['exactly what is available', { availableFen: 16_800 }],
    ['the last running order', { runningOrders: 2 }],
    ['the last order of the window', { ordersInWindow: 999 }],
    ['an order where the channel asks for each', { authorisation: 'notNeeded' }],
  ])('still approves %s', (_case, facts) => {
    expect(assessed(facts).decision).toBe('approved');
  });
});

describe('points', () => {
  const points = (facts: Partial<AssessmentFacts>, rules = policy) => assessed(facts, rules).points;

  it('rise with orders settled in time and fall with late ones', () => {
    expect(points({ settledInTime: 3 })).toBe(75);
    expect(points({ settledInTime: 3, settledLate: 1 })).toBe(65);
    expect(points({ settledLate: 2 })).toBe(40);
  });

  it('fall with goods sent back and with a new address, as the policy says', () => {
    const strict = aPolicy({ assessment: { perOrderReturned: -3, newAddressPoints: -7 } });
    expect(points({ returned: 2 }, strict)).toBe(54);
    expect(points({ addressKnown: false }, strict)).toBe(53);
    expect(points({ addressKnown: true }, strict)).toBe(60);
    expect(points({ addressKnown: null }, strict)).toBe(60);
  });

  it('count only so many orders of each kind', () => {
    const strict = aPolicy({ assessment: { perOrderReturned: -3 } });
    expect(points({ settledInTime: 8 })).toBe(100);
    expect(points({ settledInTime: 800 })).toBe(100);
    expect(points({ settledInTime: 800, settledLate: 800, returned: 800 }, strict)).toBe(-4);
  });

  it('are the sum of the factors', () => {
    const result = assessed({ settledInTime: 3, settledLate: 1 });
    expect(result.factors.reduce((sum, factor) => sum + factor.points, 0)).toBe(result.points);
  });

  it('decide exactly at the threshold', () => {
    const at = (approveFromPoints: number) => assessed({}, aPolicy({ assessment: { approveFromPoints } }));
    expect(at(60).decision).toBe('approved');
    expect(at(61)).toMatchObject({ decision: 'rejected', reasons: ['NOT_ENOUGH_HISTORY'], points: 60 });
  });

  it('are fewer for a very first order that takes a large share of the limit', () => {
    expect(points({ amountFen: 60_000 })).toBe(60);
    expect(assessed({ amountFen: 60_001 })).toMatchObject({ points: 40, reasons: ['NOT_ENOUGH_HISTORY'] });
  });

  it('are not fewer once an order was settled, in time or late', () => {
    expect(points({ settledInTime: 1, amountFen: 60_001 })).toBe(65);
    expect(points({ settledLate: 1, amountFen: 60_001 })).toBe(50);
  });
});

describe('an allowance', () => {
  const allowed = { allowanceFen: 16_800 };
  const noRollout = aPolicy({ rollout: { percent: 0 } });

  it.each<[string, Partial<AssessmentFacts>, typeof policy]>([
    ['OVERDUE_NOW', { overdueOrders: 1 }, policy],
    ['TOO_MANY_RUNNING', { runningOrders: 3 }, policy],
    ['TOO_MANY_ORDERS', { ordersInWindow: 1_000 }, policy],
    ['ORDER_ABOVE_MAXIMUM', {}, aPolicy({ limits: { maxOrderFen: 16_799 } })],
    ['LIMIT_EXCEEDED', { availableFen: 0 }, policy],
    ['NOT_ENOUGH_HISTORY', {}, aPolicy({ assessment: { approveFromPoints: 61 } })],
    ['NOT_IN_ROLLOUT', {}, noRollout],
  ])('sets %s aside, and the record says so', (reason, facts, rules) => {
    expect(assessed({ ...facts, ...allowed }, rules)).toMatchObject({
      decision: 'approved',
      reasons: [],
      waived: [reason],
    });
  });

  it.each<[string, Partial<AssessmentFacts>]>([
    ['ACCOUNT_NOT_OPEN', { account: 'none' }],
    ['ACCOUNT_CLOSED', { account: 'closed' }],
    ['NOT_AUTHORISED', { authorisation: 'ended' }],
    ['MINORS_LOCK', { minorsLocked: true }],
    ['ABOVE_CHANNEL_MAXIMUM', { channelMaxFen: 1 }],
  ])('never sets %s aside', (reason, facts) => {
    expect(assessed({ ...facts, ...allowed })).toMatchObject({ decision: 'rejected', reasons: [reason] });
  });

  it('that cannot help changes nothing: all reasons are told', () => {
    const facts = { ...allowed, account: 'closed', availableFen: 0 } as const;
    expect(assessed(facts)).toMatchObject({ reasons: ['ACCOUNT_CLOSED', 'LIMIT_EXCEEDED'], waived: [] });
  });

  it('is for its amount and not a fen more', () => {
    expect(assessed({ availableFen: 0, allowanceFen: 16_799 }).reasons).toEqual(['LIMIT_EXCEEDED']);
  });

  it('is not touched by an order that passes without it', () => {
    expect(assessed(allowed)).toMatchObject({ decision: 'approved', waived: [] });
  });
});
