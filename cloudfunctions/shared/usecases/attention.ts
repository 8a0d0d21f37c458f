import type { Attention, Order } from '../domain/order/order.ts';
import type { AttentionCode } from '../domain/order/reconcile.ts';
import type { RefundAttentionCode } from '../domain/order/reconcileRefund.ts';
import type { CoreServices } from './services.ts';

/**
 * Raises the alarm for an order that a person must look at.
 * @returns the entry for its list, or undefined if it stands there already
 */
export function newAttention(
  services: CoreServices,
  order: Order,
  code: AttentionCode | RefundAttentionCode | 'STUCK' | 'WITHDRAW_REFUSED',
): Attention | undefined {
  if (order.attention.some((one) => one.code === code)) return undefined;
  services.alarm('orderNeedsAttention', { orderId: order._id, state: order.state, attention: code });
  return { code, at: services.now() };
}
