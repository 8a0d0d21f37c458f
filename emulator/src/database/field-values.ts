import { type Document, isDocument } from '../documents/index.ts';

/**
 * All values that a dot path reaches in a document: arrays on the way are fanned out as MongoDB does, an array at
 * its end gives its elements (itself if it is empty). Nothing if the field is missing.
 */
export function fieldValues(document: Document, path: string): unknown[] {
  return valuesAt(document, path.split('.'));
}

function valuesAt(value: unknown, path: readonly string[]): unknown[] {
  const [segment, ...rest] = path;
  if (segment === undefined) return Array.isArray(value) && value.length > 0 ? value : [value];
  if (Array.isArray(value)) {
    const element = /^\d+$/.test(segment) && Number(segment) < value.length;
    const positioned = element ? valuesAt(value[Number(segment)], rest) : [];
    return [...positioned, ...value.filter(isDocument).flatMap((part) => valuesAt(part, path))];
  }
  return isDocument(value) && Object.hasOwn(value, segment) ? valuesAt(value[segment], rest) : [];
}
