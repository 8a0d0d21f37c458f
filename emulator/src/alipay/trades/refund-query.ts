import { record, text } from '../../channels/fields.ts';
import { plainTime } from '../../channels/times.ts';
import { yuanOf } from '../fields.ts';
import type { Call } from '../gateway/request.ts';
import type { StandIn } from '../stand-in.ts';
import { findTrade, tradeNames } from './find.ts';
import { queryOptions } from './query.ts';
import { refundKey } from './refunded.ts';

const refundQueryFields = record({ ...tradeNames, out_request_no: text(64), query_options: queryOptions });

/**
 * What became of a refund. Of one that is unknown, still under way or failed the vendor says nothing at all, and that
 * as a success.
 */
export function queryRefund(standIn: StandIn, call: Call) {
  const fields = call.content(refundQueryFields);
  const order = findTrade(standIn, fields);
  const refund = standIn.state.refunds.get(refundKey(order, fields.out_request_no));
  const names = { trade_no: order.trade.tradeNo, out_trade_no: order.creditBizOrderId };
  if (refund?.status !== 'done') return names;
  const { outRequestNo, amountFen, reason, doneAtMs } = refund;
  const tellsTime = fields.query_options?.includes('gmt_refund_pay') && doneAtMs !== null;
  return {
    ...names,
    out_request_no: outRequestNo,
    ...(reason === undefined ? {} : { refund_reason: reason }),
    total_amount: yuanOf(order.trade.totalFen),
    refund_amount: yuanOf(amountFen),
    refund_status: 'REFUND_SUCCESS',
    ...(tellsTime ? { gmt_refund_pay: plainTime(doneAtMs) } : {}),
  };
}
