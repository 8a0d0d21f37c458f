import { invalidParam, requestFailed } from './errors.ts';
import { refuseSdkObjects } from './sdk-traps.ts';
import { type Document, ExtendedValue, ForeignRegExp, isDocument, MAX_DEPTH, ObjectId } from './values.ts';

/**
 * Refuses what a document cannot hold: `$`-prefixed fields, objects the SDK failed to encode, values without a
 * BSON type, and nesting deeper than MongoDB allows.
 * @throws PlatformError
 */
export function checkStorable(document: Document): void {
  refuseSdkObjects(document, 'document');
  checkValue(document, '', 0);
}

/** `checkStorable` for one value at a path of a document. */
export function checkStorableValue(value: unknown, path: string): void {
  if (value === null || typeof value !== 'object') checkScalar(value, path);
  else checkValue(value, path, path.split('.').length);
}

function checkValue(value: unknown, path: string, depth: number): void {
  if (value === null || typeof value !== 'object') {
    checkScalar(value, path);
  } else if (depth > MAX_DEPTH) {
    throw requestFailed(`the document nests deeper than ${MAX_DEPTH} levels`);
  } else if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) checkValue(item, `${path}.${index}`, depth + 1);
  } else if (isDocument(value)) {
    for (const key of Object.keys(value)) {
      checkFieldName(key, path);
      checkValue(value[key], path === '' ? key : `${path}.${key}`, depth + 1);
    }
  } else if (!isBsonObject(value)) {
    throw invalidParam(`the field '${path}' holds a ${value.constructor.name}, which cannot be stored`);
  }
}

function checkScalar(value: unknown, path: string): void {
  const type = typeof value;
  if (value === null || type === 'string' || type === 'number' || type === 'boolean') return;
  throw invalidParam(`the field '${path}' holds a value of type ${type}, which cannot be stored`);
}

/** Database references are the one kind of data whose fields begin with `$`. */
const REFERENCE_FIELDS = new Set(['$db', '$id', '$ref']);

function checkFieldName(name: string, path: string): void {
  if (name.startsWith('$') && !(path !== '' && REFERENCE_FIELDS.has(name))) {
    const full = path === '' ? name : `${path}.${name}`;
    throw requestFailed(`The dollar ($) prefixed field '${name}' in '${full}' is not valid for storage.`);
  }
  if (name.includes('\0')) throw requestFailed('a field name must not contain null characters');
}

function isBsonObject(value: object): boolean {
  return (
    value instanceof Date ||
    value instanceof RegExp ||
    value instanceof ObjectId ||
    value instanceof ExtendedValue ||
    value instanceof ForeignRegExp
  );
}
