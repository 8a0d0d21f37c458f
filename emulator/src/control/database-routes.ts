import type { CollectionCatalog } from '../database/catalog.ts';
import { type Document, encodeEjson } from '../documents/index.ts';
import { getRoute } from '../http/get-route.ts';
import { sendJson } from '../http/respond.ts';
import { PlatformError } from '../kernel/errors.ts';
import type { Route, Service } from '../kernel/service.ts';
import { relaxed } from './relaxed.ts';

/** What the control plane needs of the database. */
export interface ReadableDatabase extends Service {
  collections(): readonly string[];
  documents(collection: string): readonly Document[];
  onChange(listener: (change: { readonly collection: string; readonly id: unknown }) => void): void;
}

const path = '/_emulator/db';

/** What is stored, as readable extended JSON. Collections have the description that the catalogue gives them. */
export function databaseRoutes(database: ReadableDatabase, catalog: CollectionCatalog): readonly Route[] {
  const descriptions = new Map(catalog.collections.map(({ name, description }) => [name, description]));
  return [
    getRoute(path, (response) => {
      const collections = database.collections().map((name) => ({
        name,
        description: descriptions.get(name) ?? null,
        count: database.documents(name).length,
      }));
      sendJson(response, 200, collections);
    }),
    getRoute(`${path}/`, (response, url) => {
      const collection = decodeURIComponent(url.pathname.slice(path.length + 1));
      const documents = chosen(database.documents(collection), url.searchParams);
      sendJson(response, 200, relaxed(documents.map(encodeEjson)));
    }),
  ];
}

/** `id` is that of one document, as JSON; `limit` counts from the oldest, `last` from the newest. */
function chosen(documents: readonly Document[], parameters: URLSearchParams): readonly Document[] {
  const id = parameters.get('id');
  if (id !== null) {
    return documents.filter((document) => JSON.stringify(relaxed(encodeEjson(document['_id']))) === id);
  }
  const last = count(parameters, 'last');
  if (last !== undefined) return documents.slice(Math.max(0, documents.length - last));
  return documents.slice(0, count(parameters, 'limit'));
}

function count(parameters: URLSearchParams, name: string): number | undefined {
  const text = parameters.get(name);
  if (text === null) return undefined;
  if (!/^\d{1,9}$/.test(text)) throw new PlatformError('INVALID_PARAM', `${name} must be a whole number`);
  return Number(text);
}
