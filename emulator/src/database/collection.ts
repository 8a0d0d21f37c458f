import { type Document, indexKeys } from '../documents/index.ts';
import { type Acl, newCollectionAcl } from './acl.ts';
import { duplicateKey } from './errors.ts';
import { FieldIndex } from './field-index.ts';
import type { IndexDeclaration } from './index-declaration.ts';

/** A document as one commit left it; null where the commit removed it. Older ones follow by `previous`. */
interface Version {
  /** Number of the commit. */
  readonly sequence: number;
  readonly document: Document | null;
  previous: Version | null;
}

interface Change {
  readonly key: string;
  readonly version: Version;
}

/** The key under which a collection keeps the document with this `_id`: equal ids have equal keys. */
export function documentKey(id: unknown): string {
  return indexKeys({ _id: id }, ['_id'])[0] ?? '';
}

/** Documents and indexes of one collection. Old versions are kept only as long as a snapshot needs them. */
export class Collection {
  acl: Acl;
  #indexes: readonly FieldIndex[];
  readonly #versions = new Map<string, Version>();
  /** Changes whose older version is kept, oldest first. */
  #changes: Change[] = [];
  #size = 0;

  constructor(
    readonly name: string,
    declarations: readonly IndexDeclaration[],
    acl: Acl = newCollectionAcl,
  ) {
    this.acl = acl;
    this.#indexes = declarations.map((declaration) => new FieldIndex(declaration));
  }

  get indexes(): readonly FieldIndex[] {
    return this.#indexes;
  }

  /** How many documents it holds. */
  get size(): number {
    return this.#size;
  }

  /** The document as commit number `sequence` left it, or null; `Infinity` is the newest. */
  at(key: string, sequence: number): Document | null {
    let version = this.#versions.get(key) ?? null;
    while (version && version.sequence > sequence) version = version.previous;
    return version?.document ?? null;
  }

  changedAfter(key: string, sequence: number): boolean {
    const newest = this.#versions.get(key);
    return newest !== undefined && newest.sequence > sequence;
  }

  /** Keys of all documents in order of insertion, including some that are removed by now. */
  keys(): IterableIterator<string> {
    return this.#versions.keys();
  }

  *keysChangedAfter(sequence: number): Generator<string> {
    for (let at = this.#changes.length - 1; at >= 0; at -= 1) {
      const change = this.#changes[at];
      if (!change || change.version.sequence <= sequence) return;
      yield change.key;
    }
  }

  *documents(): Generator<Document> {
    for (const { document } of this.#versions.values()) if (document) yield document;
  }

  /**
   * Makes `document` (null: its absence) the newest version. `keepOlder` if an open snapshot may need the old
   * one.
   */
  install(key: string, document: Document | null, sequence: number, keepOlder: boolean): void {
    const older = this.#versions.get(key) ?? null;
    const before = older?.document ?? null;
    for (const index of this.#indexes) index.replace(key, before, document);
    this.#size += Number(document !== null) - Number(before !== null);
    if (!keepOlder && !document) {
      this.#versions.delete(key);
      return;
    }
    const version: Version = { sequence, document, previous: keepOlder ? older : null };
    this.#versions.set(key, version);
    if (keepOlder) this.#changes.push({ key, version });
  }

  /**
   * A new index of what is committed, not yet in use.
   * @throws PlatformError DATABASE_REQUEST_FAILED if documents have the same unique key (E11000), or cannot be in it
   */
  buildIndex(declaration: IndexDeclaration): FieldIndex {
    const index = new FieldIndex(declaration);
    for (const [key, { document }] of this.#versions) {
      if (!document) continue;
      if (index.isTaken(document)) {
        throw duplicateKey('CreateIndex', this.name, index.name, index.keyText(document));
      }
      index.replace(key, null, document);
    }
    return index;
  }

  /**
   * Puts other indexes, which hold what is committed, in the place of all there are. Open snapshots may go on: like
   * the old ones these know the newest commit only. Pending writes may not: they were not checked against these.
   */
  useIndexes(indexes: readonly FieldIndex[]): void {
    this.#indexes = indexes;
  }

  /** Drops the versions that no snapshot at or after commit `sequence` can see. */
  forgetBefore(sequence: number): void {
    const firstNeeded = this.#changes.findIndex(({ version }) => version.sequence > sequence);
    const forgotten = this.#changes.splice(0, firstNeeded < 0 ? this.#changes.length : firstNeeded);
    for (const { key, version } of forgotten) {
      version.previous = null;
      if (!version.document && this.#versions.get(key) === version) this.#versions.delete(key);
    }
  }
}
