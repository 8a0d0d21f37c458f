import { type Checked, optional, record, text } from '../../channels/fields.ts';
import { deposit } from '../../channels/wallets.ts';
import { Refusal } from '../errors.ts';
import { yuan, yuanOf } from '../fields.ts';
import type { Call } from '../gateway/request.ts';
import { tradeChanged } from '../notifications/trade.ts';
import { closeOrder } from '../orders/finish.ts';
import { keepOrder, type OrderWithTrade } from '../orders/order.ts';
import type { StandIn } from '../stand-in.ts';
import { findTrade, tradeNames } from './find.ts';
import { queryOptions } from './query.ts';
import { refundedFen, refundKey } from './refunded.ts';

const refundFields = record({
  ...tradeNames,
  refund_amount: yuan,
  out_request_no: optional(text(64)),
  refund_reason: optional(text(256)),
  query_options: queryOptions,
});

/**
 * Money back, never more than was paid. The same number with the same amount is the same refund.
 * https://opendocs.alipay.com/open/ce7e9000_alipay.trade.refund
 */
export function requestRefund(standIn: StandIn, call: Call) {
  const fields = call.content(refundFields);
  const order = findTrade(standIn, fields);
  const outRequestNo = fields.out_request_no ?? order.creditBizOrderId;
  const key = refundKey(order, outRequestNo);
  const known = standIn.state.refunds.get(key);
  if (known && known.status !== 'failed') {
    if (known.amountFen !== fields.refund_amount) throw new Refusal('ACQ.DISCORDANT_REPEAT_REQUEST');
    return answer(standIn, order, 'N');
  }
  requireRefundable(standIn, order, fields);
  const { refunds: end, refundDelayMs } = standIn.state.behaviour;
  standIn.state.refunds.set(key, {
    outRequestNo,
    creditBizOrderId: order.creditBizOrderId,
    amountFen: fields.refund_amount,
    ...(fields.refund_reason === undefined ? {} : { reason: fields.refund_reason }),
    status: 'processing',
    end,
    doneAtMs: null,
  });
  if (refundDelayMs === 0) finishRefund(standIn, key);
  else standIn.schedule.plan({ atMs: standIn.clock.now() + refundDelayMs, kind: 'refund', key });
  return answer(standIn, order, standIn.state.refunds.get(key)?.status === 'done' ? 'Y' : 'N');
}

/** @throws Refusal */
function requireRefundable(
  standIn: StandIn,
  order: OrderWithTrade,
  { refund_amount: amountFen, out_request_no: no }: Checked<typeof refundFields>,
): void {
  const { status, totalFen } = order.trade;
  if (status === 'TRADE_FINISHED') throw new Refusal('ACQ.TRADE_HAS_FINISHED');
  if (status === 'WAIT_BUYER_PAY') throw new Refusal('ACQ.TRADE_STATUS_ERROR');
  if (no === undefined && amountFen !== totalFen) {
    throw new Refusal('ACQ.INVALID_PARAMETER', '部分退款必须传入out_request_no');
  }
  // A trade that was closed unpaid has nothing, one that was refunded in full has nothing left.
  const leftFen =
    order.trade.paidAtMs === null ? 0 : totalFen - refundedFen(standIn, order, ['done', 'processing']);
  if (amountFen > leftFen) throw new Refusal('ACQ.REFUND_AMT_NOT_EQUAL_TOTAL');
  if (amountFen > standIn.state.behaviour.merchantBalanceFen) {
    throw new Refusal('ACQ.SELLER_BALANCE_NOT_ENOUGH');
  }
}

/** The refund ends: the money is back, with Zhima first if she has lent it, or the merchant can only see that it is not. */
export function finishRefund(standIn: StandIn, key: string): void {
  const refund = standIn.state.refunds.get(key);
  if (refund?.status !== 'processing') return;
  const nowMs = standIn.clock.now();
  if (refund.end === 'fail') {
    standIn.state.refunds.set(key, { ...refund, status: 'failed' });
    return;
  }
  standIn.state.refunds.set(key, { ...refund, status: 'done', doneAtMs: nowMs });
  const order = findTrade(standIn, { out_trade_no: refund.creditBizOrderId });
  const toZhimaFen = Math.min(order.trade.owedFen, refund.amountFen);
  if (refund.amountFen > toZhimaFen) deposit(standIn, order.openId, refund.amountFen - toZhimaFen);
  const refunded = keepOrder<OrderWithTrade>(standIn, {
    ...order,
    trade: { ...order.trade, owedFen: order.trade.owedFen - toZhimaFen },
  });
  if (refundedFen(standIn, order) === order.trade.totalFen)
    closeOrder(standIn, refunded, refund.outRequestNo);
  else tradeChanged(standIn, refunded, refund.outRequestNo);
}

function answer(standIn: StandIn, order: OrderWithTrade, fundChange: 'Y' | 'N') {
  return {
    trade_no: order.trade.tradeNo,
    out_trade_no: order.creditBizOrderId,
    buyer_open_id: order.openId,
    fund_change: fundChange,
    refund_fee: yuanOf(refundedFen(standIn, order)),
  };
}
