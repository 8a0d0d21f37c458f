import { describe, expect, it } from 'vitest';
import type { Document } from '../values.ts';
import { runPipeline } from './pipeline.ts';

const NOW = Date.UTC(2026, 0, 15, 12);
const SALES: Document[] = [
  { _id: 1, item: 'a', price: 10, qty: 2, at: new Date('2026-01-01T20:00:00Z'), tags: ['x', 'y'] },
  { _id: 2, item: 'b', price: 20, qty: 1, at: new Date('2026-01-02T01:00:00Z'), tags: [] },
  { _id: 3, item: 'a', price: 5, qty: 10, at: new Date('2026-02-01T00:00:00Z') },
  { _id: 4, item: null, price: 'free', qty: 1 },
  { _id: 5, price: null, qty: 0 },
];
const ITEMS: Document[] = [
  { _id: 'i1', sku: 'a', stock: 3 },
  { _id: 'i2', sku: 'a', stock: 30 },
  { _id: 'i3', sku: 'c', stock: 1 },
  { _id: 'i4', stock: 9 },
];
const STAFF: Document[] = [
  { _id: 1, name: 'Ann' },
  { _id: 2, name: 'Bob', boss: 'Ann' },
  { _id: 3, name: 'Cem', boss: 'Bob' },
];

function run(stages: Document[], input: readonly Document[] = SALES): Document[] {
  return runPipeline(input, stages, {
    nowMs: NOW,
    collection: (name) => ({ items: ITEMS, staff: STAFF })[name] ?? [],
  });
}

const ids = (documents: Document[]) => documents.map(({ _id }) => _id);

