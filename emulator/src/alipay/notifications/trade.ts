import { plainTime } from '../../channels/times.ts';
import { app } from '../app.ts';
import { yuanOf } from '../fields.ts';
import type { OrderWithTrade } from '../orders/order.ts';
import { type StandIn, vendorNow } from '../stand-in.ts';
import { refundedFen } from '../trades/refunded.ts';
import { advanceOf } from '../trades/view.ts';
import { tell } from './tell.ts';

/**
 * Tells how a trade stands, at the `notify_url` of its `trade.pay` if it gave one: paid, closed, refunded, finished.
 * https://opendocs.alipay.com/open/204/105301
 */
export function tradeChanged(standIn: StandIn, order: OrderWithTrade, refundNo?: string): void {
  const nowMs = vendorNow(standIn);
  tell(standIn, order.trade.notifyUrl, {
    kind: 'trade',
    about: order.creditBizOrderId,
    parameters: { ...parametersOf(standIn, order, nowMs), ...refundOf(standIn, order, refundNo) },
  });
}

function parametersOf(standIn: StandIn, order: OrderWithTrade, nowMs: number): Record<string, string> {
  const { trade, openId, creditBizOrderId } = order;
  const total = yuanOf(trade.totalFen);
  return {
    app_id: app.appId,
    auth_app_id: app.appId,
    notify_time: plainTime(nowMs),
    notify_type: 'trade_status_sync',
    charset: 'utf-8',
    version: '1.0',
    trade_no: trade.tradeNo,
    out_trade_no: creditBizOrderId,
    credit_biz_order_id: creditBizOrderId,
    trade_status: trade.status,
    subject: trade.subject,
    seller_id: app.sellerId,
    buyer_open_id: openId,
    total_amount: total,
    gmt_create: plainTime(trade.createdAtMs),
    ...(trade.paidAtMs === null
      ? {}
      : { gmt_payment: plainTime(trade.paidAtMs), receipt_amount: total, buyer_pay_amount: total }),
    ...(trade.status === 'TRADE_CLOSED' ? { gmt_close: plainTime(nowMs) } : {}),
    ...advanceOf(standIn, trade),
  };
}

/** What makes a notification one of a refund: its number, and all that was refunded so far. */
function refundOf(
  standIn: StandIn,
  order: OrderWithTrade,
  refundNo: string | undefined,
): Record<string, string> {
  if (refundNo === undefined) return {};
  return {
    out_biz_no: refundNo,
    refund_fee: yuanOf(refundedFen(standIn, order)),
    gmt_refund: plainTime(vendorNow(standIn)),
  };
}
