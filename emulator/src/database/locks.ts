import { transactionBusy } from './errors.ts';

/** In no name of a collection, and in no key. */
const SEPARATOR = '\u0000';

/** The lock of something in a collection: the key of a document, or an index and one of its keys. */
export function lockName(collection: string, ...path: readonly string[]): string {
  return [collection, ...path].join(SEPARATOR);
}

interface Lock {
  readonly owner: object;
  readonly waiting: Set<() => void>;
}

/** Locks that transactions hold, by name: one for each document they write and each unique key they touch. */
export class LockTable {
  readonly #locks = new Map<string, Lock>();

  ownerOf(name: string): object | undefined {
    return this.#locks.get(name)?.owner;
  }

  /** A lock that is held on something in this collection, if there is one. */
  heldIn(collection: string): string | undefined {
    for (const name of this.#locks.keys()) if (name.startsWith(collection + SEPARATOR)) return name;
    return undefined;
  }

  /** Takes a lock that nobody else holds (see `ownerOf`). */
  take(name: string, owner: object): void {
    if (!this.#locks.has(name)) this.#locks.set(name, { owner, waiting: new Set() });
  }

  release(name: string): void {
    const lock = this.#locks.get(name);
    this.#locks.delete(name);
    for (const wake of lock?.waiting ?? []) wake();
  }

  /**
   * Resolves once the lock is released.
   * @throws PlatformError DATABASE_TRANSACTION_FAIL (TransactionBusy) after `timeoutMs` of real time
   */
  async released(name: string, timeoutMs: number): Promise<void> {
    const lock = this.#locks.get(name);
    if (!lock) return;
    await new Promise<void>((resolve, reject) => {
      const wake = () => {
        clearTimeout(timer);
        resolve();
      };
      const timer = setTimeout(() => {
        lock.waiting.delete(wake);
        reject(transactionBusy());
      }, timeoutMs);
      lock.waiting.add(wake);
    });
  }
}

/** Thrown by an ordinary write that met a transaction's lock: it has changed nothing and may be tried again. */
export class Blocked extends Error {
  constructor(readonly lock: string) {
    super(`blocked by a transaction that holds ${lock}`);
  }
}
