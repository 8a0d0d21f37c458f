import type * as v from 'valibot';
import type { readOrdersInput } from '../contract/inputs.ts';
import type { OrderView, Page } from '../contract/views.ts';
import { DomainError } from '../domain/domainError.ts';
import type { Order } from '../domain/order/order.ts';
import { readOrder } from './orderSteps.ts';
import { viewOf } from './orderView.ts';
import { decodeCursor, encodeCursor, olderThan } from './pages.ts';
import type { Caller, CoreServices } from './services.ts';

type Input = v.InferOutput<typeof readOrdersInput>;
type Paged = Exclude<Input, { view: 'one' }>;

/**
 * One order (for its buyer or an operator), the caller's own, or all of the merchant (operators only); pages
 * newest first.
 * @throws DomainError ORDER_NOT_FOUND, FORBIDDEN, INVALID_INPUT (cursor)
 */
export async function readOrders(
  services: CoreServices,
  caller: Caller,
  input: Input,
): Promise<Page<OrderView>> {
  switch (input.view) {
    case 'one':
      return { items: [viewOf(await readVisible(services, caller, input.orderId))], nextCursor: null };
    case 'mine':
      return readPage(services, { buyerId: caller.buyerId }, input);
    case 'merchant':
      await services.operator(caller.openid);
      return readPage(services, input.state ? { state: input.state } : {}, input);
  }
}

async function readVisible(services: CoreServices, caller: Caller, orderId: string): Promise<Order> {
  const order = await readOrder(services, orderId);
  if (order.buyerId !== caller.buyerId) {
    // To anybody else it does not exist.
    await services.operator(caller.openid).catch((error) => {
      throw error instanceof DomainError ? new DomainError('ORDER_NOT_FOUND') : error;
    });
  }
  return order;
}

async function readPage(
  services: CoreServices,
  condition: Readonly<Record<string, string>>,
  { limit, cursor }: Paged,
): Promise<Page<OrderView>> {
  const conditions: object[] = [condition];
  if (cursor) conditions.push(olderThan('createdAt', decodeCursor(cursor)));
  const orders = await services.store.find<Order>('orders', {
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
  return {
    items: items.map(viewOf),
    nextCursor: more ? encodeCursor({ at: last.createdAt, id: last._id }) : null,
  };
}
