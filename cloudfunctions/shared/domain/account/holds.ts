import type { ConditionalWrite, Filter } from '../conditionalWrite.ts';
import type { Policy } from '../policy.ts';
import type { AccountNext, CreditAccount, Hold, LimitChange } from './account.ts';
import { changesAtEnd, type HoldEnd, ownLimitFen, shrinkageFen } from './limit.ts';
import { noMinorsLock } from './minorsLock.ts';

/** What a hold is taken for. */
export interface HoldRequest {
  readonly buyerId: string;
  readonly orderId: string;
  readonly amountFen: number;
  readonly now: Date;
}

/**
 * Takes a hold: only on an open account with enough available, below the policy's counts, and only if this
 * order has no entry yet. A tombstone is an entry too, so a take that comes after the end fails.
 * @param account as it was read, if it was: without a look at it, a minors' lock that has opened still stands
 */
export function takeHold(
  request: HoldRequest,
  policy: Policy,
  account: CreditAccount | null = null,
): ConditionalWrite {
  const { amountFen, orderId } = request;
  return {
    filter: {
      _id: request.buyerId,
      state: 'open',
      availableFen: { $gte: amountFen },
      runningOrders: { $lt: policy.limits.maxRunningOrders },
      overdueOrders: { $lt: policy.limits.maxOverdueOrders },
      [`holds.${orderId}`]: { $exists: false },
      ...noMinorsLock(account, request.now),
    },
    set: { [`holds.${orderId}`]: runningHold(request) },
    increment: { availableFen: -amountFen, runningOrders: 1, version: 1 },
  };
}

export function runningHold({ amountFen, now }: HoldRequest): Hold {
  return { amountFen, state: 'held', at: now };
}

/**
 * Ends the hold of an order as this account shows it, and leaves a tombstone. The limit grows, shrinks or is given
 * back as the policy says; what an allowance had added is taken back. Where no hold was ever taken the tombstone
 * alone is written.
 * @returns null if it is ended already
 */
export function endHold(
  account: CreditAccount,
  request: HoldRequest,
  end: HoldEnd,
  policy: Policy,
): ConditionalWrite | null {
  const path = `holds.${request.orderId}`;
  const hold = account.holds[request.orderId];
  const state = end === 'released' || end === 'returned' ? 'released' : 'consumed';
  const tombstone: Hold = { amountFen: 0, state, at: request.now };
  if (!hold) {
    return {
      filter: { _id: account._id, [path]: { $exists: false } },
      set: { [path]: tombstone },
      increment: { version: 1 },
    };
  }
  if (!isRunning(hold)) return null;
  const limit = limitWrite(account, changesAtEnd(account, hold, end, policy), request.now);
  const next = nextAfterHold(account, request.now);
  return {
    filter: { _id: account._id, state: account.state, [`${path}.state`]: hold.state, ...limit.filter },
    set: { [path]: tombstone, ...limit.set, ...(next ? { next } : {}) },
    increment: {
      limitFen: limit.changeFen,
      availableFen: hold.amountFen + limit.changeFen,
      runningOrders: -1,
      ...(hold.state === 'overdue' ? { overdueOrders: -1 } : {}),
      ...(end === 'released' ? {} : { [`record.${end}`]: 1 }),
      version: 1,
    },
  };
}

/**
 * Notes on the account that this order is overdue, and shrinks the limit as the policy says.
 * @returns null if it is noted already, or the hold has ended
 */
export function markHoldOverdue(
  account: CreditAccount,
  { orderId, now }: Pick<HoldRequest, 'orderId' | 'now'>,
  policy: Policy,
): ConditionalWrite | null {
  const path = `holds.${orderId}`;
  if (account.holds[orderId]?.state !== 'held') return null;
  const shrunkFromFen = ownLimitFen(account);
  const shrunkFen = shrinkageFen(shrunkFromFen, policy);
  const limit = limitWrite(account, shrunkFen > 0 ? [{ code: 'OVERDUE', changeFen: -shrunkFen }] : [], now);
  return {
    filter: { _id: account._id, [`${path}.state`]: 'held', ...limit.filter },
    set: {
      [`${path}.state`]: 'overdue' satisfies Hold['state'],
      ...(shrunkFen > 0
        ? { [`${path}.shrunkFen`]: shrunkFen, [`${path}.shrunkFromFen`]: shrunkFromFen }
        : {}),
      ...limit.set,
    },
    increment: { limitFen: -shrunkFen, availableFen: -shrunkFen, overdueOrders: 1, version: 1 },
  };
}

/** Removes a tombstone. */
export function forgetHold(buyerId: string, orderId: string): ConditionalWrite {
  return {
    filter: { _id: buyerId, [`holds.${orderId}.state`]: { $in: ['released', 'consumed'] } },
    unset: [`holds.${orderId}`],
    increment: { version: 1 },
  };
}

/** Whether it takes part of the limit, and is no tombstone. */
export function isRunning(hold: Hold): hold is Hold & { readonly state: 'held' | 'overdue' } {
  return hold.state === 'held' || hold.state === 'overdue';
}

/** The part of a write that changes the limit: it rests on all that was read, so nothing may have changed since. */
function limitWrite(
  account: CreditAccount,
  changes: readonly Pick<LimitChange, 'code' | 'changeFen'>[],
  now: Date,
): { readonly filter: Filter; readonly set: Readonly<Record<string, unknown>>; readonly changeFen: number } {
  const changeFen = changes.reduce((sum, change) => sum + change.changeFen, 0);
  if (changes.length === 0) return { filter: {}, set: {}, changeFen };
  const limitChanges = [...account.limitChanges, ...changes.map((change) => ({ at: now, ...change }))];
  return { filter: { version: account.version }, set: { limitChanges }, changeFen };
}

/** Of a closed account: the channel's authorisation ends after the last order. */
function nextAfterHold({ state, next }: CreditAccount, now: Date): AccountNext | null {
  // Orders that are still to be cancelled come first, and bring us back here.
  if (state !== 'closed' || next?.action === 'cancelUnaccepted') return null;
  return { at: now, action: 'endAuthorisation', tries: 0 };
}
