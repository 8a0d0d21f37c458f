import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { CallRecord } from '../src/functions/calls.ts';
import { type Running, start } from './start.ts';

const functions = {
  add: {
    code: `const sdk = require('@cloudbase/node-sdk');
      const db = sdk.init({ env: sdk.SYMBOL_CURRENT_ENV }).database();
      exports.main = ({ id }) => db.collection('orders').add({ _id: id }).then(() => 'added', ({ code }) => code)`,
  },
  pid: { code: 'exports.main = () => process.pid' },
};

let emulator: Running;
beforeEach(async () => {
  emulator = await start({ functions, collections: ['orders', 'other'] });
});
afterEach(async () => emulator.end());

const stored = async () => ((await emulator.get('/_emulator/db/orders')).body as unknown[]).length;
const lastWire = async () => {
  const calls = (await emulator.get('/_emulator/calls')).body as CallRecord[];
  return calls.at(-1)?.wire.map(({ action, fault }) => ({ action, fault }));
};
const insert = { service: 'database', action: 'database.insertDocument' };
const post = (fault: Record<string, unknown>) =>
  emulator.post('/_emulator/faults', [{ match: insert, times: 1, ...fault }]);

describe('a fault in a call to the database', () => {
  test.each([
    ['errorBefore', 'DATABASE_TIMEOUT', 0],
    ['errorAfter', 'DATABASE_TIMEOUT', 1],
    ['delay', 'added', 1],
    ['delayAfter', 'added', 1],
  ])('%s: the function sees %s, and %i documents are stored', async (effect, seen, count) => {
    await post({ effect, code: 'DATABASE_TIMEOUT', ms: 5 });
    expect((await emulator.call('add', { id: 'o1' })).body).toBe(seen);
    expect(await stored()).toBe(count);
    expect(await lastWire()).toEqual([{ action: insert.action, fault: effect }]);
  });

  test.each([
    ['dropBefore', 0],
    ['dropAfter', 1],
  ])('%s: the function gets no answer, and %i documents are stored', async (effect, count) => {
    await post({ effect });
    expect((await emulator.call('add', { id: 'o1' })).body).not.toBe('added');
    expect(await stored()).toBe(count);
    expect(await lastWire()).toEqual([{ action: insert.action, fault: effect }]);
  });

  test('kill: the document is stored, the instance is dead, and the next call has a new one', async () => {
    await post({ effect: 'kill' });
    expect(await emulator.call('add', { id: 'o1' })).toMatchObject({
      status: 500,
      body: { errCode: 'FUNCTIONS_EXECUTE_FAIL' },
    });
    expect(await stored()).toBe(1);
    expect((await emulator.call('add', { id: 'o2' })).body).toBe('added');
    const calls = (await emulator.get('/_emulator/calls')).body as CallRecord[];
    expect(calls.map(({ cold }) => cold)).toEqual([true, true]);
  });

  test('strikes from the nth match on, as often as asked, and nothing else', async () => {
    await post({
      match: { ...insert, collection: 'orders', function: 'add', nth: 2 },
      effect: 'errorBefore',
      times: 2,
    });
    await post({ match: { ...insert, collection: 'other' }, effect: 'errorBefore' });
    await post({ match: { ...insert, function: 'pid' }, effect: 'errorBefore' });
    const seen: unknown[] = [];
    for (const id of ['a', 'b', 'c', 'd']) seen.push((await emulator.call('add', { id })).body);
    expect(seen).toEqual(['added', 'SYS_ERR', 'SYS_ERR', 'added']);
    const { body } = await emulator.get('/_emulator/faults');
    expect((body as { hits: number }[]).map(({ hits }) => hits)).toEqual([2, 0, 0]);
  });

  test('is gone once it is deleted', async () => {
    await post({ effect: 'errorBefore' });
    await fetch(`${emulator.origin}/_emulator/faults`, { method: 'DELETE' });
    expect((await emulator.get('/_emulator/faults')).body).toEqual([]);
    expect((await emulator.call('add', { id: 'o1' })).body).toBe('added');
  });
});

describe('a fault in a call of a function', () => {
  const match = { service: 'functions', function: 'pid' };

  test('kill: the client gets no answer', async () => {
    const before = (await emulator.call('pid')).body;
    await post({ match, effect: 'kill' });
    await expect(emulator.call('pid')).rejects.toThrow();
    expect((await emulator.call('pid')).body).not.toBe(before);
  });

  test('errorBefore: the client sees its code', async () => {
    for (const code of ['EXCEED_REQUEST_LIMIT', 'constructor']) {
      await post({ match, effect: 'errorBefore', code });
      expect(await emulator.call('pid')).toMatchObject({ status: 500, body: { errCode: code } });
    }
  });
});

test.each([
  ['no list', {}, 'list'],
  ['an unknown effect', [{ match: insert, effect: 'explode' }], 'effect'],
  ['no service', [{ match: {}, effect: 'kill' }], 'service'],
  ['an unknown field', [{ match: { ...insert, colection: 'x' }, effect: 'kill' }], 'colection'],
  ['a delay of no length', [{ match: insert, effect: 'delay' }], 'ms'],
  ['a late answer of no length', [{ match: insert, effect: 'delayAfter' }], 'ms'],
  ['a delay that no timer can wait', [{ match: insert, effect: 'delay', ms: 2 ** 31 }], 'ms'],
  ['times that is no number', [{ match: insert, effect: 'kill', times: 'twice' }], 'times'],
  ['nth 0', [{ match: { ...insert, nth: 0 }, effect: 'kill' }], 'nth'],
])('a posted list with %s is refused and says why', async (_what, list, word) => {
  const { status, body } = await emulator.post('/_emulator/faults', list);
  expect({ status, body }).toMatchObject({ status: 400, body: { errMsg: expect.stringContaining(word) } });
  expect((await emulator.get('/_emulator/faults')).body).toEqual([]);
});
