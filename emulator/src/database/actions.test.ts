import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import { stringifyEjson } from '../documents/index.ts';
import { PlatformError } from '../kernel/errors.ts';
import type { DatabaseService } from './index.ts';
import { call, openTestDatabase, startTransaction, TestClient } from './test-support.ts';

const ACTIONS = [
  'getDocument',
  'calculateDocument',
  'insertDocument',
  'modifyDocument',
  'modifyAndReturnDoc',
  'removeDocument',
  'aggregateDocuments',
  'addCollection',
  'startTransaction',
  'commitTransaction',
  'abortTransaction',
];

const WHERE = { collectionName: 'orders', queryType: 'WHERE' };

function open(options: Parameters<typeof openTestDatabase>[1] = {}): Promise<DatabaseService> {
  return openTestDatabase({ orders: [{ name: 'at', fields: ['next.at'] }] }, options);
}

async function withOrders(count: number, options: Parameters<typeof openTestDatabase>[1] = {}) {
  const database = await open(options);
  const data = Array.from({ length: count }, (_, n) =>
    stringifyEjson({ _id: `o${n}`, n, next: { at: new Date(n) } }),
  );
  await call(database, 'insertDocument', { collectionName: 'orders', data });
  return { database, orders: new TestClient(database, 'orders') };
}

describe('answers on the wire', () => {
  test('a page of documents is a list of EJSON texts', async () => {
    const { database } = await withOrders(3);
    const order = '{"n":{"$numberInt":"-1"}}';
    const projection = '{"n":{"$numberInt":"1"}}';
    expect(await call(database, 'getDocument', { ...WHERE, order, projection, offset: 1, limit: 1 })).toEqual(
      {
        data: { list: ['{"_id":"o1","n":{"$numberInt":"1"}}'], limit: 1, offset: 1 },
      },
    );
  });

  test('a transaction id stands at the top level', async () => {
    const answer = await call(await open(), 'startTransaction');
    expect(answer).toEqual({ transactionId: expect.stringMatching(/^[0-9a-f]{32}$/) });
    const database = await open();
    expect(
      await call(database, 'commitTransaction', { transactionId: await startTransaction(database) }),
    ).toEqual({});
  });

  test('upsert_id is there only if the document was made', async () => {
    const { orders } = await withOrders(1);
    expect(await orders.set('o0', { a: 1 })).toEqual({ updated: 1 });
    expect(await orders.set('o0', { a: 1 })).toEqual({ updated: 0 });
    expect(await orders.set('new', { a: 1 })).toEqual({ updated: 0, upsert_id: 'new' });
  });

  test('updateAndReturn of an equal value gives the document, modified 0', async () => {
    const { database } = await withOrders(1);
    const body = { ...WHERE, query: '{"_id":"o0"}', data: '{"$set":{"n":0}}' };
    const { data } = await call(database, 'modifyAndReturnDoc', body);
    expect(data).toMatchObject({ updated: 0, doc: expect.stringContaining('"o0"') });
  });
});

