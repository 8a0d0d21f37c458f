import { describe, expect, test } from 'vitest';
import { failure } from './environment.ts';
import { type Any, cloud, collectionOf, contents, db, type Row, useWxSdk } from './wx-sdk.ts';

useWxSdk();

const TODO = {
  _id: 'todo-1',
  description: 'learn',
  progress: 20,
  tags: ['tech'],
  style: { color: 'white', size: 'large' },
};
const DUE = new Date('2018-09-01');

type UpdateCase = readonly [name: string, update: (_: Any) => Row, changes: Row];

// As the guide has them: https://developers.weixin.qq.com/miniprogram/dev/wxcloud/guide/database/update.html
const UPDATES: readonly UpdateCase[] = [
  ['a field', () => ({ done: true }), { done: true }],
  ['inc', (_) => ({ progress: _.inc(10) }), { progress: 30 }],
  ['mul', (_) => ({ progress: _.mul(2) }), { progress: 40 }],
  ['max', (_) => ({ progress: _.max(50) }), { progress: 50 }],
  ['min', (_) => ({ progress: _.min(50) }), { progress: 20 }],
  ['an embedded field', () => ({ style: { color: 'blue' } }), { style: { color: 'blue', size: 'large' } }],
  [
    'an embedded field by its path',
    () => ({ 'style.color': 'blue' }),
    { style: { color: 'blue', size: 'large' } },
  ],
  ['set', (_) => ({ style: _.set({ color: 'blue' }) }), { style: { color: 'blue' } }],
  ['remove', (_) => ({ style: _.remove() }), { style: undefined }],
  ['rename', (_) => ({ progress: _.rename('percent') }), { progress: undefined, percent: 20 }],
  [
    'rename of an embedded field',
    (_) => ({ style: { color: _.rename('style.colour') } }),
    { style: { size: 'large', colour: 'white' } },
  ],
  ['push', (_) => ({ tags: _.push(['mini-program', 'cloud']) }), { tags: ['tech', 'mini-program', 'cloud'] }],
  [
    'push at a position',
    (_) => ({ tags: _.push({ each: ['a', 'b'], position: 0 }) }),
    { tags: ['a', 'b', 'tech'] },
  ],
  ['push and sort', (_) => ({ tags: _.push({ each: ['a', 'z'], sort: -1 }) }), { tags: ['z', 'tech', 'a'] }],
  ['push and slice', (_) => ({ tags: _.push({ each: ['a', 'z'], slice: -2 }) }), { tags: ['a', 'z'] }],
  ['pop', (_) => ({ tags: _.pop() }), { tags: [] }],
  ['unshift', (_) => ({ tags: _.unshift(['first']) }), { tags: ['first', 'tech'] }],
  ['shift', (_) => ({ tags: _.shift() }), { tags: [] }],
  ['addToSet', (_) => ({ tags: _.addToSet('database') }), { tags: ['tech', 'database'] }],
  [
    'addToSet of several',
    (_) => ({ tags: _.addToSet({ $each: ['tech', 'cloud'] }) }),
    { tags: ['tech', 'cloud'] },
  ],
  ['pull', (_) => ({ tags: _.pull('tech') }), { tags: [] }],
  ['pull by a condition', (_) => ({ tags: _.pull(_.in(['tech', 'x'])) }), { tags: [] }],
  ['pullAll', (_) => ({ tags: _.pullAll(['tech', 'x']) }), { tags: [] }],
  ['an array', () => ({ tags: ['new'] }), { tags: ['new'] }],
  ['a date and a location', () => ({ due: DUE }), { due: DUE }],
];

