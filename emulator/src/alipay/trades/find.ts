import { optional, text } from '../../channels/fields.ts';
import { Refusal } from '../errors.ts';
import { hasTrade, type OrderWithTrade } from '../orders/order.ts';
import type { StandIn } from '../stand-in.ts';

/** How a request names a trade; `trade_no` counts if it gives both. */
export const tradeNames = { trade_no: optional(text(64)), out_trade_no: optional(text(64)) };

interface Named {
  readonly trade_no?: string;
  readonly out_trade_no?: string;
}

/** @throws Refusal */
export function findTrade({ state }: StandIn, { trade_no: no, out_trade_no: outNo }: Named): OrderWithTrade {
  if (no === undefined && outNo === undefined) {
    throw new Refusal('ACQ.INVALID_PARAMETER', 'trade_no和out_trade_no不能同时为空');
  }
  const order =
    no === undefined
      ? state.orders.get(outNo ?? '')
      : [...state.orders.values()].find(({ trade }) => trade?.tradeNo === no);
  if (!order || !hasTrade(order)) throw new Refusal('ACQ.TRADE_NOT_EXIST');
  return order;
}
