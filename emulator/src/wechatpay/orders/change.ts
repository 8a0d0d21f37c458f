import { digest } from '../../channels/digest.ts';
import { Refusal } from '../errors.ts';
import type { Checked } from '../fields.ts';
import type { StandIn } from '../stand-in.ts';
import { requireSum } from './amounts.ts';
import type { cancelFields, modifyFields, queryFields } from './fields.ts';
import { findByQueryId, findOrder } from './find.ts';
import { isPaying, isRunning, type Order, requireNoDebitRunning } from './order.ts';
import { orderNames, viewOrder } from './view.ts';

/**
 * 查询支付分订单, by the merchant's number or by what the confirmation page handed back.
 * https://pay.weixin.qq.com/docs/merchant/apis/weixin-pay-score/service-order/get-service-order.html
 */
export function queryOrder(standIn: StandIn, query: Checked<typeof queryFields>) {
  const { out_order_no: outOrderNo, query_id: queryId } = query;
  if (outOrderNo !== undefined && queryId === undefined) {
    return viewOrder(findOrder(standIn, outOrderNo, query));
  }
  if (queryId !== undefined && outOrderNo === undefined) {
    return viewOrder(findByQueryId(standIn, queryId, query));
  }
  throw new Refusal('malformed', 'out_order_no和query_id必须且只能填一个');
}

/**
 * 取消支付分订单. Cancelling again for the same reason succeeds.
 * https://pay.weixin.qq.com/docs/merchant/apis/weixin-pay-score/service-order/cancel-service-order.html
 */
export function cancelOrder(standIn: StandIn, outOrderNo: string, cancel: Checked<typeof cancelFields>) {
  const order = findOrder(standIn, outOrderNo, cancel);
  const cancelDigest = digest(cancel);
  if (order.state === 'REVOKED') {
    if (order.cancelDigest !== cancelDigest) throw new Refusal('reentry');
    return orderNames(order);
  }
  if (!isCancellable(order, standIn)) throw new Refusal('notCancellable');
  requireNoDebitRunning(order);
  standIn.state.orders.set(outOrderNo, { ...order, state: 'REVOKED', cancelDigest });
  standIn.schedule.drop('debit', outOrderNo);
  standIn.schedule.drop('expire', outOrderNo);
  return orderNames(order);
}

function isCancellable(order: Order, { state }: StandIn): boolean {
  if (order.state === 'CREATED' || isRunning(order)) return true;
  return isPaying(order) && state.behaviour.cancelInUserPaying === 'allow';
}

/**
 * 修改支付分订单金额: only of a completed, unpaid order, and only to less. So the same again is refused.
 * https://pay.weixin.qq.com/doc/v3/merchant/4012587957
 */
export function modifyOrder(standIn: StandIn, outOrderNo: string, change: Checked<typeof modifyFields>) {
  const order = findOrder(standIn, outOrderNo, change);
  const { collection } = order;
  if (!isPaying(order) || collection === null) throw new Refusal('notPaying');
  requireNoDebitRunning(order);
  requireSum(change);
  const total = change.total_amount;
  if (total >= collection.total_amount) throw new Refusal('amount', '修改后的金额必须小于原金额');
  if (total === 0) throw new Refusal('amount', '修改后的金额必须大于0');
  const { post_payments, post_discounts = [] } = change;
  const modified: Order = {
    ...order,
    fields: { ...order.fields, post_payments, post_discounts },
    totalAmount: total,
    collection: { ...collection, total_amount: total, paying_amount: total },
  };
  standIn.state.orders.set(outOrderNo, modified);
  return viewOrder(modified);
}
