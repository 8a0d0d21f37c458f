import { describe, expect, test } from 'vitest';
import { failure } from './environment.ts';
import { type Any, cloud, collectionOf, contents, db, useWxSdk } from './wx-sdk.ts';

useWxSdk();

/** A cloud function of the documentation: two accounts, one transaction. */
async function transferByStart(account: string, amount: number): Promise<unknown> {
  const lenient = cloud.database({ throwOnNotFound: false });
  const _ = lenient.command;
  const transaction = await lenient.startTransaction();
  const aaa = await transaction.collection(account).doc('aaa').get();
  const bbb = await transaction.collection(account).doc('bbb').get();
  if (!aaa.data || !bbb.data) {
    await transaction.rollback();
    return { success: false };
  }
  await transaction
    .collection(account)
    .doc('aaa')
    .update({ data: { amount: _.inc(-amount) } });
  await transaction
    .collection(account)
    .doc('bbb')
    .update({ data: { amount: _.inc(amount) } });
  await transaction.commit();
  return { success: true, aaa: aaa.data.amount - amount };
}

function isConflict(error: Any): boolean {
  return /TransactionConflict|DATABASE_TRANSACTION_CONFLICT/.test(String(error?.errMsg ?? error?.message));
}

/** What applications write around `runTransaction`, which retries only conflicts of the commit. */
async function untilDone<T>(run: (transaction: Any) => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await db.runTransaction(run);
    } catch (error) {
      if (!isConflict(error)) throw error;
    }
  }
}

// https://developers.weixin.qq.com/miniprogram/dev/wxcloud/guide/database/transaction.html
describe('transactions', () => {
  test('startTransaction: a transfer', async () => {
    const account = await collectionOf([
      { _id: 'aaa', amount: 100 },
      { _id: 'bbb', amount: 0 },
    ]);
    expect(await transferByStart(account, 10)).toEqual({ success: true, aaa: 90 });
    expect((await contents(account)).map(({ amount }) => amount)).toEqual([90, 10]);
    await db.collection(account).doc('bbb').remove();
    expect(await transferByStart(account, 10)).toEqual({ success: false });
    expect((await contents(account)).map(({ amount }) => amount)).toEqual([90]);
  });

  test('runTransaction: the value of the callback, or the reason of the rollback', async () => {
    const account = await collectionOf([{ _id: 'aaa', amount: 5 }]);
    const pay = (price: number) =>
      db.runTransaction(async (transaction: Any) => {
        const { data } = await transaction.collection(account).doc('aaa').get();
        if (data.amount < price) await transaction.rollback(-100);
        await transaction
          .collection(account)
          .doc('aaa')
          .update({ data: { amount: db.command.inc(-price) } });
        return { left: data.amount - price };
      });
    expect(await pay(3)).toEqual({ left: 2 });
    const reason = await failure(pay(3));
    expect(reason === -100 || typeof reason === 'object').toBe(true);
    expect(await contents(account)).toEqual([{ _id: 'aaa', amount: 2 }]);
  });

  test('add, set, remove in a transaction that fails', async () => {
    const name = await collectionOf([{ _id: 'a', n: 1 }]);
    const run = db.runTransaction(async (transaction: Any) => {
      await transaction.collection(name).add({ data: { _id: 'b' } });
      await transaction
        .collection(name)
        .doc('c')
        .set({ data: { n: 3 } });
      await transaction.collection(name).doc('a').remove();
      throw new Error('no');
    });
    await expect(run).rejects.toThrow('no');
    expect(await contents(name)).toEqual([{ _id: 'a', n: 1 }]);
  });

  test('a missing document throws inside a transaction, and undoes it', async () => {
    const name = await collectionOf([{ _id: 'a', n: 1 }]);
    const run = db.runTransaction(async (transaction: Any) => {
      await transaction
        .collection(name)
        .doc('a')
        .update({ data: { n: 2 } });
      await transaction.collection(name).doc('nobody').get();
    });
    expect(await failure(run)).toMatchObject({ errMsg: expect.stringContaining('does not exist') });
    expect(await contents(name)).toEqual([{ _id: 'a', n: 1 }]);
  });

  test('reads in parallel', async () => {
    const name = await collectionOf([{ n: 1 }, { n: 2 }]);
    const sum = await db.runTransaction(async (transaction: Any) => {
      const found = await Promise.all([1, 2].map((id) => transaction.collection(name).doc(id).get()));
      return found.reduce((total, { data }: Any) => total + data.n, 0);
    });
    expect(sum).toBe(3);
  });

  test('20 callers add to the same document', async () => {
    const name = await collectionOf([{ _id: 'a', n: 0 }]);
    const add = () =>
      untilDone(async (transaction) => {
        const { data } = await transaction.collection(name).doc('a').get();
        await transaction
          .collection(name)
          .doc('a')
          .update({ data: { n: data.n + 1 } });
      });
    await Promise.all(Array.from({ length: 20 }, add));
    expect(await contents(name)).toEqual([{ _id: 'a', n: 20 }]);
  });

  test('a group purchase: no more than five may join', async () => {
    const groups = await collectionOf([{ _id: 'g', members: [], size: 5 }]);
    const join = (openid: string) =>
      untilDone(async (transaction) => {
        const { data } = await transaction.collection(groups).doc('g').get();
        if (data.members.length >= data.size) return 'full';
        await transaction
          .collection(groups)
          .doc('g')
          .update({ data: { members: db.command.push([openid]) } });
        return 'joined';
      });
    const results = await Promise.all(Array.from({ length: 9 }, (_, n) => join(`u${n}`)));
    expect(results.filter((result) => result === 'joined')).toHaveLength(5);
    expect((await contents(groups))[0]?.['members']).toHaveLength(5);
  });
});

