import { compareValues, type Document, isDocument } from '../documents/index.ts';

/** Values that an ordered index keeps in order. MongoDB compares only within one of these types. */
export type Orderable = number | string | Date;

export type OrderableType = 'number' | 'string' | 'date';

export function orderableType(value: unknown): OrderableType | null {
  if (typeof value === 'number') return 'number';
  if (typeof value === 'string') return 'string';
  return value instanceof Date ? 'date' : null;
}

export function isOrderable(value: unknown): value is Orderable {
  return orderableType(value) !== null;
}

export interface Range {
  readonly type: OrderableType;
  readonly lower: Orderable | undefined;
  readonly upper: Orderable | undefined;
}

/**
 * The range that a filter allows for a field, bounds included, from `$gt`, `$gte`, `$lt` and `$lte`, also
 * within top-level `$and` (where the SDK puts `_.gte(a).and(_.lt(b))`). Null if the filter has none. It may
 * be wider than the filter, never narrower.
 */
export function fieldRange(filter: Document, field: string): Range | null {
  let range: Range | null = null;
  for (const condition of conditions(filter, field)) {
    for (const [operator, bound] of Object.entries(condition)) range = narrow(range, operator, bound);
  }
  return range;
}

/** The operator objects that apply to a field at the top level of a filter. */
function* conditions(filter: Document, field: string): Generator<object> {
  const own = Object.hasOwn(filter, field) ? filter[field] : undefined;
  if (isDocument(own)) yield own;
  const all = Object.hasOwn(filter, '$and') ? filter['$and'] : undefined;
  if (Array.isArray(all)) for (const part of all) if (isDocument(part)) yield* conditions(part, field);
}

function narrow(range: Range | null, operator: string, bound: unknown): Range | null {
  const type = orderableType(bound);
  if (!type || !isOrderable(bound) || (range && range.type !== type)) return range;
  const { lower, upper } = range ?? { lower: undefined, upper: undefined };
  if (operator === '$gt' || operator === '$gte') return { type, lower: extreme(lower, bound, 1), upper };
  if (operator === '$lt' || operator === '$lte') return { type, lower, upper: extreme(upper, bound, -1) };
  return range;
}

function extreme(current: Orderable | undefined, bound: Orderable, sign: 1 | -1): Orderable {
  return current !== undefined && compareValues(current, bound) * sign > 0 ? current : bound;
}
