import type { CreditAccount } from '../domain/account/account.ts';
import { takeHold } from '../domain/account/holds.ts';
import { holdRefusal } from '../domain/assessment/assess.ts';
import type { Order } from '../domain/order/order.ts';
import { readOrder, takeStepOn } from './orderSteps.ts';
import type { CoreServices } from './services.ts';

/**
 * Takes the hold of an approved order, or rejects the order because the account no longer allows it. The
 * channel order is created only after this: where there is no hold, nothing was sent.
 * @returns the order still approved and held, or as it is now
 */
export async function takeHoldFor(
  services: CoreServices,
  order: Order,
): Promise<{ order: Order; held: boolean }> {
  const { policy } = await services.rules();
  const { buyerId, _id: orderId, amountFen } = order;
  const now = services.now();
  const request = { buyerId, orderId, amountFen, now };
  if (await services.store.update('creditAccounts', takeHold(request, policy))) return { order, held: true };

  const account = await services.store.get<CreditAccount>('creditAccounts', buyerId);
  if (account?.holds[orderId]?.state === 'held') return { order, held: true };
  const rejected = await takeStepOn(services, order, {
    type: 'rejected',
    at: now,
    by: { role: 'buyer', id: buyerId },
    assessment: null,
    reasons: [holdRefusal(account, orderId, policy)],
  });
  return { order: rejected ?? (await readOrder(services, orderId)), held: false };
}
