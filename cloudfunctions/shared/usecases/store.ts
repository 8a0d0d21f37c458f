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
  | 'channelEvents';

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

/**
 * The document database, as far as Houfu uses it: reads, inserts, conditional writes to one document, and
 * removals. Each call is one round trip. What the database refuses or does not answer is thrown.
 */
export interface Store {
  get<T>(collection: Collection, id: string): Promise<T | null>;
  find<T>(collection: Collection, options: FindOptions): Promise<T[]>;
  /** False if a document with this `_id` exists already. */
  insert<T extends Stored>(collection: Collection, document: T): Promise<boolean>;
  /** The document after the write, or null if nothing matched. */
  update<T>(collection: Collection, write: ConditionalWrite): Promise<T | null>;
  /** Removes the documents whose fields have these values; none is no error. */
  remove(collection: Collection, filter: Readonly<Record<string, string>>): Promise<void>;
}
