import { describe, expect, test } from 'vitest';
import { type DatabaseOptions, type DatabaseService, parseCatalog } from './index.ts';
import { platformLimits } from './limits.ts';
import { call, indexOf, openTestDatabase, startTransaction, TestClient } from './test-support.ts';

const BY_N = indexOf({ name: 'by_n', fields: ['n'] });
const UNIQUE_N = indexOf({ name: 'unique_n', fields: ['n'], unique: true });

async function open(options: Partial<DatabaseOptions> = {}) {
  const database = await openTestDatabase({ orders: [] }, options);
  const orders = new TestClient(database, 'orders');
  await orders.add({ _id: 'a', n: 1 });
  await orders.add({ _id: 'b', n: 2 });
  return { database, orders, administration: database.administration };
}

function indexNames({ administration }: DatabaseService): string[] {
  return administration.table('orders').indexes.map(({ name }) => name);
}

async function inTransaction(database: DatabaseService) {
  const transactionId = await startTransaction(database);
  return {
    orders: new TestClient(database, 'orders', transactionId),
    commit: () => call(database, 'commitTransaction', { transactionId }),
  };
}

describe('collections', () => {
  test('are made, told and dropped while the database runs', async () => {
    const { database, administration } = await open();
    administration.createTable('extra');
    const extra = new TestClient(database, 'extra');
    await extra.add({ _id: 'x' });
    expect(administration.tables().map(({ name, count }) => [name, count])).toEqual([
      ['orders', 2],
      ['extra', 1],
    ]);
    // {_id: 'x'} as BSON: a length, one element of 1 + 4 + (4 + 2) bytes, and an end.
    expect(administration.table('extra').bytes()).toBe(16);
    expect(() => administration.createTable('extra')).toThrow('Table exist');
    await administration.dropTable('extra');
    await expect(extra.get({})).rejects.toThrow('Db or Table not exist: extra');
    await expect(administration.dropTable('extra')).rejects.toThrow('Db or Table not exist: extra');
    expect(() => administration.table('extra')).toThrow('Db or Table not exist: extra');
  });

  test('keep to the limit', async () => {
    const collections = { ...platformLimits.collections, max: 2 };
    const { administration } = await open({ limits: { collections } });
    administration.createTable('one');
    expect(() => administration.createTable('two')).toThrow('the limit is 2');
    await administration.dropTable('orders');
    administration.createTable('two');
  });

  test('a reset brings back the declared ones with their indexes and permissions, and no other', async () => {
    const { database, administration } = await open();
    await administration.updateTable('orders', { create: [BY_N] });
    administration.setAcl('orders', { tag: 'ADMINONLY', rule: null });
    administration.createTable('extra');
    await database.reset();
    expect(administration.tables()).toMatchObject([
      { name: 'orders', count: 0, acl: { tag: 'PRIVATE', rule: null }, indexes: [{ name: '_id_' }] },
    ]);
    await administration.dropTable('orders');
    await database.reset();
    expect(database.collections()).toEqual(['orders']);
  });

  test('have the permissions that are declared, also after a reset', async () => {
    const catalog = parseCatalog({ collections: [{ collectionName: 'orders', aclTag: 'ADMINONLY' }] });
    const { database, administration } = await open({ catalog });
    administration.setAcl('orders', { tag: 'PRIVATE', rule: null });
    await database.reset();
    expect(administration.table('orders').acl).toEqual({ tag: 'ADMINONLY', rule: null });
  });

  test('are private unless something else is said, and keep what is said', async () => {
    const { administration } = await open();
    administration.createTable('extra', { tag: 'ADMINONLY', rule: null });
    administration.setAcl('orders', { tag: 'CUSTOM', rule: '{}' });
    expect(administration.tables().map(({ acl }) => acl)).toEqual([
      { tag: 'CUSTOM', rule: '{}' },
      { tag: 'ADMINONLY', rule: null },
    ]);
    administration.createTable('another');
    expect(administration.table('another').acl).toEqual({ tag: 'PRIVATE', rule: null });
  });

  test('one that was dropped and made again is empty, also for a snapshot from before', async () => {
    const { database, orders, administration } = await open();
    const reader = await inTransaction(database);
    expect(await reader.orders.get({})).toHaveLength(2);
    await administration.dropTable('orders');
    administration.createTable('orders');
    await orders.add({ _id: 'new' });
    expect(await reader.orders.get({})).toEqual([]);
    expect(await orders.get({})).toHaveLength(1);
  });

  test('a write that waits for a transaction does not outlive the collection', async () => {
    const { database, orders, administration } = await open();
    const writer = await inTransaction(database);
    await writer.orders.update({ _id: 'a' }, { $set: { n: 5 } });
    const dropped = administration.dropTable('orders');
    const waiting = orders.update({ _id: 'a' }, { $set: { n: 6 } });
    const refused = expect(waiting).rejects.toThrow('Db or Table not exist');
    await writer.commit();
    await Promise.all([dropped, refused]);
    expect(database.collections()).toEqual([]);
  });
});

