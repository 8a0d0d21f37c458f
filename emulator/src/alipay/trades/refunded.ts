import type { OrderWithTrade } from '../orders/order.ts';
import type { StandIn } from '../stand-in.ts';

/** One refund of a trade. It is replaced, never changed in place. */
export interface Refund {
  readonly outRequestNo: string;
  readonly creditBizOrderId: string;
  readonly amountFen: number;
  readonly reason?: string;
  /** failed: the money can be refunded under any number, this one too. */
  readonly status: 'processing' | 'done' | 'failed';
  /** Decided when it is accepted. */
  readonly end: 'succeed' | 'fail';
  readonly doneAtMs: number | null;
}

/** What of a trade was given back so far, in fen. */
export function refundedFen(
  { state }: StandIn,
  { creditBizOrderId }: OrderWithTrade,
  statuses: readonly Refund['status'][] = ['done'],
): number {
  return [...state.refunds.values()]
    .filter((one) => one.creditBizOrderId === creditBizOrderId && statuses.includes(one.status))
    .reduce((sum, { amountFen }) => sum + amountFen, 0);
}

/** By which a refund is kept: its number is unique within its trade. */
export function refundKey({ trade }: OrderWithTrade, outRequestNo: string): string {
  return `${trade.tradeNo} ${outRequestNo}`;
}
