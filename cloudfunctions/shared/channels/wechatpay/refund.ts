import * as v from 'valibot';
import type { ChannelRequest } from '../../domain/order/attempt.ts';
import type { RefundFacts } from '../../domain/order/channelFacts.ts';
import type { Channel, RefundOutcome } from '../channel.ts';
import { read, UNEXPECTED } from './answers.ts';
import type { Answer, NoAnswer } from './client.ts';
import type { WechatpayConfig } from './config.ts';
import { isOurs } from './ownership.ts';

export const REFUNDS = '/v3/refund/domestic/refunds';

const fen = v.pipe(v.number(), v.integer(), v.minValue(0));
const status = v.picklist(['SUCCESS', 'CLOSED', 'PROCESSING', 'ABNORMAL']);

const answerSchema = v.object({
  out_refund_no: v.string(),
  refund_id: v.string(),
  status,
  amount: v.object({ refund: fen }),
});

/** The same in a callback, where the status has another name. */
export const refundNewsSchema = v.object({
  out_refund_no: v.string(),
  refund_id: v.string(),
  refund_status: status,
  amount: v.object({ refund: fen }),
});

const STAGES = {
  SUCCESS: 'refunded',
  CLOSED: 'closed',
  PROCESSING: 'processing',
  ABNORMAL: 'abnormal',
} as const;

/**
 * Gives money of a payment back. By transaction: the order's own number is no `out_trade_no`.
 * https://pay.weixin.qq.com/doc/v3/merchant/4012587976
 */
export function refundRequest(
  config: Pick<WechatpayConfig, 'callbackUrl'>,
  { orderId, refundNo, transactionId, amountFen, paidFen }: Parameters<Channel['refundRequest']>[0],
): ChannelRequest {
  return {
    orderId,
    path: REFUNDS,
    withPayerId: false,
    body: JSON.stringify({
      transaction_id: transactionId,
      out_refund_no: refundNo,
      reason: '商品退款',
      notify_url: config.callbackUrl,
      amount: { refund: amountFen, total: paidFen, currency: 'CNY' },
    }),
  };
}

/** Our number of the refund that a stored request asks for. */
export function refundNoIn({ body }: ChannelRequest): string {
  return v.parse(v.object({ out_refund_no: v.string() }), JSON.parse(body)).out_refund_no;
}

/** What an answer says about that refund. */
export function refundOutcome(
  config: WechatpayConfig,
  answer: Answer | NoAnswer,
  refundNo: string,
): RefundOutcome {
  const { failed, body } = read(answer);
  if (failed) return failed;
  const refund = v.safeParse(answerSchema, body);
  const asked = refund.success && refund.output.out_refund_no === refundNo && isOurs(config, body);
  if (!asked) return UNEXPECTED;
  return { kind: 'facts', facts: refundFacts(refund.output, refund.output.status) };
}

/** What a callback says about a refund. */
export function refundFactsOf(news: v.InferOutput<typeof refundNewsSchema>): RefundFacts {
  return refundFacts(news, news.refund_status);
}

function refundFacts(
  refund: Omit<v.InferOutput<typeof answerSchema>, 'status'>,
  is: keyof typeof STAGES,
): RefundFacts {
  return {
    refundNo: refund.out_refund_no,
    channelRefundId: refund.refund_id,
    amountFen: refund.amount.refund,
    stage: STAGES[is],
  };
}
