import { isNumeric } from './bson-type.ts';
import { encodeEjson } from './ejson-encode.ts';
import { requestFailed } from './errors.ts';
import { splitPath } from './filter/path.ts';
import { leafValues } from './leaf-values.ts';
import { type Document, isDocument } from './values.ts';

/** More combinations than this and a scan is cheaper than as many look-ups. */
const MAX_CANDIDATES = 1000;

/** The key of an empty array, which an index tells from null. */
const EMPTY_ARRAY = '[]';

/**
 * The entries of a document in an index over `fields`: one per element of an array. A missing field counts as
 * null. Values that are equal (1 and 1.0, 0 and -0, the same instant) have the same key.
 * @throws PlatformError if more than one of the fields is an array
 */
export function indexKeys(document: Document, fields: readonly string[]): string[] {
  const lists = fields.map((field) => {
    const values = leafValues(document, splitPath(field));
    return values.length === 0 ? [EMPTY_ARRAY] : [...new Set(values.map(valueKey))];
  });
  if (lists.filter((list) => list.length > 1).length > 1) throw requestFailed('cannot index parallel arrays');
  return combinations(lists);
}

/**
 * The keys one of which a document must have to match `filter`, if the filter pins every field by equality or
 * `$in`; else null. Every match has one of the keys, not every document with one matches. (A path with an array
 * index and null are too entangled to say: `{'a.0': null}` also matches `{a: [{b: 1}]}`.)
 */
export function equalityCandidates(filter: Document, fields: readonly string[]): string[] | null {
  const lists: string[][] = [];
  let count = 1;
  for (const field of fields) {
    const values = pinnedValues(filter, field);
    if (!values || (values.includes(null) && /(?:^|\.)\d/.test(field))) return null;
    const keys = [...new Set(values.map(valueKey))];
    count *= keys.length;
    if (count > MAX_CANDIDATES) return null;
    lists.push(keys);
  }
  return combinations(lists);
}

function pinnedValues(filter: Document, field: string): readonly unknown[] | null {
  if (Object.hasOwn(filter, field)) {
    const values = conditionValues(filter[field]);
    if (values) return values;
  }
  const branches = filter['$and'];
  if (!Array.isArray(branches)) return null;
  for (const branch of branches) {
    const values = isDocument(branch) ? pinnedValues(branch, field) : null;
    if (values) return values;
  }
  return null;
}

function conditionValues(condition: unknown): readonly unknown[] | null {
  if (isPinning(condition)) return [condition];
  if (!isDocument(condition)) return null;
  if (Object.hasOwn(condition, '$eq') && isPinning(condition['$eq'])) return [condition['$eq']];
  const list = condition['$in'];
  return Array.isArray(list) && list.every(isPinning) ? list : null;
}

/** A literal that only equal values match: not a regular expression, nor an array (whose elements are indexed). */
function isPinning(value: unknown): boolean {
  if (value === null || typeof value !== 'object') return true;
  if (isDocument(value)) return !Object.keys(value)[0]?.startsWith('$');
  return !Array.isArray(value) && !('pattern' in value) && !(value instanceof RegExp);
}

/** Unambiguous text, so that parts can be joined by a character that JSON escapes. */
function valueKey(value: unknown): string {
  if (isNumeric(value)) return `n${Number(value) + 0}`;
  if (value instanceof Date) return `d${value.getTime()}`;
  if (typeof value === 'string') return JSON.stringify(value);
  return JSON.stringify(encodeEjson(value));
}

function combinations(lists: readonly (readonly string[])[]): string[] {
  let keys = [''];
  for (const [index, list] of lists.entries()) {
    keys = keys.flatMap((key) => list.map((part) => (index === 0 ? part : `${key}\n${part}`)));
  }
  return keys;
}
