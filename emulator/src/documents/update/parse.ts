import { bsonType } from '../bson-type.ts';
import { describe } from '../describe.ts';
import { requestFailed } from '../errors.ts';
import { type Document, type EvaluationContext, isDocument } from '../values.ts';
import { addToSet, pop, pull, pullAll } from './array-operators.ts';
import type { FieldUpdate, UpdateOperator } from './field-update.ts';
import { push } from './push.ts';
import {
  bit,
  currentDate,
  inc,
  max,
  min,
  mul,
  set,
  setOnInsert,
  takeFrom,
  unset,
} from './value-operators.ts';

const OPERATORS: ReadonlyMap<string, UpdateOperator> = new Map([
  ['$addToSet', addToSet],
  ['$bit', bit],
  ['$currentDate', currentDate],
  ['$inc', inc],
  ['$max', max],
  ['$min', min],
  ['$mul', mul],
  ['$pop', pop],
  ['$pull', pull],
  ['$pullAll', pullAll],
  ['$push', push],
  ['$set', set],
  ['$setOnInsert', setOnInsert],
  ['$unset', unset],
]);

export interface PathUpdate {
  readonly path: string;
  readonly segments: readonly string[];
  readonly update: FieldUpdate;
}

/**
 * The updates of the single fields, in the order MongoDB applies them (by path).
 * @throws PlatformError for unknown operators, bad operands and paths, and paths that conflict
 */
export function parseUpdate(update: Document, context: EvaluationContext): PathUpdate[] {
  const operators = Object.keys(update);
  if (operators.length === 0) throw requestFailed('update document must have at least one element');
  const updates = operators.flatMap((operator) => parseOperator(operator, update[operator], context));
  if (updates.length > 1) {
    updates.sort((a, b) => compareSegments(a.segments, b.segments));
    refuseConflicts(updates);
  }
  return updates;
}

function parseOperator(operator: string, fields: unknown, context: EvaluationContext): PathUpdate[] {
  const make = OPERATORS.get(operator);
  if (!make && operator !== '$rename') {
    throw requestFailed(
      `Unknown modifier: ${operator}. Expected a valid update modifier or pipeline-style update specified as an array`,
    );
  }
  if (!isDocument(fields)) {
    throw requestFailed(
      `Modifiers operate on fields but we found type ${bsonType(fields)} instead. For example: {$mod: {<field>: ...}} not {${operator}: ${describe(fields)}}`,
    );
  }
  const paths = Object.keys(fields);
  if (paths.length === 0) {
    throw requestFailed(
      `'${operator}' is empty. You must specify a field like so: {${operator}: {<field>: ...}}`,
    );
  }
  return paths.flatMap((path) =>
    make ? [pathUpdate(path, make(fields[path], path, context))] : parseRename(path, fields[path]),
  );
}

function parseRename(source: string, target: unknown): PathUpdate[] {
  if (typeof target !== 'string') {
    throw requestFailed(`The 'to' field for $rename must be a string: ${source}: ${describe(target)}`);
  }
  if (source === target) {
    throw requestFailed(`The source and target field for $rename must differ: ${source}: "${target}"`);
  }
  if (`${source}.${target}`.split('.').some((segment) => segment.startsWith('$'))) {
    throw requestFailed(`The source and target field for $rename may not be dynamic: ${source}: "${target}"`);
  }
  return [pathUpdate(source, { apply: () => undefined }), pathUpdate(target, takeFrom(source))];
}

function pathUpdate(path: string, update: FieldUpdate): PathUpdate {
  const segments = path.split('.');
  if (path === '') throw requestFailed('An empty update path is not valid.');
  for (const segment of segments) {
    if (segment === '') {
      throw requestFailed(`The update path '${path}' contains an empty field name, which is not allowed.`);
    }
    if (segment === '__proto__') throw requestFailed("a field must not be named '__proto__'");
    if (segment.startsWith('$') && !/^\$(?:\[.*\])?$/.test(segment)) {
      throw requestFailed(
        `The dollar ($) prefixed field '${segment}' in '${path}' is not valid for storage.`,
      );
    }
  }
  return { path, segments, update };
}

/** Field names in the order of their characters, array indexes in the order of their numbers. */
function compareSegments(a: readonly string[], b: readonly string[]): number {
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) {
    const left = a[i] ?? '';
    const right = b[i] ?? '';
    if (left === right) continue;
    const byNumber = /^\d+$/.test(left) && /^\d+$/.test(right) ? Number(left) - Number(right) : 0;
    return byNumber || (left < right ? -1 : 1);
  }
  return a.length - b.length;
}

/** A path and one below it stand next to each other once sorted: everything below it follows it directly. */
function refuseConflicts(updates: readonly PathUpdate[]): void {
  for (const [index, { path }] of updates.entries()) {
    const before = updates[index - 1]?.path;
    if (before !== undefined && (path === before || path.startsWith(`${before}.`))) {
      throw requestFailed(`Updating the path '${path}' would create a conflict at '${before}'`);
    }
  }
}
