import { type ExtendedTag, ExtendedValue, ForeignRegExp, ObjectId } from './values.ts';

/** MongoDB's names of the BSON types, as `$type` and error messages use them. */
export type BsonType =
  | 'array'
  | 'binData'
  | 'bool'
  | 'date'
  | 'dbPointer'
  | 'decimal'
  | 'double'
  | 'int'
  | 'javascript'
  | 'long'
  | 'maxKey'
  | 'minKey'
  | 'missing'
  | 'null'
  | 'object'
  | 'objectId'
  | 'regex'
  | 'string'
  | 'symbol'
  | 'timestamp';

const EXTENDED_TYPES: Readonly<Record<ExtendedTag, BsonType>> = {
  $binary: 'binData',
  $code: 'javascript',
  $dbPointer: 'dbPointer',
  $maxKey: 'maxKey',
  $minKey: 'minKey',
  $numberDecimal: 'decimal',
  $symbol: 'symbol',
  $timestamp: 'timestamp',
};

/** The BSON type of a value. Numbers have the type that the SDK would send them as. */
export function bsonType(value: unknown): BsonType {
  switch (typeof value) {
    case 'undefined':
      return 'missing';
    case 'number':
      return numberType(value);
    case 'string':
      return 'string';
    case 'boolean':
      return 'bool';
    default:
      return objectType(value);
  }
}

function objectType(value: unknown): BsonType {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  if (value instanceof Date) return 'date';
  if (value instanceof ObjectId) return 'objectId';
  if (value instanceof RegExp || value instanceof ForeignRegExp) return 'regex';
  if (value instanceof ExtendedValue) return EXTENDED_TYPES[value.tag];
  return 'object';
}

function numberType(value: number): BsonType {
  if (!Number.isInteger(value) || Object.is(value, -0)) return 'double';
  if (value >= -0x8000_0000 && value <= 0x7fff_ffff) return 'int';
  return Math.abs(value) < 2 ** 63 ? 'long' : 'double';
}

/**
 * Where the types stand when values of different types are ordered.
 * Source: https://www.mongodb.com/docs/manual/reference/bson-type-comparison-order/
 */
const TYPE_ORDER: Readonly<Record<BsonType, number>> = {
  minKey: 0,
  missing: 1,
  null: 1,
  int: 2,
  long: 2,
  double: 2,
  decimal: 2,
  symbol: 3,
  string: 3,
  object: 4,
  array: 5,
  binData: 6,
  objectId: 7,
  bool: 8,
  date: 9,
  timestamp: 10,
  regex: 11,
  dbPointer: 12,
  javascript: 13,
  maxKey: 14,
};

/** Equal for values that MongoDB compares with each other ("type bracketing"). */
export function typeBracket(value: unknown): number {
  return TYPE_ORDER[bsonType(value)];
}

export function isNumeric(value: unknown): boolean {
  return typeof value === 'number' || (value instanceof ExtendedValue && value.tag === '$numberDecimal');
}
