import { describe, expect, it } from 'vitest';
import { anAccount, aPolicy, BUYER, later, ORDER, T0 } from '../../testing/builders.ts';
import { applied, matches } from '../../testing/interpreter.ts';
import type { ConditionalWrite } from '../conditionalWrite.ts';
import { DAY_MS } from '../duration.ts';
import type { Allowance, CreditAccount } from './account.ts';
import { grantAllowance, takeHoldByAllowance } from './allowance.ts';
import { endHold, forgetHold } from './holds.ts';

const policy = aPolicy({ protection: { allowanceDays: 7 } });
const REVIEWED = 'reviewed';
const reviewed = { buyerId: BUYER, orderId: REVIEWED, amountFen: 90_000, now: T0 };
const request = (orderId = ORDER, amountFen = 90_000) => ({ ...reviewed, orderId, amountFen });
const allowance: Allowance = { orderId: REVIEWED, amountFen: 90_000, until: later(T0, 7 * DAY_MS) };
const anAllowed = (changes: Partial<CreditAccount> = {}) => anAccount({ allowance, ...changes });

function written(account: CreditAccount, write: ConditionalWrite | null): CreditAccount {
  return write && matches(account, write.filter) ? applied(account, write) : account;
}

const take = (account: CreditAccount, what = request()) =>
  written(account, takeHoldByAllowance(account, what));

describe('the allowance of an approved review', () => {
  const rejected = written(anAccount(), endHold(anAccount(), reviewed, 'released', policy));
  const granted = written(rejected, grantAllowance(rejected, reviewed, policy));

  it('is for the amount of the rejected order, for as long as the policy says', () => {
    expect(granted.allowance).toEqual(allowance);
  });

  it('is granted once, even if it was used in between', () => {
    expect(grantAllowance(granted, reviewed, policy)).toBeNull();
    const used = take(granted);
    expect(used.allowance).toBeNull();
    expect(grantAllowance(used, reviewed, policy)).toBeNull();
    // Decided on a look from before it was granted.
    expect(written(used, grantAllowance(rejected, reviewed, policy))).toBe(used);
  });

  it('needs the tombstone that remembers it', () => {
    expect(written(anAccount(), grantAllowance(anAccount(), reviewed, policy))).toEqual(anAccount());
    const forgotten = written(granted, forgetHold(BUYER, REVIEWED));
    expect(forgotten.holds).toEqual({});
  });
});

describe('a hold by an allowance', () => {
  it('uses it up, and leaves the limit as it is where that is enough', () => {
    const taken = take(anAllowed());
    expect(taken).toMatchObject({
      allowance: null,
      limitFen: 100_000,
      availableFen: 10_000,
      runningOrders: 1,
    });
    expect(taken.holds[ORDER]).toEqual({ amountFen: 90_000, state: 'held', at: T0 });
    expect(taken.limitChanges).toEqual(anAccount().limitChanges);
  });

  it('raises the limit by what is missing, and takes it back with its end', () => {
    const poor = anAllowed({ availableFen: 20_000, limitFen: 20_000 });
    const taken = take(poor);
    expect(taken).toMatchObject({ limitFen: 90_000, availableFen: 0 });
    expect(taken.holds[ORDER]?.extraFen).toBe(70_000);
    expect(taken.limitChanges.at(-1)).toEqual({ at: T0, code: 'ALLOWANCE', changeFen: 70_000 });
    const ended = written(taken, endHold(taken, request(), 'settledInTime', policy));
    expect(ended).toMatchObject({ limitFen: 20_000, availableFen: 20_000, record: { settledInTime: 1 } });
    expect(ended.limitChanges.at(-1)).toEqual({ at: T0, code: 'ALLOWANCE_ENDED', changeFen: -70_000 });
  });

  it('lets the limit grow by what it is without it', () => {
    const growing = aPolicy({ limits: { growPerOrderInTimeFen: 10_000, ceilingFen: 25_000 } });
    const taken = take(anAllowed({ availableFen: 20_000, limitFen: 20_000 }));
    const ended = written(taken, endHold(taken, request(), 'settledInTime', growing));
    expect(ended).toMatchObject({ limitFen: 25_000, availableFen: 25_000 });
    expect(ended.limitChanges.slice(-2).map(({ changeFen }) => changeFen)).toEqual([-70_000, 5_000]);
  });

  it('is taken whatever the counts say', () => {
    const taken = take(anAllowed({ runningOrders: 3, overdueOrders: 1 }));
    expect(taken.runningOrders).toBe(4);
  });

  it.each<[string, Partial<CreditAccount>]>([
    ['on a closed account', { state: 'closed' }],
    ['on one that is locked for minors', { minorsLock: { since: T0, until: null } }],
    ['after its time', { allowance: { ...allowance, until: T0 } }],
    ['for more than it is for', { allowance: { ...allowance, amountFen: 89_999 } }],
    ['without it', { allowance: null }],
  ])('is not taken %s', (_case, changes) => {
    expect(takeHoldByAllowance(anAllowed(changes), request())).toBeNull();
  });

  it('is not taken where there is an entry already', () => {
    const ended = anAllowed({ holds: { [ORDER]: { amountFen: 0, state: 'released', at: T0 } } });
    expect(take(ended)).toBe(ended);
  });

  it('is not taken if the lock was closed since the account was read', () => {
    const locked = anAllowed({ minorsLock: { since: T0, until: null } });
    expect(written(locked, takeHoldByAllowance(anAllowed(), request()))).toBe(locked);
  });

  it('is not taken if what is available has changed since: the holds never exceed the limit', () => {
    const read = anAllowed();
    const now = { ...read, availableFen: 5_000, limitFen: 5_000 };
    expect(written(now, takeHoldByAllowance(read, request()))).toBe(now);
  });

  it('is taken by one of a hundred orders at once', () => {
    const account = anAllowed({ availableFen: 0, limitFen: 0 });
    const writes = Array.from({ length: 100 }, (_, index) =>
      takeHoldByAllowance(account, request(`o${index}`)),
    );
    const after = writes.reduce(written, account);
    expect(Object.keys(after.holds)).toHaveLength(1);
    expect(after).toMatchObject({ limitFen: 90_000, availableFen: 0, runningOrders: 1 });
  });
});
