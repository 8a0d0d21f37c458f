import { describe, expect, test } from 'vitest';
import { collectionOf, contents, db, type Row, useNodeSdk } from './node-sdk.ts';

useNodeSdk();

describe('lists and trees', () => {
  test('chat messages, page by page backwards', async () => {
    const name = await collectionOf(
      Array.from({ length: 45 }, (_, n) => ({ room: n % 2 ? 'x' : 'y', at: new Date(n * 1000) })),
    );
    const pages: number[] = [];
    let before = new Date(1e9);
    for (;;) {
      const { data } = await db
        .collection(name)
        .where({ room: 'x', at: db.command.lt(before) })
        .orderBy('at', 'desc')
        .limit(10)
        .get();
      if (data.length === 0) break;
      pages.push(data.length);
      before = data[data.length - 1].at;
    }
    expect(pages).toEqual([10, 10, 2]);
  });

  test('comments as a tree by paths', async () => {
    const name = await collectionOf([{ path: 'a' }, { path: 'a/b' }, { path: 'a/b/c' }, { path: 'ab' }]);
    const below = db.RegExp({ regexp: '^a/', options: '' });
    expect((await db.collection(name).where({ path: below }).count()).total).toBe(2);
    expect(
      (
        await db
          .collection(name)
          .where(db.command.or([{ path: 'a' }, { path: below }]))
          .remove()
      ).deleted,
    ).toBe(3);
  });

  test('soft deletes', async () => {
    const name = await collectionOf([{ n: 1 }, { n: 2, deletedAt: null }, { n: 3 }]);
    await db.collection(name).doc(3).update({ deletedAt: db.serverDate() });
    const alive = db.collection(name).where({ deletedAt: null });
    expect((await alive.orderBy('n', 'asc').get()).data.map(({ n }: Row) => n)).toEqual([1, 2]);
    expect(
      (
        await db
          .collection(name)
          .where({ deletedAt: db.command.exists(true).and(db.command.neq(null)) })
          .remove()
      ).deleted,
    ).toBe(1);
  });

  test('a search that is put together from what the user entered', async () => {
    const name = await collectionOf([
      { title: 'Green tea', price: 10, tags: ['drink'] },
      { title: 'Black TEA', price: 30, tags: ['drink', 'new'] },
      { title: 'Teapot', price: 80, tags: ['new'] },
    ]);
    const { command } = db;
    const conditions = [
      { title: db.RegExp({ regexp: 'tea', options: 'i' }) },
      { price: command.gte(20).and(command.lte(100)) },
      { tags: command.in(['new']) },
    ];
    const found = await db
      .collection(name)
      .where(command.and(conditions))
      .orderBy('price', 'desc')
      .field({ title: true, _id: false })
      .get();
    expect(found.data).toEqual([{ title: 'Teapot' }, { title: 'Black TEA' }]);
  });

  test('a migration that pages through 1,200 documents and rewrites each', async () => {
    const name = await collectionOf(Array.from({ length: 1200 }, (_, n) => ({ price: n / 100 })));
    let last = 0;
    for (;;) {
      const { data } = await db
        .collection(name)
        .where({ _id: db.command.gt(last), fen: db.command.exists(false) })
        .orderBy('_id', 'asc')
        .limit(200)
        .get();
      if (data.length === 0) break;
      await Promise.all(
        data.map(({ _id, price }: Row) =>
          db
            .collection(name)
            .doc(_id)
            .update({ fen: Math.round(Number(price) * 100), price: db.command.remove() }),
        ),
      );
      last = data[data.length - 1]._id;
    }
    expect(
      (
        await db
          .collection(name)
          .where({ price: db.command.exists(true) })
          .count()
      ).total,
    ).toBe(0);
    const { data } = await db
      .collection(name)
      .aggregate()
      .group({ _id: null, sum: db.command.aggregate.sum('$fen') })
      .end();
    expect(data).toEqual([{ _id: null, sum: (1199 * 1200) / 2 }]);
  });

  test('a shopping cart in one document', async () => {
    const name = await collectionOf();
    const { inc, pull, push } = db.command;
    const cart = db.collection(name);
    await cart.doc('u1').set({ items: [{ sku: 'tea', n: 1 }] });
    expect(
      (await cart.where({ _id: 'u1', 'items.sku': 'tea' }).update({ 'items.$.n': inc(2) })).updated,
    ).toBe(1);
    expect(
      (await cart.where({ _id: 'u1', 'items.sku': 'cup' }).update({ 'items.$.n': inc(1) })).updated,
    ).toBe(0);
    await cart.doc('u1').update({ items: push({ sku: 'cup', n: 1 }) });
    await cart.doc('u1').update({ items: pull({ sku: 'tea' }) });
    expect(await contents(name)).toEqual([{ _id: 'u1', items: [{ sku: 'cup', n: 1 }] }]);
  });
});
