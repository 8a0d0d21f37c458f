import * as v from 'valibot';
import type { ChannelFailure, ChannelOutcome, ChannelView } from '../channel.ts';
import type { Answer, NoAnswer } from './client.ts';
import type { WechatpayConfig } from './config.ts';
import { isOurs } from './ownership.ts';
import { factsOf, serviceOrderSchema } from './serviceOrder.ts';

/**
 * Such as INVALID_REQUEST; some pages of the vendor write a space into it. What may be unsigned is not logged
 * at any length.
 */
const errorSchema = v.object({
  code: v.pipe(v.string(), v.regex(/^[A-Z_ ]{1,40}$/)),
  message: v.optional(v.string(), ''),
});
const namesSchema = v.object({ out_order_no: v.string(), order_id: v.string() });

/** 单据正在扣款中: a debit is running, and what it will have changed is not known yet. */
const DEBIT_RUNNING = '271316754';
/** Words by which WeChat Pay says that it does not know yet, or that one shall come again. */
const NOT_KNOWN_YET = /扣款中|结果不明|稍后(再试|重试)/;

/** Signed, but not about what was asked: it proves nothing. */
export const UNEXPECTED: ChannelFailure = { kind: 'unknown', cause: 'unexpected answer' };

/**
 * What an answer that is no success means; the body of one that is, which is always signed.
 * https://pay.weixin.qq.com/doc/v3/merchant/4012587900 lists the errors.
 */
export function read(answer: Answer | NoAnswer): {
  readonly failed: ChannelFailure | null;
  readonly body: unknown;
} {
  if ('cause' in answer) return { failed: { kind: 'unknown', cause: answer.cause }, body: null };
  const success = answer.status >= 200 && answer.status < 300;
  return success ? { failed: null, body: answer.body } : { failed: failureOf(answer), body: null };
}

function failureOf({ status, signed, body, requestNo }: Answer): ChannelFailure {
  const error = v.safeParse(errorSchema, body);
  const word = error.success ? error.output.code : String(status);
  const code = requestNo ? `${word}-${requestNo}` : word;
  // Too often, or broken over there: whether it took effect is not said.
  const refusal = status >= 400 && status < 500 && status !== 429;
  const later = requestNo === DEBIT_RUNNING || (error.success && NOT_KNOWN_YET.test(error.output.message));
  if (!refusal || later) return { kind: 'unknown', cause: code };
  // Some pages of the vendor write it with a space. A 404 for another reason is not about the order.
  const missing = status === 404 && /NOT_ ?EXIST/.test(word);
  if (missing) return { kind: 'notFound', signed };
  // A buyer who has ended his authorisation is refused with the same word: then a person finds nothing to mend.
  const misconfigured = status === 401 || word === 'NO_AUTH';
  return { kind: 'refused', code, signed, ...(misconfigured ? { misconfigured } : {}) };
}

type AnswerAbout =
  | { readonly failed: ChannelFailure }
  | { readonly failed: null; readonly body: unknown; readonly channelOrderId: string };

/** The same, where a success must be about that order of ours. */
export function readAbout(config: WechatpayConfig, answer: Answer | NoAnswer, orderId: string): AnswerAbout {
  const { failed, body } = read(answer);
  if (failed) return { failed };
  const names = v.safeParse(namesSchema, body);
  const about = names.success && names.output.out_order_no === orderId && isOurs(config, body);
  return about ? { failed, body, channelOrderId: names.output.order_id } : { failed: UNEXPECTED };
}

/** What a call or a query says about one order. */
export function orderOutcome(
  config: WechatpayConfig,
  answer: Answer | NoAnswer,
  orderId: string,
): ChannelOutcome {
  const about = readAbout(config, answer, orderId);
  if (about.failed) return about.failed;
  const order = v.safeParse(serviceOrderSchema, about.body);
  if (!order.success) return UNEXPECTED;
  const facts = factsOf(order.output, config.mode, new Date());
  return facts ? { kind: 'facts', facts, confirmView: confirmView(order.output.package) } : UNEXPECTED;
}

/** The answer to a cancellation names the order only: that it is a success is the fact. */
export function cancelOutcome(
  config: WechatpayConfig,
  answer: Answer | NoAnswer,
  orderId: string,
): ChannelOutcome {
  const about = readAbout(config, answer, orderId);
  if (about.failed) return about.failed;
  const { channelOrderId } = about;
  const facts = { orderId, channelOrderId, stage: 'closed', amountFen: null, payment: null } as const;
  return { kind: 'facts', facts, confirmView: null };
}

/** 确认订单 in the mini-program. https://pay.weixin.qq.com/doc/v3/merchant/4012587949 */
function confirmView(packageText: string | null | undefined): ChannelView | null {
  return packageText ? { businessType: 'wxpayScoreUse', extraData: { package: packageText } } : null;
}