describe('documents', () => {
  test('add, with the values the guide has', async () => {
    const name = await collectionOf();
    const location = new db.Geo.Point(113, 23);
    const data = {
      description: 'learn cloud database',
      due: DUE,
      tags: ['cloud', 'database'],
      location,
      done: false,
    };
    const added = await db.collection(name).add({ data });
    expect(added).toEqual({ _id: expect.stringMatching(/^.+$/), errMsg: 'collection.add:ok' });
    const got = await db.collection(name).doc(added._id).get();
    expect(got).toEqual({ data: { _id: added._id, ...data }, errMsg: 'document.get:ok' });
    expect(got.data.location).toMatchObject({ longitude: 113, latitude: 23 });
  });

  test('add of several, with and without ids', async () => {
    const name = await collectionOf();
    const added = await db.collection(name).add({ data: [{ _id: 'a' }, { n: 1 }] });
    expect(added._ids).toEqual(['a', expect.any(String)]);
    expect((await db.collection(name).count()).total).toBe(2);
  });

  test.each(UPDATES)('update: %s', async (_name, update, changes) => {
    const name = await collectionOf([TODO]);
    const result = await db
      .collection(name)
      .doc('todo-1')
      .update({ data: update(db.command) });
    const expected = JSON.parse(JSON.stringify({ ...TODO, ...changes }));
    const changed = JSON.stringify(expected) !== JSON.stringify(TODO);
    expect(result).toEqual({ stats: { updated: Number(changed) }, errMsg: 'document.update:ok' });
    const [found] = await contents(name);
    expect(found).toEqual({ ...expected, ...(changes['due'] ? { due: DUE } : {}) });
  });

  test('set replaces, and makes', async () => {
    const name = await collectionOf([TODO]);
    const replaced = await db
      .collection(name)
      .doc('todo-1')
      .set({ data: { description: 'new', due: DUE } });
    expect(replaced).toEqual({ _id: 'todo-1', stats: { updated: 1, created: 0 }, errMsg: 'document.set:ok' });
    const made = await db
      .collection(name)
      .doc('todo-2')
      .set({ data: { n: 1 } });
    expect(made.stats).toEqual({ updated: 0, created: 1 });
    expect(await contents(name)).toEqual([
      { _id: 'todo-1', description: 'new', due: DUE },
      { _id: 'todo-2', n: 1 },
    ]);
  });

  test('update and remove of several', async () => {
    const name = await collectionOf([{ done: true }, { done: true }, { done: false }]);
    const done = db.collection(name).where({ done: true });
    expect((await done.update({ data: { progress: db.command.inc(10) } })).stats).toEqual({ updated: 2 });
    expect((await done.remove()).stats).toEqual({ removed: 2 });
    expect((await db.collection(name).doc(3).remove()).stats).toEqual({ removed: 1 });
    expect(await contents(name)).toEqual([]);
  });

  test('a document that is not there', async () => {
    const name = await collectionOf();
    expect(await failure(db.collection(name).doc('x').get())).toMatchObject({
      errCode: -1,
      errMsg: expect.stringContaining('does not exist'),
    });
    const lenient = cloud.database({ throwOnNotFound: false });
    expect((await lenient.collection(name).doc('x').get()).data).toBeNull();
    expect(
      (
        await db
          .collection(name)
          .doc('x')
          .update({ data: { a: 1 } })
      ).stats,
    ).toEqual({ updated: 0 });
    expect((await db.collection(name).doc('x').remove()).stats).toEqual({ removed: 0 });
  });

  test('errors have a number and a text', async () => {
    const name = await collectionOf([{ _id: 'x', s: 'text' }]);
    expect(await failure(db.collection('nowhere').get())).toMatchObject({ errCode: -502005 });
    expect(await failure(db.collection(name).add({ data: { _id: 'x' } }))).toMatchObject({
      errMsg: expect.stringContaining('E11000'),
    });
    expect(
      await failure(
        db
          .collection(name)
          .doc('x')
          .update({ data: { s: db.command.inc(1) } }),
      ),
    ).toMatchObject({ errCode: -502001 });
  });

  test('server dates', async () => {
    const before = Date.now();
    const name = await collectionOf([{ at: db.serverDate(), later: db.serverDate({ offset: 3_600_000 }) }]);
    const [found] = await contents(name);
    const { at, later } = found as { at: Date; later: Date };
    expect(at.getTime()).toBeGreaterThanOrEqual(before);
    expect(later.getTime() - at.getTime()).toBe(3_600_000);
  });
});

