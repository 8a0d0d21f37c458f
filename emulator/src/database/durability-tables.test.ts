import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { journalOf, open, reopened, silenceWarnings } from './durability-support.ts';
import { call, indexOf, openTestDatabase, TestClient, temporaryFolder } from './test-support.ts';

const UNIQUE = indexOf({ name: 'm', fields: ['m'], unique: true });

test('collections that were made or dropped stay so', async () => {
  silenceWarnings();
  const folder = await temporaryFolder();
  const database = await open(folder);
  const { administration } = database;
  administration.createTable('kept');
  await new TestClient(database, 'kept').add({ _id: 1 });
  administration.createTable('gone');
  await new TestClient(database, 'gone').add({ _id: 1 });
  await new TestClient(database, 'orders').add({ _id: 1 });
  await administration.dropTable('gone');
  await administration.dropTable('orders');
  const again = await reopened(database, folder);
  expect(again.collections()).toEqual(['kept']);
  expect(again.documents('kept')).toEqual([{ _id: 1 }]);
  again.administration.createTable('orders');
  const third = await reopened(again, folder);
  expect(third.documents('orders')).toEqual([]);
  expect(third.administration.table('orders').indexes).toHaveLength(2);
});

test('a declared collection that was dropped is told of at the start, and stays away through a compaction', async () => {
  const warn = silenceWarnings();
  const folder = await temporaryFolder();
  const database = await open(folder, { journal: { compactAboveBytes: 1000 } });
  await database.administration.dropTable('orders');
  database.administration.createTable('kept');
  for (let n = 0; n < 100; n += 1) await new TestClient(database, 'kept').set('k', { n });
  expect((await readFile(journalOf(folder))).length).toBeLessThan(2000);
  const again = await reopened(database, folder);
  expect(again.collections()).toEqual(['kept']);
  expect(warn).toHaveBeenCalledWith(expect.stringContaining('the collection orders is declared'));
  await again.reset();
  expect((await reopened(again, folder)).collections()).toEqual(['orders']);
});

test('a dropped name that is declared later is a new collection', async () => {
  const folder = await temporaryFolder();
  const database = await open(folder);
  database.administration.createTable('later');
  await database.administration.dropTable('later');
  await database.stop();
  const again = await openTestDatabase({ orders: [], later: [] }, { dataDir: folder });
  expect(again.collections().toSorted()).toEqual(['later', 'orders']);
  await again.stop();
});

test('a start brings back the declared indexes and permissions, and no others', async () => {
  const folder = await temporaryFolder();
  const database = await open(folder);
  const { administration } = database;
  await administration.updateTable('orders', { drop: ['n'], create: [UNIQUE] });
  administration.setAcl('orders', { tag: 'ADMINONLY', rule: null });
  administration.createTable('extra', { tag: 'ADMINONLY', rule: null });
  await administration.updateTable('extra', { create: [UNIQUE] });
  const again = await reopened(database, folder);
  const told = again.administration.tables().map(({ name, acl, indexes }) => {
    return [name, acl.tag, ...indexes.map((index) => index.name)];
  });
  expect(told).toEqual([
    ['orders', 'PRIVATE', '_id_', 'n'],
    ['extra', 'PRIVATE', '_id_'],
  ]);
});

test('a collection that the SDK makes after a drop is kept as well', async () => {
  const folder = await temporaryFolder();
  const database = await open(folder);
  await database.administration.dropTable('orders');
  await call(database, 'addCollection', { collectionName: 'orders' });
  await new TestClient(database, 'orders').add({ _id: 'a' });
  expect((await reopened(database, folder)).documents('orders')).toEqual([{ _id: 'a' }]);
});
