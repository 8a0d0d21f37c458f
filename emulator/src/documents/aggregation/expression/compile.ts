import { describe } from '../../describe.ts';
import { requestFailed, unsupported } from '../../errors.ts';
import { type Document, isDocument } from '../../values.ts';
import { arithmeticOperators } from './arithmetic.ts';
import { arrayOperators } from './array.ts';
import { conditionalOperators } from './conditional.ts';
import { conversionOperators } from './conversion.ts';
import { dateOperators } from './date.ts';
import { compileFieldPath } from './field-path.ts';
import { iterationOperators } from './iteration.ts';
import { objectOperators } from './object.ts';
import type { ExpressionCompiler, Operators } from './operator.ts';
import type { Evaluate, Names } from './scope.ts';
import { setOperators } from './set.ts';
import { stringOperators } from './string.ts';
import { stringSearchOperators } from './string-search.ts';
import { totalOperators } from './totals.ts';

const OPERATORS: Operators = {
  ...arithmeticOperators,
  ...arrayOperators,
  ...conditionalOperators,
  ...conversionOperators,
  ...dateOperators,
  ...iterationOperators,
  ...objectOperators,
  ...setOperators,
  ...stringOperators,
  ...stringSearchOperators,
  ...totalOperators,
};

const UNSUPPORTED = new Set(['$accumulator', '$function', '$meta', '$toHashedIndexKey']);

const NO_NAMES: Names = new Set();

/**
 * Compiles an aggregation expression.
 * Semantics: https://www.mongodb.com/docs/manual/reference/operator/aggregation/
 * @param names variables bound where the expression stands (by `$lookup`'s `let`)
 * @throws PlatformError for unknown operators and bad operands
 */
export function compileExpression(expression: unknown, names: Names = NO_NAMES): Evaluate {
  return new Compiler(names).compile(expression);
}

class Compiler implements ExpressionCompiler {
  constructor(readonly names: Names) {}

  compile(expression: unknown, extra: readonly string[] = []): Evaluate {
    if (extra.length > 0) return new Compiler(new Set([...this.names, ...extra])).compile(expression);
    if (typeof expression === 'string' && expression.startsWith('$')) {
      return compileFieldPath(expression, this.names);
    }
    if (Array.isArray(expression)) {
      const items = expression.map((item: unknown) => this.compile(item));
      return (scope) => items.map((item) => item(scope) ?? null);
    }
    if (isDocument(expression)) return this.#document(expression);
    return () => expression;
  }

  #document(expression: Document): Evaluate {
    const keys = Object.keys(expression);
    const name = keys[0];
    if (name?.startsWith('$')) {
      if (keys.length > 1) {
        throw requestFailed(
          `an expression specification must contain exactly one field, the name of the expression. Found ${keys.length} fields in ${describe(expression)}`,
        );
      }
      return this.#operator(name, expression[name]);
    }
    const fields = keys.map((key) => [key, this.compile(expression[key])] as const);
    return (scope) => {
      const result: Document = {};
      for (const [key, evaluate] of fields) {
        const value = evaluate(scope);
        if (value !== undefined) result[key] = value;
      }
      return result;
    };
  }

  #operator(name: string, operand: unknown): Evaluate {
    const operator = Object.hasOwn(OPERATORS, name) ? OPERATORS[name] : undefined;
    if (operator) return operator(operand, this);
    if (UNSUPPORTED.has(name)) throw unsupported(`the expression operator ${name}`);
    throw requestFailed(`Unrecognized expression '${name}'`);
  }
}
