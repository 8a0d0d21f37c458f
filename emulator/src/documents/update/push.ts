import { bsonType } from '../bson-type.ts';
import { compareValues } from '../compare.ts';
import { describe } from '../describe.ts';
import { requestFailed } from '../errors.ts';
import { checkStorableValue } from '../guard.ts';
import { compileSort } from '../sort.ts';
import { type Document, isDocument } from '../values.ts';
import type { FieldUpdate, UpdateOperator } from './field-update.ts';

interface Modifiers {
  readonly each: readonly unknown[];
  readonly position: number | undefined;
  readonly slice: number | undefined;
  readonly sort: ((a: unknown, b: unknown) => number) | undefined;
}

/** Adds, then sorts, then cuts. Source: https://www.mongodb.com/docs/manual/reference/operator/update/push/ */
export const push: UpdateOperator = (operand, path): FieldUpdate => {
  const modifiers = parseModifiers(operand);
  for (const item of modifiers.each) checkStorableValue(item, path);
  return {
    apply: (current = [], document) => {
      if (Array.isArray(current)) return pushAll(current, modifiers);
      throw requestFailed(
        `The field '${path}' must be an array but is of type ${bsonType(current)} in document {_id: ${describe(document['_id'])}}`,
      );
    },
  };
};

function pushAll(
  current: readonly unknown[],
  { each, position, sort, slice }: Modifiers,
): readonly unknown[] {
  const items = [...current];
  items.splice(position ?? items.length, 0, ...each);
  if (sort) items.sort(sort);
  if (slice === undefined) return items;
  return slice < 0 ? items.slice(slice) : items.slice(0, slice);
}

const CLAUSES = new Set(['$each', '$position', '$slice', '$sort']);

function parseModifiers(operand: unknown): Modifiers {
  if (!isDocument(operand) || !Object.hasOwn(operand, '$each')) {
    return { each: [operand], position: undefined, slice: undefined, sort: undefined };
  }
  const unknown = Object.keys(operand).find((clause) => !CLAUSES.has(clause));
  if (unknown !== undefined) throw requestFailed(`Unrecognized clause in $push: ${unknown}`);
  return {
    each: eachOf('$push', operand),
    position: integerClause(operand, '$position'),
    slice: integerClause(operand, '$slice'),
    sort: sortClause(operand['$sort']),
  };
}

/** The list of `$each`. */
export function eachOf(operator: string, operand: Document): readonly unknown[] {
  const each = operand['$each'];
  if (Array.isArray(each)) return each;
  throw requestFailed(
    `The argument to $each in ${operator} must be an array but it was of type ${bsonType(each)}`,
  );
}

function integerClause(operand: Document, clause: '$position' | '$slice'): number | undefined {
  const value = operand[clause];
  if (value === undefined) return undefined;
  if (typeof value === 'number' && Number.isInteger(value)) return value;
  throw requestFailed(
    `The value for ${clause} must be an integer value but was given type: ${bsonType(value)}`,
  );
}

function sortClause(sort: unknown): Modifiers['sort'] {
  if (sort === undefined) return undefined;
  if (sort === 1 || sort === -1) return (a, b) => compareValues(a, b) * sort;
  if (typeof sort === 'number') throw requestFailed('The $sort element value must be either 1 or -1');
  if (!isDocument(sort) || Object.keys(sort).length === 0) {
    throw requestFailed(
      'The $sort is invalid: use 1/-1 to sort the whole element, or {field:1/-1} to sort embedded fields',
    );
  }
  const compare = compileSort(sort);
  const asDocument = (item: unknown) => (isDocument(item) ? item : {});
  return (a, b) => compare(asDocument(a), asDocument(b));
}
