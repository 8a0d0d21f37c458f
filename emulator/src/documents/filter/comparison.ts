import { typeBracket } from '../bson-type.ts';
import { compareValues, equalValues } from '../compare.ts';
import { requestFailed } from '../errors.ts';
import { toMatcher } from '../regexp.ts';
import { ExtendedValue, ForeignRegExp } from '../values.ts';
import type { ValueTest } from './path.ts';

type Ordering = '$gt' | '$gte' | '$lt' | '$lte';

const HOLDS: Readonly<Record<Ordering, (order: number) => boolean>> = {
  $gt: (order) => order > 0,
  $gte: (order) => order >= 0,
  $lt: (order) => order < 0,
  $lte: (order) => order <= 0,
};

export function equalTo(operand: unknown): ValueTest {
  if (operand === null || operand === undefined) return (value) => value === null || value === undefined;
  if (typeof operand === 'string' || typeof operand === 'boolean') return (value) => value === operand;
  return (value) => value !== undefined && equalValues(value, operand);
}

/** `$gt` and its like compare values of one type only ("type bracketing"), but for the key MinKey and MaxKey. */
export function ordered(operator: string, operand: unknown): ValueTest {
  const holds = HOLDS[operator as Ordering];
  if (isRegExp(operand))
    throw requestFailed(`Can't have RegEx as arg to predicate over field with ${operator}.`);
  if (operand === null) return holds(0) ? equalTo(null) : () => false;
  if (typeof operand === 'number' && Number.isNaN(operand)) {
    return holds(0) ? (value) => Number.isNaN(value) : () => false;
  }
  const anyType = operand instanceof ExtendedValue && /Key$/.test(operand.tag);
  const bracket = typeBracket(operand);
  return (value) => {
    if (value === undefined || Number.isNaN(value)) return false;
    return (anyType || typeBracket(value) === bracket) && holds(compareValues(value, operand));
  };
}

export function isRegExp(value: unknown): value is RegExp | ForeignRegExp {
  return value instanceof RegExp || value instanceof ForeignRegExp;
}

/** Strings that match, and the stored regular expression that is the same. */
export function matching(expression: RegExp | ForeignRegExp): ValueTest {
  const matcher = toMatcher(expression);
  return (value) =>
    typeof value === 'string' ? matcher.test(value) : isRegExp(value) && equalValues(value, expression);
}

/** A value written as it is, as in `{field: value}` and in the lists of `$in` and `$all`. */
export function literal(operand: unknown): ValueTest {
  return isRegExp(operand) ? matching(operand) : equalTo(operand);
}

/** One of a list. Strings and numbers are looked up, so that long lists cost no more than short ones. */
export function oneOf(operands: readonly unknown[]): ValueTest {
  const scalars = new Set(operands.filter(isLookUpKey));
  const tests = operands.filter((operand) => !isLookUpKey(operand)).map(literal);
  return (value) => scalars.has(value) || tests.some((test) => test(value));
}

function isLookUpKey(value: unknown): boolean {
  return typeof value === 'string' || typeof value === 'number';
}
