import { type Buyer, MOMENT_MS, type Order } from '../../tools/local/buyer.ts';
import { orderAt, TEA_SET } from './lives.ts';
import type { System } from './system.ts';

/** What TEA_SET costs. */
export const AMOUNT_FEN = 16_800;

interface Owed {
  readonly buyer: Buyer;
  readonly order: Order;
}

/** An order that the channel collects from a buyer whose wallet holds nothing. */
export async function unpaid(system: System): Promise<Owed> {
  const buyer = await system.buyer();
  await buyer.setBalance(0);
  const order = await orderAt(system, buyer, 'settling', TEA_SET);
  return { buyer, order: await later(system, buyer, order, MOMENT_MS) };
}

/** An order that is paid, and has emptied the wallet. */
export async function settled(system: System): Promise<Owed> {
  const buyer = await system.buyer();
  await buyer.setBalance(AMOUNT_FEN);
  return { buyer, order: await orderAt(system, buyer, 'settled', TEA_SET) };
}

/** The order after so much time. */
export async function later(system: System, buyer: Buyer, { orderId }: Order, ms: number): Promise<Order> {
  await system.cloud.advance(ms);
  return buyer.read(orderId);
}

/** What is in the wallet of an order's buyer. */
export async function balanceFen(system: System, { orderId }: Order): Promise<number | undefined> {
  return (await system.channel.standing(orderId))?.balanceFen ?? undefined;
}
