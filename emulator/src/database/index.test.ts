import { expect, test, vi } from 'vitest';
import { Clock } from '../kernel/clock.ts';
import type { DatabaseService } from './index.ts';
import { call, openTestDatabase, startTransaction, TestClient } from './test-support.ts';

const SEED = new Map([['orders', [{ _id: 's', at: { $tcb_server_date: { offset: 0 } } }]]]);

test('reset brings back the seed, forgets collections that were added, and ends transactions', async () => {
  const database = await openTestDatabase({ orders: [] }, { seed: SEED });
  const transaction = new TestClient(database, 'orders', await startTransaction(database));
  await transaction.add({ _id: 'pending' });
  await call(database, 'addCollection', { collectionName: 'extra' });
  await new TestClient(database, 'orders').add({ _id: 'a' });
  await database.reset();
  expect(database.documents('orders').map(({ _id }) => _id)).toEqual(['s']);
  expect(() => database.documents('extra')).toThrow('Db or Table not exist: extra');
  await expect(transaction.get({})).rejects.toThrow('TransactionNotExist');
});

test('server dates in the seed and in documents are the time of the movable clock', async () => {
  const clock = new Clock();
  clock.moveTo(Date.UTC(2040, 0, 1));
  const database = await openTestDatabase({ orders: [] }, { seed: SEED, clock });
  expect(years(database)).toEqual([2040]);
  clock.moveTo(Date.UTC(2050, 0, 1));
  await call(database, 'insertDocument', {
    collectionName: 'orders',
    data: ['{"_id":"x","at":{"$tcb_server_date":{"offset":{"$numberInt":"0"}}}}'],
  });
  expect(years(database)).toEqual([2040, 2050]);
});

function years(database: DatabaseService): number[] {
  return database.documents('orders').map(({ at }) => new Date(String(at)).getUTCFullYear());
}

test('an export holds everything and can be read back elsewhere', async () => {
  const collections = { orders: [{ name: 'u', fields: ['u'], unique: true, sparse: true }] };
  const database = await openTestDatabase(collections);
  await new TestClient(database, 'orders').add({ _id: 1, at: new Date(5), u: 'x' });
  const state = JSON.parse(JSON.stringify(await database.exportState()));
  const other = await openTestDatabase(collections, { seed: SEED });
  await other.importState(state);
  expect(other.documents('orders')).toEqual([{ _id: 1, at: new Date(5), u: 'x' }]);
  await expect(new TestClient(other, 'orders').add({ u: 'x' })).rejects.toThrow('E11000');
  await expect(other.importState({ format: 9 })).rejects.toThrow('not an export');
  expect(other.documents('orders')).toHaveLength(1);
});

test('listeners hear of committed changes only, removals included', async () => {
  const database = await openTestDatabase({ orders: [] });
  const complaint = vi.spyOn(console, 'error').mockImplementation(() => {});
  const heard: unknown[] = [];
  database.onChange((change) => heard.push(change));
  database.onChange(() => {
    throw new Error('a listener of somebody else');
  });
  const orders = new TestClient(database, 'orders');
  await orders.add({ _id: 'a' });
  const id = await startTransaction(database);
  await new TestClient(database, 'orders', id).add({ _id: 'b' });
  await call(database, 'abortTransaction', { transactionId: id });
  await orders.update({ _id: 'a' }, { $set: { n: 1 } });
  await orders.update({ _id: 'a' }, { $set: { n: 1 } });
  await orders.remove({ _id: 'a' });
  expect(heard).toEqual(Array.from({ length: 3 }, () => ({ collection: 'orders', id: 'a' })));
  expect(complaint).toHaveBeenCalledTimes(3);
  complaint.mockRestore();
});

test.each([
  [[{ n: 1 }], 'seed data for orders, document 1: it has no _id'],
  [[{ _id: 1 }, { _id: 1 }], 'document 2: _id 1 is there twice'],
  [[7], 'document 1: it is not an object'],
  [
    [
      { _id: 'a', u: 1 },
      { _id: 'b', u: 1 },
    ],
    'the unique index u cannot be built, more than one document has u: 1',
  ],
])('a wrong seed is refused with its place: %j', async (documents, message) => {
  const indexes = [{ name: 'u', fields: ['u'], unique: true }];
  const seed = new Map<string, readonly unknown[]>([['orders', documents]]);
  await expect(openTestDatabase({ orders: indexes }, { seed })).rejects.toThrow(message);
});

test('seed data for a collection that is not declared are refused', async () => {
  await expect(openTestDatabase({}, { seed: SEED })).rejects.toThrow('seed data for orders');
});
