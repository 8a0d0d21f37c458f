import { beforeEach, describe, expect, test } from 'vitest';
import { failure } from './environment.ts';
import { collectionOf, contents, db, type Row, useNodeSdk } from './node-sdk.ts';

useNodeSdk();

// biome-ignore lint/suspicious/noExplicitAny: programs are written without the SDK's types
type Any = any;

const DATE = new Date('2024-05-01T00:00:00Z');
const CONFLICT = {
  code: 'DATABASE_TRANSACTION_CONFLICT',
  message: expect.stringContaining('[ResourceUnavailable.TransactionConflict] Transaction is conflict'),
};
const GONE = {
  code: 'DATABASE_TRANSACTION_FAIL',
  message: expect.stringContaining(
    '[ResourceUnavailable.TransactionNotExist] Transaction does not exist on the server',
  ),
};

let documents: Row[];
let name: string;

beforeEach(async () => {
  documents = [
    {
      _id: '1',
      category: 'Web',
      tags: ['JavaScript', 'C#'],
      date: DATE,
      geo: new db.Geo.Point(90, 23),
      num: 2,
    },
    { _id: '2', category: 'Web', tags: ['Go'] },
    { _id: '3', category: 'Life', amount: 100 },
  ];
  name = await collectionOf(documents);
});

/** A document inside a transaction. */
function at(transaction: Any, id: string): Any {
  return transaction.collection(name).doc(id);
}

// As the vendor's own suite has them: https://github.com/TencentCloudBase/node-sdk/blob/master/test/database/unit/transaction.test.ts
describe('startTransaction', () => {
  test('gives an id, and can be committed and rolled back with nothing in it', async () => {
    const transaction = await db.startTransaction();
    expect(transaction._id).toEqual(expect.any(String));
    expect((await transaction.commit()).requestId).toEqual(expect.any(String));
    expect((await (await db.startTransaction()).rollback()).requestId).toEqual(expect.any(String));
  });

  test('get gives the document itself, or null', async () => {
    const transaction = await db.startTransaction();
    expect((await at(transaction, '1').get()).data).toEqual(documents[0]);
    expect((await at(transaction, 'nobody').get()).data).toBeNull();
    await transaction.commit();
  });

  test('add, with and without an id', async () => {
    const transaction = await db.startTransaction();
    const added = await transaction.collection(name).add({ category: 'Web', date: DATE });
    expect(added).toMatchObject({ inserted: 1, ok: 1, id: expect.any(String) });
    expect(await transaction.collection(name).add({ _id: 77, date: DATE })).toMatchObject({
      inserted: 1,
      id: 77,
    });
    expect((await contents(name)).length).toBe(3);
    await transaction.commit();
    expect((await db.collection(name).doc(77).get()).data).toEqual([{ _id: 77, date: DATE }]);
  });

  test('update, and read what was written', async () => {
    const transaction = await db.startTransaction();
    const changes = { category: 'Node.js', num: db.command.inc(1), geo: new db.Geo.Point(1, 2) };
    expect((await at(transaction, '1').update(changes)).updated).toBe(1);
    const expected = { ...documents[0], category: 'Node.js', num: 3, geo: new db.Geo.Point(1, 2) };
    expect((await at(transaction, '1').get()).data).toEqual(expected);
    expect((await db.collection(name).doc('1').get()).data).toEqual([documents[0]]);
    await transaction.commit();
    expect((await db.collection(name).doc('1').get()).data).toEqual([expected]);
  });

  test('set replaces, and makes', async () => {
    const transaction = await db.startTransaction();
    expect((await at(transaction, '1').set({ category: 'new' })).updated).toBe(1);
    expect((await at(transaction, 'fresh').set({ category: 'new' })).upserted).toEqual([{ _id: 'fresh' }]);
    expect((await at(transaction, 'fresh').get()).data).toEqual({ _id: 'fresh', category: 'new' });
    await transaction.rollback();
    expect(await contents(name)).toEqual(documents);
  });

  test('delete, then commit; delete, then roll back', async () => {
    const first = await db.startTransaction();
    expect((await at(first, '2').delete()).deleted).toBe(1);
    expect((await at(first, '2').get()).data).toBeNull();
    await first.commit();
    const second = await db.startTransaction();
    expect((await at(second, '3').remove()).deleted).toBe(1);
    await second.rollback();
    expect((await contents(name)).map(({ _id }) => _id)).toEqual(['1', '3']);
  });

  test('where() reads in the transaction', async () => {
    const transaction = await db.startTransaction();
    await at(transaction, '2').update({ category: 'Life' });
    const { data } = await transaction
      .collection(name)
      .where({ category: 'Life' })
      .orderBy('_id', 'asc')
      .get();
    expect(data.map(({ _id }: Row) => _id)).toEqual(['2', '3']);
    await transaction.rollback();
  });

  test('nothing works after the end', async () => {
    const transaction = await db.startTransaction();
    await transaction.commit();
    expect(await failure(at(transaction, '1').set({ a: 1 }))).toMatchObject(GONE);
    expect(await failure(at(transaction, '1').get())).toMatchObject(GONE);
    expect(await failure(transaction.commit())).toMatchObject(GONE);
  });

  test('two transactions that write the same document conflict', async () => {
    const one = await db.startTransaction();
    const two = await db.startTransaction();
    await at(one, '1').get();
    await at(two, '1').update({ category: 'two' });
    expect(await failure(at(one, '1').update({ category: 'one' }))).toMatchObject(CONFLICT);
    await two.commit();
    expect((await db.collection(name).doc('1').get()).data[0].category).toBe('two');
    expect(await failure(one.rollback())).toMatchObject(GONE);
  });

  test('a transaction reads the state at its start, and cannot write what changed since', async () => {
    const transaction = await db.startTransaction();
    await at(transaction, '1').get();
    await db.collection(name).doc('1').set({ category: 'outside' });
    await db.collection(name).doc('2').set({ category: 'outside' });
    expect((await at(transaction, '1').get()).data).toEqual(documents[0]);
    expect((await at(transaction, '2').get()).data).toEqual(documents[1]);
    expect(await failure(at(transaction, '1').update({ category: 'x' }))).toMatchObject(CONFLICT);
  });

  test('write skew is possible', async () => {
    const one = await db.startTransaction();
    const two = await db.startTransaction();
    await at(one, '1').get();
    await at(two, '2').get();
    await at(one, '2').set({ from: 1 });
    await at(two, '1').set({ from: 2 });
    await one.commit();
    await two.commit();
    expect(await contents(name)).toMatchObject([{ from: 2 }, { from: 1 }, {}]);
  });

  test('an id that is taken', async () => {
    const transaction = await db.startTransaction();
    const error = await failure(transaction.collection(name).add({ _id: '1' }));
    expect(error).toMatchObject({ message: expect.stringContaining('E11000') });
  });
});

