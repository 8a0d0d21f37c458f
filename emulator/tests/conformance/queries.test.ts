import { beforeAll, describe, expect, test } from 'vitest';
import { failure } from './environment.ts';
import { collectionOf, db, type Row, useNodeSdk } from './node-sdk.ts';

useNodeSdk();

// biome-ignore lint/suspicious/noExplicitAny: programs are written without the SDK's types
type Any = any;

const MAY = new Date('2024-05-01T00:00:00Z');
const JUNE = new Date('2024-06-01T00:00:00Z');

const DOCUMENTS: readonly Row[] = [
  { _id: 1, name: '张三', age: 18, tags: ['a', 'b'], at: MAY, done: true, owner: { id: 'u1', vip: true } },
  { _id: 2, name: 'Li Si', age: 25, tags: ['b', 'c'], at: JUNE, done: false, owner: { id: 'u2' } },
  { _id: 3, name: 'wang wu', age: 30, tags: [], done: false, price: null },
  { _id: 4, name: 'Wang Liu', age: '30', tags: ['a'], scores: [80, 95], price: 10 },
  {
    _id: 5,
    tags: ['a', 'b', 'c'],
    scores: [60, 70],
    items: [
      { sku: 'x', qty: 5 },
      { sku: 'y', qty: 20 },
    ],
    price: 12.5,
  },
  {
    _id: 6,
    items: [
      { sku: 'x', qty: 20 },
      { sku: 'y', qty: 5 },
    ],
    scores: [55, 99],
    deep: { list: [{ v: 1 }, { v: 9 }] },
  },
];

const ALL = [1, 2, 3, 4, 5, 6];

let name: string;
beforeAll(async () => {
  name = await collectionOf(DOCUMENTS);
});

async function idsWhere(condition: unknown): Promise<unknown[]> {
  const { data } = await db.collection(name).where(condition).orderBy('_id', 'asc').get();
  return data.map((document: Row) => document['_id']);
}

type QueryCase = readonly [name: string, condition: (_: Any) => unknown, ids: readonly number[]];

