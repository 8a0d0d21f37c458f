import { bsonType } from '../../bson-type.ts';
import { requestFailed } from '../../errors.ts';
import { needArray } from './array.ts';
import { needInteger } from './numbers.ts';
import { type ExpressionCompiler, namedOperand, type Operators } from './operator.ts';
import { bind, type Evaluate, isNullish, truthy } from './scope.ts';

function elementName(name: string, as: unknown): string {
  if (as === undefined) return 'this';
  if (typeof as === 'string' && as !== '') return as;
  throw requestFailed(`${name}: 'as' must be a string, not ${bsonType(as)}`);
}

function map(operand: unknown, compiler: ExpressionCompiler): Evaluate {
  const fields = namedOperand('$map', operand, ['input', 'in'], ['as']);
  const as = elementName('$map', fields['as']);
  const input = compiler.compile(fields['input']);
  const inside = compiler.compile(fields['in'], [as]);
  return (scope) => {
    const list = input(scope);
    if (isNullish(list)) return null;
    return needArray('$map', list).map((item) => inside(bind(scope, as, item)) ?? null);
  };
}

function filter(operand: unknown, compiler: ExpressionCompiler): Evaluate {
  const fields = namedOperand('$filter', operand, ['input', 'cond'], ['as', 'limit']);
  const as = elementName('$filter', fields['as']);
  const input = compiler.compile(fields['input']);
  const condition = compiler.compile(fields['cond'], [as]);
  const limit = compiler.compile(fields['limit'] ?? null);
  return (scope) => {
    const list = input(scope);
    if (isNullish(list)) return null;
    const most = limit(scope);
    const kept = needArray('$filter', list).filter((item) => truthy(condition(bind(scope, as, item))));
    return isNullish(most) ? kept : kept.slice(0, needInteger("$filter's limit", most));
  };
}

function reduce(operand: unknown, compiler: ExpressionCompiler): Evaluate {
  const fields = namedOperand('$reduce', operand, ['input', 'initialValue', 'in'], []);
  const input = compiler.compile(fields['input']);
  const initial = compiler.compile(fields['initialValue']);
  const inside = compiler.compile(fields['in'], ['this', 'value']);
  return (scope) => {
    const list = input(scope);
    if (isNullish(list)) return null;
    return needArray('$reduce', list).reduce<unknown>(
      (value, item) => inside(bind(bind(scope, 'this', item), 'value', value)),
      initial(scope),
    );
  };
}

/** The operators that evaluate an expression once for each element of an array. */
export const iterationOperators: Operators = { $filter: filter, $map: map, $reduce: reduce };
