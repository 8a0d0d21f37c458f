import type { ConditionalWrite, Filter } from '../domain/conditionalWrite.ts';

/** The collections, as database/collections.json declares them. */
export type Collection =
  | 'orders'
  | 'deliveries'
  | 'creditAccounts'
  | 'buyers'
  | 'products'
  | 'policies'
  | 'terms'
  | 'operators'
  | 'channelEvents'
  | 'visits';

/** More groups than any question of ours has; the platform answers few where no limit is named. */
export const MAX_TOTALS = 1_000;

/** Every document has an `_id`. */
export interface Stored {
  readonly _id: string;
}

export interface FindOptions {
  readonly filter: Filter | { readonly $and: readonly object[] };
  readonly sort: readonly (readonly [field: string, direction: 'asc' | 'desc'])[];
  readonly limit: number;
  /** Paths of what is wanted of each document, beside its `_id`; all of it if absent. */
  readonly fields?: readonly string[];
}

export interface TotalsOptions {
  readonly filter: Filter;
  /**
   * Path of an array: what is added up are its elements, those of them that meet the filter; the filter names their
   * fields by the path of the array.
   */
  readonly each?: string;
  /** One total for each value of a field, or for each day of a time; null: one of everything. */
  readonly groupBy: string | DayOf | null;
  /** Path of the number that is added up. */
  readonly sum: string;
}

/** The day of the first of these times that is there, as clocks show it that go so many hours before UTC. */
export interface DayOf {
  readonly dayOf: readonly [path: string, ...otherwise: string[]];
  readonly utcOffsetHours: number;
}

export interface Total {
  /** The value that the group has in common, a day as `2026-03-11`; null for the one of everything. */
  readonly key: string | null;
  /** How many documents it is of; one with several elements counts once. */
  readonly documents: number;
  readonly sum: number;
}

/**
 * The document database, as far as Houfu uses it: reads, totals, inserts, conditional writes to one document, and
 * removals. Each call is one round trip. What the database refuses or does not answer is thrown.
 */
export interface Store {
  get<T>(collection: Collection, id: string): Promise<T | null>;
  find<T>(collection: Collection, options: FindOptions): Promise<T[]>;
  /** Added up in the database, in no order; of nothing there is no total. At most MAX_TOTALS. */
  totals(collection: Collection, options: TotalsOptions): Promise<Total[]>;
  /** False if a document with this `_id` exists already. */
  insert<T extends Stored>(collection: Collection, document: T): Promise<boolean>;
  /** The document after the write, or null if nothing matched. */
  update<T>(collection: Collection, write: ConditionalWrite): Promise<T | null>;
  /** Removes the documents whose fields have these values; none is no error. */
  remove(collection: Collection, filter: Readonly<Record<string, string>>): Promise<void>;
}
