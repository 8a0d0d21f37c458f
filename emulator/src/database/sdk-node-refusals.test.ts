import { beforeEach, describe, expect, test } from 'vitest';
import { addOrders, db, idsWhere, orders, useNodeSdk } from './sdk-node-setup.ts';
import { failure } from './test-support.ts';

useNodeSdk();

describe('refusals', () => {
  beforeEach(addOrders);

  test('a collection that does not exist', async () => {
    expect(await failure(db.collection('nope').add({ a: 1 }))).toMatchObject({
      code: 'DATABASE_COLLECTION_NOT_EXIST',
      message: expect.stringContaining('[ResourceNotFound] Db or Table not exist: nope.'),
    });
  });

  test('a collection that exists already', async () => {
    await db.createCollection('fresh');
    await db.collection('fresh').add({ a: 1 });
    expect(await failure(db.createCollection('fresh'))).toMatchObject({
      code: 'DATABASE_COLLECTION_ALREADY_EXIST',
    });
  });

  test('a duplicate _id', async () => {
    expect(await failure(orders().add({ _id: 'o1' }))).toMatchObject({
      code: 'DATABASE_REQUEST_FAILED',
      message: expect.stringMatching(
        /E11000 duplicate key error collection: .*orders index: _id_ dup key: \{ _id: "o1" \}/,
      ),
    });
  });

  test('a duplicate in a unique index, by insert and by update', async () => {
    expect(await failure(orders().add({ no: 'N1' }))).toMatchObject({
      message: expect.stringContaining('index: uniq_no dup key: { no: "N1" }'),
    });
    expect(await failure(orders().doc('o2').update({ no: 'N1' }))).toMatchObject({
      message: expect.stringContaining('E11000'),
    });
    expect((await orders().doc('o2').get()).data[0].no).toBe('N2');
  });

  test('two documents without the field collide in a unique index, and do not in a sparse one', async () => {
    await db.collection('codes').add({ a: 1 });
    expect(await failure(db.collection('codes').add({ a: 2 }))).toMatchObject({
      message: expect.stringContaining('dup key: { code: null }'),
    });
    await orders().add([{ a: 1 }, { a: 2 }]);
  });

  test('documents before the duplicate of a batch stay, as in MongoDB', async () => {
    await failure(orders().add([{ _id: 'x1' }, { _id: 'o1' }, { _id: 'x2' }]));
    expect(await idsWhere({ _id: db.command.in(['x1', 'x2']) })).toEqual(['x1']);
  });

  test('update() and remove() of a collection without where()', async () => {
    expect(await failure(orders().update({ a: 1 }))).toMatchObject({ code: 'INVALID_PARAM' });
    expect(await failure(orders().remove())).toMatchObject({ code: 'INVALID_PARAM' });
    expect(await orders().count()).toMatchObject({ total: 3 });
  });

  test('an operator where a document is stored', async () => {
    expect(await failure(orders().add({ $k: 1 }))).toMatchObject({ code: 'DATABASE_REQUEST_FAILED' });
  });

  test('an increment of a text', async () => {
    expect(
      await failure(
        orders()
          .doc('o1')
          .update({ status: db.command.inc(1) }),
      ),
    ).toMatchObject({
      code: 'DATABASE_REQUEST_FAILED',
    });
  });
});
