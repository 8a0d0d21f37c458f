import { PlatformError } from '../kernel/errors.ts';
import type { Limit } from './limits.ts';

const CONTACT = 'Please check your request, but if the problem persists, contact us.';

export function invalidParam(message: string): PlatformError {
  return new PlatformError('INVALID_PARAM', message);
}

export function requestFailed(message: string): PlatformError {
  return new PlatformError('DATABASE_REQUEST_FAILED', message);
}

export function collectionMissing(name: string): PlatformError {
  return new PlatformError(
    'DATABASE_COLLECTION_NOT_EXIST',
    `[ResourceNotFound] Db or Table not exist: ${name}. Please check your request, but if the problem cannot be solved, contact us.`,
  );
}

export function collectionExists(): PlatformError {
  return new PlatformError(
    'DATABASE_COLLECTION_ALREADY_EXIST',
    '[ResourceUnavailable.ResourceExist] Table exist. Please check your request, but if the problem cannot be solved, contact us.',
  );
}

export function transactionConflict(): PlatformError {
  return new PlatformError(
    'DATABASE_TRANSACTION_CONFLICT',
    `[ResourceUnavailable.TransactionConflict] Transaction is conflict, maybe resource operated by others. ${CONTACT}`,
  );
}

export function transactionGone(): PlatformError {
  return new PlatformError(
    'DATABASE_TRANSACTION_FAIL',
    `[ResourceUnavailable.TransactionNotExist] Transaction does not exist on the server, transaction must be commit or abort in 30 seconds. ${CONTACT}`,
  );
}

/**
 * Two meanings, one text: a second request came while one in the same transaction ran (code observed in public
 * reports), or an ordinary write waited too long for a document that a transaction holds (code unknown).
 */
export function transactionBusy(): PlatformError {
  return new PlatformError(
    'DATABASE_TRANSACTION_FAIL',
    `[ResourceUnavailable.TransactionBusy] Transaction is busy. ${CONTACT}`,
  );
}

/** MongoDB's E11000, in the wrapping that the platform gives it for an insert or for an update. */
export function duplicateKey(
  operation: 'Insert' | 'Update',
  collection: string,
  index: string,
  keyText: string,
): PlatformError {
  const error = `E11000 duplicate key error collection: tnt-local.${collection} index: ${index} dup key: { ${keyText} }`;
  return requestFailed(
    operation === 'Insert'
      ? `[FailedOperation.Insert] bulk write error: [{${error}}]`
      : `[FailedOperation.Update] multiple write errors: [{write errors: [{${error}}]}, {<nil>}]`,
  );
}

/** @throws PlatformError with the limit's code if `actual` is above it */
export function checkLimit(limit: Limit, actual: number, what: string): void {
  if (actual > limit.max)
    throw new PlatformError(limit.code, `${what}: ${actual}, the limit is ${limit.max}`);
}
