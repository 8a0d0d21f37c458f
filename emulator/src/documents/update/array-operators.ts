import { bsonType } from '../bson-type.ts';
import { equalValues } from '../compare.ts';
import { describe } from '../describe.ts';
import { invalidParam, requestFailed } from '../errors.ts';
import { compileElementTest } from '../filter/compile.ts';
import { checkStorableValue } from '../guard.ts';
import { isDocument } from '../values.ts';
import type { FieldUpdate, UpdateOperator } from './field-update.ts';
import { eachOf } from './push.ts';

export const addToSet: UpdateOperator = (operand, path) => {
  const hasEach = isDocument(operand) && Object.hasOwn(operand, '$each');
  if (isDocument(operand) && Object.keys(operand).join() === 'each' && Array.isArray(operand['each'])) {
    throw invalidParam(
      `_.addToSet({ each: […] }) is sent as one value, the object itself; write _.addToSet({ $each: […] }) for '${path}'`,
    );
  }
  const items = hasEach ? eachOf('$addToSet', operand) : [operand];
  for (const item of items) checkStorableValue(item, path);
  return {
    apply: (current = [], document) => {
      if (!Array.isArray(current)) {
        throw requestFailed(
          `Cannot apply $addToSet to non-array field. Field named '${path}' has non-array type ${bsonType(current)} in the document _id: ${describe(document['_id'])}`,
        );
      }
      const next: unknown[] = [...current];
      for (const item of items) {
        if (!next.some((present) => equalValues(present, item))) next.push(item);
      }
      return next;
    },
  };
};

export const pop: UpdateOperator = (operand, path) => {
  if (operand !== 1 && operand !== -1)
    throw requestFailed(`$pop expects 1 or -1, found: ${describe(operand)}`);
  return {
    apply: (current) => {
      if (current === undefined) return undefined;
      if (!Array.isArray(current)) {
        throw requestFailed(`Path '${path}' contains an element of non-array type '${bsonType(current)}'`);
      }
      return operand === 1 ? current.slice(0, -1) : current.slice(1);
    },
  };
};

/** Removes what equals the operand or, if that is a condition or a document, what it matches. */
export const pull: UpdateOperator = (operand, _path, context) =>
  remove('$pull', compileElementTest(operand, context));

export const pullAll: UpdateOperator = (operand) => {
  if (!Array.isArray(operand)) {
    throw requestFailed(`$pullAll requires an array argument but was given a ${bsonType(operand)}`);
  }
  return remove('$pullAll', (item) => operand.some((other) => equalValues(item, other)));
};

function remove(operator: string, matches: (item: unknown) => boolean): FieldUpdate {
  return {
    apply: (current) => {
      if (current === undefined) return undefined;
      if (!Array.isArray(current)) throw requestFailed(`Cannot apply ${operator} to a non-array value`);
      return current.filter((item) => !matches(item));
    },
  };
}
