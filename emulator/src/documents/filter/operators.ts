import { invalidParam, requestFailed, unsupported } from '../errors.ts';
import { toRegExpValue } from '../regexp.ts';
import { type Document, ForeignRegExp, isDocument } from '../values.ts';
import { bitTest } from './bits.ts';
import { equalTo, isRegExp, literal, matching, oneOf, ordered } from './comparison.ts';
import { allOf, anyValue, type FieldTest, negated, wholeArray } from './field-test.ts';
import { isOfType } from './type-test.ts';

/** What the operators need of the compiler of whole filters. */
export interface FilterCompiler {
  /** `{$gt: 1, $lt: 5}`, or null if the document is a literal. */
  operators(expression: Document): FieldTest | null;
  filter(filter: Document): (document: Document) => boolean;
}

type Operator = (operand: unknown, expression: Document, compiler: FilterCompiler) => FieldTest;

const OPERATORS: ReadonlyMap<string, Operator> = new Map<string, Operator>([
  ['$eq', (operand) => anyValue(equalTo(operand))],
  ['$ne', (operand) => negated(anyValue(notRegExp(operand)))],
  ...['$gt', '$gte', '$lt', '$lte'].map((name): [string, Operator] => [
    name,
    (operand) => anyValue(ordered(name, operand)),
  ]),
  ['$in', (operand) => anyValue(oneOf(list('$in', operand)))],
  ['$nin', (operand) => negated(anyValue(oneOf(list('$nin', operand))))],
  ['$exists', exists],
  ['$type', (operand) => anyValue(isOfType(operand))],
  ['$size', size],
  ['$all', all],
  ['$elemMatch', elementMatch],
  ['$mod', mod],
  ['$regex', regex],
  ['$options', options],
  ['$not', not],
  ...['$bitsAllClear', '$bitsAllSet', '$bitsAnyClear', '$bitsAnySet'].map((name): [string, Operator] => [
    name,
    (operand) => anyValue(bitTest(name, operand)),
  ]),
]);

const GEO = new Set(['$near', '$nearSphere', '$geoWithin', '$geoIntersects', '$within', '$geoNear']);

/** @throws PlatformError for operators and operands that the platform refuses */
export function compileOperator(name: string, expression: Document, compiler: FilterCompiler): FieldTest {
  const operator = OPERATORS.get(name);
  if (operator) return operator(expression[name], expression, compiler);
  if (GEO.has(name)) throw unsupported(`the geo query operator ${name}`);
  throw requestFailed(`unknown operator: ${name}`);
}

function list(name: string, operand: unknown): readonly unknown[] {
  if (!Array.isArray(operand)) throw requestFailed(`${name} needs an array`);
  for (const item of operand) {
    if (isDocument(item) && Object.keys(item)[0]?.startsWith('$')) {
      throw requestFailed(`cannot nest $ under ${name}`);
    }
  }
  return operand;
}

function notRegExp(operand: unknown): (value: unknown) => boolean {
  if (isRegExp(operand)) throw requestFailed("Can't have regex as arg to $ne.");
  return equalTo(operand);
}

function exists(operand: unknown): FieldTest {
  const present = anyValue((value) => value !== undefined);
  return operand ? present : negated(present);
}

function size(operand: unknown): FieldTest {
  if (typeof operand !== 'number' || !Number.isInteger(operand) || operand < 0) {
    throw requestFailed('$size must be a non-negative whole number');
  }
  return wholeArray((array) => array.length === operand);
}

/** An empty `$all` matches nothing. */
function all(operand: unknown, _expression: Document, compiler: FilterCompiler): FieldTest {
  if (!Array.isArray(operand)) throw requestFailed('$all needs an array');
  if (operand.length === 0) return anyValue(() => false);
  return allOf(
    operand.map((item: unknown) => {
      if (!isDocument(item) || !Object.hasOwn(item, '$elemMatch')) return anyValue(literal(item));
      return elementMatch(item['$elemMatch'], item, compiler);
    }),
  );
}

const LOGICAL = new Set(['$and', '$or', '$nor', '$expr', '$where']);

function elementMatch(operand: unknown, _expression: Document, compiler: FilterCompiler): FieldTest {
  if (!isDocument(operand)) throw requestFailed('$elemMatch needs an Object');
  const conditions = LOGICAL.has(Object.keys(operand)[0] ?? '') ? null : compiler.operators(operand);
  if (conditions) return wholeArray((array) => array.some(conditions.onValue));
  const matches = compiler.filter(operand);
  return wholeArray((array) =>
    array.some((element) => {
      if (Array.isArray(element)) return matches(Object.fromEntries(element.entries()));
      return isDocument(element) && matches(element);
    }),
  );
}

function mod(operand: unknown): FieldTest {
  if (!Array.isArray(operand)) throw requestFailed('malformed mod, needs to be an array');
  const [divisor, remainder]: unknown[] = operand;
  if (operand.length !== 2) {
    throw requestFailed(`malformed mod, ${operand.length < 2 ? 'not enough' : 'too many'} elements`);
  }
  if (typeof divisor !== 'number') throw requestFailed('malformed mod, divisor not a number');
  if (typeof remainder !== 'number') throw requestFailed('malformed mod, remainder not a number');
  const by = Math.trunc(divisor);
  if (by === 0) throw requestFailed('divisor cannot be 0');
  return anyValue((value) => typeof value === 'number' && Math.trunc(value) % by === Math.trunc(remainder));
}

function regex(operand: unknown, expression: Document): FieldTest {
  const flags = expression['$options'];
  if (flags !== undefined && typeof flags !== 'string') throw requestFailed('$options has to be a string');
  if (typeof operand === 'string') return anyValue(matching(toRegExpValue(operand, flags ?? '')));
  if (operand instanceof ForeignRegExp) {
    return anyValue(matching(toRegExpValue(operand.pattern, flags ?? operand.options)));
  }
  if (operand instanceof RegExp) {
    return anyValue(matching(toRegExpValue(operand.source, flags ?? operand.flags)));
  }
  throw requestFailed('$regex has to be a string');
}

/** Already heeded by its `$regex`. */
function options(_operand: unknown, expression: Document): FieldTest {
  if (!Object.hasOwn(expression, '$regex')) throw requestFailed('$options needs a $regex');
  return allOf([]);
}

function not(operand: unknown, _expression: Document, compiler: FilterCompiler): FieldTest {
  if (isRegExp(operand)) return negated(anyValue(matching(operand)));
  if (!isDocument(operand)) throw requestFailed('$not needs a regex or a document');
  if (Object.keys(operand).length === 0) throw requestFailed('$not cannot be empty');
  const inner = compiler.operators(operand);
  if (!inner) throw invalidParam(`$not needs operators, not the value ${JSON.stringify(operand)}`);
  return negated(inner);
}
