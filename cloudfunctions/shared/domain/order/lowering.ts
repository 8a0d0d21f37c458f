import type { Order } from './order.ts';

/** Why the merchant last lowered what is to be paid, in his words; null if he never did. */
export function loweredBecause({ history }: Pick<Order, 'history'>): string | null {
  const last = history.findLast(({ type }) => type === 'lowered');
  return last?.type === 'lowered' ? last.reason : null;
}
