import { CLOSED, type DeclaredCollection, type Index } from './declared.ts';
import type { Observed, ObservedCollection } from './observed.ts';

/** One thing to do to the tables of an environment. None of them drops a collection or a document. */
export type TableStep =
  | { readonly kind: 'createCollection'; readonly collection: string }
  | { readonly kind: 'closeCollection'; readonly collection: string; readonly permission: string | null }
  | { readonly kind: 'createIndex'; readonly collection: string; readonly index: Index }
  | {
      readonly kind: 'replaceIndex';
      readonly collection: string;
      readonly index: Index;
      readonly current: Index;
    };

/** A difference that is told and left alone. */
export type TableDrift =
  | { readonly kind: 'unknownCollection'; readonly collection: string }
  | { readonly kind: 'unknownIndex'; readonly collection: string; readonly current: Index }
  | {
      readonly kind: 'differentIndex';
      readonly collection: string;
      readonly index: Index;
      readonly current: Index;
    }
  | {
      readonly kind: 'renamedIndex';
      readonly collection: string;
      readonly index: Index;
      readonly current: Index;
    };

export interface TablePlan {
  readonly steps: readonly TableStep[];
  readonly drift: readonly TableDrift[];
}

/** What makes the environment as declared, and what stays different from it. */
export function planTables(
  declared: readonly DeclaredCollection[],
  observed: Observed,
  options: { readonly replaceIndexes: boolean },
): TablePlan {
  const steps: TableStep[] = [];
  const drift: TableDrift[] = observed.others.map((collection) => ({
    kind: 'unknownCollection',
    collection,
  }));
  for (const { name, indexes } of declared) {
    const current = observed.collections.find((collection) => collection.name === name);
    steps.push(...stepsBefore(name, current));
    const { steps: more, drift: left } = planIndexes(name, indexes, current?.indexes ?? [], options);
    steps.push(...more);
    drift.push(...left);
  }
  return { steps, drift };
}

/** A collection is closed as soon as it is there, before anything is put into it. */
function stepsBefore(collection: string, current: ObservedCollection | undefined): TableStep[] {
  if (!current) {
    return [
      { kind: 'createCollection', collection },
      { kind: 'closeCollection', collection, permission: null },
    ];
  }
  const { permission } = current;
  return permission === CLOSED ? [] : [{ kind: 'closeCollection', collection, permission }];
}

function planIndexes(
  collection: string,
  wanted: readonly Index[],
  there: readonly Index[],
  { replaceIndexes }: { readonly replaceIndexes: boolean },
): { readonly steps: TableStep[]; readonly drift: TableDrift[] } {
  const steps: TableStep[] = [];
  const drift: TableDrift[] = [];
  const matched = new Set<Index>();
  for (const index of wanted) {
    const current = counterpart(index, wanted, there);
    if (!current) {
      steps.push({ kind: 'createIndex', collection, index });
      continue;
    }
    matched.add(current);
    const pair = { collection, index, current };
    if (!isSameShape(index, current)) {
      if (replaceIndexes) steps.push({ kind: 'replaceIndex', ...pair });
      else drift.push({ kind: 'differentIndex', ...pair });
    } else if (index.name !== current.name) drift.push({ kind: 'renamedIndex', ...pair });
  }
  for (const current of there) {
    if (!matched.has(current) && !isThePlatforms(current)) {
      drift.push({ kind: 'unknownIndex', collection, current });
    }
  }
  return { steps, drift };
}

/** The index of that name; else one over the same keys, beside which the database would not make another. */
function counterpart(index: Index, wanted: readonly Index[], there: readonly Index[]): Index | undefined {
  const named = there.find(({ name }) => name === index.name);
  if (named) return named;
  const isAnothers = ({ name }: Index) => wanted.some((other) => other.name === name);
  return there.find((current) => hasSameKeys(index, current) && !isAnothers(current));
}

export function isSameShape(one: Index, other: Index): boolean {
  return one.unique === other.unique && hasSameKeys(one, other);
}

function hasSameKeys(one: Index, other: Index): boolean {
  return keysOf(one) === keysOf(other);
}

function keysOf({ keys }: Index): string {
  return JSON.stringify(keys.map(({ name, direction }) => [name, direction]));
}

/** CloudBase itself puts one on `_id`, and may put one on `_openid`, which its clients' permissions need. */
function isThePlatforms({ keys }: Index): boolean {
  return keys.length === 1 && ['_id', '_openid'].includes(keys[0]?.name ?? '');
}