describe('cloud functions', () => {
  test('everything in a collection, 100 at a time', async () => {
    const name = await collectionOf(Array.from({ length: 345 }, (_, n) => ({ n })));
    const { total } = await db.collection(name).count();
    const pages = Array.from({ length: Math.ceil(total / 100) }, (_, page) =>
      db
        .collection(name)
        .orderBy('_id', 'asc')
        .skip(page * 100)
        .limit(100)
        .get(),
    );
    const all = (await Promise.all(pages)).flatMap(({ data }: Any) => data);
    expect(all).toHaveLength(345);
    expect((await db.collection(name).get()).data).toHaveLength(100);
  });

  test('signing in: one document per user, made or updated', async () => {
    const users = await collectionOf();
    const signIn = async (openid: string, nick: string): Promise<void> => {
      const { data } = await db.collection(users).where({ openid }).limit(1).get();
      if (data.length === 0)
        await db.collection(users).add({ data: { _id: openid, openid, nick, visits: 1 } });
      else
        await db
          .collection(users)
          .doc(data[0]._id)
          .update({ data: { nick, visits: db.command.inc(1) } });
    };
    await signIn('o1', 'A');
    await signIn('o1', 'B');
    await signIn('o2', 'C');
    expect(await contents(users)).toEqual([
      { _id: 'o1', openid: 'o1', nick: 'B', visits: 2 },
      { _id: 'o2', openid: 'o2', nick: 'C', visits: 1 },
    ]);
  });

  test('a paid callback that comes three times counts once', async () => {
    const orders = await collectionOf([{ _id: 'o', state: 'unpaid', paid: 0 }]);
    const paid = () =>
      db
        .collection(orders)
        .where({ _id: 'o', state: 'unpaid' })
        .update({ data: { state: 'paid', paid: db.command.inc(1), at: db.serverDate() } });
    const results = await Promise.all([paid(), paid(), paid()]);
    expect(results.map(({ stats }: Any) => stats.updated).sort()).toEqual([0, 0, 1]);
    expect((await contents(orders))[0]).toMatchObject({ state: 'paid', paid: 1 });
  });

  test('an aggregation gives a list', async () => {
    const orders = await collectionOf([
      { at: new Date('2024-01-31T16:00:00Z'), fen: 100, user: 'u1' },
      { at: new Date('2024-01-31T15:00:00Z'), fen: 50, user: 'u1' },
      { at: new Date('2024-02-10T00:00:00Z'), fen: 25, user: 'u2' },
    ]);
    const users = await collectionOf([
      { _id: 'u1', nick: 'A' },
      { _id: 'u2', nick: 'B' },
    ]);
    const $ = db.command.aggregate;
    const months = await db
      .collection(orders)
      .aggregate()
      .group({
        _id: $.dateToString({ date: '$at', format: '%Y-%m', timezone: 'Asia/Shanghai' }),
        fen: $.sum('$fen'),
      })
      .sort({ _id: 1 })
      .end();
    expect(months).toEqual({
      list: [
        { _id: '2024-01', fen: 50 },
        { _id: '2024-02', fen: 125 },
      ],
      errMsg: 'collection.aggregate:ok',
    });
    const joined = await db
      .collection(orders)
      .aggregate()
      .match({ fen: db.command.gte(50) })
      .sort({ fen: 1 })
      .lookup({
        from: users,
        let: { user: '$user' },
        pipeline: $.pipeline()
          .match(db.command.expr($.eq(['$_id', '$$user'])))
          .project({ _id: 0 })
          .done(),
        as: 'users',
      })
      .replaceRoot({ newRoot: $.mergeObjects([$.arrayElemAt(['$users', 0]), '$$ROOT']) })
      .project({ _id: 0, nick: 1, fen: 1 })
      .end();
    expect(joined.list).toEqual([
      { nick: 'A', fen: 50 },
      { nick: 'A', fen: 100 },
    ]);
  });
});
