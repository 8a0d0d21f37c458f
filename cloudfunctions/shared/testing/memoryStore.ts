import type { ConditionalWrite } from '../domain/conditionalWrite.ts';
import type { Collection, FindOptions, Store, Stored, Total, TotalsOptions } from '../usecases/store.ts';
import { applied, compareTexts, matches, valueAt } from './interpreter.ts';
import { totalsOf } from './totals.ts';

/** One round trip, as a test may watch or disturb it. */
export interface Trip {
  readonly operation: 'get' | 'find' | 'totals' | 'insert' | 'update' | 'remove';
  readonly collection: Collection;
  /** What was asked: an id, a filter, a document or a write. */
  readonly what: unknown;
}

type Hook = (trip: Trip) => void | Promise<void>;

/** A database in memory that takes every word of a ConditionalWrite seriously. */
export class MemoryStore implements Store {
  readonly trips: Trip[] = [];
  /** Runs before a trip takes effect; what it throws, the database "answers". */
  before: Hook = () => {};
  /** Runs after it took effect: throwing here is an answer that was lost. */
  after: Hook = () => {};
  readonly #collections = new Map<Collection, Map<string, Stored>>();

  get<T>(collection: Collection, id: string): Promise<T | null> {
    return this.#trip({ operation: 'get', collection, what: id }, () => this.peek<T>(collection, id));
  }

  find<T>(collection: Collection, options: FindOptions): Promise<T[]> {
    return this.#trip({ operation: 'find', collection, what: options.filter }, () =>
      this.all<T & Stored>(collection)
        .filter((document) => matches(document, options.filter))
        .sort((a, b) => compareBy(options.sort, a, b))
        .slice(0, options.limit)
        .map((document) => projected(document, options.fields)),
    );
  }

  totals(collection: Collection, options: TotalsOptions): Promise<Total[]> {
    return this.#trip({ operation: 'totals', collection, what: options }, () =>
      totalsOf(this.all<Stored>(collection), options),
    );
  }

  insert<T extends Stored>(collection: Collection, document: T): Promise<boolean> {
    return this.#trip({ operation: 'insert', collection, what: document }, () => {
      if (this.#of(collection).has(document._id)) return false;
      this.seed(collection, document);
      return true;
    });
  }

  update<T>(collection: Collection, write: ConditionalWrite): Promise<T | null> {
    return this.#trip({ operation: 'update', collection, what: write }, () => {
      const found = [...this.#of(collection).values()].find((document) => matches(document, write.filter));
      if (!found) return null;
      this.seed(collection, applied(found, write));
      return this.peek<T>(collection, found._id);
    });
  }

  remove(collection: Collection, filter: Readonly<Record<string, string>>): Promise<void> {
    return this.#trip({ operation: 'remove', collection, what: filter }, () => {
      const documents = this.#of(collection);
      for (const [id, document] of documents) if (matches(document, filter)) documents.delete(id);
    });
  }

  /** Puts documents there, outside of any round trip. */
  seed<T extends Stored>(collection: Collection, ...documents: readonly T[]): void {
    for (const document of documents) this.#of(collection).set(document._id, structuredClone(document));
  }

  /** What stands there now, outside of any round trip. */
  peek<T>(collection: Collection, id: string): T | null {
    return (structuredClone(this.#of(collection).get(id)) as T | undefined) ?? null;
  }

  all<T>(collection: Collection): T[] {
    return [...this.#of(collection).values()].map((document) => structuredClone(document) as T);
  }

  async #trip<R>(trip: Trip, run: () => R): Promise<R> {
    this.trips.push(trip);
    // As over a network: whoever else is under way gets its turn.
    await Promise.resolve();
    await this.before(trip);
    const result = run();
    await this.after(trip);
    return result;
  }

  #of(collection: Collection): Map<string, Stored> {
    const known = this.#collections.get(collection) ?? new Map<string, Stored>();
    this.#collections.set(collection, known);
    return known;
  }
}

/** Only these fields, and the `_id`. */
function projected<T extends Stored>(document: T, fields: FindOptions['fields']): T {
  if (!fields) return document;
  const set = Object.fromEntries(
    fields.map((path) => [path, valueAt(document, path)]).filter(([, value]) => value !== undefined),
  );
  return applied({ _id: document._id } as T, { filter: {}, set });
}

function compareBy(sort: FindOptions['sort'], a: unknown, b: unknown): number {
  for (const [field, direction] of sort) {
    const difference = compare(valueAt(a, field), valueAt(b, field));
    if (difference !== 0) return direction === 'asc' ? difference : -difference;
  }
  return 0;
}

function compare(a: unknown, b: unknown): number {
  if (a instanceof Date && b instanceof Date) return a.getTime() - b.getTime();
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  return compareTexts(String(a), String(b));
}
