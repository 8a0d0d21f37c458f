import { beforeAll, describe, expect, test } from 'vitest';
import { failure } from './environment.ts';
import { collectionOf, db, type Row, useNodeSdk } from './node-sdk.ts';

useNodeSdk();

const MIXED: readonly Row[] = [
  { _id: 'a', v: 'text', n: 1 },
  { _id: 'b', v: 5, n: 2 },
  { _id: 'c', v: null, n: 1 },
  { _id: 'd', n: 2 },
  { _id: 'e', v: true, n: 1 },
  { _id: 'f', v: new Date(0), n: 2 },
  { _id: 'g', v: { x: 1 }, n: 1 },
  { _id: 'h', v: -1, n: 2 },
];

const LISTS: readonly Row[] = [
  { _id: 1, scores: [5, 90] },
  { _id: 2, scores: [10, 20] },
  { _id: 3, scores: [] },
];

const RECORD = {
  _id: 'r',
  title: 't',
  owner: { id: 'u', name: 'n', address: { city: 'sz' } },
  tags: ['a', 'b', 'c', 'd'],
  items: [
    { sku: 'x', qty: 1 },
    { sku: 'y', qty: 2 },
    { sku: 'x', qty: 3 },
  ],
};

let mixed: string;
let lists: string;
let record: string;
let many: string;

beforeAll(async () => {
  mixed = await collectionOf(MIXED);
  lists = await collectionOf(LISTS);
  record = await collectionOf([RECORD]);
  many = await collectionOf(Array.from({ length: 1200 }, (_, n) => ({ n, even: n % 2 === 0 })));
});

function ids(data: readonly Row[]): unknown[] {
  return data.map((document) => document['_id']);
}

describe('orderBy', () => {
  test('puts types in the order of BSON: null, numbers, texts, objects, booleans, dates', async () => {
    const { data } = await db.collection(mixed).orderBy('v', 'asc').orderBy('_id', 'asc').get();
    expect(ids(data)).toEqual(['c', 'd', 'h', 'b', 'a', 'g', 'e', 'f']);
  });

  test('by two fields', async () => {
    const { data } = await db.collection(mixed).orderBy('n', 'desc').orderBy('_id', 'desc').get();
    expect(ids(data)).toEqual(['h', 'f', 'd', 'b', 'g', 'e', 'c', 'a']);
  });

  test.each([
    ['asc', [3, 1, 2]],
    ['desc', [1, 2, 3]],
  ])('an array %s counts with its least or greatest element', async (direction, expected) => {
    expect(ids((await db.collection(lists).orderBy('scores', direction).get()).data)).toEqual(expected);
  });

  test('Chinese texts by their code points', async () => {
    const name = await collectionOf([{ t: '类别B' }, { t: '类别C' }, { t: '类别A' }]);
    const { data } = await db.collection(name).orderBy('t', 'asc').get();
    expect(data.map((document: Row) => document['t'])).toEqual(['类别A', '类别B', '类别C']);
  });

  test('a field of an embedded document', async () => {
    const name = await collectionOf([{ o: { n: 2 } }, { o: { n: 3 } }, { o: { n: 1 } }, {}]);
    expect(ids((await db.collection(name).orderBy('o.n', 'desc').get()).data)).toEqual([2, 1, 3, 4]);
  });

  test('with skip and limit', async () => {
    const { data } = await db
      .collection(many)
      .where({ even: true })
      .orderBy('n', 'desc')
      .skip(10)
      .limit(3)
      .get();
    expect(data.map((document: Row) => document['n'])).toEqual([1178, 1176, 1174]);
  });
});

describe('pages', () => {
  test('100 documents by default, 1000 at most', async () => {
    expect((await db.collection(many).get()).data).toHaveLength(100);
    expect((await db.collection(many).limit(1000).get()).data).toHaveLength(1000);
    expect((await db.collection(many).limit(1200).get()).data).toHaveLength(1000);
  });

  test('count counts them all', async () => {
    expect((await db.collection(many).count()).total).toBe(1200);
    expect((await db.collection(many).where({ even: true }).count()).total).toBe(600);
  });

  test('skip past the end', async () => {
    expect((await db.collection(many).skip(1199).get()).data).toHaveLength(1);
    expect((await db.collection(many).skip(5000).get()).data).toEqual([]);
  });

  test('every document once, page by page', async () => {
    const seen = new Set<unknown>();
    for (let page = 0; page < 13; page += 1) {
      const { data } = await db
        .collection(many)
        .orderBy('_id', 'asc')
        .skip(page * 100)
        .limit(100)
        .get();
      for (const document of data) seen.add(document._id);
    }
    expect(seen.size).toBe(1200);
  });

  test('by a cursor', async () => {
    let last: unknown = 0;
    let count = 0;
    for (;;) {
      const after = { _id: db.command.gt(last) };
      const { data } = await db.collection(many).where(after).orderBy('_id', 'asc').limit(500).get();
      if (data.length === 0) break;
      count += data.length;
      last = data[data.length - 1]._id;
    }
    expect(count).toBe(1200);
  });
});

describe('field', () => {
  test.each<[string, Row, Row]>([
    ['keeps fields', { title: true }, { _id: 'r', title: 't' }],
    ['keeps fields, by 1', { title: 1, _id: 0 }, { title: 't' }],
    ['leaves fields out', { owner: false, tags: false, items: false }, { _id: 'r', title: 't' }],
    [
      'keeps embedded fields',
      { 'owner.address.city': true },
      { _id: 'r', owner: { address: { city: 'sz' } } },
    ],
    [
      'keeps fields in arrays',
      { _id: false, 'items.sku': true },
      { items: [{ sku: 'x' }, { sku: 'y' }, { sku: 'x' }] },
    ],
    ['leaves embedded fields out', { owner: false, items: false, tags: false, title: false }, { _id: 'r' }],
    ['ignores fields that are missing', { nobody: true }, { _id: 'r' }],
  ])('%s', async (_name, projection, expected) => {
    expect((await db.collection(record).field(projection).get()).data).toEqual([expected]);
    expect((await db.collection(record).doc('r').field(projection).get()).data).toEqual([expected]);
  });

  test.each([
    [2, ['a', 'b']],
    [-1, ['d']],
    [
      [1, 2],
      ['b', 'c'],
    ],
    [[-2, 1], ['c']],
  ])('slice %j', async (slice, expected) => {
    const projection = { tags: db.command.project.slice(slice), title: 1 };
    const { data } = await db.collection(record).field(projection).get();
    expect(data).toEqual([{ _id: 'r', title: 't', tags: expected }]);
  });

  test('elemMatch gives the first element that matches', async () => {
    const projection = { items: db.command.project.elemMatch({ sku: 'x' }) };
    expect((await db.collection(record).field(projection).get()).data).toEqual([
      { _id: 'r', items: [{ sku: 'x', qty: 1 }] },
    ]);
  });

  test('cannot both keep and leave out', async () => {
    expect(await failure(db.collection(record).field({ title: 1, tags: 0 }).get())).toMatchObject({
      code: 'DATABASE_REQUEST_FAILED',
    });
  });
});
