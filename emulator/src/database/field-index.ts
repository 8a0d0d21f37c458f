import { type Document, equalityCandidates, indexKeys } from '../documents/index.ts';
import { fieldValues } from './field-values.ts';
import type { IndexDeclaration } from './index-declaration.ts';
import { OrderedIndex } from './ordered-index.ts';
import { fieldRange } from './range.ts';

type Entries = Map<string, Set<string>>;

const NO_KEYS: ReadonlySet<string> = new Set();

/**
 * One declared index: finds documents by equality of its first fields, or by a range of the first one, and knows
 * who holds a unique key. Documents go by their key in the collection. A field that is missing counts as null.
 */
export class FieldIndex {
  readonly declaration: IndexDeclaration;
  readonly fields: readonly string[];
  /** Entries of the first field, of the first two, … of all fields. */
  readonly #prefixes: readonly { readonly fields: readonly string[]; readonly entries: Entries }[];
  readonly #ordered: OrderedIndex;

  constructor(declaration: IndexDeclaration) {
    this.declaration = declaration;
    this.fields = declaration.keys.map(({ field }) => field);
    this.#prefixes = this.fields.map((_, at) => ({
      fields: this.fields.slice(0, at + 1),
      entries: new Map(),
    }));
    this.#ordered = new OrderedIndex(this.firstField);
  }

  get name(): string {
    return this.declaration.name;
  }

  get unique(): boolean {
    return this.declaration.unique;
  }

  get firstField(): string {
    return this.fields[0] ?? '_id';
  }

  /** @throws PlatformError if the document cannot be in this index (arrays in two of its fields) */
  check(document: Document): void {
    if (this.fields.length > 1) indexKeys(document, this.fields);
  }

  /** The unique keys that a document takes; none if the index is not unique or, being sparse, leaves it out. */
  uniqueKeys(document: Document | null): readonly string[] {
    if (!this.unique || !document) return [];
    if (this.declaration.sparse && this.fields.every((field) => fieldValues(document, field).length === 0))
      return [];
    return indexKeys(document, this.fields);
  }

  /** Committed documents with this key of all fields. */
  holders(key: string): ReadonlySet<string> {
    return this.#prefixes.at(-1)?.entries.get(key) ?? NO_KEYS;
  }

  /** True if a committed document has a unique key of this one, which is not yet in the index. */
  isTaken(document: Document): boolean {
    return this.uniqueKeys(document).some((entry) => this.holders(entry).size > 0);
  }

  /** What MongoDB prints in a duplicate key error: `orderNo: "N1", shop: null`. */
  keyText(document: Document): string {
    return this.fields.map((field) => `${field}: ${shown(fieldValues(document, field)[0])}`).join(', ');
  }

  replace(key: string, before: Document | null, after: Document | null): void {
    for (const { fields, entries } of this.#prefixes) {
      const old = before ? indexKeys(before, fields) : [];
      const fresh = after ? indexKeys(after, fields) : [];
      if (old.length === fresh.length && old.every((entry, at) => entry === fresh[at])) continue;
      for (const entry of old) removeEntry(entries, entry, key);
      for (const entry of fresh) addEntry(entries, entry, key);
    }
    if (before) this.#ordered.remove(key, before);
    if (after) this.#ordered.add(key, after);
  }

  /**
   * Keys of the documents that a filter's equalities leave, by as many fields as it pins; null if it pins
   * none.
   */
  equalTo(filter: Document): ReadonlySet<string> | null {
    for (const { fields, entries } of this.#prefixes.toReversed()) {
      const pinned = equalityCandidates(filter, fields);
      if (pinned) return union(pinned.map((entry) => entries.get(entry) ?? NO_KEYS));
    }
    return null;
  }

  /** Keys of the documents in the range that a filter gives for the first field; null if it gives none. */
  inRange(filter: Document): ReadonlySet<string> | null {
    const range = fieldRange(filter, this.firstField);
    return range && this.#ordered.keysIn(range);
  }
}

function addEntry(entries: Entries, entry: string, key: string): void {
  const keys = entries.get(entry);
  if (keys) keys.add(key);
  else entries.set(entry, new Set([key]));
}

function removeEntry(entries: Entries, entry: string, key: string): void {
  const keys = entries.get(entry);
  if (keys?.delete(key) && keys.size === 0) entries.delete(entry);
}

function union(sets: readonly ReadonlySet<string>[]): ReadonlySet<string> {
  const [only] = sets;
  if (only && sets.length === 1) return only;
  const all = new Set<string>();
  for (const set of sets) for (const key of set) all.add(key);
  return all;
}

function shown(value: unknown): string {
  if (value instanceof Date) return `new Date(${value.getTime()})`;
  return JSON.stringify(value) ?? 'null';
}
