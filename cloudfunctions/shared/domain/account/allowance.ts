import type { ConditionalWrite } from '../conditionalWrite.ts';
import { after, DAY_MS } from '../duration.ts';
import type { Policy } from '../policy.ts';
import type { Allowance, CreditAccount } from './account.ts';
import { type HoldRequest, runningHold } from './holds.ts';
import { isMinorsLocked, noMinorsLock } from './minorsLock.ts';

/**
 * Grants what an approved review of an order promised, once: the order's tombstone remembers it, and stays until
 * the order knows too. A second review that is approved replaces an allowance that was not used.
 * @param request the rejected order, and what it would have cost
 * @returns null if it was granted before
 */
export function grantAllowance(
  account: CreditAccount,
  { orderId, amountFen, now }: HoldRequest,
  { protection }: Policy,
): ConditionalWrite | null {
  const path = `holds.${orderId}`;
  if (account.holds[orderId]?.allowed) return null;
  const allowance: Allowance = { orderId, amountFen, until: after(now, protection.allowanceDays * DAY_MS) };
  return {
    filter: { _id: account._id, [`${path}.state`]: 'released', [`${path}.allowed`]: { $exists: false } },
    set: { allowance, [`${path}.allowed`]: true },
    increment: { version: 1 },
  };
}

/**
 * Takes a hold by the account's allowance, which is used up by this very write: whatever the policy's counts say,
 * and with as much more limit as is missing. Closed accounts and the minors' lock stand.
 * @returns null if the account, as it was read, does not allow it, or has no allowance for so much
 */
export function takeHoldByAllowance(account: CreditAccount, request: HoldRequest): ConditionalWrite | null {
  const { allowance, availableFen } = account;
  const { amountFen, now } = request;
  if (account.state !== 'open' || isMinorsLocked(account, now)) return null;
  if (!allowance || allowance.until <= now || amountFen > allowance.amountFen) return null;
  const extraFen = Math.max(0, amountFen - availableFen);
  const change = { at: now, code: 'ALLOWANCE', changeFen: extraFen } as const;
  return {
    filter: {
      _id: account._id,
      state: 'open',
      'allowance.orderId': allowance.orderId,
      availableFen,
      [`holds.${request.orderId}`]: { $exists: false },
      ...noMinorsLock(account, now),
    },
    set: {
      allowance: null,
      [`holds.${request.orderId}`]: { ...runningHold(request), ...(extraFen > 0 ? { extraFen } : {}) },
    },
    increment: {
      limitFen: extraFen,
      availableFen: extraFen - amountFen,
      runningOrders: 1,
      version: 1,
    },
    ...(extraFen > 0 ? { append: { limitChanges: change } } : {}),
  };
}
