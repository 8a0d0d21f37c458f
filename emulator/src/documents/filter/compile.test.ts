import { describe, expect, it } from 'vitest';
import { type Document, ExtendedValue, ForeignRegExp, ObjectId } from '../values.ts';
import { compileFilter } from './compile.ts';

const ID = new ObjectId('65a000000000000000000000');
const DOCUMENT: Document = {
  _id: 'o1',
  ref: ID,
  n: 5,
  s: 'Abc',
  nul: null,
  at: new Date(1000),
  flag: false,
  sub: { x: 1, y: 2 },
  tags: ['a', 'b'],
  empty: [],
  nums: [1, 7, 12],
  items: [
    { sku: 'p', qty: 2, sizes: [1, 2] },
    { sku: 'q', qty: 9 },
  ],
  grid: [[1, 2], [3]],
  geo: { type: 'Point', coordinates: [1, 2] },
  money: new ExtendedValue('$numberDecimal', { $numberDecimal: '1.50' }),
};

const matches = (filter: Document) => compileFilter(filter, { nowMs: 5000 })(DOCUMENT);

const MATCHING: Document[] = [
  {},
  { n: 5 },
  { ref: new ObjectId(ID.hex) },
  { at: new Date(1000) },
  { nul: null },
  { missing: null },
  { 'sub.missing': null },
  { 'items.missing': null },
  { sub: { x: 1, y: 2 } },
  { tags: 'a' },
  { tags: ['a', 'b'] },
  { grid: [3] },
  { 'items.qty': 9 },
  { 'items.0.qty': 2 },
  { 'nums.1': 7 },
  { 'items.sizes': 2 },
  { 'items.sizes.1': 2 },
  { 'grid.0.1': 2 },
  { s: /^a/i },
  { tags: /^b$/ },
  { s: new ForeignRegExp('(?i)^a B C', 'x') },
  { money: 1.5 },
  { money: { $gt: 1, $lt: 2 } },
  { n: { $eq: 5, $gt: 4, $lte: 5 } },
  { n: { $ne: 6 } },
  { missing: { $ne: 1 } },
  { tags: { $ne: 'c' } },
  { nul: { $lte: null } },
  { missing: { $gte: null } },
  { at: { $lt: new Date(2000) } },
  { flag: { $lt: true } },
  { nums: { $gt: 5, $lt: 3 } },
  { s: { $gt: 'ABC' } },
  { n: { $in: [1, 5] } },
  { s: { $in: ['x', /bc$/] } },
  { missing: { $in: [null] } },
  { tags: { $in: ['b', 'z'] } },
  { n: { $nin: [1, 2] } },
  { nul: { $exists: true } },
  { missing: { $exists: false } },
  { 'items.sizes': { $exists: true } },
  { tags: { $size: 2 } },
  { empty: { $size: 0 } },
  { tags: { $all: ['b', 'a'] } },
  { n: { $all: [5] } },
  { items: { $all: [{ $elemMatch: { sku: 'p' } }, { $elemMatch: { qty: { $gt: 5 } } }] } },
  { items: { $elemMatch: { sku: 'q', qty: { $gte: 9 } } } },
  { nums: { $elemMatch: { $gt: 5, $lt: 10 } } },
  { items: { $elemMatch: { $or: [{ qty: 1 }, { sku: 'q' }] } } },
  { n: { $mod: [3, 2] } },
  { nums: { $mod: [6, 0] } },
  { s: { $regex: '^AB', $options: 'i' } },
  { s: { $regex: /^ab/, $options: 'i' } },
  { n: { $not: { $gt: 10 } } },
  { s: { $not: /^z/ } },
  { missing: { $not: { $gt: 1 } } },
  { n: { $type: 'int' } },
  { n: { $type: ['string', 'number'] } },
  { at: { $type: 9 } },
  { nul: { $type: 'null' } },
  { tags: { $type: 'array' } },
  { ref: { $type: 'objectId' } },
  { n: { $bitsAllSet: 5 } },
  { n: { $bitsAnyClear: [0, 1] } },
  { $and: [{ n: 5 }, { s: 'Abc' }] },
  { $or: [{ n: 6 }, { s: 'Abc' }] },
  { $nor: [{ n: 6 }, { s: 'x' }] },
  { $expr: { $gt: ['$n', '$sub.x'] } },
  { $expr: { $eq: ['$$NOW', new Date(5000)] } },
  { 'geo.coordinates': [1, 2] },
  { $comment: 'ignored', n: 5 },
  {
    $jsonSchema: {
      required: ['n', 's'],
      properties: { n: { bsonType: 'int', minimum: 5 }, s: { pattern: '^A' } },
    },
  },
  {
    $jsonSchema: {
      properties: { tags: { type: 'array', items: { type: 'string', minLength: 1 }, uniqueItems: true } },
    },
  },
  { items: { sku: 'q', qty: 9 } },
];

