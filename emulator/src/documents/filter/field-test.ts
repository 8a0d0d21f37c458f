import type { Document } from '../values.ts';
import { type Path, somePathValue, type ValueTest } from './path.ts';

/** One compiled condition on a field. */
export interface FieldTest {
  /** On a value that stands alone, as an element inside `$elemMatch` does. */
  readonly onValue: ValueTest;
  /** On whatever a path of a document leads to. */
  onPath(document: Document, path: Path): boolean;
}

/** Holds if any value at the path, elements of an array included, passes. */
export function anyValue(test: ValueTest): FieldTest {
  return { onValue: test, onPath: (document, path) => somePathValue(document, path, true, test) };
}

/** Like `anyValue`, for conditions on an array as a whole. */
export function wholeArray(test: (array: readonly unknown[]) => boolean): FieldTest {
  const onValue = (value: unknown) => Array.isArray(value) && test(value);
  return { onValue, onPath: (document, path) => somePathValue(document, path, false, onValue) };
}

export function negated(field: FieldTest): FieldTest {
  return {
    onValue: (value) => !field.onValue(value),
    onPath: (document, path) => !field.onPath(document, path),
  };
}

export function allOf(fields: readonly FieldTest[]): FieldTest {
  const [only] = fields;
  if (only && fields.length === 1) return only;
  return {
    onValue: (value) => fields.every((field) => field.onValue(value)),
    onPath: (document, path) => fields.every((field) => field.onPath(document, path)),
  };
}
