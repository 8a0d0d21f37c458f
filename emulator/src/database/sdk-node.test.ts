import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { DatabaseService } from './index.ts';
import { failure, openTestDatabase, serveForSdk } from './test-support.ts';

let database: DatabaseService;
let server: { close(): void };
// biome-ignore lint/suspicious/noExplicitAny: the tests go past the SDK's types on purpose
let db: any;

beforeAll(async () => {
  database = await openTestDatabase(
    {
      orders: [
        { name: 'uniq_no', fields: ['no'], unique: true, sparse: true },
        { name: 'status', fields: ['status', 'amount'] },
      ],
      accounts: [],
      codes: [{ name: 'uniq_code', fields: ['code'], unique: true }],
    },
    { limits: { lockWaitMs: 200, transactionLifeMs: 10_000 } },
  );
  server = await serveForSdk(database.actions ?? {});
  const { default: tcb } = await import('@cloudbase/node-sdk');
  db = tcb.init({ env: 'local-env' }).database();
});

afterAll(async () => {
  server.close();
  await database.stop();
});

beforeEach(() => database.reset());

function orders() {
  return db.collection('orders');
}

async function addOrders(): Promise<void> {
  await orders().add([
    { _id: 'o1', no: 'N1', status: 'new', amount: 100, items: [{ sku: 'x', qty: 2 }], tags: ['a'] },
    {
      _id: 'o2',
      no: 'N2',
      status: 'paid',
      amount: 250,
      items: [{ sku: 'y', qty: 9 }],
      nested: { city: 'sz' },
    },
    { _id: 'o3', no: 'N3', status: 'paid', amount: 50, at: new Date('2024-01-01T00:00:00Z') },
  ]);
}

async function idsWhere(condition: unknown): Promise<string[]> {
  const { data } = await orders().where(condition).get();
  return data.map((document: { _id: string }) => document._id).sort();
}

describe('documents', () => {
  test('a document comes back with its types', async () => {
    const document = {
      _id: 'o1',
      n: 1,
      big: 1_234_567_890_123,
      f: 1.5,
      at: new Date(1e12),
      nul: null,
      tags: ['a'],
      deep: { x: true },
    };
    expect(await orders().add(document)).toMatchObject({ id: 'o1' });
    expect((await orders().doc('o1').get()).data).toEqual([document]);
  });

  test('an id is made of 32 hexadecimal digits', async () => {
    const { id } = await orders().add({ a: 1 });
    expect(id).toMatch(/^[0-9a-f]{32}$/);
    expect((await orders().doc(id).get()).data).toEqual([{ _id: id, a: 1 }]);
  });

  test('ids can be numbers', async () => {
    await orders().doc(7).set({ a: 1 });
    expect((await orders().doc(7).get()).data).toEqual([{ _id: 7, a: 1 }]);
    expect((await orders().doc('7').get()).data).toEqual([]);
  });

  test('an array of documents gives an array of ids', async () => {
    expect((await orders().add([{ _id: 'a' }, { _id: 'b' }])).ids).toEqual(['a', 'b']);
  });

  test('a missing document is an empty list', async () => {
    expect((await orders().doc('none').get()).data).toEqual([]);
    expect(await orders().doc('none').update({ a: 1 })).toMatchObject({ updated: 0 });
    expect(await orders().doc('none').remove()).toMatchObject({ deleted: 0 });
  });

  test('server dates are the time of the movable clock', async () => {
    await orders().add({ _id: 'o1', at: db.serverDate({ offset: 60_000 }) });
    const [{ at }] = (await orders().doc('o1').get()).data;
    expect(Math.abs(at.getTime() - Date.now() - 60_000)).toBeLessThan(20_000);
  });

  test('geo points survive', async () => {
    await orders().add({ _id: 'g', place: new db.Geo.Point(113, 23) });
    const [{ place }] = (await orders().doc('g').get()).data;
    expect(place).toMatchObject({ longitude: 113, latitude: 23 });
  });
});

