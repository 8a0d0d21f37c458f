import { CARD } from '../copy/orders';
import type { ListedOrder } from './answers';

type Costing = Pick<ListedOrder, 'payment' | 'owedText' | 'payableFen' | 'amountFen'>;

/** What was paid, else what is to be paid; of an order that costs nothing, what it was about. */
export function amountOf(order: Costing, inWords: (fen: number) => string): string {
  const { payment, owedText, payableFen, amountFen } = order;
  if (payment) return CARD.paid(inWords(payment.paidFen));
  return owedText === null ? CARD.ordered(inWords(amountFen)) : CARD.payable(inWords(payableFen));
}

/** Whether money was paid, or is to be. */
export function isAboutMoney({ payment, owedText }: Costing): boolean {
  return payment !== null || owedText !== null;
}
