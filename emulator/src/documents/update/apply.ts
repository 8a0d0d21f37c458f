import { equalValues } from '../compare.ts';
import { requestFailed } from '../errors.ts';
import { refuseSdkObjects, refuseUnencodedValues } from '../sdk-traps.ts';
import type { Document, EvaluationContext } from '../values.ts';
import { parseUpdate } from './parse.ts';
import { resolvePositional } from './positional.ts';
import { writePath } from './write-path.ts';

export interface UpdateResult {
  /** Shares every part that did not change with the document that was given. */
  readonly next: Document;
  /** False if every value written equals the one before (MongoDB's nModified stays 0). */
  readonly changed: boolean;
}

/**
 * Applies an operator document such as `{$set: …, $inc: …}`. The document given is never changed.
 * Semantics and error texts: https://www.mongodb.com/docs/manual/reference/operator/update/
 * @param filter what selected the document; the positional operator `$` needs it
 * @throws PlatformError INVALID_PARAM for objects the SDK failed to encode; DATABASE_REQUEST_FAILED for what
 * the server refuses
 */
export function applyUpdate(
  document: Document,
  update: Document,
  context: EvaluationContext,
  filter?: Document,
): UpdateResult {
  refuseSdkObjects(update, 'update');
  refuseUnencodedValues(update);
  let next = document;
  for (const change of parseUpdate(update, context)) {
    next = writePath(next, resolvePositional(change, document, filter, context), document);
  }
  if (document['_id'] !== undefined && !equalValues(next['_id'], document['_id'])) {
    throw requestFailed("Performing an update on the path '_id' would modify the immutable field '_id'");
  }
  return { next, changed: next !== document };
}
