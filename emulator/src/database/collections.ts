import type { Document } from '../documents/index.ts';
import type { CollectionCatalog, CollectionDeclaration } from './catalog.ts';
import { Collection } from './collection.ts';
import { type Contents, snapshotEntries } from './journal-entry.ts';

/** Lines of a journal that holds just what these collections hold. A declared one that is not there was dropped. */
export function entriesOf(
  collections: ReadonlyMap<string, Collection>,
  catalog: CollectionCatalog,
): ReturnType<typeof snapshotEntries> {
  const declared = catalog.collections.map(({ name }) => name);
  return snapshotEntries(
    Array.from(collections, ([name, collection]): [string, Iterable<Document>] => [
      name,
      collection.documents(),
    ]),
    declared.filter((name) => !collections.has(name)),
  );
}

/**
 * Collections with their declared indexes and permissions. Declared ones exist even where `contents` know nothing of
 * them, unless they were dropped.
 * @throws Error if `contents` break a unique index
 */
export function buildCollections(
  contents: Contents,
  catalog: CollectionCatalog,
  dropped: ReadonlySet<string>,
): Map<string, Collection> {
  const declared = new Map<string, CollectionDeclaration>(
    catalog.collections.filter(({ name }) => !dropped.has(name)).map((entry) => [entry.name, entry]),
  );
  const collections = new Map<string, Collection>();
  for (const name of new Set([...declared.keys(), ...contents.keys()])) {
    const { indexes = [], acl } = declared.get(name) ?? {};
    const collection = new Collection(name, indexes, acl);
    for (const [key, document] of contents.get(name) ?? []) load(collection, key, document);
    collections.set(name, collection);
  }
  return collections;
}

function load(collection: Collection, key: string, document: Document): void {
  for (const index of collection.indexes) {
    index.check(document);
    if (index.isTaken(document)) {
      throw new Error(
        `collection ${collection.name}: the unique index ${index.name} cannot be built, ` +
          `more than one document has ${index.keyText(document)} (one is _id ${JSON.stringify(document['_id'])})`,
      );
    }
  }
  collection.install(key, document, 0, false);
}
