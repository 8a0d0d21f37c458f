import { afterEach, expect, test, vi } from 'vitest';
import { Documents } from './documents.ts';

afterEach(() => vi.unstubAllGlobals());

/** A collection in which there is every document that is asked for. */
function setUp(): Documents {
  vi.stubGlobal('fetch', async (path: string) => {
    const id = new URL(path, 'http://127.0.0.1').searchParams.get('id');
    return new Response(JSON.stringify(id === null ? [] : [{ _id: JSON.parse(id) }]));
  });
  return new Documents('orders');
}

const ids = (documents: Documents) => documents.list.map(({ document }) => document['_id']);

test('what changed last comes first', async () => {
  const documents = setUp();
  for (const id of ['a', 'b', 'a']) await documents.readOne(id);
  expect(ids(documents)).toEqual(['a', 'b']);
});

test('however many change, no more are shown than a browser draws at once', async () => {
  const documents = setUp();
  for (let id = 1; id <= 150; id += 1) await documents.readOne(id);
  expect(ids(documents)).toHaveLength(100);
  expect(ids(documents)[0]).toBe(150);
});