const NOT_MATCHING: Document[] = [
  { n: '5' },
  { $jsonSchema: { required: ['missing'] } },
  { $jsonSchema: { properties: { n: { bsonType: 'int', minimum: 5, exclusiveMinimum: true } } } },
  { $jsonSchema: { properties: { sub: { properties: { x: {} }, additionalProperties: false } } } },
  { missing: 1 },
  { sub: { y: 2, x: 1 } },
  { sub: { x: 1 } },
  { sub: {} },
  { tags: ['b', 'a'] },
  { 'empty.x': null },
  { n: { $gt: '1' } },
  { s: { $gt: 1 } },
  { missing: { $gt: null } },
  { missing: { $lt: 5 } },
  { nul: { $lt: 5 } },
  { tags: { $ne: 'a' } },
  { tags: { $nin: ['a'] } },
  { n: { $in: [] } },
  { missing: { $exists: true } },
  { items: { $elemMatch: { sku: 'p', qty: 9 } } },
  { nums: { $elemMatch: { $gt: 7, $lt: 10 } } },
  { n: { $elemMatch: { $gt: 1 } } },
  { n: { $size: 1 } },
  { tags: { $all: [] } },
  { tags: { $all: ['a', 'z'] } },
  { n: { $not: { $gt: 1 } } },
  { s: { $mod: [1, 0] } },
  { at: 1000 },
  { flag: 0 },
  { n: { $type: 'string' } },
  { ref: ID.hex },
  { constructor: { $exists: true } },
  { toString: { $ne: null } },
];

describe('filters', () => {
  it.each(MATCHING.map((filter) => [filter]))('%j matches', (filter) => {
    expect(matches(filter)).toBe(true);
  });

  it.each(NOT_MATCHING.map((filter) => [filter]))('%j does not match', (filter) => {
    expect(matches(filter)).toBe(false);
  });

  const command = { operator: 'gt', operands: [1], fieldName: {} };
  it.each<[Document, string]>([
    [{ $or: [] }, 'must be a nonempty array'],
    [{ $and: [] }, 'must be a nonempty array'],
    [{ $or: [1] }, 'entries need to be full objects'],
    [{ n: { $nope: 1 } }, 'unknown operator: $nope'],
    [{ n: { $gt: 1, x: 2 } }, 'unknown operator: x'],
    [{ $nope: 1 }, 'unknown top level operator: $nope'],
    [{ $not: { n: 1 } }, 'unknown top level operator: $not'],
    [{ n: { $in: 5 } }, '$in needs an array'],
    [{ n: { $in: [{ $gt: 1 }] } }, 'cannot nest $ under $in'],
    [{ n: { $not: 5 } }, '$not needs a regex or a document'],
    [{ n: { $not: {} } }, '$not cannot be empty'],
    [{ n: { $size: -1 } }, 'non-negative'],
    [{ n: { $mod: [0, 1] } }, 'divisor cannot be 0'],
    [{ n: { $mod: [2] } }, 'not enough elements'],
    [{ n: { $type: 'nope' } }, 'Unknown type name alias'],
    [{ n: { $elemMatch: 5 } }, '$elemMatch needs an Object'],
    [{ n: { $options: 'i' } }, '$options needs a $regex'],
    [{ n: { $gt: /x/ } }, "Can't have RegEx"],
    [{ s: new ForeignRegExp('(?<=', 'x') }, 'Regular expression is invalid'],
    [{ geo: { $nearSphere: {} } }, 'unsupported'],
    [{ geo: { $geoWithin: {} } }, 'unsupported'],
    [{ $where: 'true' }, 'unsupported'],
    [{ items: { $elemMatch: { qty: command } } }, 'the SDK sent the command _.gt(…) itself'],
    [{ n: { _internalType: {} } }, 'its own objects'],
  ])('%j is refused', (filter, message) => {
    expect(() => matches(filter)).toThrow(message);
  });

  it('looks values up in long lists', () => {
    const many = Array.from({ length: 5000 }, (_, index) => `o${index}`);
    expect(matches({ _id: { $in: many } })).toBe(true);
  });
});
