import { after, DAY_MS, MINUTE_MS } from '../duration.ts';
import type { Order, Refund } from './order.ts';

/** Channels want refunds of one payment apart; WeChat Pay a minute, https://pay.weixin.qq.com/doc/v3/merchant/4012587976. */
const REFUND_GAP_MS = 2 * MINUTE_MS;
/** WeChat Pay takes no more of one payment. */
const MAX_REFUNDS = 50;

type Paid = { readonly payableFen: number | null } & Pick<Order, 'payment' | 'refunds'>;

/** What left or is leaving for the buyer, in fen. Refunds that failed gave nothing back. */
export function refundedFen(refunds: readonly Refund[]): number {
  return refunds.reduce((sum, { amountFen, stage }) => (stage === 'failed' ? sum : sum + amountFen), 0);
}

/** What was paid beyond what is payable, and is not on its way back yet, in fen; never negative. */
export function owedBackFen({ payableFen, payment, refunds }: Paid): number {
  if (!payment || payableFen === null) return 0;
  return Math.max(0, payment.paidFen - payableFen - refundedFen(refunds));
}

/**
 * When the next refund is to be asked for; null if none is owed, or the channel cannot give it. One that
 * failed is asked for again, ever more rarely.
 */
export function refundDueAt(paid: Paid & Pick<Order, 'loweredAt'>): Date | null {
  const { payment, refunds, loweredAt } = paid;
  if (!payment?.transactionId || owedBackFen(paid) === 0 || noMoreRefunds(refunds)) return null;
  const last = refunds.at(-1);
  if (!last) return loweredAt && loweredAt > payment.paidAt ? loweredAt : payment.paidAt;
  const failures = refunds.filter(({ stage }) => stage === 'failed').length;
  return after(last.requestedAt, last.stage === 'failed' ? failures * DAY_MS : REFUND_GAP_MS);
}

/** Whether the channel gives no further refund of this payment. */
export function noMoreRefunds(refunds: readonly Refund[]): boolean {
  return refunds.filter(({ stage }) => stage !== 'failed').length >= MAX_REFUNDS;
}

/** The refund that is asked for by the open call. */
export function requestedRefund(refunds: readonly Refund[]): Refund | undefined {
  return inStage(refunds, 'requested');
}

/** The refund that the channel has taken, and whose end it has not told yet. */
export function openRefund(refunds: readonly Refund[]): Refund | undefined {
  return inStage(refunds, 'processing') ?? inStage(refunds, 'abnormal');
}

function inStage(refunds: readonly Refund[], wanted: Refund['stage']): Refund | undefined {
  return refunds.find(({ stage }) => stage === wanted);
}

/** Our number of an order's next refund: the order can be read from it. */
export function nextRefundNo(order: Pick<Order, '_id' | 'refunds'>): string {
  return `${order._id}-${order.refunds.length + 1}`;
}

/** The order that a refund number belongs to. */
export function orderIdOfRefund(refundNo: string): string {
  return refundNo.slice(0, refundNo.lastIndexOf('-'));
}

/** Whether the channel collects no more than is payable now, and anything at all is. */
export function collectsWhatIsPayable({
  payableFen,
  collectingFen,
}: Pick<Order, 'payableFen' | 'collectingFen'>): boolean {
  return payableFen > 0 && (collectingFen ?? 0) <= payableFen;
}
