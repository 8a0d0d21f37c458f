import type { ChannelFacts } from '../domain/order/channelFacts.ts';
import type { Order } from '../domain/order/order.ts';
import { reconcile } from '../domain/order/reconcile.ts';
import { newAttention } from './attention.ts';
import { keepBooks, readOrder, takeStepOn } from './orderSteps.ts';
import type { CoreServices } from './services.ts';

/** More writers than this on one order at once never happen; then the next callback or the timer goes on. */
const MAX_RACES = 5;

/**
 * Brings an order into agreement with what the channel has signed, whoever else writes meanwhile.
 * @throws Error if the order kept changing
 */
export async function reconcileOrder(
  services: CoreServices,
  read: Order,
  facts: ChannelFacts,
): Promise<Order> {
  let order = read;
  for (let race = 0; race < MAX_RACES; race++) {
    const agreed = await reconcileOnce(services, order, facts);
    if (agreed) return agreed;
    order = await readOrder(services, order._id);
  }
  throw new Error('the order kept changing');
}

/** Null if somebody else wrote to the order in between. */
async function reconcileOnce(
  services: CoreServices,
  order: Order,
  facts: ChannelFacts,
): Promise<Order | null> {
  const { policy } = await services.rules();
  const now = services.now();
  const { event, attention } = reconcile(order, facts, now, policy);
  const noted = attention ? newAttention(services, order, attention) : undefined;
  if (event) return takeStepOn(services, order, event, { attention: noted });
  return noted ? keepBooks(services, order, {}, noted) : order;
}
