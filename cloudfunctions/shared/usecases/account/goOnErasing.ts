import type { CreditAccount } from '../../domain/account/account.ts';
import { eraseAccount } from '../../domain/account/eraseAccount.ts';
import { triedLongEnough } from '../../domain/account/plan.ts';
import type { Filter } from '../../domain/conditionalWrite.ts';
import { eraseOrder } from '../../domain/order/erase.ts';
import type { Order } from '../../domain/order/order.ts';
import { isEnded, ORDER_STATES } from '../../domain/order/states.ts';
import type { Services } from '../services.ts';
import { openidOf, REASON } from './endAuthorisation.ts';
import { tryToCancel } from './tryToCancel.ts';

const PAGE = 20;
/** Somebody else writes to an order at the same moment; more than a few times in a row never happens. */
const MAX_FRUITLESS = 5;
const MOST_RUNNING = 100;
const ENDED = ORDER_STATES.filter(isEnded);

/**
 * Removes what identifies the buyer of an account that is being erased. Each step may run twice, or be the last
 * before a kill: whoever comes next begins anew. Openid and account go last: the channel's authorisation is
 * ended by them, and the account is what keeps him from coming back before all is done; what he opens afterwards
 * has nothing to do with this one.
 * @returns null once nothing is left, or the account if the timer must come back
 */
export async function goOnErasing(services: Services, account: CreditAccount): Promise<CreditAccount | null> {
  const { _id: buyerId, erasedAs } = account;
  if (account.state !== 'erasing' || !erasedAs) return account;
  const { store } = services;
  // Who never agreed to anything leaves no evidence behind.
  if (account.consents.length > 0) await store.insert('creditAccounts', eraseAccount(account, erasedAs));
  await store.remove('deliveries', { buyerId });
  await eraseOrders(services, buyerId, erasedAs);
  // One that came in at the same moment; its delivery may still be on the way, so the timer looks again.
  const running = await findRunning(services, buyerId);
  for (const order of running) await tryToCancel(services, order, '');
  if (running.length > 0 || !(await authorisationDone(services, account))) return account;
  await Promise.all([store.remove('buyers', { _id: buyerId }), store.remove('visits', { _id: buyerId })]);
  await store.remove('creditAccounts', { _id: buyerId, erasedAs });
  return null;
}

/** The buyer's orders that have not ended, and those of which he may still get money back. */
export async function findRunning({ store }: Services, buyerId: string): Promise<Order[]> {
  const find = (filter: Filter) =>
    store.find<Order>('orders', { filter, sort: [['createdAt', 'desc']], limit: MOST_RUNNING });
  const found = await Promise.all([
    find({ buyerId, state: { $in: ORDER_STATES.filter((state) => !isEnded(state)) } }),
    find({ buyerId, state: { $in: ENDED }, 'freeze.since': { $exists: true } }),
  ]);
  return found.flat();
}

/**
 * Ends the channel's authorisation. While the channel does not, the timer comes back a few times, for without
 * the openid nobody can end it any more; but it does not keep the buyer's openid here for ever.
 * @returns whether nothing is left to wait for
 */
async function authorisationDone(services: Services, account: CreditAccount): Promise<boolean> {
  const { authorisation, erasedAs } = account;
  if (!authorisation || authorisation.state === 'ended') return true;
  const channel = await services.channel(authorisation.channel);
  if (!channel.can.endsAuthorisation) return true;
  const whose = { openid: await openidOf(services, account), code: authorisation.code };
  const outcome = await channel.endAuthorisation(whose, REASON);
  services.log('authorisationEnding', { buyerId: erasedAs, outcome });
  if (outcome === 'ended') return true;
  if (!triedLongEnough(account)) return false;
  services.alarm('authorisationLeft', { buyerId: erasedAs, outcome });
  return true;
}

async function eraseOrders(services: Services, buyerId: string, erasedAs: string): Promise<void> {
  for (let fruitless = 0; fruitless < MAX_FRUITLESS; ) {
    const orders = await services.store.find<Order>('orders', {
      filter: { buyerId, state: { $in: ENDED }, freeze: null },
      sort: [['createdAt', 'desc']],
      limit: PAGE,
    });
    if (orders.length === 0) return;
    const erased = await Promise.all(orders.map((order) => eraseOne(services, order, erasedAs)));
    fruitless = erased.some(Boolean) ? 0 : fruitless + 1;
  }
  throw new Error('the orders kept changing');
}

/** @returns whether it was written; not if somebody else was faster */
async function eraseOne(services: Services, order: Order, erasedAs: string): Promise<boolean> {
  const channel = await services.channel(order.channel);
  // Why it was let go of is in there, in the words of whoever did.
  const request = order.attempt?.kind === 'cancel' ? channel.cancelRequest(order._id, '订单已结束') : null;
  const { _id, version, ...fields } = eraseOrder(order, erasedAs, request, services.now());
  const written = await services.store.update('orders', {
    filter: { _id, version },
    set: fields,
    increment: { version: 1 },
  });
  return written !== null;
}
