import { compareValues } from './compare.ts';
import { requestFailed } from './errors.ts';
import { type Path, splitPath } from './filter/path.ts';
import { leafValues } from './leaf-values.ts';
import type { Document } from './values.ts';

interface SortKey {
  readonly path: Path;
  readonly direction: 1 | -1;
}

/** Stands for an empty array, which sorts before null. */
const EMPTY_ARRAY = Symbol('empty array');

/**
 * Compiles an order such as `{at: -1, no: 1}`. An array sorts by its least element if ascending, by its
 * greatest if descending; a missing field sorts as null.
 * Source: https://www.mongodb.com/docs/manual/reference/method/cursor.sort/
 */
export function compileSort(order: Document): (a: Document, b: Document) => number {
  const keys = Object.keys(order).map(
    (field): SortKey => ({
      path: splitPath(field),
      direction: toDirection(order[field]),
    }),
  );
  return (a, b) => {
    for (const { path, direction } of keys) {
      const difference = compareKeys(sortValue(a, path, direction), sortValue(b, path, direction));
      if (difference !== 0) return difference * direction;
    }
    return 0;
  };
}

function toDirection(value: unknown): 1 | -1 {
  if (value === 1 || value === -1) return value;
  throw requestFailed('$sort key ordering must be 1 (for ascending) or -1 (for descending)');
}

function sortValue(document: Document, path: Path, direction: 1 | -1): unknown {
  const leaves = leafValues(document, path);
  let chosen: unknown = EMPTY_ARRAY;
  for (const [index, leaf] of leaves.entries()) {
    if (index === 0 || compareKeys(leaf, chosen) * direction < 0) chosen = leaf;
  }
  return chosen;
}

function compareKeys(a: unknown, b: unknown): number {
  if (a === EMPTY_ARRAY || b === EMPTY_ARRAY) return Number(b === EMPTY_ARRAY) - Number(a === EMPTY_ARRAY);
  return compareValues(a, b);
}
