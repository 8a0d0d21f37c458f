import type { AccountView, ClosingView, OwedView } from '../../contract/views.ts';
import type { CreditAccount } from '../../domain/account/account.ts';
import { isRunning } from '../../domain/account/holds.ts';
import { explainLimit } from '../../domain/account/limit.ts';
import { isMinorsLocked } from '../../domain/account/minorsLock.ts';
import type { Order } from '../../domain/order/order.ts';
import { isFor } from '../orders/consent.ts';
import type { Caller, CoreServices, Services } from '../services.ts';

const NO_ACCOUNT: Omit<AccountView, 'authorisation'> = {
  state: 'none',
  limitFen: 0,
  availableFen: 0,
  runningOrders: 0,
  overdueOrders: 0,
  limitReasons: [],
  holds: [],
  owed: [],
  minorsLock: null,
  termsOutdated: false,
  consents: [],
  closing: null,
};

/** What buyers may see of their own account: neither ids of the channel nor their own pseudonym. */
export async function accountView(
  services: Services,
  caller: Caller,
  account: CreditAccount | null,
): Promise<AccountView> {
  if (!account) return { ...NO_ACCOUNT, authorisation: await authorisationOf(services, caller, null) };
  const holds = Object.entries(account.holds).flatMap(([orderId, hold]) =>
    isRunning(hold) ? [{ orderId, amountFen: hold.amountFen, state: hold.state }] : [],
  );
  const [owed, { terms }, authorisation, closing] = await Promise.all([
    readOwed(
      services,
      holds.map(({ orderId }) => orderId),
    ),
    services.rules(),
    authorisationOf(services, caller, account),
    closingOf(services, caller, account),
  ]);
  const latest = account.consents.at(-1);
  return {
    state: account.state,
    authorisation,
    limitFen: account.limitFen,
    availableFen: Math.max(0, account.availableFen),
    runningOrders: account.runningOrders,
    overdueOrders: account.overdueOrders,
    limitReasons: explainLimit(account),
    holds,
    owed,
    minorsLock: isMinorsLocked(account, services.now()) ? account.minorsLock : null,
    termsOutdated: account.state === 'open' && latest !== undefined && !isFor(latest, terms),
    consents: account.consents.map(({ termsVersion, at }) => ({ termsVersion, at })),
    closing,
  };
}

async function authorisationOf(
  services: Services,
  caller: Caller,
  account: CreditAccount | null,
): Promise<AccountView['authorisation']> {
  if (account?.authorisation) return account.authorisation.state;
  const { can } = await services.channel(caller.channel);
  return can.authorisesOnce ? 'none' : 'notNeeded';
}

async function readOwed({ store }: CoreServices, orderIds: readonly string[]): Promise<readonly OwedView[]> {
  if (orderIds.length === 0) return [];
  const orders = await store.find<Order>('orders', {
    filter: { _id: { $in: orderIds } },
    sort: [['createdAt', 'asc']],
    limit: orderIds.length,
  });
  return orders.map((order) => ({
    orderId: order._id,
    state: order.state,
    payableFen: order.payableFen,
    chargeAt: order.chargeAt,
    chargeAfterReceiptDays: order.agreed.chargeAfterReceiptDays,
    payBy: order.payBy,
    dueAt: order.dueAt,
    frozen: order.freeze !== null,
  }));
}

async function closingOf(
  services: Services,
  caller: Caller,
  { state, authorisation, next }: CreditAccount,
): Promise<ClosingView | null> {
  if (state === 'open') return null;
  const { can, whereToEnd: where } = await services.channel(authorisation?.channel ?? caller.channel);
  const ended = authorisation ? authorisation.state === 'ended' : !can.confirmingAgrees;
  if (ended) return { authorisation: 'ended', where };
  return { authorisation: next ? 'waiting' : 'byBuyer', where };
}
