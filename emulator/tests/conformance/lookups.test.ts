import { beforeAll, describe, expect, test } from 'vitest';
import { collectionOf, db, type Row, useNodeSdk } from './node-sdk.ts';

useNodeSdk();

// biome-ignore lint/suspicious/noExplicitAny: programs are written without the SDK's types
type Any = any;

const ORDERS = [
  { _id: 4, book: 'novel 1', price: 30, quantity: 2 },
  { _id: 5, book: 'science 1', price: 20, quantity: 1 },
  { _id: 6 },
];
const NOVEL = { _id: 'b1', author: 'author 1', category: 'novel', stock: 10, title: 'novel 1' };
const SCIENCE = { _id: 'b3', author: 'author 3', category: 'science', stock: 30, title: 'science 1' };
const SCIENCE_2 = { _id: 'b4', author: 'author 3', category: 'science', stock: 40, title: 'science 2' };
const UNTITLED = { _id: 'b5', author: 'author 4', category: 'science', stock: 50, title: null };
const NAMELESS = { _id: 'b6', author: 'author 5', category: 'novel', stock: '60' };

let orders: string;
let books: string;
let authors: string;
let shelf: string;

beforeAll(async () => {
  orders = await collectionOf(ORDERS);
  books = await collectionOf([NOVEL, SCIENCE, SCIENCE_2, UNTITLED, NAMELESS]);
  authors = await collectionOf([
    { _id: 1, name: 'author 1' },
    { _id: 3, name: 'author 3' },
    { _id: 4, name: 'author 4' },
  ]);
  shelf = await collectionOf([
    { _id: 's1', authors: ['author 1'] },
    { _id: 's3', authors: ['author 3', 'author 4'] },
    { _id: 's4', authors: ['author 3'] },
  ]);
});

/** Ends a pipeline on a collection. */
async function run(name: string, build: (pipeline: Any, $: Any, _: Any) => Any): Promise<Row[]> {
  const { command } = db;
  return (await build(db.collection(name).aggregate(), command.aggregate, command).end()).data;
}