describe('malformed requests', () => {
  test.each([
    ['getDocument', { collectionName: 'orders' }],
    ['getDocument', { ...WHERE, collectionName: 7 }],
    ['getDocument', { ...WHERE, collectionName: 'a b' }],
    ['getDocument', { ...WHERE, query: '{' }],
    ['getDocument', { ...WHERE, query: '[]' }],
    ['getDocument', { ...WHERE, query: {} }],
    ['getDocument', { ...WHERE, limit: -1 }],
    ['getDocument', { ...WHERE, offset: '3' }],
    ['getDocument', { ...WHERE, transactionId: 5 }],
    ['getDocument', { collectionName: 'orders', queryType: 'DOC' }],
    ['getDocument', { collectionName: 'orders', queryType: 'DOC', query: '{"n":1}' }],
    ['insertDocument', { collectionName: 'orders', data: [] }],
    ['insertDocument', { collectionName: 'orders', data: [{}] }],
    ['insertDocument', { collectionName: 'orders', data: ['"text"'] }],
    ['insertDocument', { collectionName: 'orders', data: ['{"_id":[1]}'] }],
    ['modifyDocument', { ...WHERE, merge: true, multi: true, data: '{"$set":{"a":1}}' }],
    ['modifyDocument', { ...WHERE, merge: true, query: '{"a":1}', data: '{}' }],
    ['modifyDocument', { ...WHERE, merge: true, upsert: true, query: '{"a":1}', data: '{"$set":{"a":1}}' }],
    ['modifyDocument', { ...WHERE, merge: false, upsert: true, query: '{"_id":"a"}', data: '{"a":1}' }],
    ['modifyDocument', { ...WHERE, merge: 'yes', query: '{"_id":"a"}', data: '{"a":1}' }],
    ['removeDocument', { ...WHERE, multi: true, query: '' }],
    ['aggregateDocuments', { collectionName: 'orders', stages: [{ stageKey: 'match', stageValue: '{}' }] }],
    ['aggregateDocuments', { collectionName: 'orders', stages: [null] }],
    ['addCollection', { collectionName: '$x' }],
    ['commitTransaction', {}],
  ])('%s %j is an invalid parameter', async (action, body) => {
    await expect(call(await open(), action, body)).rejects.toMatchObject({ code: 'INVALID_PARAM' });
  });

  test('of any kind end in a platform error or an answer, never in a crash', async () => {
    const ejson = fc.oneof(
      fc.json(),
      fc.constantFrom(
        '{"_id":"o0"}',
        '{"n":{"$gt":1}}',
        '{"$set":{"n":1}}',
        '{"$inc":{"x":"y"}}',
        '{"$or":3}',
      ),
      fc.constantFrom(
        '{"$set":{"_id":1}}',
        '{"a":{"$regularExpression":{"pattern":"(","options":""}}}',
        '{"a.":1}',
      ),
      fc.constantFrom(
        '{"__proto__":{"x":1}}',
        '{"$where":"1"}',
        '{"$unset":7}',
        '{"$push":{"n":{"$each":1}}}',
      ),
    );
    const body = fc.record(
      {
        collectionName: fc.constantFrom('orders', 'nope', '', '__proto__', 1),
        queryType: fc.constantFrom('DOC', 'WHERE', 'X', null),
        query: fc.oneof(ejson, fc.anything()),
        data: fc.oneof(ejson, fc.array(fc.oneof(ejson, fc.anything()))),
        stages: fc.array(
          fc.record({ stageKey: fc.constantFrom('$match', '$group', '$sort', '$limit'), stageValue: ejson }),
        ),
        order: ejson,
        projection: ejson,
        limit: fc.oneof(fc.integer(), fc.anything()),
        offset: fc.oneof(fc.nat(3), fc.anything()),
        multi: fc.oneof(fc.boolean(), fc.anything()),
        merge: fc.boolean(),
        upsert: fc.boolean(),
        transactionId: fc.constantFrom('unknown', undefined, null, 3),
      },
      { requiredKeys: ['collectionName', 'queryType'] },
    );
    const { database } = await withOrders(5);
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...ACTIONS), body, async (action, fields) => {
        await call(database, action, fields).catch((error: unknown) => {
          if (!(error instanceof PlatformError)) throw error;
        });
      }),
      { numRuns: 2000 },
    );
    await database.reset();
  }, 60_000);
});

