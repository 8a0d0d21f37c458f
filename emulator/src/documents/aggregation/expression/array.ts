import { bsonType } from '../../bson-type.ts';
import { compareValues, equalValues } from '../../compare.ts';
import { requestFailed } from '../../errors.ts';
import { compileSort } from '../../sort.ts';
import { type Document, isDocument } from '../../values.ts';
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

/** @throws PlatformError if the value is not an array */
export function needArray(name: string, value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value;
  throw requestFailed(`${name} requires an array as input, found: ${bsonType(value)}`);
}

function elementAt([list, at]: readonly unknown[]): unknown {
  if (isNullish(list) || isNullish(at)) return null;
  if (!Array.isArray(list))
    throw requestFailed(`$arrayElemAt's first argument must be an array, but is ${bsonType(list)}`);
  return list.at(needInteger("$arrayElemAt's second argument", at));
}

function size([list]: readonly unknown[]): number {
  if (!Array.isArray(list))
    throw requestFailed(`The argument to $size must be an array, but was of type: ${bsonType(list)}`);
  return list.length;
}

function concatArrays(args: readonly unknown[]): unknown {
  if (args.some(isNullish)) return null;
  const wrong = args.find((arg) => !Array.isArray(arg));
  if (wrong !== undefined) throw requestFailed(`$concatArrays only supports arrays, not ${bsonType(wrong)}`);
  return args.flat();
}

function includes([value, list]: readonly unknown[]): boolean {
  if (!Array.isArray(list))
    throw requestFailed(`$in requires an array as a second argument, found: ${bsonType(list)}`);
  return list.some((item) => equalValues(item, value));
}

function indexOf([list, value, from = 0, to]: readonly unknown[]): unknown {
  if (isNullish(list)) return null;
  if (!Array.isArray(list))
    throw requestFailed(`$indexOfArray requires an array as a first argument, found: ${bsonType(list)}`);
  const start = needInteger('$indexOfArray starting index', from);
  const end = to === undefined ? list.length : needInteger('$indexOfArray ending index', to);
  if (start < 0 || end < 0) throw requestFailed('$indexOfArray requires a nonnegative index');
  return list.findIndex((item, index) => index >= start && index < end && equalValues(item, value));
}

function slice([list, first, count]: readonly unknown[]): unknown {
  if (isNullish(list) || isNullish(first) || count === null) return null;
  if (!Array.isArray(list))
    throw requestFailed(`First argument to $slice must be an array, but is of type: ${bsonType(list)}`);
  const n = needInteger('Second argument to $slice', first);
  if (count === undefined) return n < 0 ? list.slice(n) : list.slice(0, n);
  const length = needInteger('Third argument to $slice', count);
  if (length <= 0) throw requestFailed(`Third argument to $slice must be positive: ${length}`);
  const start = n < 0 ? Math.max(0, list.length + n) : n;
  return list.slice(start, start + length);
}

const LONGEST_RANGE = 1_000_000;

function range([from, to, by = 1]: readonly unknown[]): unknown {
  const start = needInteger("$range's start", from);
  const end = needInteger("$range's end", to);
  const step = needInteger("$range's step", by);
  if (step === 0) throw requestFailed('$range requires a non-zero step value');
  const length = Math.max(0, Math.ceil((end - start) / step));
  if (length > LONGEST_RANGE) throw requestFailed('$range would exceed the memory limit');
  return Array.from({ length }, (_, index) => start + index * step);
}

function firstOrLast(name: string, at: 0 | -1): Operator {
  return ofOne(name, (list) => needArray(name, list).at(at));
}

function counted(name: string, pick: (list: readonly unknown[], n: number) => unknown): Operator {
  return withNamed(name, ['input', 'n'], [], ({ input, n }) => {
    const count = needInteger(`${name}'s n`, n);
    if (count < 1) throw requestFailed("'n' must be greater than 0");
    return isNullish(input) ? null : pick(needArray(name, input), count);
  });
}

function withoutNulls(list: readonly unknown[]): unknown[] {
  return list.filter((item) => !isNullish(item));
}

function sortArray({ input, sortBy }: NamedArguments): unknown {
  if (isNullish(input)) return null;
  const list = needArray('$sortArray', input);
  if (sortBy === 1 || sortBy === -1) return list.toSorted((a, b) => compareValues(a, b) * sortBy);
  if (!isDocument(sortBy))
    throw requestFailed('The $sort is invalid: use 1/-1 to sort the whole element, or {field:1/-1}');
  const compare = compileSort(sortBy);
  const asDocument = (item: unknown): Document => (isDocument(item) ? item : {});
  return list.toSorted((a, b) => compare(asDocument(a), asDocument(b)));
}

function zip({ inputs, useLongestLength, defaults }: NamedArguments): unknown {
  if (isNullish(inputs)) return null;
  const lists = needArray('$zip', inputs);
  if (lists.some(isNullish)) return null;
  const arrays = lists.map((list) => needArray('$zip', list));
  if (arrays.length === 0) throw requestFailed('$zip requires at least one input array');
  const lengths = arrays.map((list) => list.length);
  const length = useLongestLength === true ? Math.max(...lengths) : Math.min(...lengths);
  const fill = Array.isArray(defaults) ? defaults : [];
  return Array.from({ length }, (_, row) =>
    arrays.map((list, column) => (row < list.length ? list[row] : (fill[column] ?? null))),
  );
}

/** https://www.mongodb.com/docs/manual/reference/operator/aggregation/#array-expression-operators */
export const arrayOperators: Operators = {
  $arrayElemAt: withArguments('$arrayElemAt', 2, 2, elementAt),
  $concatArrays: withArguments('$concatArrays', 0, Number.POSITIVE_INFINITY, concatArrays),
  $first: firstOrLast('$first', 0),
  $firstN: counted('$firstN', (list, n) => list.slice(0, n)),
  $in: withArguments('$in', 2, 2, includes),
  $indexOfArray: withArguments('$indexOfArray', 2, 4, indexOf),
  $isArray: withArguments('$isArray', 1, 1, ([value]) => Array.isArray(value)),
  $last: firstOrLast('$last', -1),
  $lastN: counted('$lastN', (list, n) => list.slice(-n)),
  $maxN: counted('$maxN', (list, n) =>
    withoutNulls(list)
      .sort((a, b) => compareValues(b, a))
      .slice(0, n),
  ),
  $minN: counted('$minN', (list, n) => withoutNulls(list).sort(compareValues).slice(0, n)),
  $range: withArguments('$range', 2, 3, range),
  $reverseArray: ofOne('$reverseArray', (list) => needArray('$reverseArray', list).toReversed()),
  $size: withArguments('$size', 1, 1, size),
  $slice: withArguments('$slice', 2, 3, slice),
  $sortArray: withNamed('$sortArray', ['input', 'sortBy'], [], sortArray),
  $zip: withNamed('$zip', ['inputs'], ['useLongestLength', 'defaults'], zip),
};
