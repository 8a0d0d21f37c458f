import { type Document, equalityCandidates, isDocument } from '../documents/index.ts';
import type { Collection } from './collection.ts';

/**
 * Keys of the documents that can match a filter, found by `_id` or an index: perhaps too many, never too few.
 * Null if no index serves the filter.
 */
export function candidateKeys(collection: Collection, filter: Document): Iterable<string> | null {
  const ids = equalityCandidates(filter, ['_id']);
  if (ids) return ids;
  return (
    smallest(collection.indexes.map((index) => index.equalTo(filter))) ??
    smallest(collection.indexes.map((index) => index.inRange(filter))) ??
    alternatives(collection, filter)
  );
}

function smallest(sets: readonly (ReadonlySet<string> | null)[]): ReadonlySet<string> | null {
  let best: ReadonlySet<string> | null = null;
  for (const set of sets) if (set && (!best || set.size < best.size)) best = set;
  return best;
}

/** An `$or` is served if each of its branches is. */
function alternatives(collection: Collection, filter: Document): Iterable<string> | null {
  const branches = Object.hasOwn(filter, '$or') ? filter['$or'] : undefined;
  if (!Array.isArray(branches)) return null;
  const keys = new Set<string>();
  for (const branch of branches) {
    const found = isDocument(branch) ? candidateKeys(collection, branch) : null;
    if (!found) return null;
    for (const key of found) keys.add(key);
  }
  return keys;
}
