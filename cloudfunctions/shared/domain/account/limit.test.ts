import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anAccount, aPolicy, BUYER, ORDER, T0 } from '../../testing/builders.ts';
import { applied, matches } from '../../testing/interpreter.ts';
import type { ConditionalWrite } from '../conditionalWrite.ts';
import type { Policy } from '../policy.ts';
import type { CreditAccount } from './account.ts';
import { grantAllowance, takeHoldByAllowance } from './allowance.ts';
import { endHold, forgetHold, isRunning, markHoldOverdue, takeHold } from './holds.ts';
import { explainLimit, growthFen, type HoldEnd, ownLimitFen, shrinkageFen } from './limit.ts';

const policy = aPolicy({
  limits: {
    growPerOrderInTimeFen: 10_000,
    ceilingFen: 115_000,
    shrinkPerOverduePercent: 20,
    floorFen: 70_000,
    maxRunningOrders: 100,
    maxOverdueOrders: 100,
  },
});
const request = (orderId: string, amountFen = 0) => ({ buyerId: BUYER, orderId, amountFen, now: T0 });

function written(account: CreditAccount, write: ConditionalWrite | null): CreditAccount {
  return write && matches(account, write.filter) ? applied(account, write) : account;
}

const take = (account: CreditAccount, orderId = ORDER, amountFen = 30_000) =>
  written(account, takeHold(request(orderId, amountFen), policy));
const end = (account: CreditAccount, how: HoldEnd, orderId = ORDER, rules = policy) =>
  written(account, endHold(account, request(orderId), how, rules));
const overdue = (account: CreditAccount, orderId = ORDER, rules = policy) =>
  written(account, markHoldOverdue(account, request(orderId), rules));
const lastChange = ({ limitChanges }: CreditAccount) => {
  const change = limitChanges.at(-1);
  return change && [change.code, change.changeFen];
};

describe('the limit', () => {
  it('grows with an order that was settled in time, up to the ceiling', () => {
    const once = end(take(anAccount()), 'settledInTime');
    expect(once).toMatchObject({ limitFen: 110_000, availableFen: 110_000 });
    const twice = end(take(once, 'second'), 'settledInTime', 'second');
    expect(twice).toMatchObject({ limitFen: 115_000, availableFen: 115_000 });
    expect(lastChange(twice)).toEqual(['SETTLED_IN_TIME', 5_000]);
    const thrice = end(take(twice, 'third'), 'settledInTime', 'third');
    expect(thrice.limitChanges).toEqual(twice.limitChanges);
  });

  it('is not lowered where it is above the ceiling, nor raised where it is below the floor', () => {
    expect(growthFen(200_000, policy)).toBe(0);
    expect(shrinkageFen(50_000, policy)).toBe(0);
  });

  it('shrinks with an order that becomes overdue, down to the floor', () => {
    const once = overdue(take(anAccount()));
    expect(once).toMatchObject({ limitFen: 80_000, availableFen: 50_000 });
    expect(lastChange(once)).toEqual(['OVERDUE', -20_000]);
    const twice = overdue(take(once, 'second'), 'second');
    expect(twice).toMatchObject({ limitFen: 70_000, availableFen: 10_000 });
  });

  it('may leave less than nothing available, and takes no new hold then', () => {
    const late = overdue(take(anAccount(), ORDER, 100_000));
    expect(late).toMatchObject({ limitFen: 80_000, availableFen: -20_000 });
    expect(take(late, 'second', 1)).toBe(late);
    expect(end(late, 'settledLate')).toMatchObject({ limitFen: 80_000, availableFen: 80_000 });
  });

  it.each(['released', 'returned'] as const)(
    'is given back whole where an overdue order is %s: nothing was owed after all',
    (how) => {
      const lifted = end(overdue(take(anAccount())), how);
      expect(lifted).toMatchObject({ limitFen: 100_000, availableFen: 100_000 });
      expect(lastChange(lifted)).toEqual(['OVERDUE_LIFTED', 20_000]);
    },
  );

  it('is not given back beyond the ceiling that it has grown to since', () => {
    const shrunk = overdue(
      take(
        take(
          anAccount({
            limitFen: 115_000,
            availableFen: 115_000,
            limitChanges: [{ at: T0, code: 'OPENING', changeFen: 115_000 }],
          }),
          'late',
        ),
        'good',
      ),
      'late',
    );
    const grown = end(shrunk, 'settledInTime', 'good');
    expect(grown.limitFen).toBe(102_000);
    const lifted = end(grown, 'released', 'late');
    expect(lifted).toMatchObject({ limitFen: 115_000, availableFen: 115_000 });
    expect(lastChange(lifted)).toEqual(['OVERDUE_LIFTED', 13_000]);
    expectSound(lifted);
  });

  it('is given back whole where it stood above the ceiling before', () => {
    const above = anAccount({ limitFen: 200_000, availableFen: 200_000 });
    expect(end(overdue(take(above)), 'released').limitFen).toBe(200_000);
  });

  it('stays shrunk where the money came late, whichever the account heard of first', () => {
    expect(end(overdue(take(anAccount())), 'settledLate').limitFen).toBe(80_000);
    const untold = end(take(anAccount()), 'settledLate');
    expect([untold.limitFen, ...(lastChange(untold) ?? [])]).toEqual([80_000, 'OVERDUE', -20_000]);
  });

  it('shrinks by whole fen', () => {
    expect(shrinkageFen(99_999, policy)).toBe(19_999);
  });

  it('does not change where the policy changes nothing, and nothing is noted', () => {
    const still = aPolicy();
    const account = end(overdue(take(anAccount()), ORDER, still), 'settledLate', ORDER, still);
    expect(account.limitChanges).toEqual(anAccount().limitChanges);
    expect(end(take(anAccount()), 'settledInTime', ORDER, still).limitFen).toBe(100_000);
  });

  it('is changed on what was read only: a growth that comes second is decided anew', () => {
    const both = take(take(anAccount(), 'first'), 'second');
    const stale = endHold(both, request('second'), 'settledInTime', policy);
    const first = end(both, 'settledInTime', 'first');
    expect(written(first, stale)).toBe(first);
    expect(end(first, 'settledInTime', 'second').limitFen).toBe(115_000);
  });

  it('explains itself in plain words: the changes add up to it', () => {
    const account = end(
      overdue(take(end(take(anAccount()), 'settledInTime'), 'late'), 'late'),
      'released',
      'late',
    );
    const explained = explainLimit(account);
    expect(explained.map(({ code, changeFen }) => `${code} ${changeFen}`)).toEqual([
      'OPENING 100000',
      'SETTLED_IN_TIME 10000',
      'OVERDUE -22000',
      'OVERDUE_LIFTED 22000',
    ]);
    for (const { message } of explained) expect(message).toMatch(/^[一-鿿，]+。$/);
  });
});

