import { describe } from '../../describe.ts';
import { requestFailed } from '../../errors.ts';
import { isDocument } from '../../values.ts';
import { type Evaluate, isNullish, type Names, type Scope } from './scope.ts';

/** Compiles expressions inside the operand of an operator. `extra` are variables bound there besides. */
export interface ExpressionCompiler {
  compile(expression: unknown, extra?: readonly string[]): Evaluate;
  readonly names: Names;
}

/** Compiles one operator from its operand. @throws PlatformError for operands the server refuses */
export type Operator = (operand: unknown, compiler: ExpressionCompiler) => Evaluate;

export type Operators = Readonly<Record<string, Operator>>;

/**
 * An operator that is a function of its evaluated arguments. As everywhere in MongoDB a single argument can be
 * written with or without an array around it.
 */
export function withArguments(
  name: string,
  least: number,
  most: number,
  compute: (args: readonly unknown[], scope: Scope) => unknown,
): Operator {
  return (operand, compiler) => {
    const operands: readonly unknown[] = Array.isArray(operand) ? operand : [operand];
    if (operands.length < least || operands.length > most) {
      const wanted = least === most ? `exactly ${least}` : `at least ${least} arguments, and at most ${most}`;
      throw requestFailed(`Expression ${name} takes ${wanted} arguments. ${operands.length} were passed in.`);
    }
    const args = operands.map((item) => compiler.compile(item));
    return (scope) =>
      compute(
        args.map((arg) => arg(scope)),
        scope,
      );
  };
}

/** A function of one argument that is null for null and missing. */
export function ofOne(name: string, compute: (value: unknown, scope: Scope) => unknown): Operator {
  return withArguments(name, 1, 1, ([value], scope) => (isNullish(value) ? null : compute(value, scope)));
}

/** The evaluated fields of an operand such as `{input: …, chars: …}`; `undefined` for fields not given. */
export type NamedArguments = Readonly<Record<string, unknown>>;

/** An operator whose operand is a document of named arguments, each of them an expression. */
export function withNamed(
  name: string,
  required: readonly string[],
  optional: readonly string[],
  compute: (args: NamedArguments, scope: Scope) => unknown,
): Operator {
  return (operand, compiler) => {
    const fields = namedOperand(name, operand, required, optional);
    const entries = Object.entries(fields).map(([key, value]) => [key, compiler.compile(value)] as const);
    return (scope) =>
      compute(Object.fromEntries(entries.map(([key, evaluate]) => [key, evaluate(scope)])), scope);
  };
}

/** The operand as a document that has the fields it must have and none that it must not. */
export function namedOperand(
  name: string,
  operand: unknown,
  required: readonly string[],
  optional: readonly string[],
): Readonly<Record<string, unknown>> {
  if (!isDocument(operand))
    throw requestFailed(`${name} only supports an object as its argument, not ${describe(operand)}`);
  for (const key of Object.keys(operand)) {
    if (!required.includes(key) && !optional.includes(key)) {
      throw requestFailed(`Unrecognized argument to ${name}: ${key}`);
    }
  }
  for (const key of required) {
    if (!Object.hasOwn(operand, key)) throw requestFailed(`Missing '${key}' parameter to ${name}`);
  }
  return operand;
}
