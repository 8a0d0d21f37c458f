/**
 * An error that the platform itself would answer. `code` is what the SDKs show as `code` (and map to
 * `errCode`); the text is what they print. Everything that is not a PlatformError is a defect of the
 * emulator and reaches the caller as SYS_ERR.
 */
export class PlatformError extends Error {
  override readonly name = 'PlatformError';

  constructor(
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}
