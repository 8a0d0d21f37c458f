import { type Acl, newCollectionAcl } from './acl.ts';
import type { Collection } from './collection.ts';
import { bsonSize } from './document-size.ts';
import { checkLimit, indexConflict, indexMissing, invalidParam } from './errors.ts';
import { type IndexDeclaration, idIndex, keysProblem, overlapping } from './index-declaration.ts';
import type { Store } from './store.ts';

/** A collection as its administrator sees it. */
export interface Table {
  readonly name: string;
  readonly acl: Acl;
  /** That of `_id`, which every collection has, comes first. */
  readonly indexes: readonly IndexDeclaration[];
  /** How many documents it holds. */
  readonly count: number;
  /** How many bytes they take, as BSON: counted when asked for. */
  bytes(): number;
}

/**
 * What the administrator of a database does to its collections ("tables" in the Tencent Cloud API) while it runs.
 *
 * Collections that are created or dropped stay so, with the data, when the emulator stops and starts. Indexes and
 * permissions do not: those of `database/collections.json` are the truth, which a start brings back, as `reset` and
 * an import do. A collection that is not declared is then without indexes, and PRIVATE.
 */
export interface DatabaseAdministration {
  /** In the order in which they were made. */
  tables(): readonly Table[];
  /** @throws PlatformError DATABASE_COLLECTION_NOT_EXIST */
  table(name: string): Table;
  /** @throws PlatformError DATABASE_COLLECTION_ALREADY_EXIST, DATABASE_COLLECTION_EXCEED_LIMIT */
  createTable(name: string, acl?: Acl): void;
  /**
   * Drops a collection, also a declared one, with its documents.
   * @throws PlatformError DATABASE_COLLECTION_NOT_EXIST, DATABASE_TRANSACTION_FAIL (an open transaction wrote to it)
   */
  dropTable(name: string): Promise<void>;
  /**
   * Drops indexes by name, then builds others of what is stored; they serve the next query. One that has the name of an
   * index takes its place. All or nothing: if anything is refused, every index is as it was.
   * @throws PlatformError DATABASE_COLLECTION_NOT_EXIST, DATABASE_INDEX_NOT_EXIST, DATABASE_INDEX_CONFLICT,
   * DATABASE_INDEX_EXCEED_LIMIT, INVALID_PARAM, DATABASE_TRANSACTION_FAIL (an open transaction wrote to the collection),
   * DATABASE_REQUEST_FAILED (E11000: documents have the same unique key, or one cannot be in the index)
   */
  updateTable(name: string, change: IndexChange): Promise<void>;
  /** @throws PlatformError DATABASE_COLLECTION_NOT_EXIST */
  setAcl(name: string, acl: Acl): void;
}

export interface IndexChange {
  readonly drop?: readonly string[];
  readonly create?: readonly IndexDeclaration[];
}

export class Administration implements DatabaseAdministration {
  readonly #store: Store;

  constructor(store: Store) {
    this.#store = store;
  }

  tables(): readonly Table[] {
    return Array.from(this.#store.collections(), describe);
  }

  table(name: string): Table {
    return describe(this.#store.collection(name));
  }

  createTable(name: string, acl: Acl = newCollectionAcl): void {
    this.#store.addCollection(name);
    this.setAcl(name, acl);
  }

  async dropTable(name: string): Promise<void> {
    await this.#store.exclusively(name, () => this.#store.dropCollection(name));
  }

  async updateTable(name: string, change: IndexChange): Promise<void> {
    await this.#store.exclusively(name, () => this.#changeIndexes(this.#store.collection(name), change));
  }

  setAcl(name: string, acl: Acl): void {
    this.#store.collection(name).acl = acl;
  }

  #changeIndexes(collection: Collection, { drop = [], create = [] }: IndexChange): void {
    for (const name of drop) {
      if (name === idIndex.name) throw invalidParam(`the index ${name} cannot be dropped`);
      if (!collection.indexes.some((index) => index.name === name)) {
        throw indexMissing(collection.name, name);
      }
    }
    const replaced = new Set([...drop, ...create.map(({ name }) => name)]);
    const kept = collection.indexes.filter(({ name }) => !replaced.has(name));
    this.#checkDeclarations([...kept.map(({ declaration }) => declaration), ...create]);
    const built = create.map((declaration) => collection.buildIndex(declaration));
    collection.useIndexes([...kept, ...built]);
  }

  #checkDeclarations(indexes: readonly IndexDeclaration[]): void {
    const { limits } = this.#store;
    checkLimit(limits.indexesPerCollection, indexes.length, 'indexes of the collection');
    const names = new Set([idIndex.name]);
    for (const { name, keys } of indexes) {
      if (names.has(name)) throw invalidParam(`there can be only one index ${name}`);
      names.add(name);
      const problem = keysProblem(keys, limits);
      if (problem) throw invalidParam(`the index ${name}: keys ${problem}`);
    }
    const twins = overlapping([idIndex, ...indexes]);
    if (twins) throw indexConflict(twins[1].name, twins[0].name);
  }
}

function describe(collection: Collection): Table {
  const { name, acl, indexes, size } = collection;
  return {
    name,
    acl,
    indexes: [idIndex, ...indexes.map(({ declaration }) => declaration)],
    count: size,
    bytes() {
      let sum = 0;
      for (const document of collection.documents()) sum += bsonSize(document);
      return sum;
    },
  };
}
