import { describe, expect, it } from 'vitest';
import { ExtendedValue, ObjectId } from '../../values.ts';
import { compileDocumentExpression } from '../expression.ts';

const NOW = Date.UTC(2026, 0, 15, 12, 30);
const ROOT = {
  n: 7,
  half: 2.5,
  s: 'Hello 世界',
  nul: null,
  arr: [3, 1, 2],
  docs: [{ k: 1, v: 'a' }, { k: 2 }, 5],
  at: new Date('2026-01-02T17:04:05.678Z'),
  flag: true,
};

function evaluate(expression: unknown): unknown {
  return compileDocumentExpression(expression, { nowMs: NOW })(ROOT);
}

// biome-ignore-start lint/suspicious/noThenProperty: MongoDB's own name
const CASES: [expression: unknown, result: unknown][] = [
  // fields and variables
  ['$n', 7],
  ['$docs.k', [1, 2]],
  ['$arr.0', []],
  ['$nope.x', undefined],
  ['$$ROOT.n', 7],
  ['$$NOW', new Date(NOW)],
  [{ a: '$n', b: '$nope' }, { a: 7 }],
  [
    ['$n', '$nope'],
    [7, null],
  ],
  [{ $literal: '$n' }, '$n'],
  [{ $let: { vars: { a: '$n', b: 2 }, in: { $add: ['$$a', '$$b'] } } }, 9],
  // arithmetic
  [{ $add: ['$n', 1, 2] }, 10],
  [{ $add: ['$n', '$nul'] }, null],
  [{ $add: ['$at', 1000] }, new Date('2026-01-02T17:04:06.678Z')],
  [{ $subtract: ['$at', new Date('2026-01-02T17:04:05.000Z')] }, 678],
  [{ $subtract: ['$n', 10] }, -3],
  [{ $multiply: ['$n', '$half'] }, 17.5],
  [{ $divide: ['$n', 2] }, 3.5],
  [{ $mod: [-7, 3] }, -1],
  [{ $multiply: [0, -1] }, 0],
  [{ $mod: [-4, 2] }, 0],
  [{ $abs: -3 }, 3],
  [{ $abs: ['$nope'] }, null],
  [{ $ceil: '$half' }, 3],
  [{ $floor: '$half' }, 2],
  [{ $round: ['$half'] }, 2],
  [{ $round: '$half' }, 2],
  [{ $round: [3.5, 0] }, 4],
  [{ $round: [1.005, 2] }, 1],
  [{ $round: [2.345678, 3] }, 2.346],
  [{ $round: [1250, -2] }, 1200],
  [{ $trunc: [-2.789, 1] }, -2.7],
  [{ $pow: [2, 10] }, 1024],
  [{ $sqrt: 9 }, 3],
  [{ $log10: 1000 }, 3],
  [{ $log: [8, 2] }, 3],
  [{ $add: [new ExtendedValue('$numberDecimal', { $numberDecimal: '1.5' }), 1] }, 2.5],
  // comparison, logic, choice
  [{ $eq: ['$nope', null] }, false],
  [{ $eq: [1, 1.0] }, true],
  [{ $gt: ['a', 5] }, true],
  [{ $lt: [null, 0] }, true],
  [{ $cmp: [2, 10] }, -1],
  [{ $and: ['$flag', { $gt: ['$n', 5] }] }, true],
  [{ $and: [] }, true],
  [{ $or: ['$nul', 0] }, false],
  [{ $not: ['$nul'] }, true],
  [{ $cond: [{ $gte: ['$n', 7] }, 'yes', 'no'] }, 'yes'],
  [{ $cond: { if: '', then: 'string counts as true', else: 'no' } }, 'string counts as true'],
  [{ $ifNull: ['$nope', '$nul', 'x'] }, 'x'],
  [
    {
      $switch: {
        branches: [
          { case: false, then: 1 },
          { case: '$flag', then: 2 },
        ],
      },
    },
    2,
  ],
  [{ $switch: { branches: [{ case: false, then: 1 }], default: 3 } }, 3],
  // arrays
  [{ $size: '$arr' }, 3],
  [{ $size: ['$arr'] }, 3],
  [{ $arrayElemAt: ['$arr', -1] }, 2],
  [{ $arrayElemAt: ['$arr', 9] }, undefined],
  [{ $concatArrays: ['$arr', [9]] }, [3, 1, 2, 9]],
  [{ $filter: { input: '$arr', as: 'x', cond: { $gt: ['$$x', 1] } } }, [3, 2]],
  [{ $filter: { input: '$nul', cond: true } }, null],
  [{ $map: { input: '$arr', in: { $add: ['$$this', '$n'] } } }, [10, 8, 9]],
  [{ $reduce: { input: '$arr', initialValue: 0, in: { $add: ['$$value', '$$this'] } } }, 6],
  [{ $in: [3, '$arr'] }, true],
  [{ $indexOfArray: ['$arr', 2] }, 2],
  [{ $isArray: '$arr' }, true],
  [{ $isArray: [['a']] }, true],
  [{ $range: [0, 10, 4] }, [0, 4, 8]],
  [{ $reverseArray: '$arr' }, [2, 1, 3]],
  [{ $slice: ['$arr', -2] }, [1, 2]],
  [{ $slice: ['$arr', 1, 5] }, [1, 2]],
  [{ $sortArray: { input: '$arr', sortBy: 1 } }, [1, 2, 3]],
  [{ $first: '$arr' }, 3],
  [{ $last: '$arr' }, 2],
  [{ $zip: { inputs: ['$arr', ['a']] } }, [[3, 'a']]],
  [{ $maxN: { input: '$arr', n: 2 } }, [3, 2]],
  [{ $sum: '$arr' }, 6],
  [{ $sum: ['$n', '$half', 'x'] }, 9.5],
  [{ $avg: '$arr' }, 2],
  [{ $max: ['$n', 9] }, 9],
  [{ $min: '$arr' }, 1],
  // sets
  [{ $setUnion: ['$arr', [3, 4]] }, [3, 1, 2, 4]],
  [{ $setIntersection: ['$arr', [2, 3]] }, [3, 2]],
  [{ $setDifference: ['$arr', [2]] }, [3, 1]],
  [{ $setEquals: ['$arr', [1, 2, 3, 3]] }, true],
  [{ $setIsSubset: [[1], '$arr'] }, true],
  [{ $anyElementTrue: [[0, 1]] }, true],
  [{ $allElementsTrue: [[0, 1]] }, false],
  // objects
  [{ $mergeObjects: [{ a: 1, b: 1 }, null, { b: 2 }] }, { a: 1, b: 2 }],
  [{ $objectToArray: { a: 1 } }, [{ k: 'a', v: 1 }]],
  [{ $arrayToObject: [[['a', 1]]] }, { a: 1 }],
  [{ $arrayToObject: { $literal: [{ k: 'a', v: 1 }] } }, { a: 1 }],
  [{ $getField: 'n' }, 7],
  [{ $setField: { field: 'x', input: { y: 1 }, value: 2 } }, { y: 1, x: 2 }],
  // strings
  [{ $concat: ['$s', '!'] }, 'Hello 世界!'],
  [{ $concat: ['$s', '$nul'] }, null],
  [{ $toUpper: '$s' }, 'HELLO 世界'],
  [{ $toLower: '$nope' }, ''],
  [{ $substr: ['$s', 0, 5] }, 'Hello'],
  [{ $substr: ['$s', 6, -1] }, '世界'],
  [{ $substrCP: ['$s', 6, 1] }, '世'],
  [{ $strLenCP: '$s' }, 8],
  [{ $strLenBytes: '$s' }, 12],
  [{ $split: ['a-b', '-'] }, ['a', 'b']],
  [{ $indexOfCP: ['$s', '界'] }, 7],
  [{ $indexOfBytes: ['$s', '界'] }, 9],
  [{ $trim: { input: '  x ' } }, 'x'],
  [{ $ltrim: { input: 'xxa', chars: 'x' } }, 'a'],
  [{ $strcasecmp: ['A', 'b'] }, -1],
  [{ $replaceAll: { input: 'a.a', find: 'a', replacement: { $literal: '$&' } } }, '$&.$&'],
  [{ $regexMatch: { input: '$s', regex: 'hello', options: 'i' } }, true],
  [{ $regexFind: { input: '$s', regex: /(世)界/ } }, { match: '世界', idx: 6, captures: ['世'] }],
  [
    { $regexFindAll: { input: 'abab', regex: 'b' } },
    [
      { match: 'b', idx: 1, captures: [] },
      { match: 'b', idx: 3, captures: [] },
    ],
  ],
  // types
  [{ $toString: '$n' }, '7'],
  [{ $toString: '$at' }, '2026-01-02T17:04:05.678Z'],
  [{ $toString: new ObjectId('65a000000000000000000000') }, '65a000000000000000000000'],
  [{ $toInt: '12' }, 12],
  [{ $toInt: 3.9 }, 3],
  [{ $toDouble: '1.5' }, 1.5],
  [{ $toBool: 'false' }, true],
  [{ $toDate: 1000 }, new Date(1000)],
  [{ $toDate: '2026-01-02' }, new Date('2026-01-02T00:00:00Z')],
  [{ $convert: { input: 'x', to: 'int', onError: -1 } }, -1],
  [{ $convert: { input: '$nul', to: 'int', onNull: 0 } }, 0],
  [{ $type: '$nope' }, 'missing'],
  [{ $type: '$half' }, 'double'],
  [{ $isNumber: '$n' }, true],
];

