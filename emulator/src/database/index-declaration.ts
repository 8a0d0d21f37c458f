import type { DatabaseLimits } from './limits.ts';

/** As the platform writes it: ascending or descending. Here both serve the same queries. */
export type IndexDirection = '1' | '-1';

export interface IndexKey {
  /** Path of the field, such as `next.at`. */
  readonly field: string;
  readonly direction: IndexDirection;
}

export interface IndexDeclaration {
  readonly name: string;
  readonly keys: readonly IndexKey[];
  readonly unique: boolean;
  readonly sparse: boolean;
}

/** The index that every collection has. */
export const idIndex: IndexDeclaration = {
  name: '_id_',
  keys: [{ field: '_id', direction: '1' }],
  unique: true,
  sparse: false,
};

export function isIndexDirection(value: unknown): value is IndexDirection {
  return value === '1' || value === '-1';
}

/** What is wrong with the keys of an index, to be read after "keys"; null if nothing is. */
export function keysProblem(keys: readonly IndexKey[], limits: DatabaseLimits): string | null {
  const { max } = limits.fieldsPerIndex;
  if (keys.length === 0 || keys.length > max) return `must have 1 to ${max} entries`;
  if (new Set(keys.map(({ field }) => field)).size < keys.length) return 'names a field twice';
  return null;
}

/** The first two indexes over the same keys, of which MongoDB keeps only one; null if there are none. */
export function overlapping(
  indexes: readonly IndexDeclaration[],
): readonly [IndexDeclaration, IndexDeclaration] | null {
  const seen = new Map<string, IndexDeclaration>();
  for (const index of indexes) {
    const keys = JSON.stringify(index.keys.map(({ field, direction }) => [field, direction]));
    const other = seen.get(keys);
    if (other) return [other, index];
    seen.set(keys, index);
  }
  return null;
}
