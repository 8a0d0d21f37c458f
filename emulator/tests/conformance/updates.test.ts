import { describe, expect, test } from 'vitest';
import { collectionOf, contents, db, type Row, useNodeSdk } from './node-sdk.ts';

useNodeSdk();

// biome-ignore lint/suspicious/noExplicitAny: programs are written without the SDK's types
type Any = any;

const DATE = new Date('2024-05-01T00:00:00Z');
const PEOPLE = [
  { n: 'a', s: 3 },
  { n: 'b', s: 1 },
];

type UpdateCase = readonly [name: string, before: Row, update: (_: Any) => unknown, after: Row];

// Semantics: https://www.mongodb.com/docs/manual/reference/operator/update/ and the SDK's Command
const CASES: readonly UpdateCase[] = [
  ['sets fields and leaves the others', { a: 1, b: 2 }, () => ({ a: 5, c: 'new' }), { a: 5, b: 2, c: 'new' }],
  ['merges embedded documents', { o: { x: 1, y: 2 } }, () => ({ o: { x: 9 } }), { o: { x: 9, y: 2 } }],
  ['makes embedded documents', {}, () => ({ o: { p: { q: 1 } } }), { o: { p: { q: 1 } } }],
  [
    'sets by dotted paths',
    { o: { x: 1, y: 2 } },
    () => ({ 'o.x': 9, 'p.q': 1 }),
    { o: { x: 9, y: 2 }, p: { q: 1 } },
  ],
  ['set replaces a document whole', { o: { x: 1, y: 2 } }, (_) => ({ o: _.set({ z: 1 }) }), { o: { z: 1 } }],
  ['set with an empty document', { o: { x: 1 } }, (_) => ({ o: _.set({}) }), { o: {} }],
  ['replaces arrays whole', { a: [1, 2, 3] }, () => ({ a: [9] }), { a: [9] }],
  ['sets an array element', { a: [1, 2, 3] }, () => ({ 'a.1': 9 }), { a: [1, 9, 3] }],
  [
    'sets a field of an array element',
    { a: [{ x: 1 }, { x: 2 }] },
    () => ({ 'a.1.x': 9 }),
    { a: [{ x: 1 }, { x: 9 }] },
  ],
  [
    'sets an array element as an object',
    { a: [{ x: 1, y: 1 }] },
    () => ({ a: { 0: { x: 5 } } }),
    { a: [{ x: 5, y: 1 }] },
  ],
  [
    'sets null, dates, booleans',
    { a: 1 },
    () => ({ a: null, d: DATE, f: false }),
    { a: null, d: DATE, f: false },
  ],
  ['sets embedded nulls', {}, () => ({ data: { a: null, b: null } }), { data: { a: null, b: null } }],
  ['leaves undefined fields alone', { a: 1 }, () => ({ a: undefined, b: 2 }), { a: 1, b: 2 }],
  ['removes a field', { a: 1, b: 2 }, (_) => ({ a: _.remove() }), { b: 2 }],
  ['removes an embedded field', { o: { x: 1, y: 2 } }, (_) => ({ o: { x: _.remove() } }), { o: { y: 2 } }],
  [
    'removes inside arrays, where an element becomes null',
    { arr: [{ name: 'A', sub: {} }, { name: 'B' }, { name: 'C' }] },
    (_) => ({ arr: { 0: { sub: _.remove() }, 1: _.remove() } }),
    { arr: [{ name: 'A' }, null, { name: 'C' }] },
  ],
  [
    'inc',
    { n: 1, o: { m: 5 } },
    (_) => ({ n: _.inc(2), o: { m: _.inc(-1) }, fresh: _.inc(3) }),
    { n: 3, o: { m: 4 }, fresh: 3 },
  ],
  ['inc of fractions', { n: 0.2 }, (_) => ({ n: _.inc(-0.05) }), { n: 0.2 - 0.05 }],
  ['inc of an array element', { a: [1, 2] }, (_) => ({ 'a.1': _.inc(5) }), { a: [1, 7] }],
  ['inc beyond 32 bits', { n: 2_147_483_647 }, (_) => ({ n: _.inc(1) }), { n: 2_147_483_648 }],
  ['mul', { n: 4 }, (_) => ({ n: _.mul(2.5), fresh: _.mul(3) }), { n: 10, fresh: 0 }],
  ['min and max', { a: 5, b: 5 }, (_) => ({ a: _.min(3), b: _.max(3), c: _.max(1) }), { a: 3, b: 5, c: 1 }],
  ['max of dates', { d: new Date(0) }, (_) => ({ d: _.max(DATE) }), { d: DATE }],
  [
    'rename',
    { a: 1, o: { x: 2 } },
    (_) => ({ a: _.rename('b'), o: { x: _.rename('o.y') } }),
    { b: 1, o: { y: 2 } },
  ],
  ['bit', { n: 13, m: 1 }, (_) => ({ n: _.bit({ and: 10 }), m: _.bit({ xor: 5 }) }), { n: 8, m: 4 }],
  ['push one', { a: [1] }, (_) => ({ a: _.push(2) }), { a: [1, 2] }],
  ['push several', { a: [1] }, (_) => ({ a: _.push(2, 3) }), { a: [1, 2, 3] }],
  ['push a list', { a: [1] }, (_) => ({ a: _.push([2, 3]) }), { a: [1, 2, 3] }],
  ['push onto a missing field', {}, (_) => ({ a: _.push(['x']) }), { a: ['x'] }],
  ['push a document', { a: [] }, (_) => ({ a: _.push({ x: 1, d: DATE }) }), { a: [{ x: 1, d: DATE }] }],
  ['push into an embedded array', { o: { a: [1] } }, (_) => ({ o: { a: _.push(2) } }), { o: { a: [1, 2] } }],
  [
    'push into an array in an array',
    { a: [{ l: [1] }] },
    (_) => ({ 'a.0.l': _.push(2) }),
    { a: [{ l: [1, 2] }] },
  ],
  [
    'push at a position',
    { a: [1, 2] },
    (_) => ({ a: _.push({ each: [8, 9], position: 1 }) }),
    { a: [1, 8, 9, 2] },
  ],
  [
    'push at a position from the end',
    { a: [1, 2] },
    (_) => ({ a: _.push({ each: [9], position: -1 }) }),
    { a: [1, 9, 2] },
  ],
  ['push and sort', { a: [5, 1] }, (_) => ({ a: _.push({ each: [3], sort: 1 }) }), { a: [1, 3, 5] }],
  ['only sort', { a: [5, 1] }, (_) => ({ a: _.push({ each: [], sort: -1 }) }), { a: [5, 1] }],
  [
    'push and sort documents',
    { a: PEOPLE },
    (_) => ({ a: _.push({ each: [{ n: 'c', s: 2 }], sort: { s: 1 } }) }),
    { a: [PEOPLE[1], { n: 'c', s: 2 }, PEOPLE[0]] },
  ],
  [
    'push, sort and keep the best',
    { a: [1, 2, 3] },
    (_) => ({ a: _.push({ each: [4, 5, 6], sort: -1, slice: 3 }) }),
    { a: [6, 5, 4] },
  ],
  [
    'push and keep the last',
    { a: [1, 2, 3] },
    (_) => ({ a: _.push({ each: [4], slice: -2 }) }),
    { a: [3, 4] },
  ],
  ['only slice', { a: [1, 2, 3] }, (_) => ({ a: _.push({ each: [], slice: 1 }) }), { a: [1] }],
  ['slice 0 empties', { a: [1, 2, 3] }, (_) => ({ a: _.push({ each: [9], slice: 0 }) }), { a: [] }],
  ['unshift', { a: [3] }, (_) => ({ a: _.unshift([1, 2]) }), { a: [1, 2, 3] }],
  ['unshift several', { a: [3] }, (_) => ({ a: _.unshift(1, 2) }), { a: [1, 2, 3] }],
  [
    'pop and shift',
    { a: [1, 2, 3], b: [1, 2, 3] },
    (_) => ({ a: _.pop(), b: _.shift() }),
    { a: [1, 2], b: [2, 3] },
  ],
  ['pull a value', { a: [1, 2, 1] }, (_) => ({ a: _.pull(1) }), { a: [2] }],
  ['pull by a command', { a: [1, 5, 9] }, (_) => ({ a: _.pull(_.gte(5)) }), { a: [1] }],
  ['pull by in', { a: ['x', 'y', 'z'] }, (_) => ({ a: _.pull(_.in(['x', 'z'])) }), { a: ['y'] }],
  ['pull documents', { a: PEOPLE }, (_) => ({ a: _.pull({ n: 'a' }) }), { a: [PEOPLE[1]] }],
  [
    'pull documents by a plain condition',
    { a: PEOPLE },
    (_) => ({ a: _.pull({ s: { $gt: 2 } }) }),
    { a: [PEOPLE[1]] },
  ],
  [
    'pull documents that contain more',
    { a: [{ n: 'a', x: 1 }] },
    (_) => ({ a: _.pull({ n: 'a' }) }),
    { a: [] },
  ],
  [
    'pull from two fields',
    { a: [1, 2], b: ['x'] },
    (_) => ({ a: _.pull(_.in([1])), b: _.pull('x') }),
    { a: [2], b: [] },
  ],
  ['pullAll', { a: [1, 2, 3, 2] }, (_) => ({ a: _.pullAll([2, 3]) }), { a: [1] }],
  ['addToSet', { a: ['x'] }, (_) => ({ a: _.addToSet('y') }), { a: ['x', 'y'] }],
  [
    'addToSet of what is there',
    { a: ['x'], n: 1 },
    (_) => ({ a: _.addToSet('x'), n: 2 }),
    { a: ['x'], n: 2 },
  ],
  [
    'addToSet of several',
    { a: ['x'] },
    (_) => ({ a: _.addToSet({ $each: ['x', 'y', 'y'] }) }),
    { a: ['x', 'y'] },
  ],
  ['addToSet of documents', { a: [{ u: 1 }] }, (_) => ({ a: _.addToSet({ u: 1 }) }), { a: [{ u: 1 }] }],
  ['addToSet on a missing field', {}, (_) => ({ likes: _.addToSet('u1') }), { likes: ['u1'] }],
  [
    'several commands at once',
    { n: 1, a: [1], s: 'x', gone: 1 },
    (_) => ({ n: _.inc(1), a: _.push(2), s: 'y', gone: _.remove(), m: _.max(5) }),
    { n: 2, a: [1, 2], s: 'y', m: 5 },
  ],
  // As documented: https://developers.weixin.qq.com/miniprogram/dev/wxcloud/reference-sdk-api/database/command/Command.pull.html
  [
    'pull documents by commands',
    {
      a: [
        { x: 300, y: 1 },
        { x: 50, y: 1 },
      ],
    },
    (_) => ({ a: _.pull({ x: _.gt(100), y: _.lt(2) }) }),
    { a: [{ x: 50, y: 1 }] },
  ],
  ['addToSet of each', { a: ['x'] }, (_) => ({ a: _.addToSet({ each: ['x', 'y'] }) }), { a: ['x', 'y'] }],
  [
    'operators as the server has them',
    { n: 1, l: [{ d: 0 }, { d: 0 }] },
    () => ({ $inc: { n: 4 }, 'l.$[].d': 1 }),
    { n: 5, l: [{ d: 1 }, { d: 1 }] },
  ],
];

describe('update()', () => {
  test.each(CASES)('%s', async (_name, before, update, after) => {
    const name = await collectionOf([before, before]);
    await db.collection(name).doc(1).update(update(db.command));
    await db.collection(name).where({ _id: 2 }).update(update(db.command));
    expect(await contents(name)).toEqual([
      { _id: 1, ...after },
      { _id: 2, ...after },
    ]);
  });
});
