import { describe } from 'vitest';
import { useNodeSdk } from './node-sdk.ts';
import { type OperatorCase, testOperators } from './operators.ts';
import { type StageCase, testStages } from './stage-cases.ts';

useNodeSdk();

// What programs write as plain objects, because the SDK has no name for it:
// https://www.mongodb.com/docs/manual/reference/operator/aggregation/
const OPERATORS: readonly OperatorCase[] = [
  [
    'dateDiff',
    [{ a: new Date('2024-01-31'), b: new Date('2024-03-01') }],
    () => ({ $dateDiff: { startDate: '$a', endDate: '$b', unit: 'day' } }),
    [30],
  ],
  [
    'dateTrunc',
    [{ a: new Date('2024-01-31T16:30:00Z') }],
    () => ({ $dateTrunc: { date: '$a', unit: 'day', timezone: 'Asia/Shanghai' } }),
    [new Date('2024-01-31T16:00:00Z')],
  ],
  [
    'dateAdd to the end of a month',
    [{ a: new Date('2024-01-31') }],
    () => ({ $dateAdd: { startDate: '$a', unit: 'month', amount: 1 } }),
    [new Date('2024-02-29')],
  ],
  [
    'dateToParts',
    [{ a: new Date('2024-01-31T16:30:05Z') }],
    () => ({ $dateToParts: { date: '$a' } }),
    [{ year: 2024, month: 1, day: 31, hour: 16, minute: 30, second: 5, millisecond: 0 }],
  ],
  [
    'convert',
    [{ v: 'x' }, { v: '7' }, {}],
    () => ({ $convert: { input: '$v', to: 'int', onError: -1, onNull: 0 } }),
    [-1, 7, 0],
  ],
  ['toDouble', [{ v: '1.5' }], () => ({ $toDouble: '$v' }), [1.5]],
  ['toBool', [{ v: '' }, { v: 0 }], () => ({ $toBool: '$v' }), [true, false]],
  ['isNumber', [{ v: 1 }, { v: '1' }], () => ({ $isNumber: '$v' }), [true, false]],
  [
    'round to places',
    [{ v: 1234.5678 }],
    () => [{ $round: ['$v', 2] }, { $round: ['$v', -2] }, { $trunc: ['$v', 1] }],
    [[1234.57, 1200, 1234.5]],
  ],
  [
    'replaceAll',
    [{ s: 'a,b,c' }],
    () => ({ $replaceAll: { input: '$s', find: ',', replacement: ';' } }),
    ['a;b;c'],
  ],
  [
    'regexFind',
    [{ s: 'abcb' }],
    () => ({ $regexFind: { input: '$s', regex: 'b' } }),
    [{ match: 'b', idx: 1, captures: [] }],
  ],
  ['ltrim', [{ s: 'xxab' }], () => ({ $ltrim: { input: '$s', chars: 'x' } }), ['ab']],
  ['sortArray', [{ l: [3, 1, 2] }], () => ({ $sortArray: { input: '$l', sortBy: -1 } }), [[3, 2, 1]]],
  ['first and last of an array', [{ l: [3, 1, 2] }], () => [{ $first: '$l' }, { $last: '$l' }], [[3, 2]]],
  ['getField', [{ 'a.b': 1 }], () => ({ $getField: 'a.b' }), [1]],
  [
    'setField',
    [{ c: { d: 1 } }],
    () => ({ $setField: { field: 'e', input: '$c', value: 2 } }),
    [{ d: 1, e: 2 }],
  ],
  ['ROOT and REMOVE', [{ a: 1 }], ($) => $.cond([true, '$$REMOVE', '$$ROOT']), [undefined]],
  ['a number in a path is a name, not an index', [{ l: [{ a: 1 }] }], () => '$l.0.a', [[]]],
  [
    'dateFromString with a format',
    [{ s: '01-03-2024' }],
    ($) => $.dateFromString({ dateString: '$s', format: '%d-%m-%Y' }),
    [new Date('2024-03-01')],
  ],
  [
    'dateFromString of what is no date',
    [{ s: 'x' }],
    ($) => $.dateFromString({ dateString: '$s', onError: null }),
    [null],
  ],
];

const CHAIN = [{ name: 'a' }, { name: 'b', boss: 'a' }, { name: 'c', boss: 'b' }];

const STAGES: readonly StageCase[] = [
  [
    'accumulators of newer versions',
    [{ v: 3 }, { v: 1 }, { v: 2 }],
    (p) =>
      p.group({
        _id: null,
        least: { $top: { output: '$v', sortBy: { v: 1 } } },
        n: { $count: {} },
        two: { $firstN: { input: '$v', n: 2 } },
      }),
    [{ _id: null, least: 1, n: 3, two: [3, 1] }],
  ],
  [
    'a missing field is a group with null',
    [{ a: null }, {}, { a: 1 }],
    (p, $) => p.group({ _id: '$a', n: $.sum(1) }).sort({ n: -1 }),
    [
      { _id: null, n: 2 },
      { _id: 1, n: 1 },
    ],
  ],
  [
    'fields with nothing in them in the key',
    [{ a: 1 }, { a: 1, b: null }],
    (p, $) => p.group({ _id: { a: '$a', b: '$b' }, n: $.sum(1) }),
    [
      { _id: { a: 1 }, n: 1 },
      { _id: { a: 1, b: null }, n: 1 },
    ],
  ],
  [
    'push leaves out what is missing',
    [{ a: 1 }, {}],
    (p, $) => p.group({ _id: null, l: $.push('$a') }),
    [{ _id: null, l: [1] }],
  ],
  [
    'arrays as keys',
    [{ a: [1, 2] }, { a: [1, 2] }],
    (p, $) => p.group({ _id: '$a', n: $.sum(1) }),
    [{ _id: [1, 2], n: 2 }],
  ],
  [
    'min and max of different types',
    [{ a: '1' }, { a: 3 }, { a: null }],
    (p, $) => p.group({ _id: null, min: $.min('$a'), max: $.max('$a') }),
    [{ _id: null, min: 3, max: '1' }],
  ],
  [
    'fields in each element of an array',
    [{ l: [{ a: 1 }, { a: 2 }] }],
    (p) => p.addFields({ 'l.b': 9 }).project({ _id: 0 }),
    [
      {
        l: [
          { a: 1, b: 9 },
          { a: 2, b: 9 },
        ],
      },
    ],
  ],
  [
    'two arrays unwound',
    [{ a: [1, 2], b: ['x', 'y'] }],
    (p) => p.unwind('$a').unwind('$b').count('n'),
    [{ n: 4 }],
  ],
  [
    'an embedded array unwound',
    [{ o: { l: [1, 2], k: 0 } }],
    (p) => p.unwind('$o.l').project({ _id: 0 }),
    [{ o: { l: 1, k: 0 } }, { o: { l: 2, k: 0 } }],
  ],
  [
    'names from an embedded document',
    CHAIN,
    (p, $, _) =>
      p.match({ boss: _.exists(true) }).project({ _id: 0, pair: $.concat(['$boss', '>', '$name']) }),
    [{ pair: 'a>b' }, { pair: 'b>c' }],
  ],
];

describe('operators as plain objects', () => testOperators(OPERATORS));
describe('stages', () => testStages(STAGES));
