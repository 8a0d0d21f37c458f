import { readFile, writeFile } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { parseEjson } from '../documents/index.ts';
import { journalOf, open, reopened } from './durability-support.ts';
import { startTransaction, TestClient, temporaryFolder } from './test-support.ts';

describe('a stopped database', () => {
  test('opens with all it had: types, removals, new collections', async () => {
    const folder = await temporaryFolder();
    const database = await open(folder);
    const orders = new TestClient(database, 'orders');
    await database.actions?.['database.addCollection']?.(
      { collectionName: 'extra' },
      { requestId: 'r', callId: undefined, source: [] },
    );
    const kept = { _id: 'a', n: 1.5, at: new Date(7), none: null, list: [{ x: 'é' }], big: 2 ** 40 };
    await orders.add(kept);
    await orders.add({ _id: 'b' });
    await orders.remove({ _id: 'b' });
    await new TestClient(database, 'extra').add({ _id: 1 });
    const again = await reopened(database, folder);
    expect(again.documents('orders')).toEqual([kept]);
    expect(again.documents('extra')).toEqual([{ _id: 1 }]);
    expect(await new TestClient(again, 'orders').get({ n: 1.5 })).toHaveLength(1);
  });

  test.each(['constructor', 'toString', '__proto__'])('keeps a collection that is named %s', async (name) => {
    const folder = await temporaryFolder();
    const database = await open(folder);
    const addCollection = database.actions?.['database.addCollection'];
    await addCollection?.({ collectionName: name }, { requestId: 'r', callId: undefined, source: [] });
    const collection = new TestClient(database, name);
    await collection.add({ _id: 'a' });
    await collection.add({ _id: 'b' });
    await collection.remove({ _id: 'a' });
    const again = await reopened(database, folder);
    expect(again.documents(name)).toEqual([{ _id: 'b' }]);
  });

  test('opens with documents of every type and as deep as they may be', async () => {
    const folder = await temporaryFolder();
    const database = await open(folder);
    const orders = new TestClient(database, 'orders');
    const special = [
      '{"$numberDouble":"NaN"}',
      '{"$numberDouble":"-0.0"}',
      '{"$oid":"0123456789abcdef01234567"}',
      '{"$binary":{"base64":"AAE=","subType":"00"}}',
      '{"$numberDecimal":"1.50"}',
      '{"$regularExpression":{"pattern":"^a b","options":"x"}}',
      '{"$date":{"$numberLong":"-62135596800000"}}',
      '"\\ud800 \\u0000 é"',
      '{"":1,"constructor":2}',
    ];
    await orders.add({ _id: 's', values: special.map((text) => parseEjson(text, { nowMs: 0 })) });
    await orders.add({ _id: 'deep' });
    const path = (levels: number) => Array.from({ length: levels }, () => 'a').join('.');
    await orders.update({ _id: 'deep' }, { $set: { [path(100)]: 1.5 } });
    const tooDeep = orders.update({ _id: 'deep' }, { $set: { [`b.${path(100)}`]: 1 } });
    await expect(tooDeep).rejects.toThrow('nests deeper than 100 levels');
    const stored = database.documents('orders');
    expect((await reopened(database, folder)).documents('orders')).toEqual(stored);
  });

  test('keeps no trace of transactions that were not committed', async () => {
    const folder = await temporaryFolder();
    const database = await open(folder);
    await new TestClient(database, 'orders', await startTransaction(database)).add({ _id: 'open' });
    expect((await reopened(database, folder)).documents('orders')).toEqual([]);
  });

  test('leaves its folder to the next one, and to nobody before', async () => {
    const folder = await temporaryFolder();
    const database = await open(folder);
    await expect(open(folder)).rejects.toThrow('is in use by another emulator');
    await new TestClient(database, 'orders').add({ _id: 'a' });
    expect((await reopened(database, folder)).documents('orders')).toHaveLength(1);
  });

  test('takes the seed only when the folder is new', async () => {
    const folder = await temporaryFolder();
    const seed = new Map([['orders', [{ _id: 's', at: { $date: '2026-01-01T00:00:00Z' } }]]]);
    const database = await open(folder, { seed });
    expect(database.documents('orders')).toEqual([{ _id: 's', at: new Date('2026-01-01') }]);
    await new TestClient(database, 'orders').remove({ _id: 's' });
    const again = await reopened(database, folder, { seed });
    expect(again.documents('orders')).toEqual([]);
    await again.reset();
    expect(again.documents('orders')).toHaveLength(1);
  });
});

describe('compaction', () => {
  test('keeps the journal short while the database runs, and loses nothing', async () => {
    const folder = await temporaryFolder();
    const database = await open(folder, { journal: { compactAboveBytes: 2000 } });
    const orders = new TestClient(database, 'orders');
    for (let n = 0; n < 300; n += 1) await orders.set(`o${n % 5}`, { n });
    expect((await readFile(journalOf(folder))).length).toBeLessThan(4000);
    const documents = database.documents('orders');
    const again = await reopened(database, folder);
    expect(again.documents('orders')).toEqual(documents);
    expect(documents).toHaveLength(5);
  });

  test('happens at the start too, and a half-written new file from a crash is no obstacle', async () => {
    const folder = await temporaryFolder();
    const database = await open(folder);
    for (let n = 0; n < 100; n += 1) await new TestClient(database, 'orders').set('o', { n });
    const long = (await readFile(journalOf(folder))).length;
    await writeFile(`${journalOf(folder)}.new`, 'half');
    const again = await reopened(database, folder, { journal: { compactAboveBytes: 1000 } });
    expect((await readFile(journalOf(folder))).length).toBeLessThan(long / 4);
    expect(again.documents('orders')).toEqual([{ _id: 'o', n: 99 }]);
  });
});
