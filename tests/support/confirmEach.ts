import type { Buyer } from '../../tools/local/buyer.ts';
import { newRequestId, THERMOS } from './lives.ts';

/**
 * Opens the account, which needs no authorisation here, and has an order approved.
 * @returns the order, and the page where its buyer confirms it
 */
export async function awaitingConfirmation(buyer: Buyer) {
  await buyer.openAccount();
  const { orderId } = await buyer.createOrder(newRequestId(), THERMOS);
  const { order, confirmView } = await buyer.assess(orderId);
  if (order.state !== 'approved') throw new Error(`the order is ${order.state} instead of approved`);
  if (!confirmView) throw new Error('there is no page to confirm the order on');
  return { orderId, page: confirmView };
}
