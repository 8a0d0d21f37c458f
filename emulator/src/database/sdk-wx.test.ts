import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { DatabaseService } from './index.ts';
import { failure, openTestDatabase, serveForSdk } from './test-support.ts';

let database: DatabaseService;
let server: { close(): void };
// biome-ignore lint/suspicious/noExplicitAny: the tests go past the SDK's types on purpose
let cloud: any;
// biome-ignore lint/suspicious/noExplicitAny: as above
let db: any;

beforeAll(async () => {
  database = await openTestDatabase(
    { orders: [{ name: 'uniq_no', fields: ['no'], unique: true, sparse: true }], accounts: [] },
    { limits: { lockWaitMs: 100 } },
  );
  server = await serveForSdk(database.actions ?? {});
  ({ default: cloud } = await import('wx-server-sdk'));
  cloud.init({ env: 'local-env' });
  db = cloud.database();
});

afterAll(async () => {
  server.close();
  await database.stop();
});

beforeEach(() => database.reset());

function orders() {
  return db.collection('orders');
}

describe('answers in the shapes of wx-server-sdk', () => {
  test('add, get, count', async () => {
    expect(await orders().add({ data: { _id: 'o1', n: 1 } })).toEqual({
      _id: 'o1',
      errMsg: 'collection.add:ok',
    });
    expect((await orders().add({ data: [{ _id: 'o2' }, { _id: 'o3' }] }))._ids).toEqual(['o2', 'o3']);
    expect((await orders().doc('o1').get()).data).toEqual({ _id: 'o1', n: 1 });
    expect((await orders().where({ n: 1 }).get()).data).toEqual([{ _id: 'o1', n: 1 }]);
    expect((await orders().count()).total).toBe(3);
  });

  test('update, set, remove', async () => {
    await orders().add({ data: { _id: 'o1', n: 1, deep: { a: 1, b: 2 } } });
    const update = { n: db.command.inc(2), deep: { a: 9 }, tags: db.command.push(['x']) };
    expect((await orders().doc('o1').update({ data: update })).stats).toEqual({ updated: 1 });
    expect((await orders().doc('o1').get()).data).toEqual({
      _id: 'o1',
      n: 3,
      deep: { a: 9, b: 2 },
      tags: ['x'],
    });
    expect(
      (
        await orders()
          .doc('o1')
          .set({ data: { z: 1 } })
      ).stats,
    ).toEqual({ updated: 1, created: 0 });
    expect(
      (
        await orders()
          .doc('o2')
          .set({ data: { z: 1 } })
      ).stats,
    ).toEqual({ updated: 0, created: 1 });
    expect((await orders().doc('o1').remove()).stats).toEqual({ removed: 1 });
    expect((await orders().where({ z: 1 }).remove()).stats).toEqual({ removed: 1 });
  });

  test('aggregation', async () => {
    await orders().add({ data: [{ a: 1 }, { a: 2 }] });
    const { list } = await orders()
      .aggregate()
      .group({ _id: null, sum: db.command.aggregate.sum('$a') })
      .end();
    expect(list).toEqual([{ _id: null, sum: 3 }]);
  });

  test('of 50 conditional updates at once, one takes effect', async () => {
    await orders().add({ data: { _id: 'o1', status: 'new' } });
    const attempts = Array.from({ length: 50 }, () =>
      orders()
        .where({ _id: 'o1', status: 'new' })
        .update({ data: { status: 'paid' } }),
    );
    const results: { stats: { updated: number } }[] = await Promise.all(attempts);
    expect(results.filter(({ stats }) => stats.updated === 1)).toHaveLength(1);
  });
});

describe('errors as wx-server-sdk shows them', () => {
  test('a missing document', async () => {
    expect(await failure(orders().doc('zz').get())).toMatchObject({
      errCode: -1,
      errMsg: expect.stringContaining('document with _id zz does not exist'),
    });
  });

  test('a duplicate key has the code of a failed request', async () => {
    await orders().add({ data: { _id: 'o1', no: 'N1' } });
    expect(await failure(orders().add({ data: { no: 'N1' } }))).toMatchObject({
      errCode: -502001,
      errMsg: expect.stringContaining('E11000'),
    });
  });

  test('a missing collection', async () => {
    expect(await failure(db.collection('nope').where({ a: 1 }).get())).toMatchObject({ errCode: -502005 });
  });

  test('an update of everything without where()', async () => {
    expect(await failure(orders().update({ data: { a: 1 } }))).toMatchObject({ errCode: -501007 });
  });

  test('a busy transaction', async () => {
    await orders().add({ data: { _id: 'o1', n: 1 } });
    const t = await db.startTransaction();
    await t
      .collection('orders')
      .doc('o1')
      .update({ data: { n: 2 } });
    expect(
      await failure(
        orders()
          .doc('o1')
          .update({ data: { n: 3 } }),
      ),
    ).toMatchObject({
      errCode: -501001,
      errMsg: expect.stringContaining('TransactionBusy'),
    });
    await t.rollback();
  });
});

describe('transactions', () => {
  beforeEach(() =>
    db.collection('accounts').add({
      data: [
        { _id: 'A', balance: 100 },
        { _id: 'B', balance: 0 },
      ],
    }),
  );

  async function balance(id: string): Promise<number> {
    return (await db.collection('accounts').doc(id).get()).data.balance;
  }

  test('commit and rollback', async () => {
    await db.runTransaction(async (t: typeof db) => {
      await t
        .collection('accounts')
        .doc('A')
        .update({ data: { balance: db.command.inc(-10) } });
      await t
        .collection('accounts')
        .doc('B')
        .update({ data: { balance: db.command.inc(10) } });
    });
    expect([await balance('A'), await balance('B')]).toEqual([90, 10]);
    const failing = db.runTransaction(async (t: typeof db) => {
      await t
        .collection('accounts')
        .doc('A')
        .update({ data: { balance: 0 } });
      throw new Error('no');
    });
    await expect(failing).rejects.toThrow('no');
    expect(await balance('A')).toBe(90);
  });

  test('a conflict within an operation is not tried again by this SDK: the text is all that tells', async () => {
    const other = await db.startTransaction();
    await other
      .collection('accounts')
      .doc('A')
      .update({ data: { balance: 1 } });
    let runs = 0;
    const conflicting = db.runTransaction(async (t: typeof db) => {
      runs += 1;
      await t
        .collection('accounts')
        .doc('A')
        .update({ data: { balance: 2 } });
    });
    expect(await failure(conflicting)).toMatchObject({
      errCode: -501001,
      errMsg: expect.stringContaining('TransactionConflict'),
    });
    expect(runs).toBe(1);
    await other.rollback();
  });
});
