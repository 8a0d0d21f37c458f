import { requestFailed } from '../../errors.ts';
import { type Document, getField, isDocument } from '../../values.ts';
import { setFields, singleField } from './field-tree.ts';
import { needPath } from './operand.ts';
import type { StageFactory } from './stage.ts';

/** https://www.mongodb.com/docs/manual/reference/operator/aggregation/unwind/ */
export const unwind: StageFactory = (operand) => {
  const options = isDocument(operand) ? operand : { path: operand };
  const path = needPath('$unwind', options['path']);
  const indexField = options['includeArrayIndex'];
  if (
    indexField !== undefined &&
    (typeof indexField !== 'string' || indexField === '' || indexField.startsWith('$'))
  ) {
    throw requestFailed(
      "expected a non-empty string without '$' for the includeArrayIndex option to $unwind stage",
    );
  }
  const keepsEmpty = options['preserveNullAndEmptyArrays'] === true;
  const withIndex = (document: Document, index: number | null) =>
    indexField === undefined
      ? document
      : setFields(document, singleField(indexField.split('.'), index), document, null);
  const unwound = (document: Document): Document[] => {
    const value = valueAt(document, path);
    if (Array.isArray(value) && value.length > 0) {
      return value.map((item, index) =>
        withIndex(setFields(document, singleField(path, item), document, null), index),
      );
    }
    if (Array.isArray(value)) {
      const emptied = () => setFields(document, singleField(path, undefined), document, null);
      return keepsEmpty ? [withIndex(emptied(), null)] : [];
    }
    const isEmpty = value === undefined || value === null;
    return isEmpty && !keepsEmpty ? [] : [withIndex(document, null)];
  };
  return (input) => input.flatMap(unwound);
};

/** The path leads through documents only. */
function valueAt(document: Document, path: readonly string[]): unknown {
  return path.reduce<unknown>(
    (value, name) => (isDocument(value) ? getField(value, name) : undefined),
    document,
  );
}
