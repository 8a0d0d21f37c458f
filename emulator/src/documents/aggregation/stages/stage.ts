import type { Document, EvaluationContext } from '../../values.ts';
import type { Evaluate, Variables } from '../expression/scope.ts';

export interface PipelineContext extends EvaluationContext {
  /** The documents of another collection. @throws PlatformError if there is no such collection */
  collection(name: string): readonly Document[];
}

export type Documents = readonly Document[];

/** A compiled stage, or a whole pipeline. Never changes the documents it is given. */
export type Stage = (input: Documents, variables: Variables | null) => Documents;

export interface StageCompiler {
  readonly context: PipelineContext;
  expression(expression: unknown): Evaluate;
  /** Compiles a pipeline inside this one. `extra` are variables bound there besides. */
  pipeline(stages: unknown, extra?: readonly string[]): Stage;
  filter(filter: Document): (document: Document, variables: Variables | null) => boolean;
}

/** Makes a stage from its operand. @throws PlatformError for operands the server refuses */
export type StageFactory = (operand: unknown, compiler: StageCompiler) => Stage;

/** An expression as a function of a document. */
export function onDocument(
  expression: unknown,
  compiler: StageCompiler,
): (root: unknown, variables: Variables | null) => unknown {
  const evaluate = compiler.expression(expression);
  const { context } = compiler;
  return (root, variables) => evaluate({ root, variables, context });
}
