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

/*
 * The SDKs cannot make an index, so that they have no code for what is wrong with one: these two are our names. The
 * Tencent Cloud API has codes of its own.
 */

export function indexMissing(collection: string, index: string): PlatformError {
  return new PlatformError('DATABASE_INDEX_NOT_EXIST', `the collection ${collection} has no index ${index}`);
}

export function indexConflict(index: string, other: string): PlatformError {
  return new PlatformError('DATABASE_INDEX_CONFLICT', `the indexes ${other} and ${index} have the same keys`);
}

/**
 * MongoDB's E11000, in the wrapping that the platform gives it for an insert or for an update. That of an index which
 * cannot be made is unknown.
 */
export function duplicateKey(
  operation: 'Insert' | 'Update' | 'CreateIndex',
  collection: string,
  index: string,
  keyText: string,
): PlatformError {
  const error = `E11000 duplicate key error collection: tnt-local.${collection} index: ${index} dup key: { ${keyText} }`;
  switch (operation) {
    case 'Insert':
      return requestFailed(`[FailedOperation.Insert] bulk write error: [{${error}}]`);
    case 'Update':
      return requestFailed(
        `[FailedOperation.Update] multiple write errors: [{write errors: [{${error}}]}, {<nil>}]`,
      );
    case 'CreateIndex':
      return requestFailed(`[FailedOperation] ${error}`);
  }
}

/** @throws PlatformError with the limit's code if `actual` is above it */
export function checkLimit(limit: Limit, actual: number, what: string): void {
  if (actual > limit.max)
    throw new PlatformError(limit.code, `${what}: ${actual}, the limit is ${limit.max}`);
}
