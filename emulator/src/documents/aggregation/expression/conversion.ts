import { bsonType, isNumeric } from '../../bson-type.ts';
import { describe } from '../../describe.ts';
import { requestFailed } from '../../errors.ts';
import { ExtendedValue, ObjectId } from '../../values.ts';
import { parseDate } from './date-parse.ts';
import { asNumber } from './numbers.ts';
import { type ExpressionCompiler, namedOperand, type Operators, ofOne, withArguments } from './operator.ts';
import { type Evaluate, isNullish } from './scope.ts';

type Conversion = (value: unknown) => unknown;

function impossible(value: unknown, to: string): Error {
  return requestFailed(
    `Unsupported conversion from ${bsonType(value)} to ${to} in $convert with no onError value`,
  );
}

export function toText(value: unknown): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (value instanceof Date) return value.toISOString();
  if (value instanceof ObjectId || value instanceof ExtendedValue) return value.toString();
  throw impossible(value, 'string');
}

function toNumber(value: unknown, to: string): number {
  if (typeof value === 'boolean') return Number(value);
  if (value instanceof Date && to !== 'int') return value.getTime();
  const number = typeof value === 'string' ? parseNumber(value, to) : asNumber(value);
  if (number === null) throw impossible(value, to);
  return number;
}

function parseNumber(text: string, to: string): number {
  const valid = to === 'int' || to === 'long' ? /^[+-]?\d+$/ : /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;
  if (valid.test(text)) return Number(text);
  const special = /^([+-]?)(?:inf|infinity)$/i.exec(text);
  if (special && to === 'double')
    return special[1] === '-' ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
  throw requestFailed(`Failed to parse number ${describe(text)} in $convert with no onError value`);
}

function toWhole(to: 'int' | 'long', limit: number): Conversion {
  return (value) => {
    const number = Math.trunc(toNumber(value, to));
    if (number >= -limit && number < limit) return number;
    throw requestFailed(`Conversion would overflow target type in $convert with no onError value: ${number}`);
  };
}

function toDate(value: unknown): Date {
  if (value instanceof Date) return value;
  if (value instanceof ObjectId) return new Date(Number.parseInt(value.hex.slice(0, 8), 16) * 1000);
  if (typeof value === 'string') return parseDate(value, undefined);
  // MongoDB refuses 32-bit integers, but JavaScript cannot say that a small number is meant as a long.
  const number = asNumber(value);
  if (number === null) throw impossible(value, 'date');
  return new Date(Math.trunc(number));
}

function toObjectId(value: unknown): ObjectId {
  if (value instanceof ObjectId) return value;
  if (typeof value === 'string' && /^[0-9a-f]{24}$/i.test(value)) return new ObjectId(value.toLowerCase());
  throw requestFailed(`Failed to parse objectId ${describe(value)} in $convert with no onError value`);
}

function toBool(value: unknown): boolean {
  return value !== false && !(isNumeric(value) && asNumber(value) === 0);
}

function toDecimal(value: unknown): unknown {
  if (value instanceof ExtendedValue && value.tag === '$numberDecimal') return value;
  return new ExtendedValue('$numberDecimal', { $numberDecimal: String(toNumber(value, 'double')) });
}

const INT_LIMIT = 2 ** 31;
const LONG_LIMIT = 2 ** 63;

const CONVERSIONS: Readonly<Record<string, Conversion>> = {
  bool: toBool,
  date: toDate,
  decimal: toDecimal,
  double: (value) => toNumber(value, 'double'),
  int: toWhole('int', INT_LIMIT),
  long: toWhole('long', LONG_LIMIT),
  objectId: toObjectId,
  string: toText,
};

const TYPE_CODES: Readonly<Record<string, string>> = {
  1: 'double',
  2: 'string',
  7: 'objectId',
  8: 'bool',
  9: 'date',
  16: 'int',
  18: 'long',
  19: 'decimal',
};

function convert(operand: unknown, compiler: ExpressionCompiler): Evaluate {
  const fields = namedOperand('$convert', operand, ['input', 'to'], ['onError', 'onNull']);
  const input = compiler.compile(fields['input']);
  const to = compiler.compile(fields['to']);
  const onNull = compiler.compile(fields['onNull'] ?? null);
  const onError = Object.hasOwn(fields, 'onError') ? compiler.compile(fields['onError']) : null;
  return (scope) => {
    const value = input(scope);
    const type = to(scope);
    if (isNullish(value)) return onNull(scope);
    if (isNullish(type)) return null;
    const conversion = CONVERSIONS[TYPE_CODES[String(type)] ?? String(type)];
    if (!conversion) throw requestFailed(`Unknown type name: ${String(type)}`);
    try {
      return conversion(value);
    } catch (error) {
      if (onError) return onError(scope);
      throw error;
    }
  };
}

/** https://www.mongodb.com/docs/manual/reference/operator/aggregation/#type-expression-operators */
export const conversionOperators: Operators = {
  $convert: convert,
  $isNumber: withArguments('$isNumber', 1, 1, ([value]) => isNumeric(value)),
  $toBool: ofOne('$toBool', toBool),
  $toDate: ofOne('$toDate', toDate),
  $toDecimal: ofOne('$toDecimal', toDecimal),
  $toDouble: ofOne('$toDouble', (value) => toNumber(value, 'double')),
  $toInt: ofOne('$toInt', toWhole('int', INT_LIMIT)),
  $toLong: ofOne('$toLong', toWhole('long', LONG_LIMIT)),
  $toObjectId: ofOne('$toObjectId', toObjectId),
  $type: withArguments('$type', 1, 1, ([value]) => bsonType(value)),
};
