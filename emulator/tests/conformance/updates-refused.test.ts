import { describe, expect, test } from 'vitest';
import { failure } from './environment.ts';
import { collectionOf, contents, db, type Row, useNodeSdk } from './node-sdk.ts';

useNodeSdk();

// biome-ignore lint/suspicious/noExplicitAny: programs are written without the SDK's types
type Any = any;

describe('update()', () => {
  test.each<[string, Row, (_: Any) => unknown]>([
    ['inc on a text', { n: 'x' }, (_) => ({ n: _.inc(1) })],
    ['inc on null', { n: null }, (_) => ({ n: _.inc(1) })],
    ['push on a text', { a: 'x' }, (_) => ({ a: _.push(1) })],
    ['push on null', { a: null }, (_) => ({ a: _.push(1) })],
    ['pop on a number', { a: 1 }, (_) => ({ a: _.pop() })],
    ['a field inside null', { o: null }, () => ({ 'o.x': 1 })],
    ['a field inside a text', { o: 'x' }, () => ({ o: { x: 1 } })],
    ['a named field inside an array', { o: [1] }, () => ({ 'o.x': 1 })],
  ])('%s fails and changes nothing', async (_name, before, update) => {
    const name = await collectionOf([before]);
    const update1 = { ...(update(db.command) as Row), other: 1 };
    expect(await failure(db.collection(name).doc(1).update(update1))).toMatchObject({
      code: 'DATABASE_REQUEST_FAILED',
    });
    expect(await contents(name)).toEqual([{ _id: 1, ...before }]);
  });

  test('raw updates, with the positional operator', async () => {
    const name = await collectionOf([
      {
        items: [
          { sku: 'x', n: 1 },
          { sku: 'y', n: 1 },
        ],
      },
    ]);
    const raw = db.collection(name).options({ raw: true });
    await raw.where({ 'items.sku': 'y' }).update({ $inc: { 'items.$.n': 5 }, $set: { done: true } });
    expect(await contents(name)).toEqual([
      {
        _id: 1,
        done: true,
        items: [
          { sku: 'x', n: 1 },
          { sku: 'y', n: 6 },
        ],
      },
    ]);
  });

  test('the positional operator, by way of a dotted path', async () => {
    const name = await collectionOf([
      {
        items: [
          { sku: 'x', n: 1 },
          { sku: 'y', n: 1 },
        ],
      },
    ]);
    const { inc } = db.command;
    expect(
      (
        await db
          .collection(name)
          .where({ 'items.sku': 'y' })
          .update({ 'items.$.n': inc(2) })
      ).updated,
    ).toBe(1);
    expect((await contents(name))[0]?.['items']).toEqual([
      { sku: 'x', n: 1 },
      { sku: 'y', n: 3 },
    ]);
  });
});
