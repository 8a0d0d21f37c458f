import type { CreditAccount } from '../domain/account/account.ts';
import { endHold, forgetHold, type HoldEnd, markHoldOverdue } from '../domain/account/holds.ts';
import { after } from '../domain/duration.ts';
import { TOMBSTONE_MS } from '../domain/order/effect.ts';
import type { AccountDuty, Order } from '../domain/order/order.ts';
import { keepBooks } from './orderSteps.ts';
import type { CoreServices } from './services.ts';

/** Two writers on one account at the same moment are rare; more than a few in a row never happen. */
const MAX_RACES = 10;

/**
 * Does what an order still owes to its buyer's account, if it is due: a tombstone stands for its whole day.
 * Every step of it may run twice or stop half-way: the account's own entry tells what is done already.
 */
export async function settleAccount(services: CoreServices, order: Order): Promise<Order> {
  const duty = order.accountDuty;
  if (!duty || duty.at > services.now()) return order;
  switch (duty.kind) {
    case 'release':
      await endHoldOf(services, order, 'released');
      break;
    case 'consume':
      await endHoldOf(services, order, wasOverdue(order) ? 'settledLate' : 'settledInTime');
      break;
    case 'markOverdue':
      await services.store.update('creditAccounts', markHoldOverdue(order.buyerId, order._id));
      break;
    case 'forget':
      await services.store.update('creditAccounts', forgetHold(order.buyerId, order._id));
      break;
  }
  return (await keepBooks(services, order, { accountDuty: dutyAfter(duty, services.now()) })) ?? order;
}

/** What an order that has just ended owes to the account need not wait for the timer. */
export async function withAccount(services: CoreServices, order: Order): Promise<Order> {
  return order.accountDuty ? settleAccount(services, order) : order;
}

function dutyAfter(duty: AccountDuty, now: Date): AccountDuty | null {
  const leavesTombstone = duty.kind === 'release' || duty.kind === 'consume';
  return leavesTombstone ? { kind: 'forget', at: after(now, TOMBSTONE_MS) } : null;
}

/** By the order itself: that the account had been told is not certain. */
function wasOverdue(order: Order): boolean {
  return order.history.some((event) => event.type === 'overdue');
}

async function endHoldOf(services: CoreServices, order: Order, end: HoldEnd): Promise<void> {
  const request = {
    buyerId: order.buyerId,
    orderId: order._id,
    amountFen: order.amountFen,
    now: services.now(),
  };
  for (let race = 0; race < MAX_RACES; race++) {
    const account = await services.store.get<CreditAccount>('creditAccounts', order.buyerId);
    const write = account && endHold(account, request, end);
    if (!write || (await services.store.update('creditAccounts', write))) return;
  }
  throw new Error('the account kept changing');
}
