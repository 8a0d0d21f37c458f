import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Document } from '../documents/index.ts';
import { PlatformError } from '../kernel/errors.ts';
import type { DatabaseService, IndexDeclaration } from './index.ts';
import { indexOf, openTestDatabase, TestClient } from './test-support.ts';

const scalar = fc.oneof(
  fc.constantFrom(null, true, 'a', 'b', '', new Date(0), new Date(5)),
  fc.integer({ min: -2, max: 3 }),
);
const fieldValue = fc.oneof(scalar, fc.array(scalar, { maxLength: 3 }), fc.record({ x: scalar }));
const documents = fc.array(fc.record({ a: fieldValue, b: scalar }, { requiredKeys: [] }), {
  minLength: 1,
  maxLength: 30,
  size: 'max',
});

const comparison = fc.oneof(
  scalar,
  fc.record({ $in: fc.array(scalar, { maxLength: 3 }) }),
  fc.dictionary(fc.constantFrom('$gt', '$gte', '$lt', '$lte'), scalar, { minKeys: 1, maxKeys: 2 }),
  fc.record({ $exists: fc.boolean() }),
);
const field = fc.constantFrom('a', 'b', 'a.x');
const leaf = fc.dictionary(field, comparison, { minKeys: 1, maxKeys: 2 });
const filter: fc.Arbitrary<Document> = fc.oneof(
  leaf,
  fc.record({ $and: fc.array(leaf, { minLength: 1, maxLength: 2 }) }),
  fc.record({ $or: fc.array(leaf, { minLength: 1, maxLength: 2 }) }),
);

const INDEXES = [
  ...['a', 'b', 'a.x'].map((name) => ({ name, fields: [name] })),
  { name: 'compound', fields: ['b', 'a'] },
];

/** How many of the documents are there before the late indexes are made. */
const early = fc.nat(30);

test('a query finds the same documents with indexes, with indexes made on live data, and without', async () => {
  await fc.assert(
    fc.asyncProperty(documents, filter, early, async (inserted, query, before) => {
      const database = await openTestDatabase({ indexed: INDEXES, late: [], plain: [] });
      const clients = ['indexed', 'late', 'plain'].map((name) => new TestClient(database, name));
      const create = INDEXES.map(indexOf);
      const makeLate = () => database.administration.updateTable('late', { create });
      for (const [at, document] of inserted.entries()) {
        if (at === before) await makeLate();
        for (const client of clients) await client.add({ _id: at, ...document });
      }
      // Every other document is changed and one removed, so that index entries move.
      for (const client of clients) {
        await client.update({ _id: { $mod: [2, 0] } }, { $set: { b: 1 }, $unset: { a: '' } });
        await client.remove({ _id: 1 });
      }
      if (before >= inserted.length) await makeLate();
      const found = await Promise.all(clients.map((client) => idsOf(client, query)));
      expect(found).toEqual(found.map(() => found.at(-1)));
    }),
    { numRuns: 300 },
  );
}, 60_000);

async function idsOf(client: TestClient, query: Document): Promise<string[]> {
  const list = (await client.get(query)) as { _id: unknown }[];
  return list.map(({ _id }) => JSON.stringify(_id)).sort();
}

const write = fc.record({
  kind: fc.constantFrom('set' as const, 'update' as const, 'remove' as const),
  id: fc.constantFrom('p', 'q', 'r'),
  value: fc.constantFrom(1, 2, undefined),
});
type Write = typeof write extends fc.Arbitrary<infer T> ? T : never;

/** What each document holds in the unique field; a field that is missing counts, as null does. */
type Held = Map<string, unknown>;

function expected(held: Held, { kind, id, value }: Write, isUnique: boolean): 'done' | 'refused' {
  if (kind === 'remove') held.delete(id);
  if (kind === 'remove' || (kind === 'update' && !held.has(id))) return 'done';
  if (isUnique && [...held].some(([other, own]) => other !== id && own === value)) return 'refused';
  held.set(id, value);
  return 'done';
}

async function actual(client: TestClient, { kind, id, value }: Write): Promise<'done' | 'refused'> {
  const fields = value === undefined ? {} : { u: value };
  const update = value === undefined ? { $unset: { u: '' } } : { $set: fields };
  try {
    if (kind === 'set') await client.set(id, fields);
    else if (kind === 'update') await client.update({ _id: id }, update);
    else await client.remove({ _id: id });
    return 'done';
  } catch (error) {
    if (error instanceof PlatformError && error.message.includes('E11000')) return 'refused';
    throw error;
  }
}

test('no order of writes brings a key into a unique index twice, also not before it is made', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(write, { maxLength: 30, size: 'max' }), fc.nat(30), async (writes, from) => {
      const database = await openTestDatabase({ things: [] });
      const client = new TestClient(database, 'things');
      const create = [indexOf({ name: 'u', fields: ['u'], unique: true })];
      const held: Held = new Map();
      let isUnique = false;
      for (const [at, step] of writes.entries()) {
        if (at >= from && !isUnique) isUnique = await tryMake(database, create, held);
        expect(await actual(client, step)).toBe(expected(held, step, isUnique));
      }
      expect(new Map(database.documents('things').map(({ _id, u }) => [_id, u]))).toEqual(held);
    }),
    { numRuns: 200 },
  );
}, 60_000);

/** Makes a unique index, which is refused just where documents hold the same. */
async function tryMake(
  database: DatabaseService,
  create: readonly IndexDeclaration[],
  held: Held,
): Promise<boolean> {
  const isPossible = new Set(held.values()).size === held.size;
  const made = database.administration.updateTable('things', { create });
  if (isPossible) await made;
  else await expect(made).rejects.toThrow('E11000');
  expect(database.administration.table('things').indexes).toHaveLength(isPossible ? 2 : 1);
  return isPossible;
}
