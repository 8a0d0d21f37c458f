import { requestFailed } from '../../errors.ts';
import { type Document, isDocument } from '../../values.ts';
import type { Variables } from '../expression/scope.ts';
import { identity } from '../expression/value-set.ts';
import { compileGroupField, type GroupField } from './group-field.ts';
import { needOperand } from './operand.ts';
import { type Documents, onDocument, type StageCompiler, type StageFactory } from './stage.ts';

/** Groups come out in the order of their first documents. */
export const group: StageFactory = (operand, compiler) => {
  const { _id: id, ...output } = needOperand('$group', operand);
  if (id === undefined) throw requestFailed('a group specification must include an _id');
  const groupId = onDocument(id, compiler);
  const fields = compileOutput(output, compiler);
  return (input, variables) => {
    const groups = new Map<string, { id: unknown; members: Document[] }>();
    for (const document of input) {
      const value = groupId(document, variables) ?? null;
      const key = identity(value);
      const found = groups.get(key);
      if (found) found.members.push(document);
      else groups.set(key, { id: value, members: [document] });
    }
    return [...groups.values()].map((found) => summarize(found.id, found.members, fields, variables));
  };
};

export type Output = readonly (readonly [string, GroupField])[];

export function compileOutput(output: unknown, compiler: StageCompiler): Output {
  if (!isDocument(output)) throw requestFailed("the 'output' field must be an object");
  return Object.entries(output).map(([name, definition]) => {
    if (name.includes('.')) throw requestFailed(`The field name '${name}' cannot contain '.'`);
    return [name, compileGroupField(name, definition, compiler)] as const;
  });
}

export function summarize(
  id: unknown,
  members: Documents,
  fields: Output,
  variables: Variables | null,
): Document {
  const result: Document = { _id: id };
  for (const [name, compute] of fields) result[name] = compute(members, variables);
  return result;
}

export const sortByCount: StageFactory = (operand, compiler) => {
  const grouped = group({ _id: operand, count: { $sum: 1 } }, compiler);
  return (input, variables) =>
    grouped(input, variables).toSorted((a, b) => Number(b['count']) - Number(a['count']));
};
