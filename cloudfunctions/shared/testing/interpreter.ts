import type { ConditionalWrite } from '../domain/conditionalWrite.ts';

type Fields = Record<string, unknown>;

/** What stands at a dotted path; undefined if there is nothing. */
export function valueAt(document: unknown, path: string): unknown {
  return path.split('.').reduce<unknown>((value, key) => {
    return isObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;
  }, document);
}

/**
 * Whether the database would match this document: equality (null also matches a missing field), the
 * comparisons that Houfu uses (each within its own type only), `$and` and `$or`.
 */
export function matches(document: unknown, filter: object): boolean {
  return Object.entries(filter).every(([path, condition]) => {
    if (path === '$and') return listOf(condition).every((one) => matches(document, one));
    if (path === '$or') return listOf(condition).some((one) => matches(document, one));
    return valuesAt(document, path.split('.')).some((value) => holds(value, condition));
  });
}

/** What stands at a path; of each element, where it leads through an array. `[undefined]` if there is nothing. */
function valuesAt(value: unknown, [key, ...rest]: readonly string[]): readonly unknown[] {
  if (key === undefined) return [value];
  if (!Array.isArray(value)) return valuesAt(valueAt(value, key), rest);
  const found = value.flatMap((element) => valuesAt(element, [key, ...rest]));
  const there = found.filter((one) => one !== undefined);
  return there.length > 0 ? there : [undefined];
}

function holds(value: unknown, condition: unknown): boolean {
  if (!isObject(condition)) return equal(value, condition);
  return Object.entries(condition).every(([operator, operand]) => compared(operator, value, operand));
}

function compared(operator: string, value: unknown, operand: unknown): boolean {
  switch (operator) {
    case '$in':
      return Array.isArray(operand) && operand.some((one) => equal(value, one));
    case '$exists':
      return (value !== undefined) === operand;
    case '$gt':
      return order(value, operand, (difference) => difference > 0);
    case '$gte':
      return order(value, operand, (difference) => difference >= 0);
    case '$lt':
      return order(value, operand, (difference) => difference < 0);
    case '$lte':
      return order(value, operand, (difference) => difference <= 0);
    default:
      throw new Error(`the interpreter does not know ${operator}`);
  }
}

function equal(value: unknown, other: unknown): boolean {
  if (value instanceof Date && other instanceof Date) return value.getTime() === other.getTime();
  return (value ?? null) === (other ?? null);
}

function order(value: unknown, operand: unknown, test: (difference: number) => boolean): boolean {
  if (typeof value === 'string' && typeof operand === 'string') return test(compareTexts(value, operand));
  const [a, b] = [numberOf(value, operand), numberOf(operand, value)];
  return a !== null && b !== null && test(a - b);
}

/** Numbers compare with numbers, dates with dates, nothing with anything else. */
function numberOf(value: unknown, other: unknown): number | null {
  if (value instanceof Date && other instanceof Date) return value.getTime();
  return typeof value === 'number' && typeof other === 'number' ? value : null;
}

export function compareTexts(a: string, b: string): number {
  return a === b ? 0 : a < b ? -1 : 1;
}

/** The document after the write, the one that was given untouched. @throws Error for what the database refuses */
export function applied<T extends object>(document: T, write: ConditionalWrite): T {
  const { set = {}, increment = {}, append = {}, unset = [] } = write;
  refuseOverlaps([...Object.keys(set), ...Object.keys(increment), ...Object.keys(append), ...unset]);
  const next = structuredClone(document);
  for (const [path, value] of Object.entries(set)) put(next, path, structuredClone(value));
  for (const [path, by] of Object.entries(increment)) put(next, path, numberAt(next, path) + by);
  for (const [path, value] of Object.entries(append)) {
    put(next, path, [...arrayAt(next, path), structuredClone(value)]);
  }
  for (const path of unset) remove(next, path);
  return next;
}

function refuseOverlaps(paths: readonly string[]): void {
  for (const [index, path] of paths.entries()) {
    const other = paths.find((one, at) => at !== index && (one === path || one.startsWith(`${path}.`)));
    if (other !== undefined) throw new Error(`updating ${other} would conflict with ${path}`);
  }
}

function numberAt(document: object, path: string): number {
  const value = valueAt(document, path) ?? 0;
  if (typeof value !== 'number') throw new Error(`${path} is not a number`);
  return value;
}

function arrayAt(document: object, path: string): readonly unknown[] {
  const value = valueAt(document, path) ?? [];
  if (!Array.isArray(value)) throw new Error(`${path} is not an array`);
  return value;
}

function put(document: object, path: string, value: unknown): void {
  const { parent, key } = parentOf(document, path);
  parent[key] = value;
}

function remove(document: object, path: string): void {
  const { parent, key } = parentOf(document, path);
  delete parent[key];
}

function parentOf(document: object, path: string): { parent: Fields; key: string } {
  const keys = path.split('.');
  const key = keys.pop() ?? '';
  let parent = document as Fields;
  for (const step of keys) {
    parent[step] ??= {};
    const below = parent[step];
    if (!isObject(below)) throw new Error(`cannot create a field in ${path}: ${step} is no object`);
    parent = below;
  }
  return { parent, key };
}

function isObject(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !(value instanceof Date);
}

function listOf(value: unknown): readonly object[] {
  return Array.isArray(value) ? value : [];
}
