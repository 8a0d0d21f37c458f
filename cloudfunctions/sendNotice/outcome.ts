import type { PushOutcome } from '../shared/usecases/money/push.ts';

/** What says of the buyer, not of us: no open grant, an openid that is gone, another message just now. */
const OF_THE_BUYER = [43101, 40003, 43108];

/**
 * The platform's own refusals, before WeChat's API saw anything: no such API, this function may not call it
 * (config.json), not called from within WeChat. Its other codes are time-outs and failures, which prove
 * nothing.
 */
const NOT_PASSED_ON = [-604100, -604101, -604104];

/**
 * What an errcode proves: every one above zero is WeChat's refusal, -1 is "system busy".
 * https://developers.weixin.qq.com/miniprogram/dev/OpenApiDoc/mp-message-management/subscribe-message/sendMessage.html
 * @param code null if none came
 */
export function outcomeOf(code: number | null): PushOutcome {
  if (code === 0) return 'sent';
  const isRefusal = code !== null && (code > 0 || NOT_PASSED_ON.includes(code));
  return isRefusal ? 'refused' : 'unknown';
}

/**
 * Whether a person must look at it: the same refusal will come for every buyer. A wrong template (40037), page
 * (41030) or field (47003), a missing permission, a quota that is used up, a banned template.
 */
export function isOurFault(code: number | null): boolean {
  return outcomeOf(code) === 'refused' && code !== null && !OF_THE_BUYER.includes(code);
}
