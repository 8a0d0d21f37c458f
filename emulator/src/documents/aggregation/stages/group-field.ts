import { compareValues } from '../../compare.ts';
import { requestFailed, unsupported } from '../../errors.ts';
import { compileSort } from '../../sort.ts';
import { isDocument } from '../../values.ts';
import { createAccumulator, hasAccumulator } from '../accumulators.ts';
import { asNumber } from '../expression/numbers.ts';
import { isNullish, type Variables } from '../expression/scope.ts';
import { needArgument } from './operand.ts';
import { type Documents, onDocument, type StageCompiler } from './stage.ts';

/** The value of one output field for the members of a group. */
export type GroupField = (members: Documents, variables: Variables | null) => unknown;

type GroupFieldFactory = (name: string, operand: unknown, compiler: StageCompiler) => GroupField;

const SPECIAL: ReadonlyMap<string, GroupFieldFactory> = new Map<string, GroupFieldFactory>([
  ['$bottom', (name, operand, compiler) => sorted(name, operand, compiler, (list) => list.at(-1) ?? null)],
  ['$bottomN', (name, operand, compiler) => sorted(name, operand, compiler, (list, n) => list.slice(-n))],
  ['$count', () => (members) => members.length],
  ['$firstN', (name, operand, compiler) => ofN(name, operand, compiler, (list, n) => list.slice(0, n))],
  ['$lastN', (name, operand, compiler) => ofN(name, operand, compiler, (list, n) => list.slice(-n))],
  [
    '$maxN',
    (name, operand, compiler) => ofN(name, operand, compiler, (list, n) => ranked(list, -1).slice(0, n)),
  ],
  ['$median', (name, operand, compiler) => median(name, operand, compiler)],
  [
    '$minN',
    (name, operand, compiler) => ofN(name, operand, compiler, (list, n) => ranked(list, 1).slice(0, n)),
  ],
  ['$percentile', (name, operand, compiler) => percentiles(name, operand, compiler)],
  ['$top', (name, operand, compiler) => sorted(name, operand, compiler, (list) => list[0] ?? null)],
  ['$topN', (name, operand, compiler) => sorted(name, operand, compiler, (list, n) => list.slice(0, n))],
]);

export function compileGroupField(field: string, definition: unknown, compiler: StageCompiler): GroupField {
  const operators = isDocument(definition) ? Object.keys(definition) : [];
  const [operator] = operators;
  if (!isDocument(definition) || !operator?.startsWith('$')) {
    throw requestFailed(`The field '${field}' must be an accumulator object`);
  }
  if (operators.length > 1) throw requestFailed(`The field '${field}' must specify one accumulator`);
  const operand = definition[operator];
  const special = SPECIAL.get(operator);
  if (special) return special(operator, operand, compiler);
  if (operator === '$accumulator') throw unsupported('the accumulator $accumulator');
  if (!hasAccumulator(operator)) throw requestFailed(`unknown group operator '${operator}'`);
  const value = onDocument(operand, compiler);
  return (members, variables) => {
    const accumulator = createAccumulator(operator);
    for (const member of members) accumulator.add(value(member, variables));
    return accumulator.result();
  };
}

type Pick = (list: readonly unknown[], n: number) => unknown;

function ofN(name: string, operand: unknown, compiler: StageCompiler, pick: Pick): GroupField {
  const input = onDocument(needArgument(name, operand, 'input'), compiler);
  const n = onDocument(needArgument(name, operand, 'n'), compiler);
  return (members, variables) =>
    pick(
      members.map((member) => input(member, variables) ?? null),
      needCount(name, n(members[0], variables)),
    );
}

function sorted(name: string, operand: unknown, compiler: StageCompiler, pick: Pick): GroupField {
  const sortBy = needArgument(name, operand, 'sortBy');
  if (!isDocument(sortBy)) throw requestFailed(`expected 'sortBy' to be an object for ${name}`);
  const compare = compileSort(sortBy);
  const output = onDocument(needArgument(name, operand, 'output'), compiler);
  const n = onDocument(name.endsWith('N') ? needArgument(name, operand, 'n') : 1, compiler);
  return (members, variables) =>
    pick(
      members.toSorted(compare).map((member) => output(member, variables) ?? null),
      needCount(name, n(members[0], variables)),
    );
}

function needCount(name: string, value: unknown): number {
  if (typeof value === 'number' && Number.isInteger(value) && value > 0) return value;
  throw requestFailed(`'n' must be greater than 0 for ${name}`);
}

function ranked(list: readonly unknown[], direction: 1 | -1): unknown[] {
  return list.filter((item) => !isNullish(item)).sort((a, b) => compareValues(a, b) * direction);
}

function median(name: string, operand: unknown, compiler: StageCompiler): GroupField {
  const input = needArgument(name, operand, 'input');
  const all = percentiles(name, { input, p: [0.5] }, compiler);
  return (members, variables) => {
    const list = all(members, variables);
    return Array.isArray(list) ? list[0] : null;
  };
}

/** The least value that at least the share `p` of the numbers does not exceed. */
function percentiles(name: string, operand: unknown, compiler: StageCompiler): GroupField {
  const input = onDocument(needArgument(name, operand, 'input'), compiler);
  const shares = onDocument(needArgument(name, operand, 'p'), compiler);
  return (members, variables) => {
    const values = members
      .map((member) => asNumber(input(member, variables)))
      .filter((value) => value !== null);
    values.sort((a, b) => a - b);
    const list = shares(members[0], variables);
    if (!Array.isArray(list)) throw requestFailed(`the 'p' field of ${name} must be an array of numbers`);
    return list.map((share) => values[Math.max(0, Math.ceil(Number(share) * values.length) - 1)] ?? null);
  };
}
