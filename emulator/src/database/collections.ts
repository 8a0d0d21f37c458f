import type { Document } from '../documents/index.ts';
import type { CollectionCatalog, CollectionDeclaration } from './catalog.ts';
import { Collection } from './collection.ts';
import { type Contents, snapshotEntries } from './journal-entry.ts';

/** Lines of a journal that holds just what these collections hold. */
export function entriesOf(collections: ReadonlyMap<string, Collection>): ReturnType<typeof snapshotEntries> {
  return snapshotEntries(
    Array.from(collections, ([name, collection]): [string, Iterable<Document>] => [
      name,
      collection.documents(),
    ]),
  );
}

/**
 * Collections with their declared indexes. Declared ones exist even where `contents` know nothing of them.
 * @throws Error if `contents` break a unique index
 */
export function buildCollections(contents: Contents, catalog: CollectionCatalog): Map<string, Collection> {
  const declared = new Map<string, CollectionDeclaration>(
    catalog.collections.map((entry) => [entry.name, entry]),
  );
  const collections = new Map<string, Collection>();
  for (const name of new Set([...declared.keys(), ...contents.keys()])) {
    const collection = new Collection(name, declared.get(name)?.indexes ?? []);
    for (const [key, document] of contents.get(name) ?? []) load(collection, key, document);
    collections.set(name, collection);
  }
  return collections;
}

function load(collection: Collection, key: string, document: Document): void {
  for (const index of collection.indexes) {
    index.check(document);
    const taken = index.uniqueKeys(document).find((entry) => index.holders(entry).size > 0);
    if (taken !== undefined) {
      throw new Error(
        `collection ${collection.name}: the unique index ${index.name} cannot be built, ` +
          `more than one document has ${index.keyText(document)} (one is _id ${JSON.stringify(document['_id'])})`,
      );
    }
  }
  collection.install(key, document, 0, false);
}
