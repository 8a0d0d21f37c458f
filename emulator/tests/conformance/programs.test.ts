import { describe, expect, test } from 'vitest';
import { failure } from './environment.ts';
import { collectionOf, contents, db, type Row, useNodeSdk } from './node-sdk.ts';

useNodeSdk();

// biome-ignore lint/suspicious/noExplicitAny: programs are written without the SDK's types
type Any = any;

function times<T>(count: number, run: (index: number) => Promise<T>): Promise<T[]> {
  return Promise.all(Array.from({ length: count }, (_, index) => run(index)));
}

/** Runs a transaction again, however often another one got in its way. */
async function untilDone<T>(run: (transaction: Any) => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await db.runTransaction(run);
    } catch (error) {
      if (!/CONFLICT/.test(String(Object(error).code))) throw error;
    }
  }
}

describe('counters and claims', () => {
  test('a counter that 60 callers increase at once', async () => {
    const name = await collectionOf([{ _id: 'visits', n: 0 }]);
    await times(60, () =>
      db
        .collection(name)
        .doc('visits')
        .update({ n: db.command.inc(1) }),
    );
    expect(await contents(name)).toEqual([{ _id: 'visits', n: 60 }]);
  });

  test('likes: a set of users and its size', async () => {
    const name = await collectionOf([{ likes: [] }]);
    const { addToSet, pull } = db.command;
    await times(20, (n) =>
      db
        .collection(name)
        .doc(1)
        .update({ likes: addToSet(`u${n % 5}`) }),
    );
    await db
      .collection(name)
      .doc(1)
      .update({ likes: pull('u3') });
    const { data } = await db
      .collection(name)
      .aggregate()
      .project({ n: db.command.aggregate.size('$likes') })
      .end();
    expect(data).toEqual([{ _id: 1, n: 4 }]);
    expect((await db.collection(name).where({ likes: 'u3' }).count()).total).toBe(0);
  });

  test('a like counts once per user, by the number of updates', async () => {
    const name = await collectionOf([{ likes: [], n: 0 }]);
    const { inc, neq, push } = db.command;
    const like = (user: string) =>
      db
        .collection(name)
        .where({ _id: 1, likes: neq(user) })
        .update({ likes: push(user), n: inc(1) });
    const results = await times(12, (n) => like(`u${n % 3}`));
    expect(results.filter(({ updated }: Any) => updated === 1)).toHaveLength(3);
    expect((await contents(name))[0]).toMatchObject({ n: 3 });
  });

  test('a queue: each of 30 jobs is claimed by one of ten workers', async () => {
    const name = await collectionOf(Array.from({ length: 30 }, () => ({ state: 'waiting' })));
    const claimed: unknown[] = [];
    const work = async (worker: number): Promise<void> => {
      for (;;) {
        const { data } = await db.collection(name).where({ state: 'waiting' }).limit(3).get();
        if (data.length === 0) return;
        const { _id } = data[worker % data.length];
        const claim = db.collection(name).where({ _id, state: 'waiting' }).update({ state: 'taken', worker });
        if ((await claim).updated === 1) claimed.push(_id);
      }
    };
    await times(10, work);
    expect(claimed).toHaveLength(30);
    expect(new Set(claimed).size).toBe(30);
  });

  test('a queue by updateAndReturn', async () => {
    const name = await collectionOf(Array.from({ length: 10 }, () => ({ state: 'waiting' })));
    const take = () => db.collection(name).where({ state: 'waiting' }).updateAndReturn({ state: 'taken' });
    const taken = (await times(15, take)).flatMap(({ doc }: Any) => (doc ? [doc._id] : []));
    expect(new Set(taken).size).toBe(taken.length);
    expect((await db.collection(name).where({ state: 'taken' }).count()).total).toBe(taken.length);
  });

  test('optimistic locking by a version', async () => {
    const name = await collectionOf([{ version: 0, log: [] }]);
    const { inc, push } = db.command;
    const write = async (n: number): Promise<void> => {
      for (;;) {
        const { version } = (await db.collection(name).doc(1).get()).data[0];
        const { updated } = await db
          .collection(name)
          .where({ _id: 1, version })
          .update({ version: inc(1), log: push(n) });
        if (updated === 1) return;
      }
    };
    await times(8, write);
    const [found] = (await db.collection(name).get()).data;
    expect(found.version).toBe(8);
    expect(found.log.sort()).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
  });
});

