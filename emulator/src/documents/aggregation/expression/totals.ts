import { createAccumulator } from '../accumulators.ts';
import { type Operator, type Operators, withArguments } from './operator.ts';

/**
 * Accumulators used as expressions: over the elements of one array, or over several arguments (of which arrays
 * count as not numeric).
 */
function total(name: string): Operator {
  return withArguments(name, 1, Number.POSITIVE_INFINITY, (args) => {
    const [only] = args;
    const accumulator = createAccumulator(name);
    for (const value of args.length === 1 && Array.isArray(only) ? only : args) accumulator.add(value);
    return accumulator.result();
  });
}

export const totalOperators: Operators = Object.fromEntries(
  ['$avg', '$max', '$min', '$stdDevPop', '$stdDevSamp', '$sum'].map((name) => [name, total(name)]),
);
