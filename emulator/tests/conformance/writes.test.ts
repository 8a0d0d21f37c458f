import { describe, expect, test } from 'vitest';
import { failure } from './environment.ts';
import { collectionOf, contents, db, emulator, type Row, useNodeSdk } from './node-sdk.ts';

useNodeSdk();

describe('values come back as they were stored', () => {
  test.each<[string, unknown]>([
    ['a text', 'x'],
    ['an empty text', ''],
    ['Chinese and emoji', '先用后付 😀'],
    ['zero', 0],
    ['a negative fraction', -0.5],
    ['an integer of more than 32 bits', 1_234_567_890_123],
    ['the largest safe integer', Number.MAX_SAFE_INTEGER],
    ['a tiny number', 5e-324],
    ['a huge number', 1.7976931348623157e308],
    ['infinity', Number.POSITIVE_INFINITY],
    ['NaN', Number.NaN],
    ['true', true],
    ['null', null],
    ['a date', new Date('2024-02-29T23:59:59.999Z')],
    ['a date before 1970', new Date('1949-10-01T00:00:00Z')],
    ['an empty document', {}],
    ['an empty array', []],
    ['a deep document', { a: { b: { c: [{ d: [1, [2, [3]]] }] } } }],
    ['an array of everything', [1, 'x', null, true, new Date(5), { a: 1 }, [2]]],
    ['keys in their order', { z: 1, a: 2, m: 3 }],
    ['unusual keys', { 'l-02-01': 1, 'with space': 2, 中文: 3, constructor: 4, length: 5 }],
    ['a text of 100,000 characters', '长'.repeat(100_000)],
  ])('%s', async (_name, value) => {
    const name = await collectionOf([{ value }]);
    const { data } = await db.collection(name).doc(1).get();
    expect(data).toEqual([{ _id: 1, value }]);
    expect(JSON.stringify(data[0].value)).toBe(JSON.stringify(value));
  });

  test('geo values', async () => {
    const { Point, LineString } = db.Geo;
    const point = new Point(90, 23);
    const name = await collectionOf([
      { point, list: [point], o: { point }, line: new LineString([point, new Point(1, 2)]) },
    ]);
    const [found] = (await db.collection(name).get()).data;
    expect(found.point).toMatchObject({ longitude: 90, latitude: 23 });
    expect(found.point).toBeInstanceOf(Point);
    expect(found.list[0]).toEqual(point);
    expect(found.o.point).toEqual(point);
    expect(found.line.points[1]).toMatchObject({ longitude: 1, latitude: 2 });
    const raw = await db.collection(name).aggregate().project({ _id: 0, point: 1 }).end();
    expect(raw.data).toEqual([{ point: { type: 'Point', coordinates: [90, 23] } }]);
  });

  test('regular expressions', async () => {
    const name = await collectionOf([
      { value: /^a.*b$/i },
      { value: db.RegExp({ regexp: 'x', options: 'i' }) },
    ]);
    const [first, second] = (await db.collection(name).orderBy('_id', 'asc').get()).data;
    expect(first.value).toMatchObject({ pattern: '^a.*b$', options: 'i' });
    expect(second.value).toMatchObject({ pattern: 'x', options: 'i' });
  });

  test('server dates, also in arrays, documents and with an offset of a year', async () => {
    const year = 31_536_000_000;
    const before = Date.now();
    const name = await collectionOf([
      {
        now: db.serverDate(),
        next: db.serverDate({ offset: year }),
        list: [db.serverDate()],
        o: { at: db.serverDate() },
      },
    ]);
    await db
      .collection(name)
      .doc(1)
      .update({ updated: db.serverDate(), log: db.command.push(db.serverDate()) });
    const [found] = (await db.collection(name).get()).data;
    expect(found.now).toBeInstanceOf(Date);
    expect(found.next.getTime() - found.now.getTime()).toBe(year);
    for (const date of [found.now, found.list[0], found.o.at, found.updated, found.log[0]]) {
      expect(date.getTime()).toBeGreaterThanOrEqual(before);
    }
    expect(
      (
        await db
          .collection(name)
          .where({ now: db.command.lte(db.serverDate({ offset: 1000 })) })
          .get()
      ).data,
    ).toHaveLength(1);
  });

  test('undefined fields are not stored', async () => {
    const name = await collectionOf([{ a: undefined, b: 1, o: { c: undefined, d: 2 } }]);
    expect(await contents(name)).toEqual([{ _id: 1, b: 1, o: { d: 2 } }]);
  });

  test('ids of ObjectId come back as their digits', async () => {
    const id = '5f3e6b2a9d1c4e0007a1b2c3';
    const name = await collectionOf([]);
    expect((await db.collection(name).add({ _id: db.ObjectId({ id }), a: db.ObjectId({ id }) })).id).toBe(id);
    const [found] = (
      await db
        .collection(name)
        .where({ a: db.ObjectId({ id }) })
        .get()
    ).data;
    expect(found).toMatchObject({ a: id });
  });
});

