import type { CreditAccount } from '../../domain/account/account.ts';
import { planAccount } from '../../domain/account/plan.ts';
import type { Order } from '../../domain/order/order.ts';
import type { Services } from '../services.ts';
import { changeAccount, readAccount } from './account.ts';
import { endAuthorisation } from './endAuthorisation.ts';
import { tryToCancel } from './tryToCancel.ts';

/** More than a policy lets anybody have at once. */
const MOST_UNACCEPTED = 100;
const REASON = '先用后付已关闭，订单自动取消';

/**
 * What follows from closing an account: orders that were not accepted are cancelled; then, once nothing runs
 * any more, the channel's authorisation is ended. May stop anywhere: the account's plan tells what is left.
 */
export async function goOnClosing(services: Services, account: CreditAccount): Promise<CreditAccount> {
  if (account.state !== 'closed') return account;
  if (!(await cancelUnaccepted(services, account))) return account;
  const latest = await readAccount(services, account._id);
  const planned = await changeAccount(services, latest, (read) => {
    // Planned already; looking at it does not make the pauses between tries shorter.
    const waits = read.next?.action === 'endAuthorisation' && read.runningOrders === 0;
    if (read.state !== 'closed' || waits) return null;
    return { next: planAccount({ ...read, unaccepted: false }, services.now()) };
  });
  const mayEnd = planned.state === 'closed' && planned.next !== null && planned.runningOrders === 0;
  return mayEnd ? endAuthorisation(services, planned) : planned;
}

/** @returns whether none is left */
async function cancelUnaccepted(services: Services, { _id, closedAt }: CreditAccount): Promise<boolean> {
  if (!closedAt) return true;
  const orders = await services.store.find<Order>('orders', {
    filter: { buyerId: _id, state: { $in: ['created', 'approved', 'accepted'] } },
    sort: [['createdAt', 'desc']],
    limit: MOST_UNACCEPTED,
  });
  const unaccepted = orders.filter((order) => order.createdAt <= closedAt && isUnaccepted(order, closedAt));
  const cancelled = await Promise.all(unaccepted.map((order) => tryToCancel(services, order, REASON)));
  return cancelled.every(Boolean);
}

/** One that was approved may be accepted behind our back: what came after the closing does not count. */
function isUnaccepted({ acceptedAt }: Order, closedAt: Date): boolean {
  return acceptedAt === null || acceptedAt >= closedAt;
}
