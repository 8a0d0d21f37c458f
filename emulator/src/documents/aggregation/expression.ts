import { evalExpr } from 'mingo/core';
import type { Document, EvaluationContext } from '../values.ts';
import { mingoOptions } from './mingo-options.ts';

/** The value of an aggregation expression for a document; `undefined` if it is missing. */
export function evaluateExpression(
  expression: unknown,
  document: Document,
  context: EvaluationContext,
): unknown {
  return evalExpr(document, expression, mingoOptions(context));
}
