import { bsonType } from '../bson-type.ts';
import { compareValues } from '../compare.ts';
import { describe } from '../describe.ts';
import { requestFailed } from '../errors.ts';
import { checkStorableValue } from '../guard.ts';
import { type Document, ExtendedValue, getField, isDocument } from '../values.ts';
import type { FieldUpdate, UpdateOperator } from './field-update.ts';

export const set: UpdateOperator = (operand, path) => {
  checkStorableValue(operand, path);
  return { apply: () => operand };
};

export const unset: UpdateOperator = () => ({ apply: () => undefined });

/** Only an insert heeds it, and here the document exists already. */
export const setOnInsert: UpdateOperator = () => ({ apply: (current) => current });

export const inc: UpdateOperator = (operand, path) =>
  arithmetic('$inc', 'increment', operand, path, (current, by) => current + by);

export const mul: UpdateOperator = (operand, path) =>
  arithmetic('$mul', 'multiply', operand, path, (current, by) => current * by);

function arithmetic(
  operator: string,
  verb: string,
  operand: unknown,
  path: string,
  combine: (current: number, by: number) => number,
): FieldUpdate {
  if (typeof operand !== 'number') {
    throw requestFailed(`Cannot ${verb} with non-numeric argument: {${path}: ${describe(operand)}}`);
  }
  return {
    apply: (current = 0, document) => {
      // 0 × -1 is 0: most numbers are integers to MongoDB, and integers have no negative zero.
      if (typeof current === 'number') return combine(current, operand) + 0;
      throw wrongType(
        `Cannot apply ${operator} to a value of non-numeric type.`,
        'non-numeric',
        path,
        current,
        document,
      );
    },
  };
}

function wrongType(
  problem: string,
  wanted: string,
  path: string,
  current: unknown,
  document: Document,
): Error {
  const field = path.slice(path.lastIndexOf('.') + 1);
  return requestFailed(
    `${problem} {_id: ${describe(document['_id'])}} has the field '${field}' of ${wanted} type ${bsonType(current)}`,
  );
}

export const min: UpdateOperator = (operand, path) => extreme(operand, path, -1);

export const max: UpdateOperator = (operand, path) => extreme(operand, path, 1);

function extreme(operand: unknown, path: string, sign: 1 | -1): FieldUpdate {
  checkStorableValue(operand, path);
  return {
    apply: (current) =>
      current === undefined || compareValues(operand, current) * sign > 0 ? operand : current,
  };
}

const BITWISE: ReadonlyMap<string, (current: bigint, by: bigint) => bigint> = new Map([
  ['and', (current: bigint, by: bigint) => current & by],
  ['or', (current: bigint, by: bigint) => current | by],
  ['xor', (current: bigint, by: bigint) => current ^ by],
]);

export const bit: UpdateOperator = (operand, path) => {
  if (!isDocument(operand) || Object.keys(operand).length === 0) {
    throw requestFailed(
      `The $bit modifier is not compatible with ${describe(operand)}. You must pass in an embedded document: {$bit: {field: {and/or/xor: #}}`,
    );
  }
  const steps = Object.entries(operand).map(([name, by]) => {
    const combine = BITWISE.get(name);
    if (!combine)
      throw requestFailed(
        `The $bit modifier only supports 'and', 'or', and 'xor', not '${name}' which is an unknown operator: {${name}: ${describe(by)}}`,
      );
    if (!Number.isSafeInteger(by))
      throw requestFailed(
        `The $bit modifier field must be an Integer(32/64 bit); a '${bsonType(by)}' is not supported here: {${name}: ${describe(by)}}`,
      );
    return (current: bigint) => combine(current, BigInt(Number(by)));
  });
  return {
    apply: (current = 0, document) => {
      if (typeof current === 'number' && Number.isSafeInteger(current)) {
        return Number(steps.reduce((value, step) => step(value), BigInt(current)));
      }
      throw wrongType(
        'Cannot apply $bit to a value of non-integral type.',
        'non-integer',
        path,
        current,
        document,
      );
    },
  };
};

export const currentDate: UpdateOperator = (operand, _path, context) => {
  const type = isDocument(operand) ? operand['$type'] : 'date';
  if (type === 'timestamp') {
    const t = Math.floor(context.nowMs / 1000);
    return { apply: () => new ExtendedValue('$timestamp', { $timestamp: { t, i: 1 } }) };
  }
  if (type !== 'date' || (typeof operand !== 'boolean' && !isDocument(operand))) {
    throw requestFailed(
      `${describe(operand)} is not valid type for $currentDate. Please use a boolean ('true') or a $type expression ({$type: 'timestamp/date'}).`,
    );
  }
  return { apply: () => new Date(context.nowMs) };
};

/** The target of a `$rename`: takes what the source held before the update. */
export function takeFrom(source: string): FieldUpdate {
  return {
    apply: (current, document) => {
      let value: unknown = document;
      for (const segment of source.split('.')) {
        if (Array.isArray(value))
          throw requestFailed(
            `The source field cannot be an array element, '${source}' in doc with _id: ${describe(document['_id'])}`,
          );
        value = isDocument(value) ? getField(value, segment) : undefined;
      }
      return value === undefined ? current : value;
    },
  };
}
