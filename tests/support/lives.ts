import { randomUUID } from 'node:crypto';
import type { Buyer, CartItems, Order } from '../../tools/local/buyer.ts';
import { MOMENT_MS } from '../../tools/local/buyer.ts';
import type { System } from './system.ts';

/** The five steps' way, as far as a test wants an order to have come. */
export type Stage = 'created' | 'accepted' | 'shipped' | 'received' | 'settling' | 'settled';

export const TEA_SET: CartItems = [{ productId: 'tea-set', quantity: 1 }];
export const THERMOS: CartItems = [{ productId: 'thermos', quantity: 1 }];

export function newRequestId(): string {
  return `test-${randomUUID()}`;
}

/** Leads a new order of this buyer to a stage, by the taps that lead there. */
export async function orderAt(
  system: System,
  buyer: Buyer,
  stage: Stage,
  items: CartItems = THERMOS,
): Promise<Order> {
  const steps: readonly (readonly [Stage, (order: Order) => Promise<Order>])[] = [
    ['accepted', async ({ orderId }) => (await buyer.assess(orderId)).order],
    ['shipped', ({ orderId }) => system.ship(orderId)],
    ['received', ({ orderId }) => buyer.confirmReceipt(orderId)],
    ['settling', (order) => buyer.payNow(order)],
    ['settled', ({ orderId }) => system.cloud.advance(MOMENT_MS).then(() => buyer.read(orderId))],
  ];
  let order = await buyer.createOrder(newRequestId(), items);
  for (const [reached, step] of steps) {
    if (order.state === stage) break;
    order = await step(order);
    if (order.state !== reached) throw new Error(`the order is ${order.state} instead of ${reached}`);
  }
  return order;
}
