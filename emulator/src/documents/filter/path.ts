import { type Document, getField, isArrayIndex, isDocument } from '../values.ts';

export type ValueTest = (value: unknown) => boolean;

/** A dotted path, split once. */
export type Path = readonly string[];

export function splitPath(path: string): Path {
  return path.split('.');
}

/**
 * True if any value that `path` leads to passes `test`; `undefined` stands for a missing field. Arrays on the
 * way are entered, both by their elements and by index. An array at the end is offered element by element
 * (if `expand`) and then as a whole.
 * Source: https://www.mongodb.com/docs/manual/tutorial/query-array-of-documents/
 */
export function somePathValue(root: Document, path: Path, expand: boolean, test: ValueTest): boolean {
  return someValue(root, path, 0, expand, test);
}

function someValue(value: unknown, path: Path, at: number, expand: boolean, test: ValueTest): boolean {
  const segment = path[at];
  if (segment === undefined) return someLeaf(value, expand, test);
  if (isDocument(value)) return someValue(getField(value, segment), path, at + 1, expand, test);
  if (Array.isArray(value)) return someElement(value, segment, path, at, expand, test);
  return test(undefined);
}

function someLeaf(value: unknown, expand: boolean, test: ValueTest): boolean {
  return (expand && Array.isArray(value) && value.some(test)) || test(value);
}

function someElement(
  array: readonly unknown[],
  segment: string,
  path: Path,
  at: number,
  expand: boolean,
  test: ValueTest,
): boolean {
  for (const element of array) {
    if (isDocument(element) && someValue(element, path, at, expand, test)) return true;
  }
  if (!isArrayIndex(segment) || Number(segment) >= array.length) return false;
  const element: unknown = array[Number(segment)];
  const leads = at + 1 === path.length || isDocument(element) || Array.isArray(element);
  return leads && someValue(element, path, at + 1, expand, test);
}
