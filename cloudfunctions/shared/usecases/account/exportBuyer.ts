import type { BuyerExport, StoredChannelEvent, StoredDelivery } from '../../contract/export.ts';
import type { CreditAccount } from '../../domain/account/account.ts';
import { MINUTE_MS } from '../../domain/duration.ts';
import type { Actor } from '../../domain/order/events.ts';
import type { Order } from '../../domain/order/order.ts';
import { decodeCursor } from '../orders/pages.ts';
import type { Caller, CoreServices } from '../services.ts';
import type { Visits } from '../visits/countVisit.ts';
import { findOrders } from './findOrders.ts';

const PAGE = 20;
/** As many as one query gives; an order has a handful at most. */
const MOST_BESIDE = 1_000;

/**
 * Everything that is held about the caller, and nothing about anybody else; also for closed accounts, and for
 * buyers who never had one.
 * @throws DomainError INVALID_INPUT (cursor)
 */
export async function exportBuyer(
  services: CoreServices,
  { openid, buyerId }: Caller,
  { cursor }: { readonly cursor?: string | undefined },
): Promise<BuyerExport> {
  const { store } = services;
  const [buyer, account, visits, page] = await Promise.all([
    store.get<{ since: Date }>('buyers', buyerId),
    store.get<CreditAccount>('creditAccounts', buyerId),
    store.get<Visits>('visits', buyerId),
    findOrders(services, { buyerId }, { limit: PAGE, cursor }),
  ]);
  const [deliveries, channelEvents] = await Promise.all([
    readDeliveries(services, buyerId, cursor, page.nextCursor),
    readChannelEvents(services, page.items),
  ]);
  return {
    exportedAt: services.now(),
    identity: { openid, since: buyer?.since ?? null },
    account: account && withoutBooks(account),
    orders: page.items.map(withoutNames),
    deliveries,
    channelEvents,
    visits: visits && { minute: new Date(visits.minute * MINUTE_MS), count: visits.count },
    nextCursor: page.nextCursor,
  };
}

/**
 * By time and not by order: of two requests at once each may have left its own, and one that stopped half-way
 * has left one without an order.
 */
function readDeliveries(
  { store }: CoreServices,
  buyerId: string,
  cursor: string | undefined,
  nextCursor: string | null,
): Promise<StoredDelivery[]> {
  const conditions: object[] = [{ buyerId }];
  if (cursor) conditions.push({ createdAt: { $lt: decodeCursor(cursor).at } });
  if (nextCursor) conditions.push({ createdAt: { $gte: decodeCursor(nextCursor).at } });
  return store.find<StoredDelivery>('deliveries', {
    filter: { $and: conditions },
    sort: [['createdAt', 'desc']],
    limit: MOST_BESIDE,
  });
}

async function readChannelEvents(
  { store }: CoreServices,
  orders: readonly Order[],
): Promise<StoredChannelEvent[]> {
  if (orders.length === 0) return [];
  return store.find<StoredChannelEvent>('channelEvents', {
    filter: { orderId: { $in: orders.map(({ _id }) => _id) } },
    sort: [['receivedAt', 'desc']],
    limit: MOST_BESIDE,
  });
}

function withoutBooks(account: CreditAccount): BuyerExport['account'] {
  const { version: _version, next: _next, erasedAs: _erasedAs, ...held } = account;
  return held;
}

/** Which of the merchant's people it was is about them, and not about the buyer. */
function withoutNames(order: Order): Order {
  return {
    ...order,
    history: order.history.map((event) => ({ ...event, by: unnamed(event.by) })),
    attempt: order.attempt && { ...order.attempt, by: unnamed(order.attempt.by) },
  };
}

function unnamed(by: Actor): Actor {
  return by.role === 'operator' ? { ...by, id: by.role } : by;
}
