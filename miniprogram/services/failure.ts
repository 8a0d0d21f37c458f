import type { ErrorCode } from '../../cloudfunctions/shared/domain/errorCode.ts';

/** Why a call did not do what was asked. The last two say that nobody knows whether it arrived. */
export type FailureCode = ErrorCode | 'OFFLINE' | 'UNREACHABLE';

/** Thrown by `call`; its message is in words for people. */
export interface CallFailure extends Error {
  readonly code: FailureCode;
  readonly details: Readonly<Record<string, unknown>>;
}

export function callFailure(
  code: FailureCode,
  message: string,
  details: CallFailure['details'] = {},
): CallFailure {
  // No class: where WeChat's compiler makes ES5 of it, instanceof does not know an own kind of Error.
  return Object.assign(new Error(message), { code, details });
}

export function isCallFailure(error: unknown): error is CallFailure {
  return error instanceof Error && 'code' in error && 'details' in error;
}
