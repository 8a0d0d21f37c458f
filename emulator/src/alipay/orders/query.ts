import { optional, record, text } from '../../channels/fields.ts';
import { plainTime } from '../../channels/times.ts';
import { Refusal } from '../errors.ts';
import { yuanOf } from '../fields.ts';
import type { Call } from '../gateway/request.ts';
import type { StandIn } from '../stand-in.ts';
import { type Order, orderByNo } from './order.ts';

const queryFields = record({
  credit_biz_order_id: optional(text(128)),
  out_order_no: optional(text(64)),
});

/** https://opendocs.alipay.com/open/4b0b26e9_zhima.credit.payafteruse.creditbizorder.query */
export function queryOrder(standIn: StandIn, call: Call) {
  const { credit_biz_order_id: id, out_order_no: no } = call.content(queryFields);
  if (id === undefined && no === undefined) {
    throw new Refusal('INVALID_PARAMETER', 'credit_biz_order_id和out_order_no不能同时为空');
  }
  const order = id === undefined ? orderByNo(standIn, no ?? '') : standIn.state.orders.get(id);
  if (!order || (no !== undefined && order.outOrderNo !== no)) throw new Refusal('ORDER_NOT_EXIST');
  return viewOrder(order);
}

/** As the query answers it: `out_order_no` is not among what the vendor's SDKs read. */
export function viewOrder({ trade, ...order }: Order) {
  const { order_amount: amountFen } = order.fields;
  const isPaid = trade?.paidAtMs != null;
  return {
    credit_biz_order_id: order.creditBizOrderId,
    order_status: order.status,
    create_time: plainTime(order.createdAtMs),
    credit_agreement_id: order.creditAgreementId,
    zm_service_id: order.serviceId,
    product_code: 'CREDIT_PAY_AFTER_USE',
    ...(amountFen === undefined ? {} : { total_amount: yuanOf(amountFen) }),
    ...(trade ? { trade_no: trade.tradeNo } : {}),
    ...(trade && isPaid ? { total_credit_pay_amount: yuanOf(trade.totalFen) } : {}),
  };
}
