import type { Order } from '../order/order.ts';
import { isReviewable } from './reasons.ts';

/** Why this order was refused, as codes; empty if it was not. */
export function refusalCodes({ history }: Pick<Order, 'history'>): readonly string[] {
  const rejected = history.find((event) => event.type === 'rejected');
  return rejected?.type === 'rejected' ? rejected.reasons : [];
}

/** Whether a person could decide otherwise: every reason is one that our own policy has made. */
export function couldBeReviewed(order: Pick<Order, 'history'>): boolean {
  const codes = refusalCodes(order);
  return codes.length > 0 && codes.every(isReviewable);
}
