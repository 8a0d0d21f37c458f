import type { ChannelFailure } from '../channel.ts';
import type { Answer, NoAnswer } from './signedAnswer.ts';

/** Signed, but not about what was asked: it proves nothing. */
export const UNEXPECTED: ChannelFailure = { kind: 'unknown', cause: 'unexpected answer' };

/** `10003` is the answer to a debit that has begun. https://opendocs.alipay.com/common/02km9f */
const SUCCESS = ['10000', '10003'];
/** Understood, and refused. Others say that the service is not available (20000), or that we call too often (40005). */
const REFUSAL = /^4000[12346]$/;

/** Alipay does not know itself, or something broke over there: whether it took effect is not said. */
const NOT_KNOWN = /SYSTEM_ERROR|SYSTEM_EXCEPTION|DEPEND_FAILURE|BIZ_ERROR|UNKNOW|TIMEOUT|^(isp|aop)\./i;
const NOT_FOUND = /^(ACQ\.TRADE_NOT_EXIST|ORDER_NOT_EXIST|CREDIT_AGREEMENT_NOT_EXIST|CREDIT_AUTH_NOT_EXIST)$/;
/** Our key, number, clock, contract or permission, whatever the request was about. */
const MISCONFIGURED =
  /^isv\.(invalid|missing|insufficient)-|NO_PERMISSION|ACCESS_FORBIDDEN|^(CHECK_SIGN_SALES_FAIL|SIGN_SALES_CHANGE)$/;

type Read = { readonly failed: ChannelFailure } | { readonly failed: null; readonly body: Answer['body'] };

/**
 * What an answer that is no success means; the body of one that is. All are signed, or they would be none.
 * Codes: https://opendocs.alipay.com/common/02km9f and the vendor's SDKs.
 */
export function read(answer: Answer | NoAnswer): Read {
  if ('cause' in answer) return { failed: { kind: 'unknown', cause: answer.cause } };
  const { code, subCode, body } = answer;
  if (code === null) return { failed: UNEXPECTED };
  return SUCCESS.includes(code) ? { failed: null, body } : { failed: failureOf(code, subCode ?? code) };
}

function failureOf(code: string, what: string): ChannelFailure {
  if (!REFUSAL.test(code) || NOT_KNOWN.test(what)) return { kind: 'unknown', cause: what };
  if (NOT_FOUND.test(what)) return { kind: 'notFound', signed: true };
  const misconfigured = MISCONFIGURED.test(what);
  return { kind: 'refused', code: what, signed: true, ...(misconfigured ? { misconfigured } : {}) };
}
