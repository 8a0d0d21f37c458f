import { randomBytes } from 'node:crypto';
import {
  applyUpdate,
  checkStorable,
  type Document,
  type EvaluationContext,
  equalValues,
  isDocument,
} from '../documents/index.ts';
import { type Collection, documentKey } from './collection.ts';
import { checkDocumentSize } from './document-size.ts';
import { duplicateKey, invalidParam, requestFailed } from './errors.ts';
import type { DatabaseLimits } from './limits.ts';
import type { Match } from './reads.ts';
import type { WriteSet } from './write-set.ts';

export interface UpdateResult {
  /** How many documents were modified: equal values modify nothing. */
  readonly updated: number;
  /** The last document that matched, as it is now; null if none did. */
  readonly document: Document | null;
}

/** Changes to one collection, made in a write set. */
export class Writer {
  readonly #collection: Collection;
  readonly #writes: WriteSet;
  readonly #limits: DatabaseLimits;
  readonly #context: EvaluationContext;

  constructor(collection: Collection, writes: WriteSet, limits: DatabaseLimits, context: EvaluationContext) {
    this.#collection = collection;
    this.#writes = writes;
    this.#limits = limits;
    this.#context = context;
  }

  /** @returns the `_id`; 32 hexadecimal digits if the document brings none */
  insert(document: Document): unknown {
    const { _id: ownId, ...fields } = document;
    const id = ownId === undefined ? randomBytes(16).toString('hex') : checkedId(ownId);
    const stored = { _id: id, ...fields };
    this.#checkDocument(stored);
    const key = documentKey(id);
    this.#writes.touch(this.#collection, key);
    if (this.#writes.read(this.#collection, key)) {
      throw duplicateKey('Insert', this.#collection.name, '_id_', `_id: ${JSON.stringify(id)}`);
    }
    this.#writes.put(this.#collection, key, stored, 'Insert');
    return id;
  }

  /** Applies update operators to the matches of `filter`, which tells what the positional `$` stands for. */
  update(matches: readonly Match[], update: Document, filter: Document): UpdateResult {
    let updated = 0;
    let document: Document | null = null;
    for (const match of matches) {
      const { next, changed } = applyUpdate(match.document, update, this.#context, filter);
      if (changed) this.#store(match.key, match.document, next);
      else this.#writes.touch(this.#collection, match.key);
      updated += Number(changed);
      document = changed ? next : match.document;
    }
    return { updated, document };
  }

  /** Puts a whole document in place of the one with this `_id`, or inserts it if there is none (`doc.set`). */
  replace(id: unknown, replacement: Document): { updated: number; insertedId?: unknown } {
    const { _id: ownId, ...fields } = replacement;
    if (ownId !== undefined && !equalValues(ownId, id)) throw immutableId();
    const key = documentKey(id);
    const current = this.#writes.read(this.#collection, key);
    if (!current) return { updated: 0, insertedId: this.insert({ _id: id, ...fields }) };
    const next = { _id: current['_id'], ...fields };
    this.#writes.touch(this.#collection, key);
    if (equalValues(current, next)) return { updated: 0 };
    this.#checkDocument(next);
    this.#store(key, current, next);
    return { updated: 1 };
  }

  remove(matches: readonly Match[]): number {
    for (const { key } of matches) this.#writes.put(this.#collection, key, null, 'Update');
    return matches.length;
  }

  #store(key: string, before: Document, next: Document): void {
    if (!equalValues(before['_id'], next['_id'])) throw immutableId();
    checkDocumentSize(next, this.#limits);
    this.#writes.put(this.#collection, key, next, 'Update');
  }

  #checkDocument(document: Document): void {
    checkStorable(document);
    checkDocumentSize(document, this.#limits);
  }
}

/** What `doc()` of the SDKs can name, and the kinds of id that imported data brings. */
function checkedId(id: unknown): unknown {
  const isValue =
    id !== null && id !== '' && !Array.isArray(id) && !isDocument(id) && !(id instanceof RegExp);
  if (!isValue || typeof id === 'boolean')
    throw invalidParam(`_id must be a text or a number: ${JSON.stringify(id)}`);
  return id;
}

function immutableId(): Error {
  return requestFailed(
    "[FailedOperation.Update] Performing an update on the path '_id' would modify the immutable field '_id'",
  );
}
