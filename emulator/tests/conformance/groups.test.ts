import { describe } from 'vitest';
import { useNodeSdk } from './node-sdk.ts';
import { type StageCase, testStages } from './stage-cases.ts';

useNodeSdk();

const PRICES = [10, 50, 20, 80, 200].map((price, index) => ({ _id: String(index + 1), price }));
const DECIMALS = [10.5, 50.3, 20.8, 80.2, 200.3].map((price) => ({ price }));
const AVATARS = [
  { alias: 'john', region: 'asia', scores: [40, 20, 80], coins: 100 },
  { alias: 'arthur', region: 'europe', scores: [60, 90], coins: 20 },
  { alias: 'george', region: 'europe', scores: [50, 70, 90], coins: 50 },
  { alias: 'john', region: 'asia', scores: [30, 60, 100, 90], coins: 40 },
  { alias: 'george', region: 'europe', scores: [20], coins: 60 },
  { alias: 'john', region: 'asia', scores: [40, 80, 70], coins: 120 },
];
const PASSAGES = [
  { category: 'Web', tags: ['JavaScript', 'C#'] },
  { category: 'Web', tags: ['Go', 'C#'] },
  { category: 'Life', tags: ['Go', 'Python', 'JavaScript'] },
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
    'bucket',
    PRICES,
    (p, $) =>
      p.bucket({
        groupBy: '$price',
        boundaries: [0, 50, 100],
        default: 'other',
        output: { count: $.sum(1), ids: $.push('$_id') },
      }),
    [
      { _id: 0, count: 2, ids: ['1', '3'] },
      { _id: 50, count: 2, ids: ['2', '4'] },
      { _id: 'other', count: 1, ids: ['5'] },
    ],
  ],
  [
    'bucketAuto',
    DECIMALS,
    (p) => p.bucketAuto({ groupBy: '$price', buckets: 3 }),
    [
      { _id: { min: 10.5, max: 50.3 }, count: 2 },
      { _id: { min: 50.3, max: 200.3 }, count: 2 },
      { _id: { min: 200.3, max: 200.3 }, count: 1 },
    ],
  ],
  [
    'group by a field',
    AVATARS,
    (p, $) => p.group({ _id: '$alias', num: $.sum(1) }).sort({ _id: 1 }),
    [
      { _id: 'arthur', num: 1 },
      { _id: 'george', num: 2 },
      { _id: 'john', num: 3 },
    ],
  ],
  [
    'group by several values',
    AVATARS,
    (p, $) =>
      p
        .group({ _id: { region: '$region', max: $.max('$scores') }, coins: $.sum('$coins') })
        .sort({ coins: -1 }),
    [
      { _id: { region: 'asia', max: 80 }, coins: 220 },
      { _id: { region: 'europe', max: 90 }, coins: 70 },
      { _id: { region: 'europe', max: 20 }, coins: 60 },
      { _id: { region: 'asia', max: 100 }, coins: 40 },
    ],
  ],
  [
    'group everything',
    STUDENTS,
    (p, $) => p.group({ _id: null, avg: $.avg('$score'), n: $.sum(1) }),
    [{ _id: null, avg: 90, n: 4 }],
  ],
  [
    'group with push, first, last, min, max',
    STUDENTS,
    (p, $) =>
      p
        .sort({ score: 1 })
        .group({
          _id: '$group',
          all: $.push({ s: '$score' }),
          first: $.first('$score'),
          last: $.last('$score'),
          min: $.min('$score'),
          max: $.max('$score'),
        })
        .sort({ _id: 1 }),
    [
      { _id: 'a', all: [{ s: 84 }, { s: 96 }], first: 84, last: 96, min: 84, max: 96 },
      { _id: 'b', all: [{ s: 80 }, { s: 100 }], first: 80, last: 100, min: 80, max: 100 },
    ],
  ],
  [
    'stdDevPop',
    STUDENTS,
    (p, $) => p.group({ _id: '$group', d: $.stdDevPop('$score') }).sort({ _id: 1 }),
    [
      { _id: 'a', d: 6 },
      { _id: 'b', d: 10 },
    ],
  ],
  [
    'stdDevSamp',
    [{ s: 80 }, { s: 100 }, { s: 'aa' }],
    (p, $) => p.group({ _id: null, d: $.stdDevSamp('$s') }),
    [{ _id: null, d: 14.142135623730951 }],
  ],
  [
    'sum of sums',
    [
      { c: -10, p: 100 },
      { c: -15, p: 1 },
    ],
    (p, $) => p.group({ _id: null, t: $.sum($.sum(['$p', '$c'])) }),
    [{ _id: null, t: 76 }],
  ],
  [
    'sum of texts',
    [{ p: 'x' }, {}],
    (p, $) => p.group({ _id: null, t: $.sum('$p'), a: $.avg('$p') }),
    [{ _id: null, t: 0, a: null }],
  ],
  [
    'addToSet does not take arrays apart',
    [{ t: ['a'] }, { t: ['a'] }, { t: ['b'] }],
    (p, $) => p.group({ _id: null, n: $.addToSet('$t') }).project({ _id, n: $.size('$n') }),
    [{ n: 2 }],
  ],
  [
    'mergeObjects in a group',
    [
      { name: 'A', v: { q1: 5 } },
      { name: 'A', v: { q2: 4, q1: 6 } },
    ],
    (p, $) => p.group({ _id: '$name', v: $.mergeObjects('$v') }),
    [{ _id: 'A', v: { q1: 6, q2: 4 } }],
  ],
  ['count of the different values', PASSAGES, (p) => p.group({ _id: '$category' }).count('n'), [{ n: 2 }]],
  [
    'sortByCount',
    PASSAGES,
    (p) => p.sortByCount('$category'),
    [
      { _id: 'Web', count: 2 },
      { _id: 'Life', count: 1 },
    ],
  ],
  [
    'tags counted',
    PASSAGES,
    (p, $) =>
      p
        .unwind('$tags')
        .group({ _id: '$tags', n: $.sum(1) })
        .sort({ n: -1, _id: 1 })
        .limit(2),
    [
      { _id: 'C#', n: 2 },
      { _id: 'Go', n: 2 },
    ],
  ],
  // https://www.mongodb.com/docs/manual/reference/operator/aggregation/bucketAuto/#example
  [
    'bucketAuto with boundaries of a series',
    Array.from({ length: 100 }, (_, x) => ({ x })),
    (p) => p.bucketAuto({ groupBy: '$x', buckets: 5, granularity: 'R20' }),
    [
      { _id: { min: 0, max: 20 }, count: 20 },
      { _id: { min: 20, max: 40 }, count: 20 },
      { _id: { min: 40, max: 63 }, count: 23 },
      { _id: { min: 63, max: 90 }, count: 27 },
      { _id: { min: 90, max: 100 }, count: 10 },
    ],
  ],
  [
    'bucketAuto with powers of two',
    Array.from({ length: 100 }, (_, x) => ({ x })),
    (p, $) =>
      p.bucketAuto({
        groupBy: '$x',
        buckets: 5,
        granularity: 'POWERSOF2',
        output: { n: $.sum(1), last: $.max('$x') },
      }),
    [
      { _id: { min: 0, max: 32 }, n: 32, last: 31 },
      { _id: { min: 32, max: 64 }, n: 32, last: 63 },
      { _id: { min: 64, max: 128 }, n: 36, last: 99 },
    ],
  ],
];

describe('groups', () => testStages(CASES));
