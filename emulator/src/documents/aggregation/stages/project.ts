import { requestFailed } from '../../errors.ts';
import { projectDocument } from '../../projection/compile.ts';
import type { Rule } from '../../projection/parse.ts';
import { parseProjection } from '../../projection/parse.ts';
import type { Document } from '../../values.ts';
import { type FieldTree, plant, setFields } from './field-tree.ts';
import { needOperand } from './operand.ts';
import { onDocument, type StageCompiler, type StageFactory } from './stage.ts';

/** https://www.mongodb.com/docs/manual/reference/operator/aggregation/project/ */
export const project: StageFactory = (operand, compiler) => {
  const projection = needOperand('$project', operand);
  if (Object.keys(projection).length === 0)
    throw requestFailed('projection specification must have at least one field');
  const { inclusive, fields } = parseProjection(projection, null);
  const computed: FieldTree = new Map();
  collectComputed(fields, '', computed, compiler);
  if (inclusive && !fields.has('_id')) fields.set('_id', { kind: 'keep' });
  return (input, variables) =>
    input.map((document) => {
      const kept = projectDocument(document, fields, inclusive);
      return computed.size === 0 ? kept : setFields(kept, computed, document, variables);
    });
};

function collectComputed(
  fields: ReadonlyMap<string, Rule>,
  prefix: string,
  computed: FieldTree,
  compiler: StageCompiler,
): void {
  for (const [name, rule] of fields) {
    if (rule.kind === 'compute') plant(computed, prefix + name, onDocument(rule.expression, compiler));
    if (rule.kind === 'fields') collectComputed(rule.fields, `${prefix}${name}.`, computed, compiler);
  }
}

export const unset: StageFactory = (operand, compiler) => {
  const names: readonly unknown[] = Array.isArray(operand) ? operand : [operand];
  const projection: Document = {};
  for (const name of names) {
    if (typeof name !== 'string' || name === '')
      throw requestFailed('$unset specification must be a string or an array of strings');
    projection[name] = 0;
  }
  return project(projection, compiler);
};
