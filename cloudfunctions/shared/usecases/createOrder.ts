import type * as v from 'valibot';
import type { createOrderInput } from '../contract/inputs.ts';
import type { OrderView } from '../contract/views.ts';
import { DomainError } from '../domain/domainError.ts';
import { newOrder } from '../domain/order/newOrder.ts';
import type { Order } from '../domain/order/order.ts';
import { type Product, priceCart } from '../domain/pricing.ts';
import { viewOf } from './orderView.ts';
import type { Caller, CoreServices, Terms } from './services.ts';

type Input = v.InferOutput<typeof createOrderInput>;

/**
 * Prices and stores an order with its consent; nothing is held. The same `requestId` with the same input
 * gives the same order.
 * @throws DomainError REQUEST_REUSED, TERMS_CHANGED, PRICE_CHANGED, and those of `priceCart`
 */
export async function createOrder(services: CoreServices, caller: Caller, input: Input): Promise<OrderView> {
  const { store, identity } = services;
  const orderId = identity.orderId(caller.buyerId, input.requestId);
  const requestHash = identity.requestHash(input);
  const [stored, products, { policy, terms }] = await Promise.all([
    store.get<Order>('orders', orderId),
    readProducts(services, input),
    services.rules(),
  ]);
  if (stored) return repeated(stored, requestHash);

  checkConsent(input, terms);
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
      createdAt: now,
      consent: {
        termsVersion: terms.version,
        textHash: terms.textHash,
        at: now,
        shown: { amountFen, chargeAfterReceiptDays: policy.charge.afterReceiptDays },
      },
    },
    policy,
  );
  // Where the goods go identifies the buyer: it lives apart from the money facts.
  const delivery = { _id: orderId, buyerId: caller.buyerId, ...input.delivery, createdAt: now };
  const [inserted] = await Promise.all([store.insert('orders', order), store.insert('deliveries', delivery)]);
  if (inserted) return viewOf(order);
  const first = await store.get<Order>('orders', orderId);
  if (!first) throw new Error('an order that exists could not be read');
  return repeated(first, requestHash);
}

function readProducts({ store }: CoreServices, input: Input): Promise<Product[]> {
  const ids = input.items.map((item) => item.productId);
  return store.find<Product>('products', { filter: { _id: { $in: ids } }, sort: [], limit: ids.length });
}

function repeated(order: Order, requestHash: string): OrderView {
  if (order.requestHash !== requestHash) throw new DomainError('REQUEST_REUSED');
  return viewOf(order);
}

function checkConsent({ consent }: Input, terms: Terms): void {
  if (consent.termsVersion !== terms.version || consent.textHash !== terms.textHash) {
    throw new DomainError('TERMS_CHANGED', { termsVersion: terms.version });
  }
}
