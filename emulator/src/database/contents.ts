import {
  checkStorable,
  type Document,
  decodeEjson,
  type EvaluationContext,
  encodeEjson,
  isDocument,
} from '../documents/index.ts';
import type { CollectionCatalog } from './catalog.ts';
import { type Collection, documentKey } from './collection.ts';
import { checkDocumentSize } from './document-size.ts';
import type { Contents } from './journal-entry.ts';
import { platformLimits } from './limits.ts';

const EXPORT_FORMAT = 1;

/**
 * The documents a project starts with, from EJSON.
 * @throws Error that names collection and document if one is malformed, without `_id`, or there twice
 */
export function seedContents(
  seed: ReadonlyMap<string, readonly unknown[]>,
  catalog: CollectionCatalog,
  context: EvaluationContext,
): Contents {
  const contents: Contents = new Map(catalog.collections.map(({ name }) => [name, new Map()]));
  for (const [name, documents] of seed) {
    const collection = contents.get(name);
    if (!collection)
      throw new Error(`seed data for ${name}, which database/collections.json does not declare`);
    fill(collection, documents, `seed data for ${name}`, context);
  }
  return contents;
}

/** Everything as JSON; `importedContents` reads it back. */
export function exportedContents(collections: Iterable<Collection>): unknown {
  const entries = Array.from(collections, (collection) => [
    collection.name,
    Array.from(collection.documents(), (document) => encodeEjson(document)),
  ]);
  return { format: EXPORT_FORMAT, collections: Object.fromEntries(entries) };
}

/** @throws Error if `state` is not what `exportedContents` makes */
export function importedContents(state: unknown, context: EvaluationContext): Contents {
  const collections =
    isDocument(state) && state['format'] === EXPORT_FORMAT ? state['collections'] : undefined;
  if (!isDocument(collections)) throw new Error(`not an export of the database in format ${EXPORT_FORMAT}`);
  const contents: Contents = new Map();
  for (const [name, documents] of Object.entries(collections)) {
    if (!Array.isArray(documents)) throw new Error(`import: ${name} is not an array of documents`);
    const collection = new Map<string, Document>();
    contents.set(name, collection);
    fill(collection, documents, `import: ${name}`, context);
  }
  return contents;
}

function fill(
  collection: Map<string, Document>,
  documents: readonly unknown[],
  what: string,
  context: EvaluationContext,
): void {
  for (const [at, json] of documents.entries()) {
    try {
      const { key, document } = readDocument(json, context);
      if (collection.has(key)) throw new Error(`_id ${JSON.stringify(document['_id'])} is there twice`);
      collection.set(key, document);
    } catch (error) {
      throw new Error(
        `${what}, document ${at + 1}: ${error instanceof Error ? error.message : String(error)}`,
      );
    }
  }
}

function readDocument(json: unknown, context: EvaluationContext): { key: string; document: Document } {
  const decoded = decodeEjson(json, context);
  if (!isDocument(decoded)) throw new Error('it is not an object');
  const { _id: id, ...fields } = decoded;
  if (id === undefined || id === null || id === '') throw new Error('it has no _id');
  const document = { _id: id, ...fields };
  checkStorable(document);
  checkDocumentSize(document, platformLimits);
  return { key: documentKey(id), document };
}
