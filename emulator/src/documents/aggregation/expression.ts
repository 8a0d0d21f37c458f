import type { Document, EvaluationContext } from '../values.ts';
import { compileExpression } from './expression/compile.ts';

/** Compiles an expression that stands outside a pipeline (`$expr`, projections). */
export function compileDocumentExpression(
  expression: unknown,
  context: EvaluationContext,
): (document: Document) => unknown {
  const evaluate = compileExpression(expression);
  return (root) => evaluate({ root, variables: null, context });
}