describe('add', () => {
  test('one, several, with and without ids', async () => {
    const name = await collectionOf();
    const one = await db.collection(name).add({ a: 1 });
    expect(one.id).toEqual(expect.any(String));
    const several = await db.collection(name).add([{ a: 2 }, { _id: 'mine', a: 3 }]);
    expect(several.ids).toEqual([expect.any(String), 'mine']);
    expect((await db.collection(name).count()).total).toBe(3);
  });

  test('the same id twice', async () => {
    const name = await collectionOf([{ _id: 'x' }]);
    const error = await failure(db.collection(name).add({ _id: 'x' }));
    expect(error).toMatchObject({
      code: expect.stringMatching(/^DATABASE_(REQUEST_FAILED|DUPLICATE_WRITE)$/),
      message: expect.stringContaining('E11000'),
    });
    expect((await db.collection(name).count()).total).toBe(1);
  });

  test('several are inserted in order, until one fails', async () => {
    const name = await collectionOf([{ _id: 'b' }]);
    const ids = ['a', 'b', 'c'].map((_id) => ({ _id }));
    expect(await failure(db.collection(name).add(ids))).toMatchObject({
      message: expect.stringContaining('E11000'),
    });
    expect(await contents(name)).toEqual([{ _id: 'a' }, { _id: 'b' }]);
  });

  test('fields that begin with $ are refused, keys that end in a dot are not', async () => {
    const name = await collectionOf();
    expect(await failure(db.collection(name).add({ $_key: 1 }))).toMatchObject({
      code: 'DATABASE_REQUEST_FAILED',
    });
    const { id } = await db.collection(name).add({ 'key.': '1' });
    expect((await db.collection(name).doc(id).get()).data).toEqual([{ _id: id, 'key.': '1' }]);
  });

  test('to a collection that does not exist', async () => {
    expect(await failure(db.collection('nowhere').add({ a: 1 }))).toMatchObject({
      code: 'DATABASE_COLLECTION_NOT_EXIST',
    });
    expect(await failure(db.collection('nowhere').get())).toMatchObject({
      code: 'DATABASE_COLLECTION_NOT_EXIST',
    });
  });
});

describe('set, update, remove', () => {
  test('set makes a document and replaces it', async () => {
    const name = await collectionOf();
    const doc = db.collection(name).doc('s');
    expect(await doc.set({ a: 1, o: { x: 1 } })).toMatchObject({ updated: 0, upsertedId: 's' });
    expect(await doc.set({ b: 2, o: { y: 1 } })).toMatchObject({ updated: 1 });
    expect(await contents(name)).toEqual([{ _id: 's', b: 2, o: { y: 1 } }]);
  });

  test('update counts what it changed', async () => {
    const name = await collectionOf([{ n: 1 }, { n: 1 }, { n: 2 }]);
    const collection = db.collection(name);
    expect(await collection.where({ n: 1 }).update({ seen: true })).toMatchObject({ updated: 2 });
    expect(await collection.where({ n: 9 }).update({ seen: true })).toMatchObject({ updated: 0 });
    expect(await collection.doc('nobody').update({ seen: true })).toMatchObject({ updated: 0 });
    expect(
      await collection
        .where({ n: db.command.gt(0) })
        .options({ multiple: false })
        .update({ one: 1 }),
    ).toMatchObject({ updated: 1 });
    expect(await collection.where({}).update({ all: 1 })).toMatchObject({ updated: 3 });
  });

  test('update and remove of a whole collection need a where()', async () => {
    const name = await collectionOf([{ n: 1 }]);
    expect(await failure(db.collection(name).update({ a: 1 }))).toMatchObject({ code: 'INVALID_PARAM' });
    expect(await failure(db.collection(name).remove())).toMatchObject({ code: 'INVALID_PARAM' });
    expect(await contents(name)).toEqual([{ _id: 1, n: 1 }]);
  });

  test('remove by id, by condition, all', async () => {
    const name = await collectionOf(Array.from({ length: 20 }, (_, n) => ({ n })));
    const collection = db.collection(name);
    expect(await collection.doc(1).remove()).toMatchObject({ deleted: 1 });
    expect(await collection.doc(1).remove()).toMatchObject({ deleted: 0 });
    expect(await collection.where({ n: db.command.gte(10) }).remove()).toMatchObject({ deleted: 10 });
    expect(
      await collection
        .where({ n: db.command.exists(true) })
        .options({ multiple: false })
        .remove(),
    ).toMatchObject({ deleted: 1 });
    expect(await collection.where({ _id: db.command.neq(null) }).remove()).toMatchObject({ deleted: 8 });
  });

  test('remove by a regular expression on the id', async () => {
    const name = await collectionOf([{ _id: 'a1' }, { _id: 'a2' }, { _id: 'b1' }]);
    expect(await db.collection(name).where({ _id: /^a/ }).remove()).toMatchObject({ deleted: 2 });
    expect(await db.collection(name).where({ _id: /.*/ }).remove()).toMatchObject({ deleted: 1 });
  });

  test('the SDK refuses commands in set() and ids in update()', async () => {
    const name = await collectionOf([{ n: 1 }]);
    expect(
      await failure(
        db
          .collection(name)
          .doc(1)
          .set({ n: db.command.inc(1) }),
      ),
    ).toMatchObject({ code: 'DATABASE_REQUEST_FAILED' });
    expect(await failure(db.collection(name).doc(1).update({ _id: 2 }))).toMatchObject({
      code: 'INVALID_PARAM',
    });
  });

  test('updateAndReturn gives the document after the update', async () => {
    const name = await collectionOf([{ n: 1, state: 'new' }]);
    const open = db.collection(name).where({ state: 'new' });
    expect(await open.updateAndReturn({ n: db.command.inc(1), state: 'taken' })).toMatchObject({
      updated: 1,
      doc: { _id: 1, n: 2, state: 'taken' },
    });
    expect(await open.updateAndReturn({ state: 'taken' })).toMatchObject({ updated: 0, doc: null });
  });

  test('a collection can be made once', async () => {
    await db.createCollection('fresh');
    expect((await db.collection('fresh').get()).data).toEqual([]);
    const again: Row = await db.createCollection('fresh').catch((error: unknown) => error);
    expect(again['code']).toBe('DATABASE_COLLECTION_ALREADY_EXIST');
    expect(emulator.envId).toBe('local-env');
  });
});
