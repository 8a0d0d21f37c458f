import type { ConditionalWrite } from '../conditionalWrite.ts';
import type { Policy } from '../policy.ts';
import type { CreditAccount, Hold } from './account.ts';

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
 */
export function takeHold(request: HoldRequest, policy: Policy): ConditionalWrite {
  const { amountFen, orderId } = request;
  return {
    filter: {
      _id: request.buyerId,
      state: 'open',
      availableFen: { $gte: amountFen },
      runningOrders: { $lt: policy.limits.maxRunningOrders },
      overdueOrders: { $lt: policy.limits.maxOverdueOrders },
      [`holds.${orderId}`]: { $exists: false },
    },
    set: { [`holds.${orderId}`]: { amountFen, state: 'held', at: request.now } satisfies Hold },
    increment: { availableFen: -amountFen, runningOrders: 1, version: 1 },
  };
}

/** How a hold ends: the order ended without money, or was settled in time, or after it was overdue. */
export type HoldEnd = 'released' | 'settledInTime' | 'settledLate';

/**
 * Ends the hold of an order as this account shows it, and leaves a tombstone. Where no hold was ever taken
 * the tombstone alone is written. Null if it is ended already.
 */
export function endHold(account: CreditAccount, request: HoldRequest, end: HoldEnd): ConditionalWrite | null {
  const path = `holds.${request.orderId}`;
  const hold = account.holds[request.orderId];
  const state = end === 'released' ? 'released' : 'consumed';
  const tombstone: Hold = { amountFen: 0, state, at: request.now };
  if (!hold) {
    return {
      filter: { _id: account._id, [path]: { $exists: false } },
      set: { [path]: tombstone },
      increment: { version: 1 },
    };
  }
  if (hold.state === 'released' || hold.state === 'consumed') return null;
  return {
    filter: { _id: account._id, [`${path}.state`]: hold.state },
    set: { [path]: tombstone },
    increment: {
      availableFen: hold.amountFen,
      runningOrders: -1,
      ...(hold.state === 'overdue' ? { overdueOrders: -1 } : {}),
      ...(end === 'released' ? {} : { [`record.${end}`]: 1 }),
      version: 1,
    },
  };
}

/** Notes on the account that this order is overdue. */
export function markHoldOverdue(buyerId: string, orderId: string): ConditionalWrite {
  return {
    filter: { _id: buyerId, [`holds.${orderId}.state`]: 'held' },
    set: { [`holds.${orderId}.state`]: 'overdue' satisfies Hold['state'] },
    increment: { overdueOrders: 1, version: 1 },
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
