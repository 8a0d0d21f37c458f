import type { AttentionCode } from '../domain/order/attentionCode.ts';
import type { Attention, Order } from '../domain/order/order.ts';
import type { CoreServices } from './services.ts';

/**
 * Raises the alarm for an order that a person must look at.
 * @returns the entry for its list, or undefined if it stands there already
 */
export function newAttention(
  services: CoreServices,
  order: Order,
  code: AttentionCode,
  subject?: string,
): Attention | undefined {
  if (order.attention.some((one) => one.code === code && one.subject === subject)) return undefined;
  const about = subject === undefined ? {} : { subject };
  services.alarm('orderNeedsAttention', {
    orderId: order._id,
    state: order.state,
    attention: code,
    ...about,
  });
  return { code, at: services.now(), ...about };
}
