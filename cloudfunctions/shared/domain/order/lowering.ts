import type { Order } from './order.ts';

/** Why the merchant last lowered what is to be paid, in his words; null if he never did. */
export function loweredBecause({ history }: Pick<Order, 'history'>): string | null {
  const last = history.findLast(({ type }) => type === 'lowered');
  return last?.type === 'lowered' ? last.reason : null;
}

/** Whether nothing is to be paid because the goods came back or never arrived, and not because it was forgiven. */
export function wasReturned({ history, payableFen }: Pick<Order, 'history' | 'payableFen'>): boolean {
  const last = history.findLast(
    ({ type }) => type === 'lowered' || type === 'claimDone' || type === 'undelivered',
  );
  return payableFen === 0 && last !== undefined && last.type !== 'lowered';
}
