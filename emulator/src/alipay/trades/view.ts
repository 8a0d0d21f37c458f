import { plainTime } from '../../channels/times.ts';
import { yuanOf } from '../fields.ts';
import type { OrderWithTrade, Trade } from '../orders/order.ts';
import type { StandIn } from '../stand-in.ts';

/** A trade as the query answers it. https://opendocs.alipay.com/open/1bce7243_alipay.trade.query */
export function viewTrade(standIn: StandIn, { trade, openId, creditBizOrderId }: OrderWithTrade) {
  const total = yuanOf(trade.totalFen);
  return {
    trade_no: trade.tradeNo,
    out_trade_no: creditBizOrderId,
    credit_biz_order_id: creditBizOrderId,
    buyer_open_id: openId,
    buyer_logon_id: '138****0000',
    trade_status: trade.status,
    total_amount: total,
    ...(trade.paidAtMs === null
      ? {}
      : { receipt_amount: total, buyer_pay_amount: total, send_pay_date: plainTime(trade.paidAtMs) }),
    ...advanceOf(standIn, trade),
  };
}

/**
 * Whether Zhima paid in advance: the amount is left out where it did not. The mode is the one of the product;
 * whether an ordinary debit carries it too is not known.
 */
export function advanceOf({ state }: StandIn, { paidBy, totalFen }: Trade): Record<string, string> {
  const advanced = paidBy === 'zhima';
  const { creditPayMode } = state.behaviour;
  const named = creditPayMode === 'always' || (creditPayMode === 'advance' && advanced);
  return {
    ...(named ? { credit_pay_mode: 'creditAdvanceV2' } : {}),
    ...(advanced ? { advance_amount: yuanOf(totalFen) } : {}),
  };
}
