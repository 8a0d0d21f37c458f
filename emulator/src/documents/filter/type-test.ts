import { type BsonType, bsonType } from '../bson-type.ts';
import { requestFailed } from '../errors.ts';
import type { ValueTest } from './path.ts';

/** Source: https://www.mongodb.com/docs/manual/reference/operator/query/type/#available-types */
const TYPE_NAMES: ReadonlyMap<number, BsonType | 'undefined'> = new Map<number, BsonType | 'undefined'>([
  [1, 'double'],
  [2, 'string'],
  [3, 'object'],
  [4, 'array'],
  [5, 'binData'],
  [6, 'undefined'],
  [7, 'objectId'],
  [8, 'bool'],
  [9, 'date'],
  [10, 'null'],
  [11, 'regex'],
  [12, 'dbPointer'],
  [13, 'javascript'],
  [14, 'symbol'],
  [16, 'int'],
  [17, 'timestamp'],
  [18, 'long'],
  [19, 'decimal'],
  [-1, 'minKey'],
  [127, 'maxKey'],
]);
const KNOWN = new Set<string>(TYPE_NAMES.values());
const NUMBERS = ['int', 'long', 'double', 'decimal'];

/** `$type`: a name, a number or a list of them. */
export function isOfType(operand: unknown): ValueTest {
  const names = new Set((Array.isArray(operand) ? operand : [operand]).flatMap(typeNames));
  return (value) => value !== undefined && names.has(bsonType(value));
}

function typeNames(operand: unknown): string[] {
  if (operand === 'number') return NUMBERS;
  const name = typeof operand === 'number' ? TYPE_NAMES.get(operand) : operand;
  if (typeof name === 'string' && KNOWN.has(name)) return [name];
  throw requestFailed(`Unknown type name alias: ${String(operand)}`);
}
