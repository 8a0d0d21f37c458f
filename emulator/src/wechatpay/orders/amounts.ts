import { Refusal } from '../errors.ts';
import { services } from '../merchant.ts';
import type { Discount, Payment } from './fields.ts';
import type { Order } from './order.ts';

interface Bill {
  readonly post_payments: readonly Payment[];
  readonly post_discounts?: readonly Discount[];
  readonly total_amount: number;
}

/** @throws Refusal unless the total is the payments less the discounts, in fen */
export function requireSum(bill: Bill): void {
  const sum = sumOf(bill.post_payments) - sumOf(bill.post_discounts ?? []);
  if (sum !== bill.total_amount) throw new Refusal('amount');
}

/**
 * What an order may cost at most, in fen: 先享 (ESTIMATE_ORDER_COST) ones the service's cap, 先免 ones their own
 * risk fund. https://pay.weixin.qq.com/doc/v3/merchant/4012587955
 */
export function capFenOf({ fields }: Order): number {
  const { risk_fund: riskFund, service_id: serviceId } = fields;
  if (riskFund.name !== 'ESTIMATE_ORDER_COST') return riskFund.amount;
  return services.find((known) => known.serviceId === serviceId)?.riskCapFen ?? 0;
}

/** @throws Refusal if a completion asks for more than the order may cost */
export function requireWithinCap(order: Order, totalAmount: number): void {
  if (totalAmount > capFenOf(order)) throw new Refusal('overCap');
}

function sumOf(items: readonly { readonly amount?: number }[]): number {
  return items.reduce((sum, { amount = 0 }) => sum + amount, 0);
}
