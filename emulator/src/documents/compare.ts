import { typeBracket } from './bson-type.ts';
import { type Document, ExtendedValue, ForeignRegExp, ObjectId } from './values.ts';

/**
 * BSON order of any two values; missing (`undefined`) counts as null. Negative, zero or positive.
 * Source: https://www.mongodb.com/docs/manual/reference/bson-type-comparison-order/
 */
export function compareValues(a: unknown, b: unknown): number {
  if (a === b) return 0;
  if (typeof a === 'number' && typeof b === 'number') return compareNumbers(a, b);
  if (typeof a === 'string' && typeof b === 'string') return compareStrings(a, b);
  const byType = typeBracket(a) - typeBracket(b);
  return byType === 0 ? compareSameType(a, b) : byType;
}

/** BSON equality: field order matters, 0 equals -0, NaN equals NaN, missing equals null. */
export function equalValues(a: unknown, b: unknown): boolean {
  return a === b || compareValues(a, b) === 0;
}

function compareSameType(a: unknown, b: unknown): number {
  if (a instanceof Date && b instanceof Date) return compareNumbers(a.getTime(), b.getTime());
  if (typeof a === 'boolean') return Number(a) - Number(b);
  if (Array.isArray(a) && Array.isArray(b)) return compareArrays(a, b);
  if (a === null || a === undefined) return 0;
  if (a instanceof ObjectId && b instanceof ObjectId) return compareStrings(a.hex, b.hex);
  if (isRegExp(a) && isRegExp(b)) return compareStrings(regExpKey(a), regExpKey(b));
  if (a instanceof ExtendedValue || b instanceof ExtendedValue) return compareExtended(a, b);
  return compareDocuments(a as Document, b as Document);
}

function compareNumbers(a: number, b: number): number {
  if (a < b) return -1;
  if (a > b) return 1;
  if (a === b) return 0;
  // At least one is NaN, which MongoDB sorts before every other number.
  return Number(Number.isNaN(b)) - Number(Number.isNaN(a));
}

/** MongoDB compares UTF-8 bytes, that is code points; JavaScript's `<` compares UTF-16 units. */
export function compareStrings(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) {
    const left = a.charCodeAt(i);
    const right = b.charCodeAt(i);
    if (left === right) continue;
    if (left < 0xd800 || right < 0xd800) return left - right;
    return codePointRank(left) - codePointRank(right);
  }
  return a.length - b.length;
}

/** Moves surrogates (which stand for code points from 0x10000) behind the rest of the plane. */
function codePointRank(unit: number): number {
  return unit <= 0xdfff ? unit + 0x10000 : unit;
}

function compareArrays(a: readonly unknown[], b: readonly unknown[]): number {
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) {
    const order = compareValues(a[i], b[i]);
    if (order !== 0) return order;
  }
  return a.length - b.length;
}

/** Field by field in their order: first the types, then the names, then the values. */
function compareDocuments(a: Document, b: Document): number {
  const leftKeys = Object.keys(a);
  const rightKeys = Object.keys(b);
  const length = Math.min(leftKeys.length, rightKeys.length);
  for (let i = 0; i < length; i++) {
    const left = leftKeys[i] ?? '';
    const right = rightKeys[i] ?? '';
    const order =
      typeBracket(a[left]) - typeBracket(b[right]) ||
      compareStrings(left, right) ||
      compareValues(a[left], b[right]);
    if (order !== 0) return order;
  }
  return leftKeys.length - rightKeys.length;
}

function isRegExp(value: unknown): value is RegExp | ForeignRegExp {
  return value instanceof RegExp || value instanceof ForeignRegExp;
}

function regExpKey(value: RegExp | ForeignRegExp): string {
  return value instanceof RegExp ? `${value.source}\0${value.flags}` : `${value.pattern}\0${value.options}`;
}

/** Decimals compare with numbers by value; the other kinds only need an order that is stable. */
function compareExtended(a: unknown, b: unknown): number {
  const left = decimalOrNumber(a);
  const right = decimalOrNumber(b);
  if (left !== null && right !== null) return compareNumbers(left, right);
  if (isTimestamp(a) && isTimestamp(b)) return compareNumbers(timestampRank(a), timestampRank(b));
  return compareStrings(String(a), String(b));
}

function decimalOrNumber(value: unknown): number | null {
  if (typeof value === 'number') return value;
  return value instanceof ExtendedValue && value.tag === '$numberDecimal' ? Number(value.toString()) : null;
}

function isTimestamp(value: unknown): value is ExtendedValue {
  return value instanceof ExtendedValue && value.tag === '$timestamp';
}

function timestampRank(value: ExtendedValue): number {
  const { t, i } = value.json['$timestamp'] as { t: number; i: number };
  return t * 2 ** 32 + i;
}
