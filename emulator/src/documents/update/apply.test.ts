import { describe, expect, it } from 'vitest';
import type { Document } from '../values.ts';
import { applyUpdate } from './apply.ts';

const NOW = 1_700_000_000_000;

function apply(document: Document, update: Document, filter?: Document): Document {
  return applyUpdate({ _id: 1, ...document }, update, { nowMs: NOW }, filter).next;
}

const CASES: [name: string, before: Document, update: Document, after: Document][] = [
  ['sets and creates', { a: 1 }, { $set: { a: 2, 'b.c': 3 } }, { a: 2, b: { c: 3 } }],
  [
    'adds new fields in the order of their names',
    {},
    { $set: { z: 1, b: 1, '10': 1, '9': 1 } },
    { '9': 1, '10': 1, b: 1, z: 1 },
  ],
  ['sets inside arrays by index', { a: [{ x: 1 }] }, { $set: { 'a.0.x': 2 } }, { a: [{ x: 2 }] }],
  ['pads arrays with nulls', { a: [1] }, { $set: { 'a.3': 4 } }, { a: [1, null, null, 4] }],
  ['makes a document, not an array, of a missing parent', {}, { $set: { 'a.0': 1 } }, { a: { '0': 1 } }],
  ['unsets', { a: 1, b: { c: 1, d: 2 } }, { $unset: { a: '', 'b.c': '', 'x.y': '' } }, { b: { d: 2 } }],
  ['unsets an array element to null', { a: [1, 2] }, { $unset: { 'a.0': '' } }, { a: [null, 2] }],
  ['unsets nothing through a scalar', { a: 1 }, { $unset: { 'a.b': '' } }, { a: 1 }],
  ['increments', { a: 1 }, { $inc: { a: 2, b: -1 } }, { a: 3, b: -1 }],
  ['multiplies, a missing field by zero', { a: 3 }, { $mul: { a: 2, b: 5 } }, { a: 6, b: 0 }],
  [
    'takes the lesser and the greater',
    { a: 3, b: 3 },
    { $min: { a: 2, c: 1 }, $max: { b: 2, d: 1 } },
    { a: 2, b: 3, c: 1, d: 1 },
  ],
  ['compares different types in BSON order', { a: 'x' }, { $max: { a: 99 } }, { a: 'x' }],
  ['renames', { a: 1, b: { c: 2 } }, { $rename: { a: 'n', 'b.c': 'b.d' } }, { b: { d: 2 }, n: 1 }],
  ['renames nothing if the source is missing', { b: 1 }, { $rename: { a: 'b' } }, { b: 1 }],
  ['computes bits', { a: 13 }, { $bit: { a: { and: 10 }, b: { or: 2 } } }, { a: 8, b: 2 }],
  [
    'sets the date of the clock',
    {},
    { $currentDate: { a: true, b: { $type: 'date' } } },
    { a: new Date(NOW), b: new Date(NOW) },
  ],
  ['leaves $setOnInsert to inserts', { a: 1 }, { $setOnInsert: { a: 2, b: 2 } }, { a: 1 }],
  ['pushes one', { a: [1] }, { $push: { a: [2], b: 1 } }, { a: [1, [2]], b: [1] }],
  [
    'pushes several at a position',
    { a: [1, 2] },
    { $push: { a: { $each: [8, 9], $position: 1 } } },
    { a: [1, 8, 9, 2] },
  ],
  [
    'counts a negative position from the end',
    { a: [1, 2] },
    { $push: { a: { $each: [9], $position: -1 } } },
    { a: [1, 9, 2] },
  ],
  [
    'pushes, sorts and cuts',
    { a: [5] },
    { $push: { a: { $each: [3, 9], $sort: 1, $slice: 2 } } },
    { a: [3, 5] },
  ],
  ['cuts from the end', {}, { $push: { a: { $each: [1, 2, 3], $slice: -2 } } }, { a: [2, 3] }],
  [
    'sorts by several keys',
    {
      a: [
        { x: 1, y: 1 },
        { x: 2, y: 5 },
      ],
    },
    { $push: { a: { $each: [{ x: 2, y: 3 }], $sort: { x: -1, y: 1 } } } },
    {
      a: [
        { x: 2, y: 3 },
        { x: 2, y: 5 },
        { x: 1, y: 1 },
      ],
    },
  ],
  [
    'adds to a set what is not in it',
    { a: [1, { x: 1, y: 2 }] },
    { $addToSet: { a: { $each: [1, 2, 2, { x: 1, y: 2 }] } } },
    { a: [1, { x: 1, y: 2 }, 2] },
  ],
  [
    'holds documents with another order of fields for different',
    { a: [{ x: 1, y: 2 }] },
    { $addToSet: { a: { y: 2, x: 1 } } },
    {
      a: [
        { x: 1, y: 2 },
        { y: 2, x: 1 },
      ],
    },
  ],
  ['adds an array to a set as one value', { a: [1] }, { $addToSet: { a: [1] } }, { a: [1, [1]] }],
  [
    'pops the last and the first',
    { a: [1, 2], b: [1, 2] },
    { $pop: { a: 1, b: -1, c: 1 } },
    { a: [1], b: [2] },
  ],
  ['pulls a value', { a: [1, 2, 1] }, { $pull: { a: 1, b: 1 } }, { a: [2] }],
  ['pulls by condition', { a: [1, 5, 9] }, { $pull: { a: { $gte: 5 } } }, { a: [1] }],
  ['pulls by a list', { a: ['x', 'y', 'z'] }, { $pull: { a: { $in: ['x', 'z'] } } }, { a: ['y'] }],
  [
    'pulls documents by some of their fields',
    { a: [{ x: 1, y: 1 }, { x: 2 }] },
    { $pull: { a: { x: 1 } } },
    { a: [{ x: 2 }] },
  ],
  [
    'pulls documents by a condition on a field',
    { a: [{ q: { z: 5 } }, { q: { z: 1 } }] },
    { $pull: { a: { 'q.z': { $gt: 2 } } } },
    { a: [{ q: { z: 1 } }] },
  ],
  ['pulls by a regular expression', { a: ['ab', 'cd'] }, { $pull: { a: /^a/ } }, { a: ['cd'] }],
  ['pulls all of a list', { a: [1, 2, 3, 2] }, { $pullAll: { a: [2, 3] } }, { a: [1] }],
  [
    'updates every element',
    { a: [{ x: 1 }, { x: 2 }] },
    { $inc: { 'a.$[].x': 10 } },
    { a: [{ x: 11 }, { x: 12 }] },
  ],
  [
    'takes fields named like members of Object',
    { constructor: 1 },
    { $set: { toString: 2 }, $inc: { constructor: 1 } },
    { constructor: 2, toString: 2 },
  ],
  ['may write the same _id', { a: 1 }, { $set: { _id: 1, a: 2 } }, { a: 2 }],
];

