import type { Buyer } from '../../tools/local/buyer.ts';
import { newRequestId, THERMOS } from './lives.ts';
import type { System } from './system.ts';

/** The stand-in's service where the buyer confirms each order (需确认). */
export const CONFIRM_EACH = {
  WECHATPAY_MODE: 'confirmEach',
  WECHATPAY_SERVICE_ID: '00004000000000000000000000000002',
} as const;

export async function openWithoutAuthorisation({ cloud }: System, buyer: Buyer): Promise<void> {
  const { termsVersion, textHash } = await buyer.offer();
  const consent = { accepted: true, termsVersion, textHash } as const;
  await cloud.call(buyer.openid, 'account', { action: 'open', channel: 'wechatpay', consent });
}

/** Opens the account, which needs no authorisation here, and has an order approved. */
export async function awaitingConfirmation(system: System, buyer: Buyer) {
  await openWithoutAuthorisation(system, buyer);
  const { orderId } = await buyer.createOrder(newRequestId(), THERMOS);
  const { order, confirmView } = await buyer.assess(orderId);
  if (order.state !== 'approved') throw new Error(`the order is ${order.state} instead of approved`);
  return { orderId, packageText: confirmView?.extraData['package'] ?? '' };
}