describe('aggregation stages', () => {
  it('match, sort, skip, limit and count', () => {
    expect(ids(run([{ $match: { qty: { $gte: 1 } } }, { $sort: { qty: -1, _id: 1 } }]))).toEqual([
      3, 1, 2, 4,
    ]);
    expect(ids(run([{ $sort: { price: 1 } }]))).toEqual([5, 3, 1, 2, 4]);
    expect(ids(run([{ $skip: 1 }, { $limit: 2 }]))).toEqual([2, 3]);
    expect(run([{ $count: 'n' }])).toEqual([{ n: 5 }]);
    expect(run([{ $match: { _id: 99 } }, { $count: 'n' }])).toEqual([]);
  });

  it('group puts missing and null together, and sums only numbers', () => {
    const grouped = run([
      {
        $group: {
          _id: '$item',
          total: { $sum: '$price' },
          avg: { $avg: '$price' },
          max: { $max: '$price' },
          min: { $min: '$price' },
          first: { $first: '$price' },
          all: { $push: '$price' },
          n: { $sum: 1 },
        },
      },
    ]);
    expect(grouped).toEqual([
      { _id: 'a', total: 15, avg: 7.5, max: 10, min: 5, first: 10, all: [10, 5], n: 2 },
      { _id: 'b', total: 20, avg: 20, max: 20, min: 20, first: 20, all: [20], n: 1 },
      { _id: null, total: 0, avg: null, max: 'free', min: 'free', first: 'free', all: ['free', null], n: 2 },
    ]);
  });

  it('group by several fields, by an expression and over everything', () => {
    expect(
      run([{ $group: { _id: { item: '$item', many: { $gt: ['$qty', 1] } }, n: { $count: {} } } }]),
    ).toEqual([
      { _id: { item: 'a', many: true }, n: 2 },
      { _id: { item: 'b', many: false }, n: 1 },
      { _id: { item: null, many: false }, n: 1 },
      { _id: { many: false }, n: 1 },
    ]);
    expect(run([{ $group: { _id: null, money: { $sum: { $multiply: ['$qty', 2] } } } }])).toEqual([
      { _id: null, money: 28 },
    ]);
    const cents = [{ v: 0.1 }, { v: 0.2 }, { v: 0.3 }];
    expect(run([{ $group: { _id: null, sum: { $sum: '$v' } } }], cents)).toEqual([{ _id: null, sum: 0.6 }]);
  });

  it('group collects sets without the missing values, and the documents that sort first or last', () => {
    expect(run([{ $group: { _id: null, items: { $addToSet: '$item' } } }])).toEqual([
      { _id: null, items: ['a', 'b', null] },
    ]);
    const newest = { sortBy: { qty: -1 }, output: '$_id' };
    expect(
      run([
        {
          $group: {
            _id: null,
            top: { $top: newest },
            two: { $topN: { ...newest, n: 2 } },
            low: { $bottom: newest },
          },
        },
      ]),
    ).toEqual([{ _id: null, top: 3, two: [3, 1], low: 5 }]);
    expect(
      run([{ $group: { _id: null, mid: { $median: { input: '$qty', method: 'approximate' } } } }]),
    ).toEqual([{ _id: null, mid: 1 }]);
  });

  it('project keeps, leaves out, renames and computes', () => {
    const [first] = run([
      { $limit: 1 },
      { $project: { _id: 0, item: 1, sum: { $multiply: ['$price', '$qty'] } } },
    ]);
    expect(first).toEqual({ item: 'a', sum: 20 });
    expect(run([{ $project: { at: 0, tags: 0 } }, { $limit: 1 }])).toEqual([
      { _id: 1, item: 'a', price: 10, qty: 2 },
    ]);
    const nested = [{ _id: 1, a: { b: 1, c: 2 }, list: [{ x: 1, y: 2 }, 5, { y: 3 }] }];
    expect(run([{ $project: { 'a.b': 1, 'list.x': 1 } }], nested)).toEqual([
      { _id: 1, a: { b: 1 }, list: [{ x: 1 }, {}] },
    ]);
    expect(run([{ $project: { a: { sum: { $add: ['$a.b', '$a.c'] } } } }], nested)).toEqual([
      { _id: 1, a: { sum: 3 } },
    ]);
    expect(run([{ $project: { xs: '$list.x', pair: ['$a.b', '$nope'] } }], nested)).toEqual([
      { _id: 1, xs: [1], pair: [1, null] },
    ]);
  });

  it('addFields merges into embedded documents, and unset removes', () => {
    const input = [{ _id: 1, a: { b: 1 }, list: [{ x: 1 }] }];
    expect(run([{ $addFields: { a: { c: '$a.b' }, 'list.y': 9, gone: '$nope' } }], input)).toEqual([
      { _id: 1, a: { b: 1, c: 1 }, list: [{ x: 1, y: 9 }] },
    ]);
    expect(run([{ $set: { a: '$$REMOVE' } }, { $unset: ['list'] }], input)).toEqual([{ _id: 1 }]);
    expect(input).toEqual([{ _id: 1, a: { b: 1 }, list: [{ x: 1 }] }]);
  });

  it('unwind takes arrays apart and treats a scalar as one element', () => {
    expect(run([{ $unwind: '$tags' }, { $project: { tags: 1 } }])).toEqual([
      { _id: 1, tags: 'x' },
      { _id: 1, tags: 'y' },
    ]);
    const options = { path: '$tags', preserveNullAndEmptyArrays: true, includeArrayIndex: 'i' };
    expect(run([{ $unwind: options }, { $project: { tags: 1, i: 1 } }, { $limit: 3 }])).toEqual([
      { _id: 1, tags: 'x', i: 0 },
      { _id: 1, tags: 'y', i: 1 },
      { _id: 2, i: null },
    ]);
    expect(ids(run([{ $unwind: '$item' }]))).toEqual([1, 2, 3]);
  });

  it('lookup joins equal fields, and null with missing', () => {
    const joined = run([
      { $lookup: { from: 'items', localField: 'item', foreignField: 'sku', as: 'found' } },
    ]);
    expect(joined.map(({ found }) => ids(found as Document[]))).toEqual([
      ['i1', 'i2'],
      [],
      ['i1', 'i2'],
      ['i4'],
      ['i4'],
    ]);
    const byArray = run(
      [{ $lookup: { from: 'items', localField: 'skus', foreignField: 'sku', as: 'found' } }],
      [{ _id: 1, skus: ['c', 'a'] }],
    );
    expect(ids((byArray[0]?.['found'] ?? []) as Document[])).toEqual(['i1', 'i2', 'i3']);
  });

  it('lookup runs a pipeline with the variables of let', () => {
    const pipeline = [
      { $match: { $expr: { $and: [{ $eq: ['$sku', '$$wanted'] }, { $gte: ['$stock', '$$least'] }] } } },
      { $project: { _id: 0, stock: 1 } },
    ];
    const stage = { from: 'items', let: { wanted: '$item', least: '$qty' }, pipeline, as: 'found' };
    expect(run([{ $lookup: stage }, { $limit: 3 }]).map(({ found }) => found)).toEqual([
      [{ stock: 3 }, { stock: 30 }],
      [],
      [{ stock: 30 }],
    ]);
  });

  it('graphLookup follows connections to a depth', () => {
    const stage = {
      from: 'staff',
      startWith: '$boss',
      connectFromField: 'boss',
      connectToField: 'name',
      as: 'chain',
      depthField: 'd',
    };
    const [last] = run([{ $match: { name: 'Cem' } }, { $graphLookup: stage }], STAFF);
    expect(last?.['chain']).toEqual([
      { _id: 2, name: 'Bob', boss: 'Ann', d: 0 },
      { _id: 1, name: 'Ann', d: 1 },
    ]);
    const [near] = run([{ $match: { name: 'Cem' } }, { $graphLookup: { ...stage, maxDepth: 0 } }], STAFF);
    expect(near?.['chain']).toHaveLength(1);
  });

  it('bucket, bucketAuto and sortByCount', () => {
    const bucket = { groupBy: '$qty', boundaries: [0, 2, 5], default: 'many' };
    expect(run([{ $bucket: bucket }])).toEqual([
      { _id: 0, count: 3 },
      { _id: 2, count: 1 },
      { _id: 'many', count: 1 },
    ]);
    expect(() => run([{ $bucket: { groupBy: '$qty', boundaries: [0, 2] } }])).toThrow(
      'no default was specified',
    );
    const numbers = [1, 2, 3, 4, 5].map((n) => ({ n }));
    expect(run([{ $bucketAuto: { groupBy: '$n', buckets: 2 } }], numbers)).toEqual([
      { _id: { min: 1, max: 4 }, count: 3 },
      { _id: { min: 4, max: 5 }, count: 2 },
    ]);
    expect(run([{ $sortByCount: '$item' }])).toEqual([
      { _id: 'a', count: 2 },
      { _id: null, count: 2 },
      { _id: 'b', count: 1 },
    ]);
  });

  it('facet, replaceRoot, unionWith, sample and redact', () => {
    expect(
      run([
        {
          $facet: {
            n: [{ $count: 'n' }],
            top: [{ $sort: { qty: -1 } }, { $limit: 1 }, { $project: { qty: 1 } }],
          },
        },
      ]),
    ).toEqual([{ n: [{ n: 5 }], top: [{ _id: 3, qty: 10 }] }]);
    expect(
      run([{ $limit: 1 }, { $replaceRoot: { newRoot: { $mergeObjects: [{ z: 1 }, { item: '$item' }] } } }]),
    ).toEqual([{ z: 1, item: 'a' }]);
    expect(() => run([{ $replaceWith: '$item' }])).toThrow('must evaluate to an object');
    expect(run([{ $limit: 1 }, { $unionWith: 'staff' }])).toHaveLength(4);
    const drawn = ids(run([{ $sample: { size: 4 } }]));
    expect(new Set(drawn).size).toBe(4);
    const secret = [{ _id: 1, open: true, in: { open: false }, list: [{ open: true }, { open: false }] }];
    expect(run([{ $redact: { $cond: ['$open', '$$DESCEND', '$$PRUNE'] } }], secret)).toEqual([
      { _id: 1, open: true, list: [{ open: true }] },
    ]);
  });

  it('setWindowFields counts up', () => {
    const stage = {
      sortBy: { _id: 1 },
      output: { sum: { $sum: '$qty', window: { documents: ['unbounded', 'current'] } } },
    };
    expect(run([{ $setWindowFields: stage }]).map(({ sum }) => sum)).toEqual([2, 3, 13, 14, 14]);
  });

  it.each([
    [[{ $nope: {} }], 'Unrecognized pipeline stage name'],
    [[{ $match: {}, $sort: { a: 1 } }], 'exactly one field'],
    [[{ $out: 'x' }], 'unsupported'],
    [[{ $geoNear: {} }], 'unsupported'],
    [[{ $project: { a: { $nope: 1 } } }], "Unrecognized expression '$nope'"],
    [[{ $project: { a: 1, b: 0 } }], 'Cannot do exclusion on field b in inclusion projection'],
    [[{ $group: { n: { $sum: 1 } } }], 'must include an _id'],
    [[{ $group: { _id: null, n: { $nope: 1 } } }], 'unknown group operator'],
    [[{ $group: { _id: null, n: 1 } }], 'must be an accumulator object'],
    [[{ $limit: 0 }], 'the limit must be positive'],
    [[{ $unwind: 'tags' }], "prefixed with a '$'"],
    [[{ $match: { $expr: { $function: {} } } }], 'unsupported'],
    [[{ $project: { x: '$$nope' } }], 'Use of undefined variable: nope'],
    [[{ $lookup: { from: 'items', as: 'x' } }], 'requires either pipeline or both'],
    [[{ $addFields: { 'a.__proto__.x': 1 } }], 'invalid field path'],
    [[{ $project: { 'a.__proto__.x': '$a' } }], 'invalid field path'],
    [[{ $match: { a: { operator: 'gt', operands: [1], fieldName: {} } } }], 'the SDK sent the command'],
  ])('refuses %j, even for an empty collection', (stages, message) => {
    expect(() => run(stages, [])).toThrow(message);
  });
});
