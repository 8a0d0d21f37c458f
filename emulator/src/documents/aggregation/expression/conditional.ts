import { compareValues } from '../../compare.ts';
import { requestFailed } from '../../errors.ts';
import { isDocument } from '../../values.ts';
import {
  type ExpressionCompiler,
  namedOperand,
  type Operator,
  type Operators,
  withArguments,
} from './operator.ts';
import { bind, type Evaluate, isNullish, truthy } from './scope.ts';

/** Compares any two values in BSON order; a missing value is less than null. */
function compared(name: string, holds: (order: number) => boolean): Operator {
  return withArguments(name, 2, 2, ([a, b]) => holds(order(a, b)));
}

function order(a: unknown, b: unknown): number {
  if (a === undefined || b === undefined) {
    if (isNullish(a) && isNullish(b)) return Number(a !== undefined) - Number(b !== undefined);
  }
  return Math.sign(compareValues(a, b));
}

function operands(operand: unknown, compiler: ExpressionCompiler): Evaluate[] {
  const list: readonly unknown[] = Array.isArray(operand) ? operand : [operand];
  return list.map((item) => compiler.compile(item));
}

function and(operand: unknown, compiler: ExpressionCompiler): Evaluate {
  const conditions = operands(operand, compiler);
  return (scope) => conditions.every((condition) => truthy(condition(scope)));
}

function or(operand: unknown, compiler: ExpressionCompiler): Evaluate {
  const conditions = operands(operand, compiler);
  return (scope) => conditions.some((condition) => truthy(condition(scope)));
}

function cond(operand: unknown, compiler: ExpressionCompiler): Evaluate {
  if (Array.isArray(operand) && operand.length !== 3) {
    throw requestFailed(`Expression $cond takes exactly 3 arguments. ${operand.length} were passed in.`);
  }
  const parts: readonly unknown[] = Array.isArray(operand)
    ? operand
    : namedParts('$cond', operand, ['if', 'then', 'else']);
  const [condition, yes, no] = parts.map((part) => compiler.compile(part));
  return (scope) => (truthy(condition?.(scope)) ? yes?.(scope) : no?.(scope));
}

/** The fields of the operand, in this order. */
function namedParts(name: string, operand: unknown, keys: readonly string[]): unknown[] {
  const fields = namedOperand(name, operand, keys, []);
  return keys.map((key) => fields[key]);
}

function ifNull(operand: unknown, compiler: ExpressionCompiler): Evaluate {
  const list = operands(operand, compiler);
  if (list.length < 2) throw requestFailed(`$ifNull needs at least two arguments, had: ${list.length}`);
  const last = list.pop();
  return (scope) => {
    for (const item of list) {
      const value = item(scope);
      if (!isNullish(value)) return value;
    }
    return last?.(scope);
  };
}

function switchCase(operand: unknown, compiler: ExpressionCompiler): Evaluate {
  const fields = namedOperand('$switch', operand, ['branches'], ['default']);
  const branches = fields['branches'];
  if (!Array.isArray(branches)) throw requestFailed(`$switch expected an array for 'branches'`);
  if (branches.length === 0) throw requestFailed('$switch requires at least one branch.');
  const compiled = branches.map((branch: unknown) => {
    if (!isDocument(branch)) throw requestFailed('$switch expected each branch to be an object');
    const [when, then] = namedParts('$switch', branch, ['case', 'then']);
    return { condition: compiler.compile(when), value: compiler.compile(then) };
  });
  const fallback = Object.hasOwn(fields, 'default') ? compiler.compile(fields['default']) : null;
  return (scope) => {
    const branch = compiled.find(({ condition }) => truthy(condition(scope)));
    if (branch) return branch.value(scope);
    if (fallback) return fallback(scope);
    throw requestFailed(
      '$switch could not find a matching branch for an input, and no default was specified.',
    );
  };
}

function letIn(operand: unknown, compiler: ExpressionCompiler): Evaluate {
  const { vars, in: inside } = namedOperand('$let', operand, ['vars', 'in'], []);
  if (!isDocument(vars)) throw requestFailed('invalid parameter: expected an object (vars)');
  const variables = Object.entries(vars).map(([name, value]) => [name, compiler.compile(value)] as const);
  const evaluate = compiler.compile(inside, Object.keys(vars));
  return (outer) => {
    let scope = outer;
    for (const [name, value] of variables) scope = bind(scope, name, value(outer));
    return evaluate(scope);
  };
}

/** Comparisons, logic and choice. */
export const conditionalOperators: Operators = {
  $and: and,
  $cmp: withArguments('$cmp', 2, 2, ([a, b]) => order(a, b)),
  $cond: cond,
  $eq: compared('$eq', (result) => result === 0),
  $gt: compared('$gt', (result) => result > 0),
  $gte: compared('$gte', (result) => result >= 0),
  $ifNull: ifNull,
  $let: letIn,
  $literal: (operand) => () => operand,
  $lt: compared('$lt', (result) => result < 0),
  $lte: compared('$lte', (result) => result <= 0),
  $ne: compared('$ne', (result) => result !== 0),
  $not: withArguments('$not', 1, 1, ([value]) => !truthy(value)),
  $or: or,
  $switch: switchCase,
};
