import { describe } from 'vitest';
import { useNodeSdk } from './node-sdk.ts';
import { type OperatorCase, testOperators } from './operators.ts';

useNodeSdk();

// biome-ignore-start lint/suspicious/noThenProperty: the name that the platform gives it

// Documents and results as the platform documents them: https://docs.cloudbase.net/api-reference/server/node-sdk/database/aggregate
const ARITHMETIC: readonly OperatorCase[] = [
  ['abs', [{ s: 5, e: 8 }, { s: 9, e: 7 }, {}], ($) => $.abs($.subtract(['$s', '$e'])), [3, 2, null]],
  ['abs of NaN', [{ s: Number.NaN }], ($) => $.abs('$s'), [Number.NaN]],
  [
    'add',
    [
      { sales: 5, engineer: 10 },
      { sales: 1.5, engineer: 2 },
    ],
    ($) => $.add(['$sales', '$engineer']),
    [15, 3.5],
  ],
  [
    'add milliseconds to a date',
    [{ at: new Date('2019-05-01T00:00:00Z') }],
    ($) => $.add(['$at', 60 * 60 * 1000]),
    [new Date('2019-05-01T01:00:00Z')],
  ],
  ['add with a missing field', [{ a: 1 }], ($) => $.add(['$a', '$missing']), [null]],
  ['ceil', [{ n: 5.2 }, { n: 1.32 }, { n: -3.2 }], ($) => $.ceil('$n'), [6, 2, -3]],
  ['divide', [{ m: 5300 }, { m: 64000 }, { m: 130 }], ($) => $.divide(['$m', 1000]), [5.3, 64, 0.13]],
  ['exp', [{ n: 0 }, { n: 1 }], ($) => $.exp('$n'), [1, Math.E]],
  ['floor', [{ n: 5.2 }, { n: 1.32 }, { n: -3.2 }], ($) => $.floor('$n'), [5, 1, -4]],
  ['ln', [{ x: 1 }, { x: 2 }], ($) => $.ln('$x'), [0, Math.LN2]],
  ['log', [{ x: 1 }, { x: 2 }, { x: null }], ($) => $.log(['$x', 2]), [0, 1, null]],
  ['log10', [{ x: 100 }], ($) => $.log10('$x'), [2]],
  [
    'mod',
    [
      { b: 3, i: 5 },
      { b: 2, i: 8 },
      { b: 5, i: -16 },
    ],
    ($) => $.mod(['$i', '$b']),
    [2, 0, -1],
  ],
  [
    'multiply',
    [
      { p: 10, q: 100 },
      { p: 1.5, q: 2 },
    ],
    ($) => $.multiply(['$p', '$q']),
    [1000, 3],
  ],
  ['pow', [{ x: 2, y: 3 }], ($) => $.add([$.pow(['$x', 2]), $.pow(['$y', 2])]), [13]],
  [
    'sqrt, its argument in an array',
    [{ x: 3, y: 4 }],
    ($) => $.sqrt([$.add([$.pow(['$x', 2]), $.pow(['$y', 2])])]),
    [5],
  ],
  [
    'subtract',
    [
      { max: 10, min: 1 },
      { max: 6, min: 6 },
    ],
    ($) => $.subtract(['$max', '$min']),
    [9, 0],
  ],
  ['subtract dates', [{ a: new Date(5000), b: new Date(2000) }], ($) => $.subtract(['$a', '$b']), [3000]],
  [
    'subtract milliseconds from a date',
    [{ a: new Date(5000) }],
    ($) => $.subtract(['$a', 2000]),
    [new Date(3000)],
  ],
  ['trunc', [{ n: 1.21 }, { n: 3.83 }, { n: -4.94 }], ($) => $.trunc('$n'), [1, 3, -4]],
  [
    'sum of an array',
    [{ a: [10, 5, 'x', null] }, { a: [] }, { a: 7 }, {}],
    ($) => $.sum('$a'),
    [15, 0, 7, 0],
  ],
  ['sum of fields', [{ a: { x: 80, y: 90 }, z: 70 }], ($) => $.sum(['$a.x', '$a.y', '$z']), [240]],
  ['avg of an array', [{ a: [1, 2, 6] }, { a: [] }, { a: ['x'] }], ($) => $.avg('$a'), [3, null, null]],
  ['max of an array', [{ a: [40, 20, 80] }, { a: [] }], ($) => $.max('$a'), [80, null]],
  ['min of fields', [{ a: 3, b: 2 }], ($) => $.min(['$a', '$b', '$missing']), [2]],
  ['stdDevPop of an array', [{ a: [84, 96] }], ($) => $.stdDevPop('$a'), [6]],
];

