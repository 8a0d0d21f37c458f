import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anAccount, aPolicy, BUYER, ORDER, T0 } from '../../testing/builders.ts';
import { applied, matches } from '../../testing/interpreter.ts';
import type { ConditionalWrite } from '../conditionalWrite.ts';
import type { CreditAccount } from './account.ts';
import { endHold, forgetHold, markHoldOverdue, takeHold } from './holds.ts';
import type { HoldEnd } from './limit.ts';

const policy = aPolicy({ limits: { maxRunningOrders: 100, maxOverdueOrders: 100 } });
const request = (orderId: string, amountFen: number) => ({ buyerId: BUYER, orderId, amountFen, now: T0 });

/** The account after the write, or as it is if the write does not match it. */
function written(account: CreditAccount, write: ConditionalWrite | null): CreditAccount {
  return write && matches(account, write.filter) ? applied(account, write) : account;
}

const take = (account: CreditAccount, orderId: string, amountFen: number, rules = policy) =>
  written(account, takeHold(request(orderId, amountFen), rules));
const end = (account: CreditAccount, orderId: string, how: HoldEnd) =>
  written(account, endHold(account, request(orderId, 0), how, policy));
const overdue = (account: CreditAccount, orderId: string) =>
  written(account, markHoldOverdue(account, request(orderId, 0), policy));
const forget = (account: CreditAccount, orderId: string) => written(account, forgetHold(BUYER, orderId));

function expectSound(account: CreditAccount): void {
  const holds = Object.values(account.holds);
  const running = holds.filter((hold) => hold.state === 'held' || hold.state === 'overdue');
  const takenFen = running.reduce((sum, hold) => sum + hold.amountFen, 0);
  expect(account.availableFen).toBeGreaterThanOrEqual(0);
  expect(account.limitFen).toBe(account.availableFen + takenFen);
  expect(account.runningOrders).toBe(running.length);
  expect(account.overdueOrders).toBe(holds.filter((hold) => hold.state === 'overdue').length);
}

const orders = fc.constantFrom('o1', 'o2', 'o3', 'o4', 'o5');
const steps = fc.oneof(
  fc.record({
    what: fc.constant('take' as const),
    orderId: orders,
    amountFen: fc.integer({ min: 0, max: 60_000 }),
  }),
  fc.record({
    what: fc.constantFrom('released', 'settledInTime', 'settledLate', 'overdue', 'forget'),
    orderId: orders,
    amountFen: fc.constant(0),
  }),
);

/** An order has one amount for all its life. */
const stepsOfFixedOrders = fc.array(
  steps.map((one) => ({ ...one, amountFen: Number(one.orderId.slice(1)) * 10_000 })),
  { maxLength: 12 },
);

function step(
  account: CreditAccount,
  { what, orderId, amountFen }: { what: string; orderId: string; amountFen: number },
) {
  if (what === 'take') return take(account, orderId, amountFen);
  if (what === 'overdue') return overdue(account, orderId);
  if (what === 'forget') return forget(account, orderId);
  return end(account, orderId, what === 'settledInTime' || what === 'settledLate' ? what : 'released');
}

describe('holds', () => {
  it('keep limit = available + taken, and the counts, through any sequence of writes', () => {
    fc.assert(
      fc.property(fc.array(steps, { maxLength: 60 }), (sequence) => {
        expectSound(sequence.reduce(step, anAccount()));
      }),
      { numRuns: 500 },
    );
  });

  it('keep it even if every end was decided on an older look at the account', () => {
    fc.assert(
      fc.property(stepsOfFixedOrders, stepsOfFixedOrders, (first, then) => {
        const old = first.reduce(step, anAccount());
        const now = then.reduce(step, old);
        const stale = ['o1', 'o2', 'o3', 'o4', 'o5'].map((id) =>
          endHold(old, request(id, 0), 'released', policy),
        );
        expectSound(stale.reduce(written, now));
      }),
      { numRuns: 500 },
    );
  });

  it('are taken exactly as often as the limit covers, of a hundred at once', () => {
    const takes = Array.from({ length: 100 }, (_, index) =>
      takeHold(request(`order-${index}`, 30_000), policy),
    );
    const account = takes.reduce(written, anAccount());
    expect(Object.keys(account.holds)).toHaveLength(3);
    expect(account.availableFen).toBe(10_000);
    expectSound(account);
  });

  it('are taken down to nothing, not below', () => {
    const empty = take(anAccount(), 'o1', 100_000);
    expect(empty.availableFen).toBe(0);
    expect(take(empty, 'o2', 1)).toBe(empty);
    expect(take(anAccount(), 'o1', 100_001)).toEqual(anAccount());
  });

  it('are taken once for one order', () => {
    const once = take(anAccount(), ORDER, 100);
    expect(once.holds[ORDER]).toEqual({ amountFen: 100, state: 'held', at: T0 });
    expect(take(once, ORDER, 100)).toBe(once);
  });

  it.each([
    ['closed', anAccount({ state: 'closed' })],
    ['full of running orders', anAccount({ runningOrders: 3 })],
    ['overdue', anAccount({ overdueOrders: 1 })],
    ['locked for minors', anAccount({ minorsLock: { since: T0, until: null } })],
  ])('are not taken on an account that is %s', (_case, account) => {
    expect(take(account, ORDER, 1, aPolicy())).toBe(account);
  });
});

