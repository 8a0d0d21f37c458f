import type { Result } from '../shared/contract/result.ts';
import { DomainError } from '../shared/domain/domainError.ts';
import type { ErrorCode } from '../shared/domain/errorCode.ts';
import { failureOf } from '../shared/platform/answer.ts';
import type { HttpAnswer } from '../shared/platform/http.ts';

/** A refusal is an answer like any other; only what concerns the call itself has a status of its own. */
const STATUS: Partial<Record<ErrorCode, number>> = {
  INVALID_INPUT: 400,
  NOT_SIGNED_IN: 401,
  FORBIDDEN: 403,
  TOO_MANY_REQUESTS: 429,
  INTERNAL: 500,
};

/** What the functions answer to WeChat, as an HTTP answer. */
export function answered(result: Result<unknown>): HttpAnswer {
  return {
    statusCode: result.ok ? 200 : (STATUS[result.error.code] ?? 200),
    headers: { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' },
    body: JSON.stringify(result),
  };
}

export function refused(code: ErrorCode): HttpAnswer {
  return answered({ ok: false, error: failureOf(new DomainError(code)) });
}

export const NOWHERE: HttpAnswer = { statusCode: 404, body: '' };
export const NOT_ALLOWED: HttpAnswer = { statusCode: 405, headers: { allow: 'POST' }, body: '' };
