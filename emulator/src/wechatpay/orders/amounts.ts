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
 * 先享 (ESTIMATE_ORDER_COST) orders may cost up to the service's cap, 先免 ones up to their own risk fund.
 * https://pay.weixin.qq.com/doc/v3/merchant/4012587955
 */
export function requireWithinCap(order: Order, totalAmount: number): void {
  const { risk_fund: riskFund, service_id: serviceId } = order.fields;
  const service = services.find((known) => known.serviceId === serviceId);
  const capFen = riskFund.name === 'ESTIMATE_ORDER_COST' ? (service?.riskCapFen ?? 0) : riskFund.amount;
  if (totalAmount > capFen) throw new Refusal('overCap');
}

function sumOf(items: readonly { readonly amount?: number }[]): number {
  return items.reduce((sum, { amount = 0 }) => sum + amount, 0);
}
