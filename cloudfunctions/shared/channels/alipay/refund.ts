import * as v from 'valibot';
import type { ChannelRequest } from '../../domain/order/attempt.ts';
import type { RefundOutcome } from '../channel.ts';
import { read, UNEXPECTED } from './answers.ts';
import type { AlipayClient } from './client.ts';
import { REFUND } from './requests.ts';
import { fen } from './yuan.ts';

const REFUND_QUERY = 'alipay.trade.fastpay.refund.query';

const requestSchema = v.object({
  trade_no: v.string(),
  refund_amount: fen,
  out_request_no: v.string(),
});
const takenSchema = v.object({ trade_no: v.string(), fund_change: v.optional(v.picklist(['Y', 'N'])) });
const refundSchema = v.object({
  trade_no: v.optional(v.string()),
  out_request_no: v.optional(v.string()),
  refund_amount: v.optional(fen),
  refund_status: v.optional(v.string()),
});

interface RefundOf {
  readonly refundNo: string;
  readonly transactionId: string;
}

/**
 * Gives money back; under one `out_request_no` never twice. The answer tells what has been given back of the payment
 * altogether, and whether this call moved money: where it did not, the refund itself is asked for.
 */
export async function sendRefund(client: AlipayClient, { body }: ChannelRequest): Promise<RefundOutcome> {
  const asked = v.parse(requestSchema, JSON.parse(body));
  const answer = read(await client.call(REFUND, JSON.parse(body)));
  if (answer.failed) return answer.failed;
  const taken = v.safeParse(takenSchema, answer.body);
  if (!taken.success || taken.output.trade_no !== asked.trade_no) return UNEXPECTED;
  const refund = { refundNo: asked.out_request_no, transactionId: asked.trade_no };
  if (taken.output.fund_change === 'Y') return refunded(refund, asked.refund_amount);
  const now = await queryRefund(client, refund);
  // Taken, and not done yet: as long as that is so, it is sent again under its number.
  return now.kind === 'notFound' ? { kind: 'unknown', cause: 'not refunded yet' } : now;
}

/** Without `refund_status` Alipay has no such refund, or not yet. */
export async function queryRefund(client: AlipayClient, refund: RefundOf): Promise<RefundOutcome> {
  const { refundNo, transactionId } = refund;
  const answer = read(await client.call(REFUND_QUERY, { trade_no: transactionId, out_request_no: refundNo }));
  if (answer.failed) return answer.failed;
  const found = v.safeParse(refundSchema, answer.body);
  if (!found.success) return UNEXPECTED;
  const { trade_no, out_request_no, refund_amount, refund_status } = found.output;
  const ofAnother = trade_no !== transactionId || out_request_no !== refundNo;
  // Of one that it does not know it mostly names nothing at all.
  if (refund_status === undefined && (trade_no ?? transactionId) === transactionId)
    return { kind: 'notFound', signed: true };
  if (refund_status !== 'REFUND_SUCCESS' || ofAnother || refund_amount === undefined) return UNEXPECTED;
  return refunded(refund, refund_amount);
}

/** Alipay numbers no refunds itself: ours is the one that counts. */
function refunded({ refundNo }: RefundOf, amountFen: number): RefundOutcome {
  return { kind: 'facts', facts: { refundNo, channelRefundId: refundNo, amountFen, stage: 'refunded' } };
}
