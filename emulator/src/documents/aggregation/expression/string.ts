import { bsonType } from '../../bson-type.ts';
import { compareStrings } from '../../compare.ts';
import { requestFailed } from '../../errors.ts';
import { toText } from './conversion.ts';
import { needInteger } from './numbers.ts';
import {
  type NamedArguments,
  type Operator,
  type Operators,
  ofOne,
  withArguments,
  withNamed,
} from './operator.ts';
import { isNullish } from './scope.ts';

/** @throws PlatformError if the value is not a string */
export function needString(name: string, value: unknown): string {
  if (typeof value === 'string') return value;
  throw requestFailed(`${name} requires a string argument, found: ${bsonType(value)}`);
}

function concat(args: readonly unknown[]): unknown {
  if (args.some(isNullish)) return null;
  const wrong = args.find((arg) => typeof arg !== 'string');
  if (wrong !== undefined) throw requestFailed(`$concat only supports strings, not ${bsonType(wrong)}`);
  return args.join('');
}

/** Strings, numbers and dates; null and missing count as an empty string. */
function lenient(name: string, value: unknown): string {
  if (isNullish(value)) return '';
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || value instanceof Date) return toText(value);
  throw requestFailed(`can't convert from BSON type ${bsonType(value)} to String (${name})`);
}

function changed(name: string, change: (text: string) => string): Operator {
  return withArguments(name, 1, 1, ([value]) => change(lenient(name, value)));
}

/** Only ASCII letters change case. */
const lower = (text: string) => text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());
const upper = (text: string) => text.replace(/[a-z]+/g, (letters) => letters.toUpperCase());

function substrCodePoints([value, from, count]: readonly unknown[]): string {
  const start = needInteger('$substrCP: starting index', from);
  const length = needInteger('$substrCP: length', count);
  if (start < 0 || length < 0)
    throw requestFailed('$substrCP: starting index and length must be non-negative integers');
  return [...lenient('$substrCP', value)].slice(start, start + length).join('');
}

/** A negative length means the rest of the string. */
function substrBytes([value, from, count]: readonly unknown[]): string {
  const bytes = Buffer.from(lenient('$substrBytes', value), 'utf8');
  const start = needInteger('$substrBytes: starting index', from);
  const length = needInteger('$substrBytes: length', count);
  if (start < 0) throw requestFailed('$substrBytes: starting index must be non-negative');
  const end = length < 0 ? bytes.length : Math.min(bytes.length, start + length);
  if (isContinuation(bytes[start]))
    throw requestFailed('$substrBytes: Invalid range, starting index is a UTF-8 continuation byte.');
  if (isContinuation(bytes[end]))
    throw requestFailed('$substrBytes: Invalid range, ending index is in the middle of a UTF-8 character.');
  return bytes.subarray(start, end).toString('utf8');
}

function isContinuation(byte: number | undefined): boolean {
  return byte !== undefined && byte >= 0x80 && byte < 0xc0;
}

const WHITE_SPACE =
  '\0 \t\n\v\f\r\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a';

function trim(name: string, left: boolean, right: boolean): Operator {
  return withNamed(name, ['input'], ['chars'], ({ input, chars }: NamedArguments) => {
    if (isNullish(input) || chars === null) return null;
    const cut = new Set(chars === undefined ? WHITE_SPACE : needString(name, chars));
    const points = [...needString(name, input)];
    let from = 0;
    let to = points.length;
    while (left && from < to && cut.has(points[from] ?? '')) from++;
    while (right && to > from && cut.has(points[to - 1] ?? '')) to--;
    return points.slice(from, to).join('');
  });
}

function compareIgnoringCase([a, b]: readonly unknown[]): number {
  return Math.sign(compareStrings(upper(lenient('$strcasecmp', a)), upper(lenient('$strcasecmp', b))));
}

/** https://www.mongodb.com/docs/manual/reference/operator/aggregation/#string-expression-operators */
export const stringOperators: Operators = {
  $concat: withArguments('$concat', 0, Number.POSITIVE_INFINITY, concat),
  $ltrim: trim('$ltrim', true, false),
  $rtrim: trim('$rtrim', false, true),
  $strLenBytes: withArguments('$strLenBytes', 1, 1, ([value]) =>
    Buffer.byteLength(needString('$strLenBytes', value)),
  ),
  $strLenCP: withArguments('$strLenCP', 1, 1, ([value]) => [...needString('$strLenCP', value)].length),
  $strcasecmp: withArguments('$strcasecmp', 2, 2, compareIgnoringCase),
  $substr: withArguments('$substr', 3, 3, substrBytes),
  $substrBytes: withArguments('$substrBytes', 3, 3, substrBytes),
  $substrCP: withArguments('$substrCP', 3, 3, substrCodePoints),
  $toLower: changed('$toLower', lower),
  $toString: ofOne('$toString', toText),
  $toUpper: changed('$toUpper', upper),
  $trim: trim('$trim', true, true),
};
