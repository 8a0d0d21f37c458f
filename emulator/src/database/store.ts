import type { Document } from '../documents/index.ts';
import type { CollectionCatalog } from './catalog.ts';
import { Collection } from './collection.ts';
import { buildCollections, entriesOf } from './collections.ts';
import { checkLimit, collectionExists, collectionMissing } from './errors.ts';
import type { Journal } from './journal.ts';
import { type Contents, commitEntry } from './journal-entry.ts';
import type { DatabaseLimits } from './limits.ts';
import { Blocked, LockTable } from './locks.ts';
import { Transactions } from './transactions.ts';
import { committedView, type PendingWrite, WriteSet } from './write-set.ts';

export interface StoreOptions {
  readonly catalog: CollectionCatalog;
  readonly limits: DatabaseLimits;
  /** Where commits are kept; null keeps them in memory only. */
  readonly journal: Journal | null;
  readonly collections: Map<string, Collection>;
}

/** All collections: the one place where data changes. */
export class Store {
  readonly limits: DatabaseLimits;
  readonly transactions: Transactions;
  readonly #locks = new LockTable();
  readonly #catalog: CollectionCatalog;
  readonly #journal: Journal | null;
  readonly #listeners: ((write: PendingWrite) => void)[] = [];
  #collections: Map<string, Collection>;
  /** Number of the newest commit since the start. */
  #sequence = 0;

  constructor(options: StoreOptions) {
    this.limits = options.limits;
    this.#catalog = options.catalog;
    this.#journal = options.journal;
    this.#collections = options.collections;
    this.transactions = new Transactions({
      limits: this.limits,
      locks: this.#locks,
      sequence: () => this.#sequence,
      commit: (writes) => this.#commit(writes),
      snapshotsMoved: (sequence) => this.#forgetBefore(sequence),
    });
  }

  /** @throws PlatformError DATABASE_COLLECTION_NOT_EXIST */
  collection(name: string): Collection {
    const collection = this.#collections.get(name);
    if (!collection) throw collectionMissing(name);
    return collection;
  }

  /** Committed documents; none if there is no such collection, which is how `$lookup` takes it. */
  documentsOrNone(name: string): readonly Document[] {
    return [...(this.#collections.get(name)?.documents() ?? [])];
  }

  collections(): Iterable<Collection> {
    return this.#collections.values();
  }

  /** @throws PlatformError DATABASE_COLLECTION_ALREADY_EXIST, DATABASE_COLLECTION_EXCEED_LIMIT */
  addCollection(name: string): void {
    if (this.#collections.has(name)) throw collectionExists();
    checkLimit(this.limits.collections, this.#collections.size + 1, 'collections');
    this.#journal?.append({ addCollection: name });
    this.#collections.set(name, new Collection(name, []));
  }

  /**
   * Drops a collection with its documents. Pending writes to it must not exist (see `exclusively`).
   * @throws PlatformError DATABASE_COLLECTION_NOT_EXIST
   */
  dropCollection(name: string): void {
    this.collection(name);
    const declared = this.#catalog.collections.some((declaration) => declaration.name === name);
    this.#journal?.append({ dropCollection: name, ...(declared && { declared }) });
    this.#collections.delete(name);
  }

  /**
   * Acts when no open transaction has written to a collection. MongoDB waits for them as well before it changes
   * indexes or drops a collection: what they have written would not be held against a new unique index.
   * @throws PlatformError DATABASE_TRANSACTION_FAIL (TransactionBusy) if they take too long; what `act` throws
   */
  async exclusively(collection: string, act: () => void): Promise<void> {
    const deadline = performance.now() + this.limits.lockWaitMs;
    for (;;) {
      const lock = this.#locks.heldIn(collection);
      // At once: nothing may come between the look at the locks and the act.
      if (lock === undefined) return act();
      await this.#locks.released(lock, Math.max(0, deadline - performance.now()));
    }
  }

  onCommit(listener: (write: PendingWrite) => void): void {
    this.#listeners.push(listener);
  }

  /** Runs a read, in a transaction or (undefined) of what is committed. */
  async read<T>(transactionId: string | undefined, read: (view: WriteSet) => T): Promise<T> {
    return transactionId === undefined ? read(committedView()) : this.transactions.run(transactionId, read);
  }

  /**
   * Runs a write: in a transaction, where it waits for the commit, or (undefined) by itself, where it waits for
   * transactions that hold what it writes and is then run anew. What a failing one has written before it failed
   * stays, as in MongoDB's ordered batches.
   */
  async write<T>(transactionId: string | undefined, write: (writes: WriteSet) => T): Promise<T> {
    if (transactionId !== undefined) return this.transactions.run(transactionId, write);
    const deadline = performance.now() + this.limits.lockWaitMs;
    for (;;) {
      try {
        return this.#attempt(write);
      } catch (error) {
        if (!(error instanceof Blocked)) throw error;
        await this.#locks.released(error.lock, Math.max(0, deadline - performance.now()));
      }
    }
  }

  /**
   * Puts other contents in place of all there are, with every declared collection, and the indexes and permissions
   * that are declared. Open transactions end.
   * @throws Error as `buildCollections`
   */
  replaceAll(contents: Contents): void {
    const collections = buildCollections(contents, this.#catalog, new Set());
    this.#journal?.rewrite(entriesOf(collections, this.#catalog));
    this.#collections = collections;
    this.transactions.abortAll();
  }

  /** Writes the journal anew, if it has grown much larger than what it holds. */
  compact(): void {
    if (!this.#journal?.worthCompacting) return;
    try {
      this.#journal.rewrite(entriesOf(this.#collections, this.#catalog));
    } catch (error) {
      // The journal goes on as it is: too long, but whole.
      this.#journal.postponeCompaction();
      console.warn(error instanceof Error ? error.message : error);
    }
  }

  close(): void {
    this.transactions.abortAll();
    this.#journal?.close();
  }

  #attempt<T>(write: (writes: WriteSet) => T): T {
    const writes = new WriteSet(Number.POSITIVE_INFINITY, (lock) => {
      if (this.#locks.ownerOf(lock)) throw new Blocked(lock);
    });
    let result: T;
    try {
      result = write(writes);
    } catch (error) {
      if (!(error instanceof Blocked)) this.#commit(writes);
      throw error;
    }
    this.#commit(writes);
    return result;
  }

  #commit(writes: WriteSet): void {
    const pending = [...writes.pending()];
    if (pending.length === 0) return;
    this.#journal?.append(commitEntry(pending));
    this.#sequence += 1;
    const keepOlder = Number.isFinite(this.transactions.oldestSnapshot());
    for (const { collection, key, after } of pending)
      collection.install(key, after, this.#sequence, keepOlder);
    for (const write of pending) this.#tell(write);
    this.compact();
  }

  /** A listener that fails must not make a stored commit look refused. */
  #tell(write: PendingWrite): void {
    for (const listener of this.#listeners) {
      try {
        listener(write);
      } catch (error) {
        console.error(error);
      }
    }
  }

  #forgetBefore(sequence: number): void {
    for (const collection of this.#collections.values()) collection.forgetBefore(sequence);
  }
}
