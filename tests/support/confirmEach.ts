import type { Buyer } from '../../tools/local/buyer.ts';
import { newRequestId, THERMOS } from './lives.ts';

/** The stand-in's service where the buyer confirms each order (需确认). */
export const CONFIRM_EACH = {
  WECHATPAY_MODE: 'confirmEach',
  WECHATPAY_SERVICE_ID: '00004000000000000000000000000002',
} as const;

/** Opens the account, which needs no authorisation here, and has an order approved. */
export async function awaitingConfirmation(buyer: Buyer) {
  await buyer.openAccount();
  const { orderId } = await buyer.createOrder(newRequestId(), THERMOS);
  const { order, confirmView } = await buyer.assess(orderId);
  if (order.state !== 'approved') throw new Error(`the order is ${order.state} instead of approved`);
  return { orderId, packageText: confirmView?.extraData['package'] ?? '' };
}