// Semantics: https://www.mongodb.com/docs/manual/reference/operator/query/ and the SDK's Command
const CASES: readonly QueryCase[] = [
  ['a text', () => ({ name: 'Li Si' }), [2]],
  ['a number is not its text', () => ({ age: 30 }), [3]],
  ['several fields', () => ({ done: false, age: 25 }), [2]],
  ['a date', () => ({ at: MAY }), [1]],
  ['true', () => ({ done: true }), [1]],
  ['null is null or missing', () => ({ price: null }), [1, 2, 3, 6]],
  ['eq null', (_) => ({ price: _.eq(null) }), [1, 2, 3, 6]],
  ['neq null', (_) => ({ price: _.neq(null) }), [4, 5]],
  ['nothing', () => ({}), ALL],
  ['a nested object is a condition on its fields', () => ({ owner: { id: 'u1' } }), [1]],
  ['a dotted path', () => ({ 'owner.id': 'u2' }), [2]],
  ['eq of an object compares it whole', (_) => ({ owner: _.eq({ id: 'u1' }) }), []],
  ['eq of an equal object', (_) => ({ owner: _.eq({ id: 'u2' }) }), [2]],
  ['an element of an array', () => ({ tags: 'a' }), [1, 4, 5]],
  ['a whole array', () => ({ tags: ['a', 'b'] }), [1]],
  ['an empty array', (_) => ({ tags: _.eq([]) }), [3]],
  ['an element by its index', () => ({ 'tags.0': 'b' }), [2]],
  ['a field of documents in an array', () => ({ 'items.sku': 'x' }), [5, 6]],
  ['a field of a document at an index', () => ({ 'items.0.qty': 20 }), [6]],
  ['a deep field in an array', (_) => ({ 'deep.list.v': _.gt(8) }), [6]],
  ['gt compares numbers only', (_) => ({ age: _.gt(18) }), [2, 3]],
  ['gte and lte', (_) => ({ age: _.gte(18).and(_.lte(25)) }), [1, 2]],
  ['and of two commands', (_) => ({ age: _.and(_.gt(18), _.lt(30)) }), [2]],
  ['and of a list', (_) => ({ age: _.and([_.gt(18), _.lt(30)]) }), [2]],
  ['chained comparisons', (_) => ({ age: _.gt(18).lt(30) }), [2]],
  ['dates in order', (_) => ({ at: _.gte(MAY).and(_.lt(JUNE)) }), [1]],
  ['texts in order', (_) => ({ name: _.gt('Li Si').and(_.lt('x')) }), [3, 4]],
  ['or on a field', (_) => ({ age: _.lt(20).or(_.gt(28)) }), [1, 3]],
  ['or of values', (_) => ({ age: _.or(_.eq(18), _.eq(25)) }), [1, 2]],
  ['or of documents', (_) => _.or([{ age: 18 }, { 'owner.id': 'u2' }]), [1, 2]],
  ['or of documents with commands', (_) => _.or({ age: _.gt(26) }, { tags: _.size(3) }), [3, 5]],
  ['or of dates', (_) => ({ at: _.or(_.eq(MAY), _.eq(JUNE)) }), [1, 2]],
  ['and of documents', (_) => _.and([{ tags: 'a' }, { tags: 'b' }]), [1, 5]],
  ['and of or', (_) => _.and([_.or([{ age: 18 }, { age: 25 }]), _.or([{ done: true }, { price: 10 }])]), [1]],
  ['or beside a field', (_) => _.and({ done: false }, _.or([{ age: 25 }, { age: 18 }])), [2]],
  ['nor on a field', (_) => ({ age: _.nor(_.eq(18), _.eq(25)) }), [3, 4, 5, 6]],
  ['nor of documents', (_) => _.nor([{ tags: 'a' }, { tags: 'b' }]), [3, 6]],
  ['not', (_) => ({ age: _.not(_.gt(18)) }), [1, 4, 5, 6]],
  ['not in', (_) => ({ age: _.not(_.in([18, 25])) }), [3, 4, 5, 6]],
  ['neq includes missing fields', (_) => ({ age: _.neq(18) }), [2, 3, 4, 5, 6]],
  ['neq of an array element', (_) => ({ tags: _.neq('a') }), [2, 3, 6]],
  ['in', (_) => ({ age: _.in([18, '30']) }), [1, 4]],
  ['in with null', (_) => ({ name: _.in([null, 'Li Si']) }), [2, 5, 6]],
  ['in an array', (_) => ({ tags: _.in(['c']) }), [2, 5]],
  ['in with regular expressions', (_) => ({ name: _.in([/^wang/i]) }), [3, 4]],
  ['in nothing', (_) => ({ age: _.in([]) }), []],
  ['nin', (_) => ({ age: _.nin([18, 25]) }), [3, 4, 5, 6]],
  ['nin of array elements', (_) => ({ tags: _.nin(['a', 'c']) }), [3, 6]],
  ['exists', (_) => ({ scores: _.exists(true) }), [4, 5, 6]],
  ['exists not', (_) => ({ price: _.exists(false) }), [1, 2, 6]],
  ['a null field exists', (_) => ({ price: _.exists(true) }), [3, 4, 5]],
  ['mod', (_) => ({ age: _.mod(5, 0) }), [2, 3]],
  ['mod of a list', (_) => ({ age: _.mod([10, 8]) }), [1]],
  ['all', (_) => ({ tags: _.all(['a', 'b']) }), [1, 5]],
  ['all of elemMatch', (_) => ({ items: _.all([{ $elemMatch: { sku: 'x', qty: 5 } }]) }), [5]],
  ['size', (_) => ({ tags: _.size(2) }), [1, 2]],
  ['size 0 is not missing', (_) => ({ tags: _.size(0) }), [3]],
  ['elemMatch of documents', (_) => ({ items: _.elemMatch({ sku: 'x', qty: _.gt(10) }) }), [6]],
  [
    'without elemMatch the conditions may hold for different elements',
    (_) => ({ 'items.sku': 'x', 'items.qty': _.gt(10) }),
    [5, 6],
  ],
  ['elemMatch of values', (_) => ({ scores: _.elemMatch(_.gt(98)) }), [6]],
  ['elemMatch with a range', (_) => ({ scores: _.elemMatch({ $gt: 60, $lt: 80 }) }), [5]],
  ['a range without elemMatch', (_) => ({ scores: _.gt(60).and(_.lt(80)) }), [5, 6]],
  ['elemMatch neq', (_) => ({ tags: _.elemMatch(_.neq('a')) }), [1, 2, 5]],
  ['elemMatch exists', (_) => ({ items: _.elemMatch({ sku: _.exists(true) }) }), [5, 6]],
  ['elemMatch in', (_) => ({ items: _.elemMatch({ sku: _.in(['x']), qty: _.lte(5) }) }), [5]],
  ['a regular expression', () => ({ name: /wang/ }), [3]],
  ['a regular expression with i', () => ({ name: /WANG/i }), [3, 4]],
  ['db.RegExp', () => ({ name: db.RegExp({ regexp: '^wang', options: 'i' }) }), [3, 4]],
  ['db.RegExp on Chinese text', () => ({ name: db.RegExp({ regexp: '三$' }) }), [1]],
  ['a regular expression on array elements', () => ({ tags: /^c/ }), [2, 5]],
  ['or of regular expressions', (_) => _.or([{ name: /张/ }, { name: /^li/i }]), [1, 2]],
  ['not a regular expression', (_) => ({ name: _.not(/wang/i) }), [1, 2, 5, 6]],
  ['expr', (_) => _.expr(_.aggregate.gt([{ $size: { $ifNull: ['$tags', []] } }, 2])), [5]],
  ['expr compares fields', (_) => _.expr(_.aggregate.eq(['$_id', '$price'])), []],
  ['expr beside fields', (_) => ({ done: false, $expr: { $gt: ['$age', 26] } }), [3]],
  [
    'jsonSchema',
    (_) => _.jsonSchema({ required: ['items'], properties: { scores: { bsonType: 'array' } } }),
    [5, 6],
  ],
  ['nor jsonSchema', (_) => _.nor([_.jsonSchema({ required: ['tags'] })]), [6]],
  ['an undefined field among others', () => ({ age: 18, nobody: undefined }), [1]],
  ['an id', () => ({ _id: 3 }), [3]],
  ['ids', (_) => ({ _id: _.in([1, 3, 99]) }), [1, 3]],
  ['ids after one', (_) => ({ _id: _.gt(4) }), [5, 6]],
];

