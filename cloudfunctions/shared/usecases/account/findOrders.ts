import type { Page } from '../../contract/views.ts';
import type { Filter } from '../../domain/conditionalWrite.ts';
import type { Order } from '../../domain/order/order.ts';
import { decodeCursor, encodeCursor, olderThan } from '../orders/pages.ts';
import type { CoreServices } from '../services.ts';

/** A page of the orders that meet a condition, newest first. @throws DomainError INVALID_INPUT (cursor) */
export async function findOrders(
  { store }: CoreServices,
  condition: Filter,
  { limit, cursor }: { readonly limit: number; readonly cursor?: string | undefined },
): Promise<Page<Order>> {
  const conditions: object[] = [condition];
  if (cursor) conditions.push(olderThan('createdAt', decodeCursor(cursor)));
  const orders = await store.find<Order>('orders', {
    filter: { $and: conditions },
    sort: [
      ['createdAt', 'desc'],
      ['_id', 'desc'],
    ],
    // One more than asked for tells whether there is another page.
    limit: limit + 1,
  });
  const items = orders.slice(0, limit);
  const last = items.at(-1);
  const more = orders.length > limit && last;
  return { items, nextCursor: more ? encodeCursor({ at: last.createdAt, id: last._id }) : null };
}
