import { PlatformError } from '../kernel/errors.ts';

/** What the database server itself refuses; `message` is MongoDB's own text where it is known. */
export function requestFailed(message: string): PlatformError {
  return new PlatformError('DATABASE_REQUEST_FAILED', message);
}

/** What never reaches the database server: malformed parameters and the traps of the SDK. */
export function invalidParam(message: string): PlatformError {
  return new PlatformError('INVALID_PARAM', message);
}

/** What the platform can do and this emulator cannot. */
export function unsupported(what: string): PlatformError {
  return requestFailed(`${what} is unsupported by the local emulator`);
}
