import type { EvaluationContext } from '../../values.ts';

/** What an expression can refer to: the document it is evaluated on and the variables around it. */
export interface Scope {
  /** `$$ROOT`, and what `$field` starts from unless `$$CURRENT` is rebound. */
  readonly root: unknown;
  readonly variables: Variables | null;
  readonly context: EvaluationContext;
}

/** A chain of bindings, the innermost first. */
export interface Variables {
  readonly name: string;
  readonly value: unknown;
  readonly outer: Variables | null;
}

/** A compiled expression. `undefined` stands for a missing value. */
export type Evaluate = (scope: Scope) => unknown;

/** The names that are bound where an expression stands; used to refuse undefined variables early. */
export type Names = ReadonlySet<string>;

export function bind(scope: Scope, name: string, value: unknown): Scope {
  return { ...scope, variables: { name, value, outer: scope.variables } };
}

export function variableValue(scope: Scope, name: string): unknown {
  for (let binding = scope.variables; binding; binding = binding.outer) {
    if (binding.name === name) return binding.value;
  }
  return undefined;
}

/** Whether a value counts as true: everything but false, zero, null and missing. */
export function truthy(value: unknown): boolean {
  return value !== false && value !== 0 && value !== null && value !== undefined;
}

export function isNullish(value: unknown): value is null | undefined {
  return value === null || value === undefined;
}

export function bindAll(
  outer: Variables | null,
  bindings: readonly (readonly [string, unknown])[],
): Variables | null {
  return bindings.reduce<Variables | null>((chain, [name, value]) => ({ name, value, outer: chain }), outer);
}
