import { describe, expect, test } from 'vitest';
import { collectionOf, db, useNodeSdk } from './node-sdk.ts';

useNodeSdk();

const SHANGHAI = 'Asia/Shanghai';

describe('reports', () => {
  test('turnover per day in Shanghai, with a total', async () => {
    const name = await collectionOf([
      { at: new Date('2024-03-01T15:59:59Z'), fen: 100, paid: true },
      { at: new Date('2024-03-01T16:00:00Z'), fen: 250, paid: true },
      { at: new Date('2024-03-02T01:00:00Z'), fen: 50, paid: true },
      { at: new Date('2024-03-02T02:00:00Z'), fen: 999, paid: false },
    ]);
    const $ = db.command.aggregate;
    const { data } = await db
      .collection(name)
      .aggregate()
      .match({ paid: true, at: db.command.gte(new Date('2024-03-01T00:00:00Z')) })
      .group({
        _id: $.dateToString({ date: '$at', format: '%Y-%m-%d', timezone: SHANGHAI }),
        fen: $.sum('$fen'),
        orders: $.sum(1),
        largest: $.max('$fen'),
      })
      .sort({ _id: 1 })
      .end();
    expect(data).toEqual([
      { _id: '2024-03-01', fen: 100, orders: 1, largest: 100 },
      { _id: '2024-03-02', fen: 300, orders: 2, largest: 250 },
    ]);
  });

  test('conditional sums side by side', async () => {
    const name = await collectionOf([
      { s: 'paid', fen: 10 },
      { s: 'paid', fen: 20 },
      { s: 'refunded', fen: 5 },
    ]);
    const $ = db.command.aggregate;
    const sumIf = (state: string) => $.sum($.cond([$.eq(['$s', state]), '$fen', 0]));
    const { data } = await db
      .collection(name)
      .aggregate()
      .group({ _id: null, paid: sumIf('paid'), refunded: sumIf('refunded') })
      .project({ _id: 0, paid: 1, refunded: 1, net: $.subtract(['$paid', '$refunded']) })
      .end();
    expect(data).toEqual([{ paid: 30, refunded: 5, net: 25 }]);
  });

  test('sales by product out of the items of orders', async () => {
    const name = await collectionOf([
      {
        items: [
          { sku: 'tea', n: 2, fen: 300 },
          { sku: 'cup', n: 1, fen: 1500 },
        ],
      },
      { items: [{ sku: 'tea', n: 1, fen: 300 }] },
      { items: [] },
    ]);
    const $ = db.command.aggregate;
    const { data } = await db
      .collection(name)
      .aggregate()
      .unwind('$items')
      .group({ _id: '$items.sku', n: $.sum('$items.n'), fen: $.sum($.multiply(['$items.n', '$items.fen'])) })
      .sort({ fen: -1 })
      .end();
    expect(data).toEqual([
      { _id: 'cup', n: 1, fen: 1500 },
      { _id: 'tea', n: 3, fen: 900 },
    ]);
  });

  test('a leaderboard with names from another collection', async () => {
    const users = await collectionOf([
      { _id: 'u1', name: '甲' },
      { _id: 'u2', name: '乙' },
    ]);
    const scores = await collectionOf([
      { user: 'u1', score: 5 },
      { user: 'u2', score: 9 },
      { user: 'u1', score: 7 },
      { user: 'ghost', score: 1 },
    ]);
    const $ = db.command.aggregate;
    const { data } = await db
      .collection(scores)
      .aggregate()
      .group({ _id: '$user', best: $.max('$score') })
      .sort({ best: -1 })
      .limit(10)
      .lookup({ from: users, localField: '_id', foreignField: '_id', as: 'user' })
      .project({ _id: 0, best: 1, name: $.ifNull([$.arrayElemAt(['$user.name', 0]), '?']) })
      .end();
    expect(data).toEqual([
      { best: 9, name: '乙' },
      { best: 7, name: '甲' },
      { best: 1, name: '?' },
    ]);
  });

  test('the newest message of each room, and what is unread', async () => {
    const name = await collectionOf([
      { room: 'a', text: 'first', at: new Date(1), readBy: ['me'] },
      { room: 'a', text: 'second', at: new Date(2), readBy: [] },
      { room: 'b', text: 'hello', at: new Date(3), readBy: ['me'] },
    ]);
    const $ = db.command.aggregate;
    const { data } = await db
      .collection(name)
      .aggregate()
      .sort({ at: -1 })
      .group({
        _id: '$room',
        last: $.first('$text'),
        at: $.first('$at'),
        unread: $.sum($.cond([$.in(['me', '$readBy']), 0, 1])),
      })
      .sort({ at: -1 })
      .end();
    expect(data).toEqual([
      { _id: 'b', last: 'hello', at: new Date(3), unread: 0 },
      { _id: 'a', last: 'second', at: new Date(2), unread: 1 },
    ]);
  });

  test('a histogram by bucket', async () => {
    const name = await collectionOf([5, 15, 18, 35, 80].map((age) => ({ age })));
    const { data } = await db
      .collection(name)
      .aggregate()
      .bucket({ groupBy: '$age', boundaries: [0, 18, 60], default: '60+' })
      .end();
    expect(data).toEqual([
      { _id: 0, count: 2 },
      { _id: 18, count: 2 },
      { _id: '60+', count: 1 },
    ]);
  });
});