describe('transactions under load', () => {
  test('transfers keep the sum, and no account goes below zero', async () => {
    const accounts = await collectionOf(Array.from({ length: 5 }, () => ({ balance: 100 })));
    const transfer = (from: number, to: number, amount: number) =>
      untilDone(async (transaction) => {
        const account = (id: number) => transaction.collection(accounts).doc(id);
        const payer = (await account(from).get()).data;
        if (payer.balance < amount) return false;
        await account(from).update({ balance: db.command.inc(-amount) });
        await account(to).update({ balance: db.command.inc(amount) });
        return true;
      });
    const done = await times(40, (n) =>
      transfer(
        (n % 5) + 1,
        ((n * 3 + 1) % 5) + 1 === (n % 5) + 1 ? ((n + 1) % 5) + 1 : ((n * 3 + 1) % 5) + 1,
        30,
      ),
    );
    expect(done).toContain(true);
    const balances = (await contents(accounts)).map(({ balance }) => Number(balance));
    expect(balances.reduce((sum, balance) => sum + balance, 0)).toBe(500);
    expect(Math.min(...balances)).toBeGreaterThanOrEqual(0);
  });

  test('a stock of 5 is sold 5 times to 12 buyers', async () => {
    const stock = await collectionOf([{ left: 5 }]);
    const orders = await collectionOf();
    const buy = (buyer: number) =>
      untilDone(async (transaction) => {
        const { left } = (await transaction.collection(stock).doc(1).get()).data;
        if (left < 1) return 'sold out';
        await transaction
          .collection(stock)
          .doc(1)
          .update({ left: left - 1 });
        await transaction.collection(orders).add({ _id: `order-${buyer}`, buyer });
        return 'sold';
      });
    const results = await times(12, buy);
    expect(results.filter((result) => result === 'sold')).toHaveLength(5);
    expect(await contents(stock)).toEqual([{ _id: 1, left: 0 }]);
    expect(await contents(orders)).toHaveLength(5);
  });

  test('numbers in sequence, without gaps', async () => {
    const sequence = await collectionOf([{ _id: 'order', next: 1 }]);
    const next = () =>
      untilDone(async (transaction) => {
        const { data } = await transaction.collection(sequence).doc('order').get();
        await transaction
          .collection(sequence)
          .doc('order')
          .update({ next: db.command.inc(1) });
        return data.next;
      });
    const numbers = await times(10, next);
    expect(numbers.sort((a, b) => a - b)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
  });

  test('one of many rows is booked once', async () => {
    const seats = await collectionOf([{ _id: 'A1', by: null }]);
    const book = (by: number) =>
      untilDone(async (transaction) => {
        const { data } = await transaction.collection(seats).doc('A1').get();
        if (data.by !== null) await transaction.rollback('taken');
        await transaction.collection(seats).doc('A1').update({ by });
        return by;
      }).catch((reason: unknown) => reason);
    const results = await times(8, book);
    expect(results.filter((result) => typeof result === 'number')).toHaveLength(1);
    expect(results.filter((result) => result === 'taken')).toHaveLength(7);
  });

  test('an idempotent payment: the id of the record is the key', async () => {
    const payments = await collectionOf();
    const wallet = await collectionOf([{ balance: 0 }]);
    const pay = () =>
      db
        .runTransaction(async (transaction: Any) => {
          await transaction.collection(payments).add({ _id: 'pay-1', amount: 10 });
          await transaction
            .collection(wallet)
            .doc(1)
            .update({ balance: db.command.inc(10) });
        })
        .then(
          () => 'paid',
          (error: Any) => (/E11000/.test(error.message) ? 'again' : error.code),
        );
    for (let attempt = 0; attempt < 3; attempt += 1) {
      expect(await pay()).toBe(attempt === 0 ? 'paid' : 'again');
    }
    expect(await contents(wallet)).toEqual([{ _id: 1, balance: 10 }]);
    const error = await failure(db.collection(payments).add({ _id: 'pay-1' }));
    expect(error).toBeInstanceOf(Error);
    expect((await contents(payments)).map((payment: Row) => payment['amount'])).toEqual([10]);
  });
});
