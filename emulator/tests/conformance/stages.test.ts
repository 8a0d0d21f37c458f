import { describe, expect, test } from 'vitest';
import { failure } from './environment.ts';
import { collectionOf, db, type Row, useNodeSdk } from './node-sdk.ts';
import { type Pipeline, type StageCase, testStages } from './stage-cases.ts';

useNodeSdk();

const SCORES = [
  { student: 'Maya', homework: [10, 5, 10], quiz: [10, 8], extra: 0 },
  { student: 'Ryan', homework: [5, 6, 5], quiz: [8, 8], extra: 8 },
];
const VEHICLES = [{ type: 'car', specs: { doors: 4 } }, { type: 'jet ski' }];
const PRICES = [10, 50, 20, 80, 200].map((price, index) => ({ _id: String(index + 1), price }));
const DECIMALS = [10.5, 50.3, 20.8, 80.2, 200.3].map((price) => ({ price }));
const PASSAGES = [
  { category: 'Web', tags: ['JavaScript', 'C#'] },
  { category: 'Web', tags: ['Go', 'C#'] },
  { category: 'Life', tags: ['Go', 'Python', 'JavaScript'] },
];
const SIZES = [
  { product: 'tshirt', size: ['S', 'M', 'L'] },
  { product: 'pants', size: [] },
  { product: 'socks', size: null },
  { product: 'trousers', size: ['S'] },
  { product: 'hat', size: 'XL' },
  { product: 'scarf' },
];
const STUDENTS = [
  { group: 'a', score: 84 },
  { group: 'a', score: 96 },
  { group: 'b', score: 80 },
  { group: 'b', score: 100 },
];
const _id = 0;

// Documents and results as documented: https://developers.weixin.qq.com/miniprogram/dev/wxcloud/reference-sdk-api/database/aggregate/Aggregate.html
const CASES: readonly StageCase[] = [
  [
    'addFields twice',
    SCORES,
    (p, $) =>
      p
        .addFields({ h: $.sum('$homework'), q: $.sum('$quiz') })
        .addFields({ total: $.add(['$h', '$q', '$extra']) })
        .project({ _id, total: 1 }),
    [{ total: 43 }, { total: 40 }],
  ],
  [
    'addFields in embedded documents',
    VEHICLES,
    (p) => p.addFields({ 'specs.fuel': 'unleaded', kind: '$type' }).project({ _id }),
    [
      { type: 'car', specs: { doors: 4, fuel: 'unleaded' }, kind: 'car' },
      { type: 'jet ski', specs: { fuel: 'unleaded' }, kind: 'jet ski' },
    ],
  ],
  ['count', DECIMALS, (p, _$, _) => p.match({ price: _.gt(50) }).count('expensive'), [{ expensive: 3 }]],
  [
    'match with an operator of the aggregation',
    DECIMALS,
    (p, $) => p.match({ price: $.gt(50) }).count('n'),
    [{ n: 3 }],
  ],
  ['count of nothing', DECIMALS, (p, _$, _) => p.match({ price: _.gt(5000) }).count('n'), []],
  [
    'match, sort, limit',
    PRICES,
    (p, _$, _) =>
      p
        .match({ price: _.gt(20) })
        .sort({ price: 1 })
        .limit(2),
    [
      { _id: '2', price: 50 },
      { _id: '4', price: 80 },
    ],
  ],
  [
    'skip',
    PRICES,
    (p) => p.sort({ price: -1 }).skip(3).project({ price: 1, _id }),
    [{ price: 20 }, { price: 10 }],
  ],
  [
    'sort by two fields',
    STUDENTS,
    (p) => p.sort({ group: -1, score: 1 }).project({ _id, score: 1 }),
    [{ score: 80 }, { score: 100 }, { score: 84 }, { score: 96 }],
  ],
  [
    'project names fields',
    VEHICLES,
    (p) => p.project({ type: 1 }),
    [
      { _id: 1, type: 'car' },
      { _id: 2, type: 'jet ski' },
    ],
  ],
  ['project leaves fields out', VEHICLES, (p) => p.project({ type: 0, _id }), [{ specs: { doors: 4 } }, {}]],
  [
    'project makes arrays',
    [{ x: 1, y: 2 }, { x: 1 }],
    (p) => p.project({ _id, at: ['$x', '$y'] }),
    [{ at: [1, 2] }, { at: [1, null] }],
  ],
  [
    'project into embedded documents',
    [{ c: { p: { n: 1, m: 2 } } }],
    (p) => p.project({ _id, c: { p: { n: 1 } }, 'd.e': '$c.p.m' }),
    [{ c: { p: { n: 1 } }, d: { e: 2 } }],
  ],
  ['project true', [{ a: 1, b: 2 }], (p) => p.project({ _id: false, a: true }), [{ a: 1 }]],
  [
    'replaceRoot with a field',
    [{ t: { chinese: 22 } }],
    (p) => p.replaceRoot({ newRoot: '$t' }),
    [{ chinese: 22 }],
  ],
  [
    'replaceRoot with a new document',
    [{ f: '四郎', l: '黄' }],
    (p, $) => p.replaceRoot({ newRoot: { name: $.concat(['$l', '$f']) } }),
    [{ name: '黄四郎' }],
  ],
  [
    'unwind',
    SIZES,
    (p) => p.unwind('$size').project({ _id }),
    [
      { product: 'tshirt', size: 'S' },
      { product: 'tshirt', size: 'M' },
      { product: 'tshirt', size: 'L' },
      { product: 'trousers', size: 'S' },
      { product: 'hat', size: 'XL' },
    ],
  ],
  [
    'unwind with the index',
    SIZES.slice(2, 5),
    (p) =>
      p.unwind({ path: '$size', includeArrayIndex: 'i', preserveNullAndEmptyArrays: true }).project({ _id }),
    [
      { product: 'socks', size: null, i: null },
      { product: 'trousers', size: 'S', i: 0 },
      { product: 'hat', size: 'XL', i: null },
    ],
  ],
  [
    'unwind keeps what is empty',
    SIZES.slice(1, 3),
    (p) => p.unwind({ path: '$size', preserveNullAndEmptyArrays: true }).project({ _id }),
    [{ product: 'pants' }, { product: 'socks', size: null }],
  ],
  [
    'match with expr',
    [
      { a: 5, b: 3 },
      { a: 1, b: 3 },
    ],
    (p, $, _) => p.match(_.expr($.gt(['$a', '$b']))).project({ _id }),
    [{ a: 5, b: 3 }],
  ],
  [
    'match with or',
    STUDENTS,
    (p, _$, _) => p.match(_.or([{ group: 'a', score: _.gt(90) }, { score: 80 }])).project({ _id, score: 1 }),
    [{ score: 96 }, { score: 80 }],
  ],
  [
    'match on a regular expression',
    PASSAGES,
    (p) => p.match({ category: /^l/i }).project({ _id, category: 1 }),
    [{ category: 'Life' }],
  ],
];