describe('queries', () => {
  const PLACES = [
    { type: 'garden', area: 300, age: 1 },
    { type: 'theatre', area: 50, age: 15 },
  ];
  const GOODS: readonly Row[] = [
    { category: 'book', price: 120, color: 'red', memory: 8, places: PLACES },
    { category: 'book', price: 60, color: 'blue', memory: 16, tags: ['cloud', 'database'] },
    { category: 'pc', price: 200, color: 'red', memory: 32, tags: ['cloud'] },
    { category: 'pc', price: 90, memory: 4, style: { color: 'yellow' } },
  ];

  type Query = readonly [name: string, condition: (_: Any) => unknown, ids: readonly number[]];
  const QUERIES: readonly Query[] = [
    ['equal fields', () => ({ category: 'book', color: 'red' }), [1]],
    ['an embedded field', () => ({ style: { color: 'yellow' } }), [4]],
    ['an embedded field by its path', () => ({ 'style.color': 'yellow' }), [4]],
    ['gt', (_) => ({ price: _.gt(100) }), [1, 3]],
    ['between', (_) => ({ price: _.gt(60).and(_.lt(150)) }), [1, 4]],
    ['or on a field', (_) => ({ price: _.lt(80).or(_.gt(150)) }), [2, 3]],
    ['or across fields', (_) => _.or([{ memory: _.gt(16) }, { price: _.eq(60) }]), [2, 3]],
    ['or of three with and', (_) => _.and([_.or([{ memory: 8 }, { memory: 32 }]), { color: 'red' }]), [1, 3]],
    ['in', (_) => ({ category: _.in(['pc', 'tv']) }), [3, 4]],
    ['nin', (_) => ({ category: _.nin(['pc']) }), [1, 2]],
    ['neq', (_) => ({ color: _.neq('red') }), [2, 4]],
    ['not', (_) => ({ price: _.not(_.gt(100)) }), [2, 4]],
    ['nor', (_) => _.nor([{ color: 'red' }, { price: _.lt(70) }]), [4]],
    ['exists', (_) => ({ tags: _.exists(true) }), [2, 3]],
    ['mod', (_) => ({ price: _.mod(40, 0) }), [1, 3]],
    ['all', (_) => ({ tags: _.all(['cloud', 'database']) }), [2]],
    ['size', (_) => ({ tags: _.size(1) }), [3]],
    ['elemMatch', (_) => ({ places: _.elemMatch({ area: _.gt(100), age: _.lt(2) }) }), [1]],
    [
      'elemMatch that no element fulfils',
      (_) => ({ places: _.elemMatch({ area: _.gt(100), age: _.gt(2) }) }),
      [],
    ],
    ['a regular expression', () => ({ category: /^B/i }), [1, 2]],
    ['db.RegExp', () => ({ category: db.RegExp({ regexp: 'P.', options: 'i' }) }), [3, 4]],
    ['expr', (_) => _.expr(_.aggregate.gt(['$price', { $multiply: ['$memory', 10] }])), [1, 4]],
  ];

  test.each(QUERIES)('%s', async (_name, condition, ids) => {
    const name = await collectionOf(GOODS);
    const { data } = await db.collection(name).where(condition(db.command)).orderBy('_id', 'asc').get();
    expect(data.map((row: Row) => row['_id'])).toEqual(ids);
    expect((await db.collection(name).where(condition(db.command)).count()).total).toBe(ids.length);
  });

  test('orderBy, skip, limit, field', async () => {
    const name = await collectionOf(GOODS);
    const page = db.collection(name).orderBy('category', 'desc').orderBy('price', 'asc').skip(1).limit(2);
    expect((await page.field({ price: true, _id: false }).get()).data).toEqual([
      { price: 200 },
      { price: 60 },
    ]);
  });
});