describe('queries', () => {
  beforeEach(addOrders);

  test('comparison and logic', async () => {
    const _ = db.command;
    expect(await idsWhere({ amount: _.gt(50).and(_.lte(100)) })).toEqual(['o1']);
    expect(await idsWhere({ no: _.in(['N1', 'N3']) })).toEqual(['o1', 'o3']);
    expect(await idsWhere({ status: _.neq('new') })).toEqual(['o2', 'o3']);
    expect(await idsWhere(_.or([{ no: 'N1' }, { amount: _.gte(250) }]))).toEqual(['o1', 'o2']);
    expect(await idsWhere({ amount: _.not(_.gt(100)) })).toEqual(['o1', 'o3']);
    expect(await idsWhere({ tags: _.exists(true) })).toEqual(['o1']);
    expect(await idsWhere({ at: _.lt(new Date()) })).toEqual(['o3']);
  });

  test('arrays, nested fields and regular expressions', async () => {
    const _ = db.command;
    expect(await idsWhere({ items: _.elemMatch({ sku: 'y', qty: _.gt(5) }) })).toEqual(['o2']);
    expect(await idsWhere({ nested: { city: 'sz' } })).toEqual(['o2']);
    expect(await idsWhere({ no: /^n[12]$/i })).toEqual(['o1', 'o2']);
    expect(await idsWhere({ tags: 'a' })).toEqual(['o1']);
  });

  test('order, skip, limit and fields', async () => {
    const { data } = await orders().orderBy('amount', 'desc').skip(1).limit(1).field({ amount: true }).get();
    expect(data).toEqual([{ _id: 'o1', amount: 100 }]);
  });

  test('a compound index serves its first field alone', async () => {
    expect(await idsWhere({ status: 'paid' })).toEqual(['o2', 'o3']);
    expect(await idsWhere({ status: 'paid', amount: 50 })).toEqual(['o3']);
  });

  test('count', async () => {
    expect(await orders().where({ status: 'paid' }).count()).toMatchObject({ total: 2 });
    expect(await orders().count()).toMatchObject({ total: 3 });
  });

  test('100 documents by default, 1000 at most', async () => {
    await db.collection('accounts').add(Array.from({ length: 1100 }, (_, i) => ({ i })));
    expect((await db.collection('accounts').get()).data).toHaveLength(100);
    expect((await db.collection('accounts').limit(5000).get()).data).toHaveLength(1000);
  });

  test('aggregation', async () => {
    const $ = db.command.aggregate;
    const { data } = await orders()
      .aggregate()
      .match({ amount: db.command.gt(0) })
      .group({ _id: '$status', total: $.sum('$amount') })
      .sort({ total: -1 })
      .end();
    expect(data).toEqual([
      { _id: 'paid', total: 300 },
      { _id: 'new', total: 100 },
    ]);
  });

  test('a lookup joins another collection, and none where that is missing', async () => {
    await db.collection('accounts').add({ _id: 'A', no: 'N1' });
    const lookup = (from: string) =>
      db
        .collection('accounts')
        .aggregate()
        .lookup({ from, localField: 'no', foreignField: 'no', as: 'o' })
        .end();
    expect((await lookup('orders')).data[0].o).toHaveLength(1);
    expect((await lookup('nothing')).data[0].o).toEqual([]);
  });
});

describe('updates', () => {
  beforeEach(addOrders);

  test('operators and nested fields', async () => {
    const _ = db.command;
    const update = {
      amount: _.inc(-30),
      tags: _.push(['b']),
      'items.0.qty': 3,
      status: _.remove(),
      deep: { a: 1 },
    };
    expect(await orders().doc('o1').update(update)).toMatchObject({ updated: 1 });
    expect((await orders().doc('o1').get()).data[0]).toEqual({
      _id: 'o1',
      no: 'N1',
      amount: 70,
      tags: ['a', 'b'],
      items: [{ sku: 'x', qty: 3 }],
      deep: { a: 1 },
    });
  });

  test('equal values modify nothing', async () => {
    expect(await orders().doc('o1').update({ amount: 100 })).toMatchObject({ updated: 0 });
  });

  test('where().update() updates all, or one with multiple: false', async () => {
    expect(await orders().where({ status: 'paid' }).update({ seen: true })).toMatchObject({ updated: 2 });
    const one = orders().where({ status: 'paid' }).options({ multiple: false });
    expect(await one.update({ first: true })).toMatchObject({ updated: 1 });
  });

  test('set() replaces the whole document, or makes it', async () => {
    expect(await orders().doc('o1').set({ a: 1 })).toMatchObject({ updated: 1 });
    expect((await orders().doc('o1').get()).data).toEqual([{ _id: 'o1', a: 1 }]);
    expect(await orders().doc('new').set({ a: 1 })).toMatchObject({ updated: 0, upsertedId: 'new' });
  });

  test('updateAndReturn() gives the document as it is afterwards', async () => {
    const paid = orders().where({ _id: 'o1', status: 'new' });
    expect(await paid.updateAndReturn({ status: 'paid', amount: db.command.inc(1) })).toMatchObject({
      updated: 1,
      doc: { _id: 'o1', status: 'paid', amount: 101 },
    });
    expect(await paid.updateAndReturn({ status: 'paid' })).toMatchObject({ updated: 0, doc: null });
  });

  test('of 50 conditional updates at once, one takes effect', async () => {
    const attempts = Array.from({ length: 50 }, (_, attempt) =>
      orders().where({ _id: 'o1', status: 'new' }).update({ status: 'paid', attempt }),
    );
    const results: { updated: number }[] = await Promise.all(attempts);
    expect(results.reduce((sum, { updated }) => sum + updated, 0)).toBe(1);
  });

  test('remove() by id and by condition', async () => {
    expect(await orders().doc('o1').remove()).toMatchObject({ deleted: 1 });
    expect(await orders().where({ status: 'paid' }).remove()).toMatchObject({ deleted: 2 });
    expect(await orders().count()).toMatchObject({ total: 0 });
  });
});

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

  test('two operations at once in one transaction are refused, as the platform does', async () => {
    const t = await db.startTransaction();
    const reads = Array.from({ length: 5 }, () => t.collection('accounts').doc('A').get());
    const results = await Promise.allSettled(reads);
    const refused = results.filter(({ status }) => status === 'rejected');
    expect(refused.length).toBeGreaterThan(0);
    expect(refused[0]).toMatchObject({ reason: { message: expect.stringContaining('TransactionBusy') } });
    await t.rollback();
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
    const outside = failure(orders().add({ _id: 'z', no: 'N9' }));
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
