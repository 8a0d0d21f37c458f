import { isNumeric } from '../bson-type.ts';
import { equalValues } from '../compare.ts';
import { requestFailed, unsupported } from '../errors.ts';
import { toMatcher, toRegExpValue } from '../regexp.ts';
import { type Document, getField, isDocument } from '../values.ts';
import { isOfType } from './type-test.ts';

type Check = (value: unknown) => boolean;
type Keyword = (operand: unknown, schema: Document) => Check;

/** Each keyword speaks of values of one type, and lets all others pass. */
const KEYWORDS: ReadonlyMap<string, Keyword> = new Map<string, Keyword>([
  ['additionalProperties', additionalProperties],
  ['allOf', (operand) => combined(operand, (checks, value) => checks.every((check) => check(value)))],
  ['anyOf', (operand) => combined(operand, (checks, value) => checks.some((check) => check(value)))],
  ['bsonType', isOfType],
  ['description', () => () => true],
  ['enum', (operand) => (value) => list('enum', operand).some((item) => equalValues(item, value))],
  ['exclusiveMaximum', () => () => true],
  ['exclusiveMinimum', () => () => true],
  ['items', items],
  ['maxItems', (operand) => onArray((array) => array.length <= Number(operand))],
  ['maxLength', (operand) => onString((text) => [...text].length <= Number(operand))],
  [
    'maximum',
    (operand, schema) => bound(operand, (value, limit) => value < limit, schema['exclusiveMaximum']),
  ],
  ['minItems', (operand) => onArray((array) => array.length >= Number(operand))],
  ['minLength', (operand) => onString((text) => [...text].length >= Number(operand))],
  [
    'minimum',
    (operand, schema) => bound(operand, (value, limit) => value > limit, schema['exclusiveMinimum']),
  ],
  ['multipleOf', (operand) => (value) => !isNumeric(value) || Number(value) % Number(operand) === 0],
  ['not', (operand) => negated(compileSchema(operand))],
  [
    'oneOf',
    (operand) => combined(operand, (checks, value) => checks.filter((check) => check(value)).length === 1),
  ],
  ['pattern', pattern],
  ['properties', properties],
  ['required', required],
  ['title', () => () => true],
  ['type', (operand) => isOfType(jsonTypes(operand))],
  ['uniqueItems', uniqueItems],
]);

/**
 * `$jsonSchema`: draft 4 with `bsonType`.
 * Source: https://www.mongodb.com/docs/manual/reference/operator/query/jsonSchema/
 * @throws PlatformError for keywords that MongoDB does not know
 */
export function compileSchema(schema: unknown): Check {
  if (!isDocument(schema)) throw requestFailed('$jsonSchema must be an object');
  const checks = Object.entries(schema).map(([name, operand]) => {
    const keyword = KEYWORDS.get(name);
    if (!keyword) throw unsupported(`the keyword ${name} of $jsonSchema`);
    return keyword(operand, schema);
  });
  return (value) => checks.every((check) => check(value));
}

function list(name: string, operand: unknown): readonly unknown[] {
  if (Array.isArray(operand)) return operand;
  throw requestFailed(`$jsonSchema keyword '${name}' must be an array`);
}

function negated(check: Check): Check {
  return (value) => !check(value);
}

function combined(operand: unknown, holds: (checks: readonly Check[], value: unknown) => boolean): Check {
  const checks = list('allOf/anyOf/oneOf', operand).map(compileSchema);
  return (value) => holds(checks, value);
}

function onArray(check: (array: readonly unknown[]) => boolean): Check {
  return (value) => !Array.isArray(value) || check(value);
}

function onString(check: (text: string) => boolean): Check {
  return (value) => typeof value !== 'string' || check(value);
}

function bound(
  operand: unknown,
  inside: (value: number, limit: number) => boolean,
  exclusive: unknown,
): Check {
  const limit = Number(operand);
  return (value) =>
    !isNumeric(value) || inside(Number(value), limit) || (exclusive !== true && Number(value) === limit);
}

function pattern(operand: unknown): Check {
  const matcher = toMatcher(toRegExpValue(String(operand), ''));
  return onString((text) => matcher.test(text));
}

function required(operand: unknown): Check {
  const names = list('required', operand).map(String);
  return (value) => !isDocument(value) || names.every((name) => Object.hasOwn(value, name));
}

function properties(operand: unknown): Check {
  if (!isDocument(operand)) throw requestFailed("$jsonSchema keyword 'properties' must be an object");
  const checks = Object.entries(operand).map(([name, schema]) => ({ name, check: compileSchema(schema) }));
  return (value) =>
    !isDocument(value) ||
    checks.every(({ name, check }) => !Object.hasOwn(value, name) || check(getField(value, name)));
}

function additionalProperties(operand: unknown, schema: Document): Check {
  const named = isDocument(schema['properties']) ? schema['properties'] : {};
  const check = isDocument(operand) ? compileSchema(operand) : () => operand !== false;
  return (value) =>
    !isDocument(value) ||
    Object.keys(value).every((name) => Object.hasOwn(named, name) || check(value[name]));
}

function items(operand: unknown): Check {
  if (Array.isArray(operand)) {
    const checks = operand.map(compileSchema);
    return onArray((array) => array.every((item, index) => checks[index]?.(item) ?? true));
  }
  const check = compileSchema(operand);
  return onArray((array) => array.every(check));
}

function uniqueItems(operand: unknown): Check {
  if (operand !== true) return () => true;
  return onArray((array) =>
    array.every((item, index) => !array.slice(0, index).some((other) => equalValues(item, other))),
  );
}

/** JSON's names of types as MongoDB's. */
function jsonTypes(operand: unknown): unknown {
  const names: readonly unknown[] = Array.isArray(operand) ? operand : [operand];
  return names.map((name) => (name === 'boolean' ? 'bool' : name));
}
