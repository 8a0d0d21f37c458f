import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { PlatformError } from '../kernel/errors.ts';
import { checkLimit, transactionBusy, transactionConflict, transactionGone } from './errors.ts';
import type { DatabaseLimits } from './limits.ts';
import type { LockTable } from './locks.ts';
import { WriteSet } from './write-set.ts';

/** Failures of one operation that end the whole transaction, as they do in MongoDB. */
const FATAL_CODES = ['DATABASE_TRANSACTION_CONFLICT', 'DATABASE_REQUEST_FAILED'];

interface Transaction {
  readonly id: string;
  readonly locks: Set<string>;
  readonly expiry: NodeJS.Timeout;
  /** Set by the first operation: that is when MongoDB takes the snapshot. */
  writes: WriteSet | null;
  operations: number;
  inFlight: boolean;
}

export interface TransactionHost {
  readonly limits: DatabaseLimits;
  readonly locks: LockTable;
  /** Number of the newest commit. */
  sequence(): number;
  commit(writes: WriteSet): void;
  /** No open snapshot is older than commit `sequence` any more; `Infinity` if there is none. */
  snapshotsMoved(sequence: number): void;
}

/**
 * Open transactions. Snapshot isolation; the first writer of a document wins, later ones fail at once; each lives
 * 30 s of real time. Source: https://docs.cloudbase.net/database/transaction
 */
export class Transactions {
  readonly #open = new Map<string, Transaction>();
  readonly #host: TransactionHost;

  constructor(host: TransactionHost) {
    this.#host = host;
  }

  start(): string {
    const id = randomBytes(16).toString('hex');
    const expiry = setTimeout(() => this.abort(id), this.#host.limits.transactionLifeMs).unref();
    this.#open.set(id, { id, locks: new Set(), expiry, writes: null, operations: 0, inFlight: false });
    return id;
  }

  /**
   * Runs one operation in a transaction. The platform has been seen to refuse a second one at the same time
   * (`Promise.all` in a transaction); to show that, a strict database lets each take a moment.
   * @throws PlatformError DATABASE_TRANSACTION_FAIL for an unknown or ended id, or while another operation runs
   */
  async run<T>(id: string, operation: (writes: WriteSet) => T): Promise<T> {
    const transaction = this.#idle(id);
    transaction.operations += 1;
    checkLimit(
      this.#host.limits.transactionOperations,
      transaction.operations,
      'operations in one transaction',
    );
    transaction.writes ??= new WriteSet(this.#host.sequence(), (lock) => this.#claim(transaction, lock));
    transaction.inFlight = true;
    try {
      const result = operation(transaction.writes);
      const { transactionOperationMs } = this.#host.limits;
      if (transactionOperationMs > 0) await sleep(transactionOperationMs);
      return result;
    } catch (error) {
      if (error instanceof PlatformError && FATAL_CODES.includes(error.code)) this.abort(id);
      throw error;
    } finally {
      transaction.inFlight = false;
    }
  }

  /** @throws PlatformError DATABASE_TRANSACTION_FAIL for an unknown or ended id; what the commit throws */
  commit(id: string): void {
    const { writes } = this.#idle(id);
    try {
      if (writes) this.#host.commit(writes);
    } finally {
      this.abort(id);
    }
  }

  /** Ends a transaction at the caller's wish. @throws PlatformError as `commit` */
  rollback(id: string): void {
    if (!this.#open.has(id)) throw transactionGone();
    this.abort(id);
  }

  /** Ends a transaction, if it is still open: its locks go, its writes are forgotten. */
  abort(id: string): void {
    const transaction = this.#open.get(id);
    if (!transaction) return;
    this.#open.delete(id);
    clearTimeout(transaction.expiry);
    for (const lock of transaction.locks) this.#host.locks.release(lock);
    this.#host.snapshotsMoved(this.oldestSnapshot());
  }

  abortAll(): void {
    for (const id of [...this.#open.keys()]) this.abort(id);
  }

  /** The oldest commit that an open snapshot stands at; `Infinity` if there is none. */
  oldestSnapshot(): number {
    let oldest = Number.POSITIVE_INFINITY;
    for (const { writes } of this.#open.values()) oldest = Math.min(oldest, writes?.snapshot ?? oldest);
    return oldest;
  }

  #idle(id: string): Transaction {
    const transaction = this.#open.get(id);
    if (!transaction) throw transactionGone();
    if (transaction.inFlight) throw transactionBusy();
    return transaction;
  }

  #claim(transaction: Transaction, lock: string): void {
    const owner = this.#host.locks.ownerOf(lock);
    if (owner && owner !== transaction) throw transactionConflict();
    this.#host.locks.take(lock, transaction);
    transaction.locks.add(lock);
  }
}
