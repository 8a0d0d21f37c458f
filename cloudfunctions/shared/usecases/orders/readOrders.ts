import type * as v from 'valibot';
import type { readOrdersInput } from '../../contract/inputs.ts';
import type { DeliveryView, MerchantOrderView, OrderDetails, OrderView, Page } from '../../contract/views.ts';
import type { Filter } from '../../domain/conditionalWrite.ts';
import { DomainError } from '../../domain/domainError.ts';
import type { Order } from '../../domain/order/order.ts';
import { findOrders } from '../account/findOrders.ts';
import type { Caller, CoreServices } from '../services.ts';
import { readOrder } from './orderSteps.ts';
import { viewOf } from './orderView.ts';

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
): Promise<Page<OrderView | OrderDetails | MerchantOrderView>> {
  switch (input.view) {
    case 'one': {
      const order = await readVisible(services, caller, input.orderId);
      return { items: [await detailsOf(services, order)], nextCursor: null };
    }
    case 'mine':
      return readPage(services, { buyerId: caller.buyerId }, input, viewOf);
    case 'merchant':
      await services.operator(caller.openid);
      return readPage(services, merchantFilter(input), input, merchantViewOf);
  }
}

function merchantFilter({ state, needsAttention }: Extract<Input, { view: 'merchant' }>): Filter {
  return {
    ...(state ? { state } : {}),
    ...(needsAttention ? { 'attention.code': { $exists: true } } : {}),
  };
}

function merchantViewOf(order: Order): MerchantOrderView {
  return { ...viewOf(order), attention: order.attention };
}

async function detailsOf(services: CoreServices, order: Order): Promise<OrderDetails> {
  // Its buyer has had it removed.
  if (order.deliveryId === '') return { ...viewOf(order), delivery: null };
  const delivery = await services.store.get<DeliveryView>('deliveries', order.deliveryId);
  if (!delivery) return { ...viewOf(order), delivery: null };
  const { recipient, phone, address } = delivery;
  return { ...viewOf(order), delivery: { recipient, phone, address } };
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

async function readPage<View>(
  services: CoreServices,
  condition: Filter,
  paged: Paged,
  toView: (order: Order) => View,
): Promise<Page<View>> {
  const { items, nextCursor } = await findOrders(services, condition, paged);
  return { items: items.map(toView), nextCursor };
}
