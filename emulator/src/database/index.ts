import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Document } from '../documents/index.ts';
import type { Clock } from '../kernel/clock.ts';
import type { Service } from '../kernel/service.ts';
import { databaseActions } from './actions.ts';
import { Administration, type DatabaseAdministration } from './administration.ts';
import type { CollectionCatalog } from './catalog.ts';
import { buildCollections, entriesOf } from './collections.ts';
import { exportedContents, importedContents, seedContents } from './contents.ts';
import { FolderLock } from './folder-lock.ts';
import { Journal, type JournalOptions } from './journal.ts';
import { readJournal } from './journal-reader.ts';
import { type DatabaseLimits, platformLimits, STRICT_TRANSACTION_OPERATION_MS } from './limits.ts';
import { ScanReport } from './scan-report.ts';
import { Store } from './store.ts';

export { type Acl, aclTagNames, isAclTag } from './acl.ts';
export type { DatabaseAdministration, Table } from './administration.ts';
export { type CollectionCatalog, parseCatalog } from './catalog.ts';
export { type IndexDeclaration, type IndexKey, isIndexDirection } from './index-declaration.ts';

export interface DatabaseOptions {
  readonly clock: Clock;
  /** Folder of the journal, made if need be and locked against other emulators; null keeps all in memory. */
  readonly dataDir: string | null;
  readonly catalog: CollectionCatalog;
  /** EJSON documents by collection: inserted when the data folder is new, and by `reset`. */
  readonly seed: ReadonlyMap<string, readonly unknown[]>;
  /** Refuse queries that no index serves, instead of reporting them. */
  readonly strict: boolean;
  readonly limits?: Partial<DatabaseLimits>;
  readonly journal?: JournalOptions;
}

export interface DatabaseService extends Service {
  readonly name: 'database';
  readonly administration: DatabaseAdministration;
  collections(): readonly string[];
  /** Committed documents. @throws PlatformError DATABASE_COLLECTION_NOT_EXIST */
  documents(collection: string): readonly Document[];
  /** Tells of every committed change to a document, once it is stored. */
  onChange(listener: (change: { collection: string; id: unknown }) => void): void;
  stop(): Promise<void>;
  reset(): Promise<void>;
  exportState(): Promise<unknown>;
  importState(state: unknown): Promise<void>;
}

/**
 * Opens the document database.
 * @throws Error if another emulator uses the folder, the journal is damaged, or the data break a unique index
 */
export async function openDatabase(options: DatabaseOptions): Promise<DatabaseService> {
  const lock = options.dataDir === null ? null : FolderLock.acquire(options.dataDir);
  try {
    const store = openStore(options);
    store.compact();
    return serve(store, lock, options);
  } catch (error) {
    lock?.release();
    throw error;
  }
}

function serve(store: Store, lock: FolderLock | null, options: DatabaseOptions): DatabaseService {
  const { clock, catalog, seed } = options;
  const context = () => ({ nowMs: clock.now() });
  return {
    name: 'database',
    actions: databaseActions({ store, clock, scans: new ScanReport(options.strict, store.limits) }),
    administration: new Administration(store),
    collections: () => [...store.collections()].map(({ name }) => name),
    documents: (collection) => [...store.collection(collection).documents()],
    onChange: (listener) =>
      store.onCommit(({ collection, before, after }) =>
        listener({ collection: collection.name, id: (after ?? before)?.['_id'] }),
      ),
    reset: async () => store.replaceAll(seedContents(seed, catalog, context())),
    exportState: async () => exportedContents(store.collections()),
    importState: async (state) => store.replaceAll(importedContents(state, context())),
    stop: async () => {
      store.close();
      lock?.release();
    },
  };
}

function openStore(options: DatabaseOptions): Store {
  const { catalog, dataDir, journal: journalOptions = {} } = options;
  const transactionOperationMs = options.strict ? STRICT_TRANSACTION_OPERATION_MS : 0;
  const limits = { ...platformLimits, transactionOperationMs, ...options.limits };
  const path = dataDir === null ? null : join(dataDir, 'database.journal');
  if (path !== null && existsSync(path)) return reopen(path, options, limits);
  const contents = seedContents(options.seed, catalog, { nowMs: options.clock.now() });
  const collections = buildCollections(contents, catalog, new Set());
  const journal =
    path === null ? null : Journal.create(path, entriesOf(collections, catalog), journalOptions);
  return new Store({ catalog, limits, journal, collections });
}

function reopen(path: string, options: DatabaseOptions, limits: DatabaseLimits): Store {
  const { catalog, journal: journalOptions = {} } = options;
  const { contents, dropped, bytes, snapshotBytes, tornBytes } = readJournal(path);
  // Before the file is touched: what cannot be served must stay as it is.
  const collections = buildCollections(contents, catalog, dropped);
  if (tornBytes > 0) {
    console.warn(
      `${path}: dropped ${tornBytes} bytes at byte ${bytes}, a write that was cut short and never acknowledged`,
    );
  }
  for (const name of dropped) {
    console.warn(`${path}: the collection ${name} is declared, but was dropped; a reset brings it back`);
  }
  const journal = Journal.resume(path, { bytes, snapshotBytes }, journalOptions);
  for (const name of collections.keys()) {
    if (!contents.has(name)) journal.append({ addCollection: name });
  }
  return new Store({ catalog, limits, journal, collections });
}
