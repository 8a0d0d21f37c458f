import type { Policy } from '../policy.ts';
import type { AssessmentFacts } from './facts.ts';

/** Why the buyer must repeat what he orders: so much money, so many pieces, so many orders in a short time. */
export type ConfirmationCause = 'AMOUNT' | 'QUANTITY' | 'COUNT';

/**
 * What of an order asks for a second confirmation; empty if nothing does. A child, or a tap too many, shall not
 * order much at once (see the complaints in 新华社 2024-12-10 and 中国消费者报 2025-07-08).
 */
export function confirmationCauses(
  facts: Pick<AssessmentFacts, 'amountFen' | 'quantity' | 'ordersInWindow'>,
  { secondConfirmation }: Policy,
): ConfirmationCause[] {
  const { fromAmountFen, fromQuantity, fromOrders } = secondConfirmation;
  const causes: readonly (readonly [boolean, ConfirmationCause])[] = [
    [facts.amountFen >= fromAmountFen, 'AMOUNT'],
    [facts.quantity >= fromQuantity, 'QUANTITY'],
    [facts.ordersInWindow + 1 >= fromOrders, 'COUNT'],
  ];
  return causes.filter(([applies]) => applies).map(([, cause]) => cause);
}
