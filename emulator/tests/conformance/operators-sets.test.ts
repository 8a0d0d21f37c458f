import { describe } from 'vitest';
import { useNodeSdk } from './node-sdk.ts';
import { type OperatorCase, testOperators } from './operators.ts';

useNodeSdk();

const SETS = [
  { A: [1, 2], B: [1, 2] },
  { A: [1, 2], B: [2, 1, 2] },
  { A: [1, 2], B: [1, 2, 3] },
  { A: [1, 2], B: [3, 1] },
  { A: [1, 2], B: [] },
  { A: [1, 2], B: [{}, []] },
  { A: [], B: [] },
  { A: [], B: [1] },
];

const TRUTHS = [[true], [], [false], [true, false], [0], ['stark']].map((array) => ({ array }));

// Documents and results as documented: https://docs.cloudbase.net/api-reference/server/node-sdk/database/aggregate
const SET_OPERATORS: readonly OperatorCase[] = [
  ['allElementsTrue', TRUTHS, ($) => $.allElementsTrue(['$array']), [true, true, false, false, false, true]],
  ['anyElementTrue', TRUTHS, ($) => $.anyElementTrue(['$array']), [true, false, false, true, false, true]],
  ['setDifference', SETS, ($) => $.setDifference(['$B', '$A']), [[], [], [3], [3], [], [{}, []], [], [1]]],
  [
    'setEquals',
    SETS,
    ($) => $.setEquals(['$A', '$B']),
    [true, true, false, false, false, false, true, false],
  ],
  [
    'setIntersection',
    SETS,
    ($) => $.setIntersection(['$A', '$B']),
    [[1, 2], [1, 2], [1, 2], [1], [], [], [], []],
  ],
  [
    'setIsSubset',
    SETS,
    ($) => $.setIsSubset(['$A', '$B']),
    [true, true, true, false, false, false, true, true],
  ],
  [
    'setUnion',
    SETS,
    ($) => $.setUnion(['$A', '$B']),
    [[1, 2], [1, 2], [1, 2, 3], [1, 2, 3], [1, 2], [1, 2, {}, []], [], [1]],
  ],
  [
    'mergeObjects',
    [
      { a: { x: 1, y: 1 }, b: { y: 2 } },
      { a: { x: 1 }, b: null },
    ],
    ($) => $.mergeObjects(['$a', '$b']),
    [{ x: 1, y: 2 }, { x: 1 }],
  ],
];

describe('set operators', () => testOperators(SET_OPERATORS));
