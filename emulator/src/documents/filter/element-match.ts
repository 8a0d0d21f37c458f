import { type Document, type EvaluationContext, isDocument } from '../values.ts';
import { compileFilter } from './compile.ts';

/**
 * What the positional operator `$` refers to: a test for the elements of the array at `path` that a filter asks
 * for. Null if the filter says nothing of that array.
 * Source: https://www.mongodb.com/docs/manual/reference/operator/update/positional/
 */
export function compileElementMatch(
  filter: Document,
  path: readonly string[],
  context: EvaluationContext,
): ((element: unknown) => boolean) | null {
  const conditions = conditionsOn(path.join('.'), filter);
  if (conditions.length === 0) return null;
  const matches = compileFilter({ $and: conditions }, context);
  return (element) => matches(wrap(path, element));
}

/** The conditions on the array at `path` or on fields of its elements. */
function conditionsOn(path: string, filter: Document): Document[] {
  const conditions: Document[] = [];
  for (const [key, operand] of Object.entries(filter)) {
    if (key === '$and' && Array.isArray(operand)) {
      conditions.push(...operand.filter(isDocument).flatMap((branch) => conditionsOn(path, branch)));
    } else if (key === '$or' && Array.isArray(operand)) {
      const branches = operand.filter(isDocument).flatMap((branch) => conditionsOn(path, branch));
      if (branches.length > 0) conditions.push({ $or: branches });
    } else if (key === path || key.startsWith(`${path}.`)) {
      conditions.push({ [key]: operand });
    }
  }
  return conditions;
}

/** A document whose array at `path` has this one element. */
function wrap([name = '', ...rest]: readonly string[], element: unknown): Document {
  return { [name]: rest.length === 0 ? [element] : wrap(rest, element) };
}
