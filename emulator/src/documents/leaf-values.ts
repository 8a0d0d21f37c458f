import type { Path } from './filter/path.ts';
import { type Document, getField, isArrayIndex, isDocument } from './values.ts';

/**
 * The values that an index or a sort sees at a path: the elements of arrays instead of the arrays, null where
 * the field is missing, nothing for an empty array at the end of the path.
 */
export function leafValues(document: Document, path: Path): unknown[] {
  const values: unknown[] = [];
  collect(document, path, 0, values);
  return values;
}

function collect(value: unknown, path: Path, at: number, values: unknown[]): void {
  const segment = path[at];
  if (segment === undefined) {
    if (Array.isArray(value)) values.push(...value);
    else values.push(value ?? null);
  } else if (isDocument(value)) {
    collect(getField(value, segment), path, at + 1, values);
  } else if (Array.isArray(value) && value.length > 0) {
    collectElements(value, segment, path, at, values);
  } else {
    values.push(null);
  }
}

function collectElements(
  array: readonly unknown[],
  segment: string,
  path: Path,
  at: number,
  values: unknown[],
): void {
  if (isArrayIndex(segment) && !array.some((item) => isDocument(item) && Object.hasOwn(item, segment))) {
    collect(array[Number(segment)], path, at + 1, values);
    return;
  }
  for (const item of array) collect(isDocument(item) ? item : null, path, at, values);
}
