import type { CreditAccount } from '../../domain/account/account.ts';
import { takeHoldByAllowance } from '../../domain/account/allowance.ts';
import { type HoldRequest, takeHold } from '../../domain/account/holds.ts';
import { holdRefusal } from '../../domain/assessment/holdRefusal.ts';
import type { Order } from '../../domain/order/order.ts';
import type { Policy } from '../../domain/policy.ts';
import { readOrder, takeStepOn } from '../orders/orderSteps.ts';
import type { CoreServices } from '../services.ts';

/** Two writers on one account at the same moment are rare; more than a few in a row never happen. */
const MAX_RACES = 10;

/**
 * Takes the hold of an approved order, or rejects the order because the account no longer allows it. The
 * channel order is created only after this: where there is no hold, nothing was sent.
 * @returns the order still approved and held, or as it is now
 * @throws Error if the account kept changing
 */
export async function takeHoldFor(
  services: CoreServices,
  order: Order,
): Promise<{ order: Order; held: boolean }> {
  const { policy } = await services.rules();
  const { buyerId, _id: orderId, amountFen, assessment } = order;
  const now = services.now();
  const request = { buyerId, orderId, amountFen, now };
  // An order that only an approved review lets pass must use it up: the limit alone is not enough.
  const byLimit = !assessment?.waived.length;
  const taken = byLimit && (await services.store.update('creditAccounts', takeHold(request, policy)));
  if (taken) return { order, held: true };

  const { held, account } = await takeOnSight(services, request, byLimit ? policy : null);
  if (held) return { order, held };
  const rejected = await takeStepOn(services, order, {
    type: 'rejected',
    at: now,
    by: { role: 'buyer', id: buyerId },
    assessment: null,
    reasons: holdRefusal(account, { orderId, now, assessment }, policy),
  });
  return { order: rejected ?? (await readOrder(services, orderId)), held: false };
}

/**
 * Takes the hold with a look at the account: it may be held already, a minors' lock may have opened, or an
 * allowance cover it.
 * @param policy by which the limit alone may do; null if only an allowance will
 */
async function takeOnSight(
  { store }: CoreServices,
  request: HoldRequest,
  policy: Policy | null,
): Promise<{ held: boolean; account: CreditAccount | null }> {
  for (let race = 0; race < MAX_RACES; race++) {
    const account = await store.get<CreditAccount>('creditAccounts', request.buyerId);
    if (!account || account.holds[request.orderId]) {
      return { held: account?.holds[request.orderId]?.state === 'held', account };
    }
    const opened = policy && account.minorsLock ? takeHold(request, policy, account) : null;
    if (opened && (await store.update('creditAccounts', opened))) return { held: true, account };
    const allowed = takeHoldByAllowance(account, request);
    if (!allowed) return { held: false, account };
    if (await store.update('creditAccounts', allowed)) return { held: true, account };
  }
  throw new Error('the account kept changing');
}
