import type { CreditAccount } from '../../domain/account/account.ts';
import { grantAllowance } from '../../domain/account/allowance.ts';
import { endHold, forgetHold, type HoldRequest, markHoldOverdue } from '../../domain/account/holds.ts';
import type { HoldEnd } from '../../domain/account/limit.ts';
import type { ConditionalWrite } from '../../domain/conditionalWrite.ts';
import { after } from '../../domain/duration.ts';
import { TOMBSTONE_MS } from '../../domain/order/effect.ts';
import type { AccountDuty, Order } from '../../domain/order/order.ts';
import { keepBooks } from '../orders/orderSteps.ts';
import type { CoreServices } from '../services.ts';

/** Two writers on one account at the same moment are rare; more than a few in a row never happen. */
const MAX_RACES = 10;

/**
 * Does what an order still owes to its buyer's account, if it is due: a tombstone stands for its whole day.
 * Every step of it may run twice or stop half-way: the account's own entry tells what is done already.
 */
export async function settleAccount(services: CoreServices, order: Order): Promise<Order> {
  const duty = order.accountDuty;
  if (!duty || duty.at > services.now()) return order;
  await payDuty(services, order, duty);
  return (await keepBooks(services, order, { accountDuty: dutyAfter(duty, services.now()) })) ?? order;
}

/** What an order that has just ended owes to the account need not wait for the timer. */
export async function withAccount(services: CoreServices, order: Order): Promise<Order> {
  return order.accountDuty ? settleAccount(services, order) : order;
}

async function payDuty(services: CoreServices, order: Order, { kind }: AccountDuty): Promise<void> {
  const { policy } = await services.rules();
  const end = (how: HoldEnd) =>
    onAccount(services, order, (account, request) => endHold(account, request, how, policy));
  switch (kind) {
    case 'release':
      return end(goodsCameBack(order) ? 'returned' : 'released');
    case 'consume':
      return end(howItWasPaid(order));
    case 'markOverdue':
      return onAccount(services, order, (account, request) => markHoldOverdue(account, request, policy));
    case 'allow':
      // The tombstone, which may still be owed, remembers that the allowance was granted.
      await end('released');
      return onAccount(services, order, (account, request) => grantAllowance(account, request, policy));
    case 'forget':
      await services.store.update('creditAccounts', forgetHold(order.buyerId, order._id));
  }
}

function dutyAfter(duty: AccountDuty, now: Date): AccountDuty | null {
  const leavesTombstone = duty.kind !== 'markOverdue' && duty.kind !== 'forget';
  return leavesTombstone ? { kind: 'forget', at: after(now, TOMBSTONE_MS) } : null;
}

/** By the order itself: that the account had been told is not certain. */
function howItWasPaid({ history, payment }: Order): HoldEnd {
  if (history.some(({ type }) => type === 'overdue')) return 'settledLate';
  // The merchant has the money, but not from the buyer: neither a merit, nor was he late by our own terms.
  return payment?.paidBy === 'channelAdvance' ? 'released' : 'settledInTime';
}

/** The buyer sent the goods back, in the claim that ended the order; whatever else ended it is none of his doing. */
function goodsCameBack({ state, history }: Order): boolean {
  const types = history.map(({ type }) => type);
  const ofLastClaim = types.slice(types.lastIndexOf('claimRequested'));
  return state === 'returned' && ofLastClaim.includes('goodsSentBack') && !types.includes('undelivered');
}

/** Writes what follows from the account as it is, and looks again where it changed meanwhile. */
async function onAccount(
  services: CoreServices,
  { buyerId, _id: orderId, amountFen }: Order,
  writeOn: (account: CreditAccount, request: HoldRequest) => ConditionalWrite | null,
): Promise<void> {
  const request = { buyerId, orderId, amountFen, now: services.now() };
  for (let race = 0; race < MAX_RACES; race++) {
    const account = await services.store.get<CreditAccount>('creditAccounts', buyerId);
    const write = account && writeOn(account, request);
    if (!write || (await services.store.update('creditAccounts', write))) return;
  }
  throw new Error('the account kept changing');
}