const ORDERS = ['o1', 'o2', 'o3', 'o4'];
const steps = fc.record({
  what: fc.constantFrom(
    'take',
    'take',
    'review',
    'allowed',
    'released',
    'returned',
    'settledInTime',
    'settledLate',
    'overdue',
    'forget',
  ),
  orderId: fc.constantFrom(...ORDERS),
});

const amountOf = (orderId: string) => Number(orderId.slice(1)) * 25_000;

function writeOf(
  account: CreditAccount,
  { what, orderId }: { what: string; orderId: string },
  rules: Policy,
) {
  const asked = request(orderId, amountOf(orderId));
  switch (what) {
    case 'take':
      return takeHold(asked, rules);
    case 'review':
      return grantAllowance(account, asked, rules);
    case 'allowed':
      return takeHoldByAllowance(account, asked);
    case 'overdue':
      return markHoldOverdue(account, asked, rules);
    case 'forget':
      return forgetHold(BUYER, orderId);
    default:
      return endHold(account, asked, what as HoldEnd, rules);
  }
}

function expectSound(account: CreditAccount): void {
  const running = Object.values(account.holds).filter(isRunning);
  const heldFen = running.reduce((sum, { amountFen }) => sum + amountFen, 0);
  expect(account.limitFen).toBe(account.availableFen + heldFen);
  expect(account.limitChanges.reduce((sum, { changeFen }) => sum + changeFen, 0)).toBe(account.limitFen);
  expect(account.limitChanges.every(({ changeFen }) => changeFen !== 0)).toBe(true);
  expect(account.runningOrders).toBe(running.length);
  expect(ownLimitFen(account)).toBeGreaterThanOrEqual(policy.limits.floorFen);
  expect(ownLimitFen(account)).toBeLessThanOrEqual(policy.limits.ceilingFen);
}

describe('through any sequence of writes, also ones that were decided on an older look,', () => {
  it('the limit is available + held, and the sum of its changes', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(steps, fc.nat(3)), { maxLength: 50 }), (sequence) => {
        const seen = [anAccount()];
        for (const [step, age] of sequence) {
          const now = seen.at(-1) ?? anAccount();
          const read = seen.at(-1 - age) ?? now;
          const next = written(now, writeOf(read, step, policy));
          expectSound(next);
          seen.push(next);
        }
      }),
      { numRuns: 1_000 },
    );
  });
});
