import { Refusal } from '../errors.ts';
import { services } from '../merchant.ts';
import type { Discount, OrderFields, Payment } from './fields.ts';
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
  return serviceCapFenOf(serviceId);
}

function serviceCapFenOf(serviceId: string): number {
  return services.find((known) => known.serviceId === serviceId)?.riskCapFen ?? 0;
}

/**
 * What a create may announce. https://pay.weixin.qq.com/doc/v3/merchant/4012587900
 * @throws Refusal if the risk fund, or the payments with nothing deducted from them, exceed the service's cap
 */
export function requireServiceCap(fields: OrderFields): void {
  const { risk_fund: riskFund, post_payments: payments = [], post_discounts: discounts = [] } = fields;
  const announced = discounts.length === 0 ? sumOf(payments) : 0;
  if (Math.max(riskFund.amount, announced) > serviceCapFenOf(fields.service_id)) throw new Refusal('overCap');
}

/** @throws Refusal if a completion asks for more than the order may cost */
export function requireWithinCap(order: Order, totalAmount: number): void {
  if (totalAmount > capFenOf(order)) throw new Refusal('overCap');
}

function sumOf(items: readonly { readonly amount?: number }[]): number {
  return items.reduce((sum, { amount = 0 }) => sum + amount, 0);
}