// Documents and results as documented: https://developers.weixin.qq.com/miniprogram/dev/wxcloud/reference-sdk-api/database/aggregate/Aggregate.lookup.html
describe('lookup', () => {
  test('by equal fields; a missing one equals null and missing', async () => {
    const lookup = { from: books, localField: 'book', foreignField: 'title', as: 'list' };
    expect(await run(orders, (p) => p.lookup(lookup))).toEqual([
      { ...ORDERS[0], list: [NOVEL] },
      { ...ORDERS[1], list: [SCIENCE] },
      { ...ORDERS[2], list: [UNTITLED, NAMELESS] },
    ]);
  });

  test('a field against an array', async () => {
    const lookup = { from: shelf, localField: 'name', foreignField: 'authors', as: 'published' };
    const found = await run(authors, (p, $) =>
      p.lookup(lookup).project({ _id: 0, ids: '$published._id', n: $.size('$published') }),
    );
    expect(found).toEqual([
      { ids: ['s1'], n: 1 },
      { ids: ['s3', 's4'], n: 2 },
      { ids: ['s3'], n: 1 },
    ]);
  });

  test('an array against a field', async () => {
    const lookup = { from: authors, localField: 'authors', foreignField: 'name', as: 'people' };
    const found = await run(shelf, (p) => p.lookup(lookup).project({ _id: 0, ids: '$people._id' }));
    expect(found).toEqual([{ ids: [1] }, { ids: [3, 4] }, { ids: [3] }]);
  });

  test('merged into the document', async () => {
    const found = await run(orders, (p, $) =>
      p
        .lookup({ from: books, localField: 'book', foreignField: 'title', as: 'list' })
        .replaceRoot({ newRoot: $.mergeObjects([$.arrayElemAt(['$list', 0]), '$$ROOT']) })
        .project({ list: 0 }),
    );
    expect(found).toEqual([
      { ...NOVEL, ...ORDERS[0] },
      { ...SCIENCE, ...ORDERS[1] },
      { ...UNTITLED, ...ORDERS[2] },
    ]);
  });

  test('by several conditions', async () => {
    const found = await run(orders, (p, $, _) =>
      p
        .match({ _id: _.in([4, 5]) })
        .lookup({
          from: books,
          let: { title: '$book', quantity: $.multiply(['$quantity', 8]) },
          pipeline: $.pipeline()
            .match(_.expr($.and([$.eq(['$title', '$$title']), $.gte(['$stock', '$$quantity'])])))
            .project({ _id: 0, title: 1, stock: 1 })
            .done(),
          as: 'list',
        })
        .project({ list: 1 }),
    );
    expect(found).toEqual([
      { _id: 4, list: [] },
      { _id: 5, list: [{ title: 'science 1', stock: 30 }] },
    ]);
  });

  test('with a subquery of its own', async () => {
    const found = await run(orders, (p, $, _) =>
      p
        .lookup({
          from: books,
          pipeline: $.pipeline()
            .match({ author: 'author 3', stock: _.gt(10) })
            .sort({ stock: -1 })
            .limit(1)
            .project({ _id: 0, title: 1 })
            .done(),
          as: 'list',
        })
        .limit(1)
        .project({ _id: 0, list: 1 }),
    );
    expect(found).toEqual([{ list: [{ title: 'science 2' }] }]);
  });

  test('inside a lookup', async () => {
    const found = await run(orders, (p, $, _) =>
      p
        .match({ _id: 5 })
        .lookup({
          from: books,
          let: { title: '$book' },
          pipeline: $.pipeline()
            .match(_.expr($.eq(['$title', '$$title'])))
            .lookup({
              from: authors,
              let: { author: '$author' },
              pipeline: $.pipeline()
                .match(_.expr($.eq(['$name', '$$author'])))
                .done(),
              as: 'people',
            })
            .project({ people: 1 })
            .done(),
          as: 'list',
        })
        .project({ list: 1 }),
    );
    expect(found).toEqual([{ _id: 5, list: [{ _id: 'b3', people: [{ _id: 3, name: 'author 3' }] }] }]);
  });

  test('counted, unwound and grouped', async () => {
    const found = await run(authors, (p, $) =>
      p
        .lookup({ from: books, localField: 'name', foreignField: 'author', as: 'books' })
        .unwind('$books')
        .group({ _id: '$name', titles: $.push('$books.title'), stock: $.sum('$books.stock') })
        .sort({ stock: -1 }),
    );
    expect(found).toEqual([
      { _id: 'author 3', titles: ['science 1', 'science 2'], stock: 70 },
      { _id: 'author 4', titles: [null], stock: 50 },
      { _id: 'author 1', titles: ['novel 1'], stock: 10 },
    ]);
  });

  test('on ids of ObjectId', async () => {
    const [one, other] = ['5f3e6b2a9d1c4e0007a1b2c3', '5f3e6b2a9d1c4e0007a1b2c4'];
    const targets = await collectionOf([{ _id: db.ObjectId({ id: one }), name: 'test' }]);
    const sources = await collectionOf([{ _id: db.ObjectId({ id: other }), ref: db.ObjectId({ id: one }) }]);
    const lookup = { from: targets, localField: 'ref', foreignField: '_id', as: 'found' };
    const [found] = await run(sources, (p) => p.lookup(lookup));
    expect(found?.['found']).toMatchObject([{ name: 'test' }]);
  });
});

test('raw pipelines', async () => {
  const raw = (stages: readonly Row[]) => db.collection(books).options({ raw: true }).aggregate(stages).end();
  expect((await raw([{ $match: { category: 'novel' } }, { $count: 'n' }])).data).toEqual([{ n: 2 }]);
  expect(
    (await raw([{ $match: { stock: { $gte: 40 } } }, { $sort: { stock: -1 } }, { $project: { _id: 1 } }]))
      .data,
  ).toEqual([{ _id: 'b5' }, { _id: 'b4' }]);
  expect((await raw([{ $unset: ['author', 'category', 'stock'] }, { $limit: 1 }])).data).toEqual([
    { _id: 'b1', title: 'novel 1' },
  ]);
  const facets = {
    $facet: {
      total: [{ $count: 'n' }],
      first: [{ $sort: { _id: 1 } }, { $limit: 1 }, { $project: { _id: 1 } }],
    },
  };
  expect((await raw([facets])).data).toEqual([{ total: [{ n: 5 }], first: [{ _id: 'b1' }] }]);
});