describe('runTransaction', () => {
  test('gives what the callback gives', async () => {
    const result = await db.runTransaction(async (transaction: Any) => {
      await transaction.collection(name).add({ _id: 'luke', date: DATE, geo: new db.Geo.Point(90, 23) });
      return (await at(transaction, 'luke').get()).data.date;
    });
    expect(result).toEqual(DATE);
    expect((await db.collection(name).doc('luke').get()).data).toHaveLength(1);
  });

  test.each([['luke'], [undefined], [-100], [{ reason: 'poor' }]])(
    'rejects with what rollback is given: %j',
    async (reason) => {
      const run = db.runTransaction(async (transaction: Any) => {
        await at(transaction, '1').update({ category: 'never' });
        await transaction.rollback(reason);
      });
      await expect(run).rejects.toEqual(reason);
      expect(await contents(name)).toEqual(documents);
    },
  );

  test('rejects with what the callback throws, and leaves nothing behind', async () => {
    const broken = new Error('broken');
    const run = db.runTransaction(async (transaction: Any) => {
      await at(transaction, '1').update({ category: 'never' });
      await transaction.collection(name).add({ _id: 'never' });
      await at(transaction, '2').remove();
      throw broken;
    });
    await expect(run).rejects.toBe(broken);
    expect(await contents(name)).toEqual(documents);
  });

  test('runs again after a conflict', async () => {
    let runs = 0;
    await db.runTransaction(async (transaction: Any) => {
      runs += 1;
      const { data } = await at(transaction, '3').get();
      if (runs === 1) await db.collection(name).doc('3').update({ amount: 50 });
      await at(transaction, '3').update({ amount: data.amount + 1 });
    });
    expect(runs).toBe(2);
    expect((await db.collection(name).doc('3').get()).data[0].amount).toBe(51);
  });

  test('gives up after three more times', async () => {
    let runs = 0;
    const run = db.runTransaction(async (transaction: Any) => {
      runs += 1;
      await at(transaction, '3').get();
      await db
        .collection(name)
        .doc('3')
        .update({ amount: db.command.inc(1) });
      await at(transaction, '3').update({ amount: 0 });
    });
    await expect(run).rejects.toMatchObject(CONFLICT);
    expect(runs).toBe(4);
  });

  test('a failing operation undoes the ones before it', async () => {
    const run = db.runTransaction(async (transaction: Any) => {
      await at(transaction, '3').update({ amount: db.command.inc(-10) });
      await at(transaction, '1').update({ category: db.command.inc(10) });
    });
    await expect(run).rejects.toMatchObject({ code: 'DATABASE_REQUEST_FAILED' });
    expect(await contents(name)).toEqual(documents);
  });

  test('over two collections', async () => {
    const log = await collectionOf();
    await db.runTransaction(async (transaction: Any) => {
      const { data } = await at(transaction, '3').get();
      await at(transaction, '3').update({ amount: data.amount - 30 });
      await transaction.collection(log).add({ _id: 'l1', amount: 30 });
    });
    expect((await db.collection(name).doc('3').get()).data[0].amount).toBe(70);
    expect(await contents(log)).toEqual([{ _id: 'l1', amount: 30 }]);
  });
});