describe('limits', () => {
  test('of a document, of a batch, of collections', async () => {
    const limits = {
      documentBytes: { max: 100, code: 'DATABASE_REQUEST_FAILED' },
      insertBatch: { max: 2, code: 'DATABASE_REQUEST_FAILED' },
      collections: { max: 2, code: 'DATABASE_COLLECTION_EXCEED_LIMIT' },
    };
    const database = await open({ limits });
    const orders = new TestClient(database, 'orders');
    await orders.add({ _id: 'a', text: 'x'.repeat(50) });
    await expect(orders.add({ text: 'x'.repeat(100) })).rejects.toMatchObject({
      code: 'DATABASE_REQUEST_FAILED',
    });
    await expect(orders.update({ _id: 'a' }, { $set: { more: 'x'.repeat(50) } })).rejects.toThrow(
      'the limit is 100',
    );
    const batch = call(database, 'insertDocument', { collectionName: 'orders', data: ['{}', '{}', '{}'] });
    await expect(batch).rejects.toThrow('documents in one insert: 3');
    await call(database, 'addCollection', { collectionName: 'second' });
    const third = call(database, 'addCollection', { collectionName: 'third' });
    await expect(third).rejects.toMatchObject({ code: 'DATABASE_COLLECTION_EXCEED_LIMIT' });
  });

  test('a transaction ends by itself, on real time, and what waits for it goes on', async () => {
    const { database, orders } = await withOrders(1, { limits: { transactionLifeMs: 300 } });
    const id = await startTransaction(database);
    await new TestClient(database, 'orders', id).update({ _id: 'o0' }, { $set: { n: 9 } });
    expect(await orders.update({ _id: 'o0' }, { $inc: { n: 1 } })).toBe(1);
    expect(await orders.get({ n: 1 })).toHaveLength(1);
    await expect(call(database, 'commitTransaction', { transactionId: id })).rejects.toMatchObject({
      code: 'DATABASE_TRANSACTION_FAIL',
      message: expect.stringContaining('TransactionNotExist'),
    });
  });

  test('operations in one transaction are counted', async () => {
    const limits = { transactionOperations: { max: 2, code: 'DATABASE_TRANSACTION_FAIL' } };
    const { database } = await withOrders(1, { limits });
    const orders = new TestClient(database, 'orders', await startTransaction(database));
    await orders.get({ _id: 'o0' });
    await orders.get({ _id: 'o0' });
    await expect(orders.get({ _id: 'o0' })).rejects.toMatchObject({ code: 'DATABASE_TRANSACTION_FAIL' });
  });
});

describe('queries that no index serves', () => {
  test('are reported once for each shape, where the collection is large', async () => {
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => {});
    const { orders } = await withOrders(20, { limits: { quietScanDocuments: 10 } });
    await orders.get({ n: 1 });
    await orders.get({ n: 2 });
    await orders.get({ 'next.at': { $lte: new Date(3) } }, { order: '{"next.at":1}' });
    await orders.get({ _id: 'o1' });
    await orders.get({});
    await orders.get({}, { order: '{"n":1}' });
    expect(warn.mock.calls.map(([text]) => text)).toEqual([
      'no index serves the query orders: {n}; it reads all 20 documents',
      'no index serves the query orders: {}, sorted by n; it reads all 20 documents',
    ]);
    warn.mockRestore();
  });

  test('are refused in strict mode, however small the collection is', async () => {
    const { orders } = await withOrders(3, { strict: true });
    await expect(orders.get({ n: 1 })).rejects.toMatchObject({ code: 'DATABASE_REQUEST_FAILED' });
    await expect(orders.update({ n: 1 }, { $set: { a: 1 } })).rejects.toThrow('no index serves');
    expect(await orders.get({})).toHaveLength(3);
    expect(await orders.get({ 'next.at': { $lte: new Date(1) } })).toHaveLength(2);
    expect(await orders.get({ _id: { $gt: 'o0' } })).toHaveLength(2);
    expect(await orders.get({ 'next.at': { $exists: true } })).toHaveLength(3);
    expect(await orders.get({ $or: [{ _id: 'o1' }, { 'next.at': new Date(2) }] })).toHaveLength(2);
  });

  test('an update or removal of everything is reported, and refused in strict mode', async () => {
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => {});
    const { orders } = await withOrders(3);
    expect(await orders.remove({})).toBe(3);
    expect(warn).toHaveBeenCalledWith(expect.stringContaining('remove of all documents in orders'));
    warn.mockRestore();
    const { orders: strict } = await withOrders(3, { strict: true });
    await expect(strict.remove({})).rejects.toMatchObject({ code: 'INVALID_PARAM' });
  });
});
