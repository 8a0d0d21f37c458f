import type { ErrorCode } from '../domain/errorCode.ts';

export interface Failure {
  readonly code: ErrorCode;
  /** For people, in Chinese. */
  readonly message: string;
  readonly details?: Readonly<Record<string, unknown>>;
}

/** What every function answers. */
export type Result<T> =
  | { readonly ok: true; readonly data: T }
  | { readonly ok: false; readonly error: Failure };