const CONDITIONS: readonly OperatorCase[] = [
  [
    'and',
    [
      { min: 10, max: 100 },
      { min: 60, max: 80 },
    ],
    ($) => $.and([$.gte(['$min', 30]), $.lte(['$max', 80])]),
    [false, true],
  ],
  ['or', [{ n: 10 }, { n: 50 }], ($) => $.or([$.lt(['$n', 40]), $.gt(['$n', 60])]), [true, false]],
  ['not', [{ n: 10 }, { n: 60 }], ($) => $.not($.gt(['$n', 40])), [true, false]],
  ['not, its argument in an array', [{ n: 10 }], ($) => $.not([$.gt(['$n', 40])]), [true]],
  [
    'truth of 0, empty text, null',
    [{ n: 0 }, { n: '' }, { n: null }, {}],
    ($) => $.and(['$n']),
    [false, true, false, false],
  ],
  [
    'cmp',
    [
      { a: 10, b: 100 },
      { a: 80, b: 20 },
      { a: 5, b: 5 },
    ],
    ($) => $.cmp(['$a', '$b']),
    [-1, 1, 0],
  ],
  [
    'cmp of different types',
    [
      { a: 10, b: 'x' },
      { a: [], b: {} },
    ],
    ($) => $.cmp(['$a', '$b']),
    [-1, 1],
  ],
  ['eq', [{ n: 10 }, { n: 50 }, { n: '50' }], ($) => $.eq(['$n', 50]), [false, true, false]],
  ['neq', [{ n: 10 }, { n: 50 }], ($) => $.neq(['$n', 50]), [true, false]],
  [
    'gt of a missing field and null',
    [{}, { n: null }, { n: 1 }],
    ($) => $.gt(['$n', null]),
    [false, false, true],
  ],
  ['lt', [{ n: 10 }, { n: 50 }], ($) => $.lt(['$n', 50]), [true, false]],
  [
    'cond',
    [{ n: 100 }, { n: 200 }],
    ($) => $.cond({ if: $.gte(['$n', 200]), then: 0.7, else: 0.9 }),
    [0.9, 0.7],
  ],
  [
    'cond as an array',
    [{ n: 100 }, { n: 200 }],
    ($) => $.cond([$.gte(['$n', 200]), 'big', 'small']),
    ['small', 'big'],
  ],
  ['ifNull', [{ d: 'A' }, { d: null }, {}], ($) => $.ifNull(['$d', 'none']), ['A', 'none', 'none']],
  [
    'switch',
    [{ n: 100 }, { n: 200 }, { n: 300 }],
    ($) =>
      $.switch({
        branches: [
          { case: $.gt(['$n', 250]), then: 0.8 },
          { case: $.gt(['$n', 150]), then: 0.9 },
        ],
        default: 1,
      }),
    [1, 0.9, 0.8],
  ],
  [
    'let',
    [
      { cost: -10, discount: 0.95, price: 100 },
      { cost: -10, discount: 1, price: 10 },
    ],
    ($) => $.let({ vars: { total: $.multiply(['$price', '$discount']) }, in: $.sum(['$$total', '$cost']) }),
    [85, 0],
  ],
  ['literal', [{ p: '$1' }, { p: '$5' }], ($) => $.eq(['$p', $.literal('$1')]), [true, false]],
  ['literal 1', [{ p: 1 }], ($) => $.literal(1), [1]],
];

describe('arithmetic operators', () => testOperators(ARITHMETIC));
describe('conditions and comparisons', () => testOperators(CONDITIONS));
// biome-ignore-end lint/suspicious/noThenProperty: the name that the platform gives it
