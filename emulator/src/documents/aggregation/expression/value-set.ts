import { isNumeric } from '../../bson-type.ts';
import { encodeEjson } from '../../ejson-encode.ts';

/**
 * Text that is the same for values that MongoDB holds equal (1 and 1.0, 0 and -0, equal instants), and only
 * for them; a missing value differs from null.
 */
export function identity(value: unknown): string {
  if (isNumeric(value)) return `n${Number(value) + 0}`;
  if (typeof value === 'string') return `s${value}`;
  if (value === undefined) return 'missing';
  return JSON.stringify(encodeEjson(value));
}

/** The distinct values, each at its first place. */
export function distinct(values: Iterable<unknown>): unknown[] {
  const seen = new Map<string, unknown>();
  for (const value of values) {
    const key = identity(value);
    if (!seen.has(key)) seen.set(key, value);
  }
  return [...seen.values()];
}