describe('applyUpdate', () => {
  it.each(CASES)('%s', (_name, before, update, after) => {
    const document = { _id: 1, ...before };
    const copy = structuredClone(document);
    const { next } = applyUpdate(document, update, { nowMs: NOW });
    expect(next).toEqual({ _id: 1, ...after });
    expect(Object.keys(next)).toEqual(Object.keys({ _id: 1, ...after }));
    expect(document).toEqual(copy);
  });

  it.each<[Document, Document, string]>([
    [{}, {}, 'must have at least one element'],
    [{}, { $set: {} }, "'$set' is empty"],
    [{}, { a: 1 }, 'Unknown modifier: a'],
    [{}, { $set: { a: 1 }, b: 2 }, 'Unknown modifier: b'],
    [{}, { $nope: { a: 1 } }, 'Unknown modifier: $nope'],
    [{}, { $set: 5 }, 'Modifiers operate on fields but we found type int instead'],
    [{ y: null }, { $set: { 'y.x': 1 } }, "Cannot create field 'x' in element {y: null}"],
    [{ y: 5 }, { $inc: { 'y.x': 1 } }, "Cannot create field 'x' in element {y: 5}"],
    [{ y: [1] }, { $set: { 'y.x': 1 } }, "Cannot create field 'x' in element {y: [ 1 ]}"],
    [{ a: { b: 'q' } }, { $set: { 'a.b.c': 1 } }, `Cannot create field 'c' in element {b: "q"}`],
    [
      { a: 'x' },
      { $inc: { a: 1 } },
      "Cannot apply $inc to a value of non-numeric type. {_id: 1} has the field 'a' of non-numeric type string",
    ],
    [{ a: null }, { $inc: { a: 1 } }, 'of non-numeric type null'],
    [{}, { $inc: { a: 'x' } }, 'Cannot increment with non-numeric argument: {a: "x"}'],
    [{ a: 'x' }, { $mul: { a: 2 } }, 'Cannot apply $mul'],
    [
      { a: 'x' },
      { $push: { a: 1 } },
      "The field 'a' must be an array but is of type string in document {_id: 1}",
    ],
    [{ a: null }, { $push: { a: 1 } }, 'must be an array but is of type null'],
    [{}, { $push: { a: { $each: 1 } } }, 'The argument to $each in $push must be an array'],
    [{}, { $push: { a: { $each: [], $nope: 1 } } }, 'Unrecognized clause in $push: $nope'],
    [{}, { $push: { a: { $each: [], $slice: 'x' } } }, 'The value for $slice must be an integer'],
    [{ a: 1 }, { $addToSet: { a: 1 } }, 'Cannot apply $addToSet to non-array field'],
    [{ a: [] }, { $addToSet: { a: { each: [1] } } }, '_.addToSet({ $each: […] })'],
    [{ a: 1 }, { $pop: { a: 1 } }, "Path 'a' contains an element of non-array type 'int'"],
    [{ a: [] }, { $pop: { a: 2 } }, '$pop expects 1 or -1, found: 2'],
    [{ a: 1 }, { $pull: { a: 1 } }, 'Cannot apply $pull to a non-array value'],
    [{}, { $pullAll: { a: 1 } }, '$pullAll requires an array argument'],
    [{ a: 1.5 }, { $bit: { a: { and: 1 } } }, 'Cannot apply $bit'],
    [{}, { $currentDate: { a: 'x' } }, 'is not valid type for $currentDate'],
    [{}, { $set: { a: 1, 'a.b': 2 } }, "Updating the path 'a.b' would create a conflict at 'a'"],
    [{}, { $set: { a: 1 }, $inc: { a: 2 } }, "Updating the path 'a' would create a conflict at 'a'"],
    [{}, { $set: { 'a-': 1, a: 2 }, $push: { 'a.b.c': 1 } }, 'would create a conflict'],
    [{ a: 1 }, { $rename: { a: 'b' }, $set: { b: 2 } }, 'would create a conflict'],
    [{ a: 1 }, { $rename: { a: 'a' } }, 'must differ'],
    [{ a: 1 }, { $rename: { a: 5 } }, "The 'to' field for $rename must be a string"],
    [
      {},
      { $set: { _id: 2 } },
      "Performing an update on the path '_id' would modify the immutable field '_id'",
    ],
    [{}, { $unset: { _id: '' } }, "the immutable field '_id'"],
    [{}, { $set: { 'a..b': 1 } }, 'contains an empty field name'],
    [{}, { $set: { '': 1 } }, 'An empty update path is not valid.'],
    [
      {},
      { $set: { a: { $inc: 1 } } },
      "The dollar ($) prefixed field '$inc' in 'a.$inc' is not valid for storage.",
    ],
    [{}, { $set: { $a: 1 } }, 'is not valid for storage'],
    [{}, { $set: { '__proto__.x': 1 } }, '__proto__'],
    [
      {},
      { $set: { a: [{ operator: 'inc', operands: [1], fieldName: {} }] } },
      'the SDK sent the command _.inc(…) itself',
    ],
    [
      { a: [1] },
      { $set: { 'a.$': 1 } },
      'The positional operator did not find the match needed from the query.',
    ],
    [{ a: [1] }, { $set: { 'a.$[x]': 1 } }, "No array filter found for identifier 'x'"],
    [{}, { $set: { 'a.$[].b': 1 } }, 'must exist in the document in order to apply array updates'],
  ])('%j with %j is refused', (document, update, message) => {
    expect(() => apply(document, update)).toThrow(message);
  });

  it.each<[Document, Document]>([
    [{ a: 1, b: { c: [1] }, at: new Date(5) }, { $set: { a: 1, b: { c: [1] }, at: new Date(5) } }],
    [{ a: 1 }, { $inc: { a: 0 } }],
    [{ a: [1] }, { $addToSet: { a: 1 } }],
    [{ a: [1] }, { $pull: { a: 2 } }],
    [{ a: [] }, { $pop: { a: 1 } }],
    [{ a: 1 }, { $unset: { b: '' } }],
    [{ a: [null] }, { $unset: { 'a.0': '' } }],
    [{ a: 1 }, { $max: { a: 0 } }],
    [{ a: 1 }, { $setOnInsert: { a: 2 } }],
  ])('%j is not changed by %j', (document, update) => {
    const result = applyUpdate(document, update, { nowMs: NOW });
    expect(result.changed).toBe(false);
    expect(result.next).toBe(document);
  });

  it('notices another order of fields as a change', () => {
    expect(applyUpdate({ a: { x: 1, y: 2 } }, { $set: { a: { y: 2, x: 1 } } }, { nowMs: NOW }).changed).toBe(
      true,
    );
  });

  it('puts the positional operator at the first element the filter matches', () => {
    const items = [
      { sku: 'p', qty: 1 },
      { sku: 'q', qty: 1 },
      { sku: 'q', qty: 5 },
    ];
    const inc = { $inc: { 'items.$.qty': 10 } };
    const quantities = (filter: Document) => {
      const list = apply({ items }, inc, filter)['items'];
      return Array.isArray(list) ? list.map(({ qty }) => qty) : [];
    };
    expect(quantities({ _id: 1, 'items.sku': 'q' })).toEqual([1, 11, 5]);
    expect(quantities({ items: { $elemMatch: { sku: 'q', qty: 5 } } })).toEqual([1, 1, 15]);
    expect(quantities({ $and: [{ _id: 1 }, { 'items.qty': 5 }] })).toEqual([1, 1, 15]);
    expect(apply({ n: [4, 8] }, { $set: { 'n.$': 0 } }, { n: { $gt: 5 } })).toEqual({ _id: 1, n: [4, 0] });
  });

  it('shares what did not change', () => {
    const document = { _id: 1, big: { deep: [1, 2] }, n: 1 };
    expect(applyUpdate(document, { $inc: { n: 1 } }, { nowMs: NOW }).next['big']).toBe(document.big);
  });
});
