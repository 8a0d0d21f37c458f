import type * as v from 'valibot';
import type { createOrderInput } from '../../contract/inputs.ts';
import type { OrderView } from '../../contract/views.ts';
import { DomainError } from '../../domain/domainError.ts';
import { newOrder } from '../../domain/order/newOrder.ts';
import type { Order } from '../../domain/order/order.ts';
import { type Product, priceCart } from '../../domain/pricing.ts';
import { checkDoor } from '../channel/checkDoor.ts';
import type { Caller, CoreServices } from '../services.ts';
import { checkConsent } from './consent.ts';
import { viewOf } from './orderView.ts';

type Input = v.InferOutput<typeof createOrderInput>;

/**
 * Prices and stores an order with its consent; nothing is held. The same `requestId` with the same input
 * gives the same order.
 * @throws DomainError CHANNEL_UNAVAILABLE, REQUEST_REUSED, TERMS_CHANGED, PRICE_CHANGED, and those of `priceCart`
 */
export async function createOrder(services: CoreServices, caller: Caller, input: Input): Promise<OrderView> {
  checkDoor(caller, input.channel);
  const { store, identity } = services;
  const orderId = identity.orderId(caller.buyerId, input.requestId);
  const requestHash = identity.requestHash(input);
  const [stored, products, rules] = await Promise.all([
    store.get<Order>('orders', orderId),
    readProducts(services, input),
    services.rules(),
  ]);
  if (stored) return repeated(services, stored, input, requestHash);

  checkConsent(input.consent, rules);
  const { policy, terms } = rules;
  const { lines, amountFen } = priceCart(input.items, products);
  if (amountFen !== input.consent.shownAmountFen) throw new DomainError('PRICE_CHANGED', { amountFen });

  const now = services.now();
  const order = newOrder(
    {
      _id: orderId,
      buyerId: caller.buyerId,
      channel: input.channel,
      lines,
      amountFen,
      requestHash,
      deliveryId: deliveryIdOf(orderId, requestHash),
      createdAt: now,
      consent: {
        termsVersion: terms.version,
        textHash: terms.textHash,
        at: now,
        shown: { amountFen, chargeAfterReceiptDays: input.consent.shownChargeAfterReceiptDays },
      },
    },
    policy,
  );
  const [inserted] = await Promise.all([store.insert('orders', order), keepDelivery(services, order, input)]);
  if (inserted) return viewOf(order);
  const first = await store.get<Order>('orders', orderId);
  if (!first) throw new Error('an order that exists could not be read');
  return repeated(services, first, input, requestHash);
}

/**
 * Of two requests at once under one number, equal ones write the same document, and different ones each their
 * own: the order that was stored knows which is its.
 */
function deliveryIdOf(orderId: string, requestHash: string): string {
  return `${orderId}-${requestHash.slice(0, 16)}`;
}

/** Where the goods go identifies the buyer: it lives apart from the money facts. */
function keepDelivery({ store }: CoreServices, order: Order, input: Input): Promise<boolean> {
  const { deliveryId, buyerId, createdAt } = order;
  return store.insert('deliveries', {
    _id: deliveryId,
    orderId: order._id,
    buyerId,
    ...input.delivery,
    createdAt,
  });
}

function readProducts({ store }: CoreServices, input: Input): Promise<Product[]> {
  const ids = input.items.map((item) => item.productId);
  return store.find<Product>('products', { filter: { _id: { $in: ids } }, sort: [], limit: ids.length });
}

async function repeated(
  services: CoreServices,
  order: Order,
  input: Input,
  requestHash: string,
): Promise<OrderView> {
  if (order.requestHash !== requestHash) throw new DomainError('REQUEST_REUSED');
  // The first request may have ended between its two writes.
  await keepDelivery(services, order, input);
  return viewOf(order);
}