describe('the end of a hold', () => {
  const held = take(anAccount(), ORDER, 30_000);

  it.each(['released', 'returned', 'settledInTime', 'settledLate'] as const)(
    '%s gives the amount back once',
    (how) => {
      const ended = end(held, ORDER, how);
      expect(ended).toMatchObject({ availableFen: 100_000, runningOrders: 0 });
      expect(endHold(ended, request(ORDER, 0), how, policy)).toBeNull();
    },
  );

  it('leaves a tombstone that a late take runs into', () => {
    const ended = end(held, ORDER, 'released');
    expect(take(ended, ORDER, 30_000)).toBe(ended);
  });

  it('leaves a tombstone even where no hold was ever taken', () => {
    const ended = end(anAccount(), ORDER, 'released');
    expect(ended.holds[ORDER]?.state).toBe('released');
    expect(take(ended, ORDER, 30_000)).toBe(ended);
    expectSound(ended);
  });

  it('that found no hold does not overwrite one that was taken meanwhile', () => {
    const decidedBefore = endHold(anAccount(), request(ORDER, 0), 'released', policy);
    expect(written(held, decidedBefore)).toBe(held);
  });

  it.each([
    ['settledInTime', false, { settledInTime: 1, settledLate: 0, returned: 0 }],
    ['settledLate', true, { settledInTime: 0, settledLate: 1, returned: 0 }],
    ['settledLate', false, { settledInTime: 0, settledLate: 1, returned: 0 }],
    ['released', false, { settledInTime: 0, settledLate: 0, returned: 0 }],
    ['released', true, { settledInTime: 0, settledLate: 0, returned: 0 }],
    ['returned', false, { settledInTime: 0, settledLate: 0, returned: 1 }],
    ['returned', true, { settledInTime: 0, settledLate: 0, returned: 1 }],
  ] as const)('%s (overdue before: %s) is remembered as %j', (how, late, record) => {
    const account = end(late ? overdue(held, ORDER) : held, ORDER, how);
    expect(account.record).toEqual(record);
    expect(account.overdueOrders).toBe(0);
  });

  it('marks overdue once, and nothing that has ended', () => {
    const late = overdue(held, ORDER);
    expect(late.overdueOrders).toBe(1);
    expect(overdue(late, ORDER)).toBe(late);
    const ended = end(held, ORDER, 'settledInTime');
    expect(overdue(ended, ORDER)).toBe(ended);
  });

  it('is forgotten when it is a tombstone, and never while it runs', () => {
    const gone = forget(end(held, ORDER, 'settledInTime'), ORDER);
    expect(gone.holds).toEqual({});
    expect(forget(gone, ORDER)).toBe(gone);
    expect(forget(held, ORDER)).toBe(held);
    const late = overdue(held, ORDER);
    expect(forget(late, ORDER)).toBe(late);
  });

  it.each([
    ['is closed', { state: 'closed' }, { at: T0, action: 'endAuthorisation', tries: 0 }],
    ['is open', {}, null],
    [
      'is closed with orders still to be cancelled',
      { state: 'closed', next: { at: T0, action: 'cancelUnaccepted', tries: 2 } },
      { at: T0, action: 'cancelUnaccepted', tries: 2 },
    ],
  ] as const)('has the channel’s authorisation ended where the account %s', (_case, changes, next) => {
    expect(end({ ...held, ...changes }, ORDER, 'released').next).toEqual(next);
  });

  it('does not miss that the account is being closed at that moment', () => {
    const write = endHold(held, request(ORDER, 0), 'released', policy);
    const closed: CreditAccount = { ...held, state: 'closed' };
    expect(written(closed, write)).toBe(closed);
  });
});

describe('a minors’ lock that has opened', () => {
  const opened = anAccount({ minorsLock: { since: T0, until: T0 } });

  it('lets a hold be taken by who has seen it', () => {
    expect(take(opened, ORDER, 100)).toBe(opened);
    const write = takeHold(request(ORDER, 100), policy, opened);
    expect(written(opened, write).holds[ORDER]?.state).toBe('held');
  });

  it('does not, once it was closed again', () => {
    const again = { ...opened, minorsLock: { since: T0, until: null } };
    expect(written(again, takeHold(request(ORDER, 100), policy, opened))).toBe(again);
    expect(written(again, takeHold(request(ORDER, 100), policy, again))).toBe(again);
  });
});