describe('stages', () => {
  testStages(CASES);

  test('sample gives as many different documents as asked for, if there are so many', async () => {
    const name = await collectionOf(PRICES);
    const sample = async (size: number) =>
      (await db.collection(name).aggregate().sample({ size }).end()).data;
    expect(new Set((await sample(3)).map((row: Row) => row['_id'])).size).toBe(3);
    expect(await sample(50)).toHaveLength(5);
  });

  test('no stage at all gives every document', async () => {
    const name = await collectionOf(PRICES);
    expect((await db.collection(name).aggregate().end()).data).toEqual(PRICES);
  });

  test('an aggregation can give more than a page of documents', async () => {
    const name = await collectionOf(Array.from({ length: 150 }, (_, n) => ({ n })));
    const grouped = await db.collection(name).aggregate().group({ _id: '$n' }).limit(1000).end();
    expect(grouped.data).toHaveLength(150);
  });

  test.each<[string, (pipeline: Pipeline, $: Pipeline) => Pipeline]>([
    ['replaceRoot with a missing field', (p) => p.replaceRoot({ newRoot: '$missing' })],
    ['inclusion and exclusion', (p) => p.project({ a: 1, price: 0 })],
    ['a bucket for no value', (p) => p.bucket({ groupBy: '$price', boundaries: [0, 50] })],
    ['division by zero', (p, $) => p.project({ x: $.divide(['$price', 0]) })],
    ['a group without _id', (p, $) => p.group({ n: $.sum(1) })],
    ['limit 0', (p) => p.limit(0)],
    ['size of no array', (p, $) => p.project({ x: $.size('$price') })],
    ['adding texts', (p, $) => p.project({ x: $.add(['$price', 'x']) })],
    ['an unknown operator', (p) => p.project({ x: { $nonsense: 1 } })],
    ['an unknown variable', (p, $) => p.project({ x: $.add(['$$nobody', 1]) })],
  ])('%s is refused', async (_name, build) => {
    const name = await collectionOf(PRICES);
    const failed = failure(build(db.collection(name).aggregate(), db.command.aggregate).end());
    expect(await failed).toMatchObject({ code: 'DATABASE_REQUEST_FAILED' });
  });
});
