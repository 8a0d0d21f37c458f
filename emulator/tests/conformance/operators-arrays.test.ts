import { describe } from 'vitest';
import { useNodeSdk } from './node-sdk.ts';
import { type OperatorCase, testOperators } from './operators.ts';

useNodeSdk();

// biome-ignore-start lint/suspicious/noThenProperty: the name that the platform gives it

const ZIPPED = [
  { a: [1, 2], b: [3, 4], c: [5, 6] },
  { a: [1, 2], b: [3], c: [4, 5, 6] },
  { a: [1, 2], b: [3] },
];

// Documents and results as documented: https://docs.cloudbase.net/api-reference/server/node-sdk/database/aggregate
const ARRAYS: readonly OperatorCase[] = [
  [
    'arrayElemAt',
    [{ s: [80, 60, 90] }, { s: [78] }],
    ($) => [$.arrayElemAt(['$s', 0]), $.arrayElemAt(['$s', -1])],
    [
      [80, 90],
      [78, 78],
    ],
  ],
  ['arrayElemAt beyond the end', [{ s: [1] }], ($) => $.arrayElemAt(['$s', 5]), [undefined]],
  [
    'arrayToObject',
    [
      {
        s: [
          ['max', 100],
          ['min', 50],
        ],
      },
      {
        s: [
          { k: 'max', v: 50 },
          { k: 'min', v: 30 },
        ],
      },
    ],
    ($) => $.arrayToObject('$s'),
    [
      { max: 100, min: 50 },
      { max: 50, min: 30 },
    ],
  ],
  [
    'concatArrays',
    [{ a: ['x'], b: ['y', 'z'] }, { a: ['x'] }],
    ($) => $.concatArrays(['$a', '$b']),
    [['x', 'y', 'z'], null],
  ],
  [
    'filter',
    [
      {
        stock: [
          { name: 'apple', price: 10 },
          { name: 'orange', price: 20 },
        ],
      },
    ],
    ($) => $.filter({ input: '$stock', as: 'item', cond: $.gte(['$$item.price', 15]) }),
    [[{ name: 'orange', price: 20 }]],
  ],
  [
    'filter without a name for the element',
    [{ n: [1, 2, 3] }],
    ($) => $.filter({ input: '$n', cond: $.gt(['$$this', 1]) }),
    [[2, 3]],
  ],
  ['in', [{ t: ['bread', 'ice'] }, { t: [] }], ($) => $.in(['ice', '$t']), [true, false]],
  [
    'indexOfArray',
    [{ s: [1, 6, 2, 2, 5] }, { s: [4, 2, 1, 5, 2] }, { s: [2, 5, 3] }, {}],
    ($) => $.indexOfArray(['$s', 2, 2]),
    [2, 4, -1, null],
  ],
  [
    'isArray',
    [
      { base: 10, s: [1, 6, 2, 2, 5] },
      { base: 1, s: 100 },
    ],
    ($) =>
      $.cond({
        if: $.isArray('$s'),
        then: $.multiply([$.sum(['$s']), '$base']),
        else: $.multiply(['$s', '$base']),
      }),
    // In $project a list of one array is that array: https://www.mongodb.com/docs/manual/reference/operator/aggregation/sum/
    [160, 100],
  ],
  ['map', [{ s: [1.32, 6.93] }], ($) => $.map({ input: '$s', as: 'num', in: $.trunc('$$num') }), [[1, 6]]],
  [
    'objectToArray',
    [{ o: { color: 'red', price: 150 } }],
    ($) => $.objectToArray('$o'),
    [
      [
        { k: 'color', v: 'red' },
        { k: 'price', v: 150 },
      ],
    ],
  ],
  ['range', [{ max: 52 }, { max: 0 }], ($) => $.range([0, '$max', 10]), [[0, 10, 20, 30, 40, 50], []]],
  [
    'reduce',
    [{ n: ['Stephen', 'Curry'] }, { n: [] }],
    ($) => $.reduce({ input: '$n', initialValue: 'Player:', in: $.concat(['$$value', ' ', '$$this']) }),
    ['Player: Stephen Curry', 'Player:'],
  ],
  [
    'reduce with a condition',
    [{ n: ['Klay', 'Thompson'] }],
    ($) =>
      $.reduce({
        input: '$n',
        initialValue: '',
        in: $.concat(['$$value', $.cond({ if: $.eq(['$$value', '']), then: '', else: ' ' }), '$$this']),
      }),
    ['Klay Thompson'],
  ],
  ['reverseArray', [{ s: [1, 2, 3] }], ($) => $.reverseArray('$s'), [[3, 2, 1]]],
  ['size', [{ s: [1, 2] }, { s: [] }], ($) => $.size('$s'), [2, 0]],
  [
    'slice',
    [{ h: [1, 2, 3] }],
    ($) => [$.slice(['$h', 2]), $.slice(['$h', -2]), $.slice(['$h', 1, 5]), $.slice(['$h', 9, 1])],
    [[[1, 2], [2, 3], [2, 3], []]],
  ],
  [
    'zip',
    ZIPPED,
    ($) => $.zip({ inputs: ['$a', '$b', '$c'] }),
    [
      [
        [1, 3, 5],
        [2, 4, 6],
      ],
      [[1, 3, 4]],
      null,
    ],
  ],
  [
    'zip to the longest',
    ZIPPED,
    ($) => $.zip({ inputs: ['$a', '$b', '$c'], useLongestLength: true }),
    [
      [
        [1, 3, 5],
        [2, 4, 6],
      ],
      [
        [1, 3, 4],
        [2, null, 5],
        [null, null, 6],
      ],
      null,
    ],
  ],
  [
    'zip with defaults',
    ZIPPED,
    ($) => $.zip({ inputs: ['$a', '$b', '$c'], useLongestLength: true, defaults: [-300, -200, -100] }),
    [
      [
        [1, 3, 5],
        [2, 4, 6],
      ],
      [
        [1, 3, 4],
        [2, -200, 5],
        [-300, -200, 6],
      ],
      null,
    ],
  ],
  [
    'fields of documents in an array',
    [{ items: [{ p: 1 }, { q: 2 }, { p: 3 }] }],
    () => '$items.p',
    [[1, 3]],
  ],
  [
    'sum over a field of documents in an array',
    [{ items: [{ p: 1 }, { p: 3 }] }],
    ($) => $.sum('$items.p'),
    [4],
  ],
  [
    'sum of products by map',
    [
      {
        items: [
          { p: 100, n: 2 },
          { p: 250, n: 1 },
        ],
      },
    ],
    ($) => $.sum($.map({ input: '$items', as: 'i', in: $.multiply(['$$i.p', '$$i.n']) })),
    [450],
  ],
];

describe('array operators', () => testOperators(ARRAYS));
// biome-ignore-end lint/suspicious/noThenProperty: the name that the platform gives it