describe('aggregation expressions', () => {
  it.each(CASES)('%j is %j', (expression, result) => {
    expect(evaluate(expression)).toEqual(result);
  });

  it.each([
    [{ $divide: ['$n', 0] }, "can't $divide by zero"],
    [{ $add: ['$n', '$s'] }, '$add only supports numeric or date types, not string'],
    [{ $concat: ['$s', '$n'] }, '$concat only supports strings, not int'],
    [{ $size: '$nope' }, 'The argument to $size must be an array, but was of type: missing'],
    [{ $toInt: 'abc' }, 'Failed to parse number'],
    [{ $toInt: '1.5' }, 'Failed to parse number'],
    [{ $in: [1, '$n'] }, '$in requires an array as a second argument'],
    [{ $eq: [1] }, 'takes exactly 2 arguments. 1 were passed in.'],
    [{ $cond: [1, 2] }, 'takes exactly 3 arguments'],
    [{ $cond: { if: 1, then: 2 } }, "Missing 'else' parameter to $cond"],
    [{ $filter: { input: '$arr', when: 1 } }, 'Unrecognized argument to $filter: when'],
    [{ $switch: { branches: [{ case: false, then: 1 }] } }, 'no default was specified'],
    [{ $add: [1], $subtract: [1, 2] }, 'must contain exactly one field'],
    [{ $arrayToObject: [[['__proto__', 1]]] }, '__proto__'],
    ['$$this', 'Use of undefined variable: this'],
    ['$a..b', 'may not be empty strings'],
  ])('%j is refused', (expression, message) => {
    expect(() => evaluate(expression)).toThrow(message);
  });
});
// biome-ignore-end lint/suspicious/noThenProperty: MongoDB's own name
