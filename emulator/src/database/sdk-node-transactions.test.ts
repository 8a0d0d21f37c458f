import { beforeEach, describe, expect, test } from 'vitest';
import { db, useNodeSdk } from './sdk-node-setup.ts';
import { failure } from './test-support.ts';

useNodeSdk();

describe('transactions', () => {
  beforeEach(() =>
    db.collection('accounts').add([
      { _id: 'A', balance: 100 },
      { _id: 'B', balance: 0 },
    ]),
  );

  async function balance(id: string): Promise<number> {
    return (await db.collection('accounts').doc(id).get()).data[0].balance;
  }

  test('a commit makes all changes visible at once; inside, own writes are seen', async () => {
    const seen = await db.runTransaction(async (t: typeof db) => {
      await t
        .collection('accounts')
        .doc('A')
        .update({ balance: db.command.inc(-10) });
      await t
        .collection('accounts')
        .doc('B')
        .update({ balance: db.command.inc(10) });
      await t.collection('accounts').add({ _id: 'C', balance: 1 });
      const { data } = await t.collection('accounts').doc('A').get();
      return { inside: data.balance, outside: await balance('A') };
    });
    expect(seen).toEqual({ inside: 90, outside: 100 });
    expect([await balance('A'), await balance('B'), await balance('C')]).toEqual([90, 10, 1]);
  });

  test('a rollback leaves nothing', async () => {
    const reason = { why: 'no' };
    const rolledBack = db.runTransaction(async (t: typeof db) => {
      await t.collection('accounts').doc('A').update({ balance: 0 });
      await t.collection('accounts').doc('B').remove();
      await t.rollback(reason);
    });
    await expect(rolledBack).rejects.toEqual(reason);
    expect([await balance('A'), await balance('B')]).toEqual([100, 0]);
  });

  test('set, remove, updateAndReturn and where().get() work inside', async () => {
    await db.runTransaction(async (t: typeof db) => {
      await t.collection('accounts').doc('C').set({ balance: 1 });
      await t.collection('accounts').doc('C').set({ balance: 2 });
      await t.collection('accounts').doc('B').remove();
      const { doc } = await t
        .collection('accounts')
        .where({ _id: 'C' })
        .updateAndReturn({ balance: db.command.inc(1) });
      expect(doc).toEqual({ _id: 'C', balance: 3 });
      const { data } = await t
        .collection('accounts')
        .where({ balance: db.command.gte(0) })
        .get();
      expect(data.map((d: { _id: string }) => d._id).sort()).toEqual(['A', 'C']);
      expect((await t.collection('accounts').doc('none').get()).data).toBeNull();
    });
    expect(await balance('C')).toBe(3);
  });

  test('reads see the snapshot of the first operation', async () => {
    const t = await db.startTransaction();
    await t.collection('accounts').doc('A').get();
    await db.collection('accounts').doc('B').update({ balance: 77 });
    await db.collection('accounts').add({ _id: 'late', balance: 5 });
    expect((await t.collection('accounts').doc('B').get()).data.balance).toBe(0);
    expect((await t.collection('accounts').where({ balance: 77 }).get()).data).toEqual([]);
    expect((await t.collection('accounts').get()).data).toHaveLength(2);
    await t.rollback();
  });

  test('a write to a document that another transaction wrote fails at once and ends the loser', async () => {
    const [t1, t2] = [await db.startTransaction(), await db.startTransaction()];
    await t2.collection('accounts').doc('A').get();
    await t1
      .collection('accounts')
      .doc('A')
      .update({ balance: db.command.inc(1) });
    expect(await failure(t2.collection('accounts').doc('A').update({ balance: 0 }))).toMatchObject({
      code: 'DATABASE_TRANSACTION_CONFLICT',
    });
    await t1.commit();
    expect(await failure(t2.commit())).toMatchObject({
      code: 'DATABASE_TRANSACTION_FAIL',
      message: expect.stringContaining('TransactionNotExist'),
    });
    expect(await balance('A')).toBe(101);
  });

  test('a write to a document that changed since the snapshot fails', async () => {
    const t = await db.startTransaction();
    await t.collection('accounts').doc('B').get();
    await db.collection('accounts').doc('A').update({ balance: 7 });
    expect(await failure(t.collection('accounts').doc('A').update({ balance: 0 }))).toMatchObject({
      code: 'DATABASE_TRANSACTION_CONFLICT',
    });
  });

  test('runTransaction() tries again after a conflict, and no update is lost', async () => {
    const increment = () =>
      db.runTransaction(async (t: typeof db) => {
        const { data } = await t.collection('accounts').doc('A').get();
        await t
          .collection('accounts')
          .doc('A')
          .update({ balance: data.balance + 1 });
      });
    const results = await Promise.allSettled([increment(), increment(), increment()]);
    const succeeded = results.filter(({ status }) => status === 'fulfilled').length;
    expect(succeeded).toBeGreaterThan(0);
    expect(await balance('A')).toBe(100 + succeeded);
  });

  test('an ordinary write waits for the transaction that holds the document', async () => {
    const t = await db.startTransaction();
    await t.collection('accounts').doc('A').update({ balance: 500 });
    const outside = db
      .collection('accounts')
      .doc('A')
      .update({ balance: db.command.inc(1) });
    await db.collection('accounts').doc('B').update({ balance: 1 });
    await t.commit();
    expect(await outside).toMatchObject({ updated: 1 });
    expect(await balance('A')).toBe(501);
  });

  test('an ordinary write that waits too long gives up', async () => {
    const t = await db.startTransaction();
    await t.collection('accounts').doc('A').update({ balance: 500 });
    expect(await failure(db.collection('accounts').doc('A').update({ balance: 1 }))).toMatchObject({
      message: expect.stringContaining('TransactionBusy'),
    });
    await t.rollback();
    expect(await balance('A')).toBe(100);
  });

  test('several operations at once in one transaction take turns', async () => {
    const t = await db.startTransaction();
    const accounts = t.collection('accounts');
    await Promise.all([
      accounts.doc('A').update({ balance: db.command.inc(-30) }),
      accounts.doc('B').update({ balance: db.command.inc(30) }),
    ]);
    await t.commit();
    expect([await balance('A'), await balance('B')]).toEqual([70, 30]);
  });

  test('write skew is allowed: two transactions may write what the other has only read', async () => {
    const [t1, t2] = [await db.startTransaction(), await db.startTransaction()];
    await t1.collection('accounts').doc('A').get();
    await t2.collection('accounts').doc('B').get();
    await t1.collection('accounts').doc('B').update({ balance: -1 });
    await t2.collection('accounts').doc('A').update({ balance: -1 });
    await t1.commit();
    await t2.commit();
    expect([await balance('A'), await balance('B')]).toEqual([-1, -1]);
  });

  test('a duplicate key ends the transaction, as in MongoDB', async () => {
    const t = await db.startTransaction();
    expect(await failure(t.collection('accounts').add({ _id: 'A' }))).toMatchObject({
      message: expect.stringContaining('E11000'),
    });
    expect(await failure(t.commit())).toMatchObject({
      message: expect.stringContaining('TransactionNotExist'),
    });
  });

  test('a unique key is locked too', async () => {
    const [t1, t2] = [await db.startTransaction(), await db.startTransaction()];
    await t1.collection('orders').add({ _id: 'x', no: 'N9' });
    expect(await failure(t2.collection('orders').add({ _id: 'y', no: 'N9' }))).toMatchObject({
      code: 'DATABASE_TRANSACTION_CONFLICT',
    });
    const outside = failure(db.collection('orders').add({ _id: 'z', no: 'N9' }));
    await t1.commit();
    expect(await outside).toMatchObject({ message: expect.stringContaining('E11000') });
  });

  test('where().update() of a transaction runs outside of it, a defect of the SDK', async () => {
    const t = await db.startTransaction();
    await t.collection('accounts').where({ _id: 'B' }).update({ balance: 9 });
    await t.rollback();
    expect(await balance('B')).toBe(9);
  });
});
