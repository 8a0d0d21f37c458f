import { describe, expect, it } from 'vitest';
import { anAccount, aPolicy, ORDER, T0 } from '../../testing/builders.ts';
import type { CreditAccount } from '../account/account.ts';
import { type AssessmentInput, assess, holdRefusal } from './assess.ts';

const policy = aPolicy();

function assessed(changes: Partial<AssessmentInput>) {
  return assess({
    amountFen: 16_800,
    account: anAccount(),
    needsAuthorisation: true,
    channelMaxFen: null,
    policy,
    ...changes,
  });
}

const authorised = (state: 'pending' | 'active' | 'ended') =>
  ({ channel: 'wechatpay', code: 'code-1', state, since: T0 }) as const;

describe('an assessment', () => {
  it('approves an ordinary first order', () => {
    const { factors, ...decided } = assessed({});
    expect(decided).toEqual({ decision: 'approved', reasons: [], points: 60, policyVersion: 1 });
    // Without its sign, which a zero may have.
    expect(factors.map(({ code, points }) => `${code} ${points}`)).toEqual([
      'BASE 60',
      'SETTLED_IN_TIME 0',
      'SETTLED_LATE 0',
      'FIRST_ORDER_LARGE 0',
    ]);
  });

  it.each<[string, Partial<CreditAccount>, number]>([
    ['ACCOUNT_CLOSED', { state: 'closed' }, 16_800],
    ['NOT_AUTHORISED', { authorisation: null }, 16_800],
    ['NOT_AUTHORISED', { authorisation: authorised('pending') }, 16_800],
    ['NOT_AUTHORISED', { authorisation: authorised('ended') }, 16_800],
    ['OVERDUE_NOW', { overdueOrders: 1 }, 16_800],
    ['TOO_MANY_RUNNING', { runningOrders: 3 }, 16_800],
    ['ORDER_ABOVE_MAXIMUM', {}, 80_001],
    ['LIMIT_EXCEEDED', { availableFen: 16_799 }, 16_800],
  ])('refuses with %s for %j', (reason, account, amountFen) => {
    const result = assessed({ account: anAccount(account), amountFen });
    expect(result).toMatchObject({ decision: 'rejected', reasons: [reason], factors: [], points: 0 });
  });

  it('refuses a buyer without an account with that one reason', () => {
    expect(assessed({ account: null }).reasons).toEqual(['ACCOUNT_NOT_OPEN']);
  });

  it('names every reason at once', () => {
    const account = anAccount({
      state: 'closed',
      availableFen: 0,
      runningOrders: 9,
      overdueOrders: 2,
      authorisation: null,
    });
    expect(assessed({ account, amountFen: 80_001 }).reasons).toEqual([
      'ACCOUNT_CLOSED',
      'NOT_AUTHORISED',
      'OVERDUE_NOW',
      'TOO_MANY_RUNNING',
      'ORDER_ABOVE_MAXIMUM',
      'LIMIT_EXCEEDED',
    ]);
  });

  it.each<[string, Partial<CreditAccount>, number]>([
    ['the largest order', { record: { settledInTime: 4, settledLate: 0, returned: 0 } }, 80_000],
    ['exactly what is available', { availableFen: 16_800 }, 16_800],
    ['the last running order', { runningOrders: 2 }, 16_800],
  ])('still approves %s', (_case, account, amountFen) => {
    expect(assessed({ account: anAccount(account), amountFen }).decision).toBe('approved');
  });

  it('needs no standing authorisation where the channel asks for each order', () => {
    const account = anAccount({ authorisation: null });
    expect(assessed({ account, needsAuthorisation: false }).decision).toBe('approved');
  });
});

describe('points', () => {
  const points = (settledInTime: number, settledLate: number, amountFen = 16_800) =>
    assessed({ account: anAccount({ record: { settledInTime, settledLate, returned: 0 } }), amountFen })
      .points;

  it('rise with orders settled in time and fall with late ones', () => {
    expect(points(3, 0)).toBe(75);
    expect(points(3, 1)).toBe(65);
    expect(points(0, 2)).toBe(40);
  });

  it('count only so many orders of each kind', () => {
    expect(points(8, 0)).toBe(100);
    expect(points(800, 0)).toBe(100);
    expect(points(800, 800)).toBe(20);
  });

  it('are the sum of the factors', () => {
    const result = assessed({
      account: anAccount({ record: { settledInTime: 3, settledLate: 1, returned: 0 } }),
    });
    expect(result.factors.reduce((sum, factor) => sum + factor.points, 0)).toBe(result.points);
  });

  it('decide exactly at the threshold', () => {
    const at = (approveFromPoints: number) =>
      assessed({ policy: aPolicy({ assessment: { approveFromPoints } }) });
    expect(at(60).decision).toBe('approved');
    expect(at(61)).toMatchObject({ decision: 'rejected', reasons: ['NOT_ENOUGH_HISTORY'], points: 60 });
  });

  it('are fewer for a very first order that takes a large share of the limit', () => {
    expect(points(0, 0, 60_000)).toBe(60);
    expect(points(0, 0, 60_001)).toBe(40);
    expect(assessed({ amountFen: 60_001 }).reasons).toEqual(['NOT_ENOUGH_HISTORY']);
  });

  it('are not fewer once an order was settled, in time or late', () => {
    expect(points(1, 0, 60_001)).toBe(65);
    expect(points(0, 1, 60_001)).toBe(50);
  });
});

describe('why a hold was not taken', () => {
  it.each<[string, Partial<CreditAccount>]>([
    ['ACCOUNT_CLOSED', { state: 'closed' }],
    ['ACCOUNT_CLOSED', { holds: { [ORDER]: { amountFen: 0, state: 'released', at: T0 } } }],
    ['OVERDUE_NOW', { overdueOrders: 1 }],
    ['TOO_MANY_RUNNING', { runningOrders: 3 }],
    ['LIMIT_EXCEEDED', { availableFen: 0 }],
  ])('%s for %j', (reason, account) => {
    expect(holdRefusal(anAccount(account), ORDER, policy)).toBe(reason);
  });

  it('is that there is no account', () => {
    expect(holdRefusal(null, ORDER, policy)).toBe('ACCOUNT_NOT_OPEN');
  });
});
