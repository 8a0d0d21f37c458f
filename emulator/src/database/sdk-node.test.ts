import { beforeEach, describe, expect, test } from 'vitest';
import { addOrders, db, idsWhere, orders, useNodeSdk } from './sdk-node-setup.ts';

useNodeSdk();

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
