import type { OrderView } from '../../contract/views.ts';
import { DomainError } from '../../domain/domainError.ts';
import type { AttentionCode } from '../../domain/order/attentionCode.ts';
import type { Attention, Order } from '../../domain/order/order.ts';
import type { Caller, CoreServices } from '../services.ts';
import { keepBooks, readOrder } from './orderSteps.ts';
import { viewOf } from './orderView.ts';

/**
 * Raises the alarm for an order that a person must look at, if there is a code that says why.
 * @returns the entry for its list, or undefined if there is no code, or it stands there already
 */
export function newAttention(
  services: CoreServices,
  order: Order,
  code: AttentionCode | null | undefined,
  subject?: string,
): Attention | undefined {
  if (!code || order.attention.some((one) => one.code === code && one.subject === subject)) return undefined;
  const about = subject === undefined ? {} : { subject };
  services.alarm('orderNeedsAttention', {
    orderId: order._id,
    state: order.state,
    attention: code,
    ...about,
  });
  return { code, at: services.now(), ...about };
}

/**
 * An operator has looked at what needed attention. Whatever comes after what he saw stays on the list: the
 * order was read before it is written.
 * @throws DomainError FORBIDDEN, ORDER_NOT_FOUND, CHANGED_MEANWHILE
 */
export async function lookedAt(
  services: CoreServices,
  caller: Caller,
  { orderId }: { readonly orderId: string },
): Promise<OrderView> {
  const [by, order] = await Promise.all([services.operator(caller), readOrder(services, orderId)]);
  if (order.attention.length === 0) return viewOf(order);
  const cleared = await keepBooks(services, order, { attention: [] });
  if (!cleared) throw new DomainError('CHANGED_MEANWHILE');
  services.log('attentionCleared', { orderId, by: by.id, codes: order.attention.map(({ code }) => code) });
  return viewOf(cleared);
}