describe('an index made on live data', () => {
  test('serves the next query, and none after it is dropped', async () => {
    const { database, orders, administration } = await open({ strict: true });
    await expect(orders.get({ n: 2 })).rejects.toThrow('no index serves the query');
    await administration.updateTable('orders', { create: [BY_N] });
    expect(await orders.get({ n: 2 })).toEqual([{ _id: 'b', n: { $numberInt: '2' } }]);
    await orders.add({ _id: 'c', n: 3 });
    expect(await orders.get({ n: { $gte: { $numberInt: '2' } } })).toHaveLength(2);
    await administration.updateTable('orders', { drop: ['by_n'] });
    await expect(orders.get({ n: 2 })).rejects.toThrow('no index serves the query');
    expect(indexNames(database)).toEqual(['_id_']);
  });

  test('keeps the directions it was asked for', async () => {
    const { administration } = await open();
    const keys = [
      { field: 'n', direction: '-1' as const },
      { field: 'at', direction: '1' as const },
    ];
    await administration.updateTable('orders', { create: [{ ...BY_N, keys }] });
    expect(administration.table('orders').indexes[1]).toEqual({ ...BY_N, keys });
  });

  test('that is unique is refused if documents have the same key, and then holds against all writes', async () => {
    const { database, orders, administration } = await open();
    await orders.add({ _id: 'c', n: 1 });
    const made = () => administration.updateTable('orders', { create: [UNIQUE_N] });
    await expect(made()).rejects.toThrow(
      'E11000 duplicate key error collection: tnt-local.orders index: unique_n dup key: { n: 1 }',
    );
    expect(indexNames(database)).toEqual(['_id_']);
    await orders.add({ _id: 'd', n: 1 });
    await orders.remove({ _id: 'c' });
    await orders.remove({ _id: 'd' });
    await made();
    await expect(orders.add({ _id: 'e', n: 1 })).rejects.toThrow('E11000');
    await administration.updateTable('orders', { drop: ['unique_n'] });
    await orders.add({ _id: 'e', n: 1 });
  });

  test('is refused with everything else in the same change', async () => {
    const { database, orders, administration } = await open({ strict: true });
    await administration.updateTable('orders', { create: [BY_N] });
    await orders.add({ _id: 'c', n: 1, m: 1 });
    const create = [indexOf({ name: 'by_m', fields: ['m'] }), UNIQUE_N];
    const change = administration.updateTable('orders', { drop: ['by_n'], create });
    await expect(change).rejects.toThrow('E11000');
    expect(indexNames(database)).toEqual(['_id_', 'by_n']);
    expect(await orders.get({ n: 1 })).toHaveLength(2);
    await expect(orders.get({ m: 1 })).rejects.toThrow('no index serves the query');
  });

  test('takes the place of one with its name, unless it cannot be made', async () => {
    const { database, orders, administration } = await open();
    await administration.updateTable('orders', { create: [BY_N] });
    await administration.updateTable('orders', { create: [{ ...BY_N, unique: true }] });
    await expect(orders.add({ n: 1 })).rejects.toThrow('E11000');
    expect(indexNames(database)).toEqual(['_id_', 'by_n']);
  });

  test('cannot hold a document with arrays in two of its fields', async () => {
    const { database, orders, administration } = await open();
    await orders.add({ _id: 'c', n: [1, 2], m: [3, 4] });
    const create = [indexOf({ name: 'both', fields: ['n', 'm'] })];
    await expect(administration.updateTable('orders', { create })).rejects.toThrow('parallel arrays');
    expect(indexNames(database)).toEqual(['_id_']);
  });

  test.each([
    ['without keys', { ...BY_N, keys: [] }, 'INVALID_PARAM', 'must have 1 to 31 entries'],
    ['with a field twice', indexOf({ name: 'i', fields: ['n', 'n'] }), 'INVALID_PARAM', 'field twice'],
    ['named like that of _id', { ...BY_N, name: '_id_' }, 'INVALID_PARAM', 'only one index _id_'],
    ['over _id', indexOf({ name: 'i', fields: ['_id'] }), 'DATABASE_INDEX_CONFLICT', '_id_ and i'],
    ['over the keys of another', { ...UNIQUE_N, name: 'i' }, 'DATABASE_INDEX_CONFLICT', 'by_n and i'],
  ])('is refused %s', async (_what, index, code, message) => {
    const { database, administration } = await open();
    await administration.updateTable('orders', { create: [BY_N] });
    await expect(administration.updateTable('orders', { create: [index] })).rejects.toMatchObject({
      code,
      message: expect.stringContaining(message),
    });
    expect(indexNames(database)).toEqual(['_id_', 'by_n']);
  });

  test('is refused above the limit of its collection', async () => {
    const indexesPerCollection = { ...platformLimits.indexesPerCollection, max: 2 };
    const { administration } = await open({ limits: { indexesPerCollection } });
    const [a, b, c] = ['a', 'b', 'c'].map((name) => indexOf({ name, fields: [name] }));
    if (!a || !b || !c) throw new Error('three indexes');
    await administration.updateTable('orders', { create: [a, b] });
    await expect(administration.updateTable('orders', { create: [c] })).rejects.toMatchObject({
      code: 'DATABASE_INDEX_EXCEED_LIMIT',
    });
    await administration.updateTable('orders', { create: [c], drop: ['a'] });
  });

  test.each([
    ['nothing', 'DATABASE_INDEX_NOT_EXIST'],
    ['_id_', 'INVALID_PARAM'],
  ])('can be dropped only if it is there, and is not that of _id: %s', async (name, code) => {
    const { administration } = await open();
    await expect(administration.updateTable('orders', { drop: [name] })).rejects.toMatchObject({ code });
  });
});

