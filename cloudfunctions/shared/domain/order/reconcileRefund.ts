import type { AttentionCode } from './attentionCode.ts';
import type { RefundFacts } from './channelFacts.ts';
import { BY_CHANNEL, type OrderEvent } from './events.ts';
import type { Order } from './order.ts';

export interface RefundReconciliation {
  /** What must happen to the order so that it agrees with the channel; null if it agrees already. */
  readonly event: OrderEvent | null;
  readonly attention: AttentionCode | null;
}

const AGREES: RefundReconciliation = { event: null, attention: null };

/** What a signed fact about a refund means for its order. What is over stays over. */
export function reconcileRefund(order: Order, facts: RefundFacts, at: Date): RefundReconciliation {
  const { refundNo, channelRefundId, amountFen } = facts;
  const refund = order.refunds.find((one) => one.refundNo === refundNo);
  // Given back by hand on the channel's pages, or not what we asked for: a person must compare.
  if (refund?.amountFen !== amountFen) return { event: null, attention: 'REFUND_UNEXPECTED' };
  if (refund.stage === 'refunded' || (refund.stage === 'failed' && facts.stage === 'closed')) return AGREES;
  // Given up here, and the money goes back all the same: perhaps beside another refund.
  const attention = refund.stage === 'failed' ? 'REFUND_UNEXPECTED' : null;
  const by = BY_CHANNEL;
  switch (facts.stage) {
    case 'processing':
      return refund.stage === 'requested' || refund.stage === 'failed'
        ? { attention, event: { type: 'refundAccepted', at, by, refundNo, channelRefundId } }
        : AGREES;
    case 'refunded':
      return { attention, event: { type: 'refunded', at, by, refundNo, channelRefundId, amountFen } };
    case 'closed':
      return {
        event: { type: 'refundFailed', at, by, refundNo, code: 'CLOSED' },
        attention: 'REFUND_FAILED',
      };
    case 'abnormal':
      return refund.stage === 'abnormal'
        ? AGREES
        : { event: { type: 'refundAbnormal', at, by, refundNo }, attention: 'REFUND_ABNORMAL' };
  }
}