/** Documented, but sent by the SDK as it is: on the platform it compares with an object and matches nothing. */
const NOT_ENCODED: readonly (readonly [string, (_: Any) => object])[] = [
  ['elemMatch with a range of commands', (_) => ({ scores: _.elemMatch(_.gt(60).lt(80)) })],
  ['elemMatch with and', (_) => ({ items: _.elemMatch({ sku: 'y', qty: _.gt(4).and(_.lt(6)) }) })],
  ['elemMatch with or', (_) => ({ items: _.elemMatch({ sku: 'x', qty: _.or(_.eq(20), _.gt(90)) }) })],
  ['all of elemMatch with commands', (_) => ({ items: _.all([_.elemMatch({ sku: 'x', qty: _.lt(10) })]) })],
  ['elemMatch in elemMatch', (_) => ({ 'deep.list': _.elemMatch({ v: _.not(_.lt(5)) }) })],
];

describe('where()', () => {
  test.each(CASES)('%s', async (_name, condition, ids) => {
    expect(await idsWhere(condition(db.command))).toEqual(ids);
  });

  test.each(CASES.filter((_case, index) => index % 8 === 0))('count: %s', async (_name, condition, ids) => {
    expect((await db.collection(name).where(condition(db.command)).count()).total).toBe(ids.length);
  });

  test.each(NOT_ENCODED)('%s is refused loudly, for the SDK does not encode it', async (_name, condition) => {
    expect(await failure(db.collection(name).where(condition(db.command)).get())).toMatchObject({
      code: 'INVALID_PARAM',
      message: expect.stringContaining('the SDK sent the command'),
    });
  });

  test('raw filters go to the server as they are', async () => {
    const raw = db.collection(name).options({ raw: true });
    const { data } = await raw.where({ $or: [{ age: { $gte: 30 } }, { tags: { $size: 3 } }] }).get();
    expect(data.map((document: Row) => document['_id']).sort()).toEqual([3, 5]);
  });

  test('geo queries are not supported, and say so', async () => {
    const near = { place: db.command.geoNear({ geometry: new db.Geo.Point(113, 23), maxDistance: 10 }) };
    expect(await failure(db.collection(name).where(near).get())).toMatchObject({
      message: expect.stringMatching(/not supported|unsupported/i),
    });
  });
});
