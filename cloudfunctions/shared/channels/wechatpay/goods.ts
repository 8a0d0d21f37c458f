import type { Order } from '../../domain/order/order.ts';
import { type PostDiscount, type PostPayment, paymentsOf } from './postPayments.ts';

/** What an order was about from the beginning, and never changes. */
export type Goods = Pick<Order, 'amountFen' | 'lines'>;

/**
 * What the buyer reads in WeChat about `totalFen`: each line of goods as it was ordered, and what the
 * merchant took off since. Payments less discounts are the total, which WeChat Pay demands.
 */
export function goodsFor(
  totalFen: number,
  { amountFen, lines }: Goods,
): { readonly post_payments: readonly PostPayment[]; readonly post_discounts?: readonly PostDiscount[] } {
  const offFen = amountFen - totalFen;
  const post_payments = paymentsOf(amountFen, lines);
  if (offFen <= 0) return { post_payments: offFen < 0 ? paymentsOf(totalFen, lines) : post_payments };
  const discount = { name: '商家优惠', description: '商家调低应付金额', amount: offFen };
  return { post_payments, post_discounts: [discount] };
}
