import { bsonType } from '../../bson-type.ts';
import { requestFailed } from '../../errors.ts';
import { type Document, getField, isDocument } from '../../values.ts';
import { needArray } from './array.ts';
import {
  type ExpressionCompiler,
  type NamedArguments,
  namedOperand,
  type Operators,
  ofOne,
  withArguments,
  withNamed,
} from './operator.ts';
import { type Evaluate, isNullish } from './scope.ts';

function needDocument(name: string, value: unknown): Document {
  if (isDocument(value)) return value;
  throw requestFailed(`${name} requires an object as input, found: ${bsonType(value)}`);
}

/** Adds a field; `__proto__` is refused because assigning to it changes no field. */
function assignField(document: Document, name: unknown, value: unknown): void {
  if (typeof name !== 'string')
    throw requestFailed(`a field name must be a string, found: ${bsonType(name)}`);
  if (name === '__proto__') throw requestFailed("a field must not be named '__proto__'");
  document[name] = value;
}

function arrayToObject(value: unknown): Document {
  const result: Document = {};
  for (const item of needArray('$arrayToObject', value)) {
    if (Array.isArray(item) && item.length === 2) assignField(result, item[0], item[1]);
    else if (isDocument(item) && Object.keys(item).sort().join() === 'k,v')
      assignField(result, item['k'], item['v']);
    else
      throw requestFailed(
        '$arrayToObject requires an array of two-element arrays or of objects with the keys k and v',
      );
  }
  return result;
}

function objectToArray(value: unknown): unknown[] {
  return Object.entries(needDocument('$objectToArray', value)).map(([k, v]) => ({ k, v }));
}

/** A single array of documents is merged like several arguments. */
export function mergeObjects(args: readonly unknown[]): Document {
  const [only] = args;
  const documents = args.length === 1 && Array.isArray(only) ? only : args;
  const merged: Document = {};
  for (const document of documents) {
    if (!isNullish(document)) Object.assign(merged, needDocument('$mergeObjects', document));
  }
  return merged;
}

function getFieldOf(operand: unknown, compiler: ExpressionCompiler): Evaluate {
  const shorthand = !isDocument(operand) || Object.keys(operand)[0]?.startsWith('$');
  const fields = shorthand ? { field: operand } : namedOperand('$getField', operand, ['field'], ['input']);
  const field = compiler.compile(fields['field']);
  const input = compiler.compile(Object.hasOwn(fields, 'input') ? fields['input'] : '$$CURRENT');
  return (scope) => {
    const name = field(scope);
    if (typeof name !== 'string')
      throw requestFailed(`$getField requires 'field' to evaluate to type String, but got ${bsonType(name)}`);
    const document = input(scope);
    if (isDocument(document)) return getField(document, name);
    return document === null ? null : undefined;
  };
}

function setField({ field, input, value }: NamedArguments): unknown {
  if (isNullish(input)) return null;
  const result = { ...needDocument('$setField', input) };
  if (value === undefined) delete result[String(field)];
  else assignField(result, field, value);
  return result;
}

/** https://www.mongodb.com/docs/manual/reference/operator/aggregation/#object-expression-operators */
export const objectOperators: Operators = {
  $arrayToObject: ofOne('$arrayToObject', arrayToObject),
  $getField: getFieldOf,
  $mergeObjects: withArguments('$mergeObjects', 0, Number.POSITIVE_INFINITY, mergeObjects),
  $objectToArray: ofOne('$objectToArray', objectToArray),
  $setField: withNamed('$setField', ['field', 'input', 'value'], [], setField),
  $unsetField: withNamed('$unsetField', ['field', 'input'], [], setField),
};
