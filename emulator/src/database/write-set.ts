import type { Document } from '../documents/index.ts';
import type { Collection } from './collection.ts';
import { duplicateKey, transactionConflict } from './errors.ts';
import type { FieldIndex } from './field-index.ts';
import { lockName } from './locks.ts';

export type WriteOperation = 'Insert' | 'Update';

export interface PendingWrite {
  readonly collection: Collection;
  readonly key: string;
  readonly before: Document | null;
  readonly after: Document | null;
}

/**
 * Makes sure that nobody else holds a lock, and takes it where the writer keeps locks. Throws if somebody
 * does.
 */
export type Claim = (lock: string) => void;

/** A consistent view of the data, one snapshot with the writes made on top of it, not yet committed. */
export class WriteSet {
  /** Number of the last commit it sees; `Infinity` sees all. */
  readonly snapshot: number;
  readonly #claim: Claim;
  readonly #documents = new Map<Collection, Map<string, Document | null>>();
  /** Unique keys taken by these writes: lock name → document key. */
  readonly #uniqueOwners = new Map<string, string>();

  constructor(snapshot: number, claim: Claim) {
    this.snapshot = snapshot;
    this.#claim = claim;
  }

  read(collection: Collection, key: string): Document | null {
    const own = this.#documents.get(collection)?.get(key);
    return own === undefined ? collection.at(key, this.snapshot) : own;
  }

  /** Keys that the collection and its indexes (which know the newest commit only) may show differently. */
  *divergentKeys(collection: Collection): Generator<string> {
    yield* collection.keysChangedAfter(this.snapshot);
    yield* this.#documents.get(collection)?.keys() ?? [];
  }

  /**
   * Announces a write to a document, changed or not.
   * @throws PlatformError DATABASE_TRANSACTION_CONFLICT if it changed since the snapshot; what the claim throws
   */
  touch(collection: Collection, key: string): void {
    this.#claim(lockName(collection.name, key));
    if (collection.changedAfter(key, this.snapshot)) throw transactionConflict();
  }

  /**
   * Writes a document, or removes it (null).
   * @throws PlatformError as `touch`, and DATABASE_REQUEST_FAILED if a unique key is taken (E11000) or
   * an index cannot hold the document
   */
  put(collection: Collection, key: string, document: Document | null, operation: WriteOperation): void {
    this.touch(collection, key);
    const before = this.read(collection, key);
    for (const index of collection.indexes) {
      if (document) index.check(document);
      if (index.unique) this.#moveUniqueKeys(collection, index, { key, before, document, operation });
    }
    const own = this.#documents.get(collection) ?? new Map<string, Document | null>();
    this.#documents.set(collection, own.set(key, document));
  }

  *pending(): Generator<PendingWrite> {
    for (const [collection, documents] of this.#documents) {
      for (const [key, after] of documents) {
        const before = collection.at(key, Number.POSITIVE_INFINITY);
        if (before !== after) yield { collection, key, before, after };
      }
    }
  }

  #moveUniqueKeys(
    collection: Collection,
    index: FieldIndex,
    write: { key: string; before: Document | null; document: Document | null; operation: WriteOperation },
  ): void {
    const old = index.uniqueKeys(write.before);
    const fresh = index.uniqueKeys(write.document);
    const lockOf = (entry: string) => lockName(collection.name, index.name, entry);
    const taken = fresh.filter((entry) => !old.includes(entry));
    const freed = old.filter((entry) => !fresh.includes(entry));
    for (const entry of [...taken, ...freed]) this.#claim(lockOf(entry));
    for (const entry of taken) {
      if (this.#isTaken(collection, index, entry, lockOf(entry), write.key)) {
        const text = write.document ? index.keyText(write.document) : '';
        throw duplicateKey(write.operation, collection.name, index.name, text);
      }
    }
    for (const entry of taken) this.#uniqueOwners.set(lockOf(entry), write.key);
    for (const entry of freed) this.#uniqueOwners.delete(lockOf(entry));
  }

  #isTaken(collection: Collection, index: FieldIndex, entry: string, lock: string, key: string): boolean {
    const pendingOwner = this.#uniqueOwners.get(lock);
    if (pendingOwner !== undefined && pendingOwner !== key) return true;
    for (const holder of index.holders(entry)) {
      if (holder === key) continue;
      const own = this.#documents.get(collection)?.get(holder);
      if (own === undefined && collection.changedAfter(holder, this.snapshot)) throw transactionConflict();
      if (own === undefined || index.uniqueKeys(own).includes(entry)) return true;
    }
    return false;
  }
}

/** Reads what is committed. */
export function committedView(): WriteSet {
  return new WriteSet(Number.POSITIVE_INFINITY, () => {});
}