describe('open transactions', () => {
  test('that have written are waited for, so that a unique index knows what they commit', async () => {
    const { database, administration } = await open();
    const writer = await inTransaction(database);
    await writer.orders.add({ _id: 'c', n: 1 });
    const made = administration.updateTable('orders', { create: [UNIQUE_N] });
    const refused = expect(made).rejects.toThrow('E11000');
    await writer.commit();
    await refused;
    expect(indexNames(database)).toEqual(['_id_']);
  });

  test('that take too long make a change fail, and nothing is changed', async () => {
    const { database, orders, administration } = await open({ limits: { lockWaitMs: 1 } });
    const writer = await inTransaction(database);
    await writer.orders.add({ _id: 'c', n: 1 });
    const change = administration.updateTable('orders', { create: [UNIQUE_N] });
    await expect(change).rejects.toThrow('TransactionBusy');
    await expect(administration.dropTable('orders')).rejects.toThrow('TransactionBusy');
    await writer.commit();
    expect(await orders.get({ n: 1 })).toHaveLength(2);
    expect(indexNames(database)).toEqual(['_id_']);
  });

  test('that wrote elsewhere are not waited for', async () => {
    const { database, administration } = await open({ limits: { lockWaitMs: 1 } });
    administration.createTable('orders2');
    const id = await startTransaction(database);
    await new TestClient(database, 'orders2', id).add({ _id: 'x' });
    await administration.updateTable('orders', { create: [BY_N] });
    await administration.dropTable('orders');
  });

  test('go on seeing their snapshot through an index made after it', async () => {
    const { database, orders, administration } = await open({ strict: true });
    const reader = await inTransaction(database);
    expect(await reader.orders.get({ _id: 'a' })).toHaveLength(1);
    await orders.update({ _id: 'a' }, { $set: { n: 7 } });
    await orders.remove({ _id: 'b' });
    await orders.add({ _id: 'c', n: 1 });
    await administration.updateTable('orders', { create: [BY_N] });
    const ids = async (query: unknown) =>
      (await reader.orders.get(query)).map((document) => (document as { _id: string })._id);
    expect(await ids({ n: 1 })).toEqual(['a']);
    expect(await ids({ n: 2 })).toEqual(['b']);
    expect(await ids({ n: { $gte: { $numberInt: '3' } } })).toEqual([]);
  });

  test('that write after a unique index was made are held to it', async () => {
    const { database, administration } = await open();
    const writer = await inTransaction(database);
    expect(await writer.orders.get({})).toHaveLength(2);
    await administration.updateTable('orders', { create: [UNIQUE_N] });
    await expect(writer.orders.add({ _id: 'c', n: 1 })).rejects.toThrow('E11000');
  });
});
