import { oneOf, optional, record, text } from '../../channels/fields.ts';
import { Refusal } from '../errors.ts';
import { merchantNo } from '../fields.ts';
import type { Call } from '../gateway/request.ts';
import { orderChanged } from '../notifications/messages.ts';
import { tradeChanged } from '../notifications/trade.ts';
import type { StandIn } from '../stand-in.ts';
import { hasTrade, keepOrder, type Order } from './order.ts';

const finishFields = record({
  credit_biz_order_id: text(128),
  /** A string, as the vendor insists. */
  is_fulfilled: oneOf('true', 'false'),
  out_request_no: merchantNo(64),
  remark: optional(text(256)),
});

/**
 * Ends an order without a debit; a debit that has not succeeded yet is closed with it. Ended once, it cannot be ended
 * again. https://opendocs.alipay.com/open/31ea8bd1_zhima.credit.payafteruse.creditbizorder.finish
 */
export function finishOrder(standIn: StandIn, call: Call) {
  const fields = call.content(finishFields);
  const order = standIn.state.orders.get(fields.credit_biz_order_id);
  if (!order) throw new Refusal('ORDER_NOT_EXIST');
  if (order.status !== 'INIT') throw new Refusal('ORDER_STATUS_INVALID');
  const closed = closeOrder(standIn, { ...order, fulfilled: fields.is_fulfilled === 'true' });
  return {
    credit_biz_order_id: closed.creditBizOrderId,
    out_request_no: fields.out_request_no,
    order_status: closed.status,
  };
}

/** The order is over, and nothing of it is or remains paid. `refundNo` names the refund that ended it. */
export function closeOrder(standIn: StandIn, order: Order, refundNo?: string): Order {
  const { creditBizOrderId: id, trade } = order;
  standIn.schedule.drop('debit', id);
  standIn.schedule.drop('advance', id);
  standIn.schedule.drop('tradeEnd', id);
  const closed = keepOrder<Order>(standIn, {
    ...order,
    status: 'TRADE_CLOSED',
    ...(trade ? { trade: { ...trade, status: 'TRADE_CLOSED' } } : {}),
  });
  if (hasTrade(closed)) tradeChanged(standIn, closed, refundNo);
  orderChanged(standIn, closed);
  return closed;
}
