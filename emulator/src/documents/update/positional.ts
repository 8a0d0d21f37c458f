import { requestFailed } from '../errors.ts';
import { compileElementMatch } from '../filter/element-match.ts';
import { type Document, type EvaluationContext, getField, isDocument } from '../values.ts';
import type { PathUpdate } from './parse.ts';

/**
 * Puts the index of the first array element that the filter matched in place of `$` in a path.
 * Source: https://www.mongodb.com/docs/manual/reference/operator/update/positional/
 */
export function resolvePositional(
  change: PathUpdate,
  document: Document,
  filter: Document | undefined,
  context: EvaluationContext,
): PathUpdate {
  const at = change.segments.indexOf('$');
  const identifier = change.segments.find((segment) => /^\$\[.+\]$/.test(segment));
  if (identifier) {
    throw requestFailed(
      `No array filter found for identifier '${identifier.slice(2, -1)}' in path '${change.path}'`,
    );
  }
  if (at === -1) return change;
  if (at === 0) {
    throw requestFailed(
      `Cannot have positional (i.e. '$') element in the first position in path '${change.path}'`,
    );
  }
  if (change.segments.indexOf('$', at + 1) !== -1) {
    throw requestFailed(`Too many positional (i.e. '$') elements found in path '${change.path}'`);
  }
  const index = matchedIndex(document, change.segments.slice(0, at), filter ?? {}, context);
  if (index === -1) {
    throw requestFailed('The positional operator did not find the match needed from the query.');
  }
  return { ...change, segments: change.segments.with(at, String(index)) };
}

function matchedIndex(
  document: Document,
  path: readonly string[],
  filter: Document,
  context: EvaluationContext,
): number {
  const array = path.reduce<unknown>(
    (value, name) => (isDocument(value) ? getField(value, name) : undefined),
    document,
  );
  const matches = compileElementMatch(filter, path, context);
  return Array.isArray(array) && matches ? array.findIndex(matches) : -1;
}
