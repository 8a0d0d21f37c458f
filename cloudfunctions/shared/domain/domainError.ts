import type { ErrorCode } from './errorCode.ts';

/** Facts that help the caller, such as the state that refused; never anything internal. */
export type ErrorDetails = Readonly<Record<string, unknown>>;

/** A refusal with a code from the catalogue. Everything else that is thrown is a defect. */
export class DomainError extends Error {
  override readonly name = 'DomainError';

  constructor(
    readonly code: ErrorCode,
    readonly details?: ErrorDetails,
  ) {
    super(code);
  }
}
