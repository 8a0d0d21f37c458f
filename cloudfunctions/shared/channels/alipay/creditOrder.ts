import * as v from 'valibot';
import type { ChannelFacts, ChannelStage } from '../../domain/order/channelFacts.ts';
import type { Payment } from '../../domain/order/order.ts';
import { fromAlipayTime } from './time.ts';
import { fen } from './yuan.ts';

/** 信用服务订单. `out_order_no` is not among what the vendor's SDKs read of it. */
export const creditOrderSchema = v.object({
  credit_biz_order_id: v.string(),
  out_order_no: v.optional(v.string()),
  order_status: v.picklist(['INIT', 'TRADE_FINISHED', 'TRADE_CLOSED']),
});

/** Alipay also leaves a field empty that it has nothing to say in. */
const EMPTY = v.pipe(
  v.literal(''),
  v.transform(() => undefined),
);

/** The debit of an order; it goes by the order's number at Alipay. */
export const tradeSchema = v.object({
  trade_no: v.string(),
  out_trade_no: v.string(),
  trade_status: v.picklist(['WAIT_BUYER_PAY', 'TRADE_SUCCESS', 'TRADE_FINISHED', 'TRADE_CLOSED']),
  total_amount: fen,
  /** When it was paid; it stays when all of it was given back, and the trade closed by that. */
  send_pay_date: v.optional(v.union([EMPTY, v.pipe(v.string(), v.transform(fromAlipayTime), v.date())])),
  /** 代偿: what Alipay has paid in the buyer's stead; it is left out where it has paid nothing. */
  advance_amount: v.optional(v.union([EMPTY, fen])),
  /**
   * The product's own mode, which says of no debit who has paid it. Others than this one are to be treated as
   * failures, says the vendor.
   */
  credit_pay_mode: v.optional(v.picklist(['', 'creditAdvanceV2'])),
});

export type CreditOrder = v.InferOutput<typeof creditOrderSchema>;
export type Trade = v.InferOutput<typeof tradeSchema>;

/**
 * Our words for an order and its debit; the order itself knows nothing of a debit that has begun, nor when it was
 * paid. Null for a combination that Alipay does not document: nothing is concluded from that.
 * https://opendocs.alipay.com/open/4b0b26e9_zhima.credit.payafteruse.creditbizorder.query
 */
export function factsOf(
  orderId: string,
  order: CreditOrder,
  trade: Trade | null,
  now: Date,
): ChannelFacts | null {
  const payment = trade && paymentOf(trade, now);
  const stage = payment ? 'paid' : stageUnpaid(order, trade);
  if (!stage) return null;
  const collects = stage === 'collecting' || stage === 'paid';
  const amountFen = collects ? (trade?.total_amount ?? null) : null;
  return { orderId, channelOrderId: order.credit_biz_order_id, stage, amountFen, payment };
}

function stageUnpaid({ order_status }: CreditOrder, trade: Trade | null): ChannelStage | null {
  // Ended without a debit, which ends one that has begun, or given back in full.
  if (order_status === 'TRADE_CLOSED') return 'closed';
  if (order_status !== 'INIT') return null;
  if (!trade) return 'running';
  return trade.trade_status === 'WAIT_BUYER_PAY' ? 'collecting' : null;
}

function paymentOf(trade: Trade, now: Date): Payment | null {
  const { trade_no, trade_status, total_amount, send_pay_date, advance_amount } = trade;
  const paid = trade_status === 'TRADE_SUCCESS' || trade_status === 'TRADE_FINISHED';
  const paidOnce = trade_status === 'TRADE_CLOSED' && send_pay_date !== undefined;
  if (!paid && !paidOnce) return null;
  const advanced = (advance_amount ?? 0) > 0;
  return {
    paidFen: total_amount,
    // Not every answer tells it.
    paidAt: send_pay_date ?? now,
    transactionId: trade_no,
    ...(advanced && { paidBy: 'channelAdvance' }),
  };
}
