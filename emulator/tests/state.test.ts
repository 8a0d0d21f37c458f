import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { startEmulator } from '../src/server.ts';
import { clientOf, type Running, start } from './start.ts';

const functions = {
  orders: {
    code: `const sdk = require('@cloudbase/node-sdk');
      const db = sdk.init({ env: sdk.SYMBOL_CURRENT_ENV }).database();
      exports.main = ({ id }) => db.collection('orders').add({ _id: id, amount: 5, at: new Date(1e12) }).then(() => 1)`,
  },
  count: { code: 'let n = 0; exports.main = () => ++n' },
  now: { code: 'exports.main = () => Date.now()' },
  hangs: { code: 'exports.main = () => new Promise(() => 0)', config: { timeout: 60 } },
};
const fixture = {
  functions,
  collections: ['orders'],
  seed: { orders: [{ _id: 'seed', big: { $numberLong: '1234567890123' } }] },
};
const dayMs = 86_400_000;

let emulator: Running;
beforeEach(async () => {
  emulator = await start(fixture);
});
afterEach(async () => emulator.end());

const ids = async (from: Running = emulator) =>
  ((await from.get('/_emulator/db/orders')).body as { _id: string }[]).map(({ _id }) => _id);
const drift = async (of: Pick<Running, 'call'> = emulator) =>
  Number((await of.call('now')).body) - Date.now();

test('documents are shown readably, as many as asked for', async () => {
  await emulator.call('orders', { id: 'o1' });
  expect((await emulator.get('/_emulator/db/orders')).body).toEqual([
    { _id: 'seed', big: 1234567890123 },
    { _id: 'o1', amount: 5, at: { $date: '2001-09-09T01:46:40.000Z' } },
  ]);
  expect((await emulator.get('/_emulator/db/orders?limit=1')).body).toHaveLength(1);
  expect((await emulator.get('/_emulator/db/orders?limit=many')).status).toBe(400);
});

test('reset: seed data, real time, no faults, no calls, no warm instances', async () => {
  await emulator.call('orders', { id: 'o1' });
  await emulator.call('count');
  await emulator.post('/_emulator/clock', { advanceMs: dayMs });
  await emulator.post('/_emulator/faults', [{ match: { service: 'database' }, effect: 'errorBefore' }]);
  expect((await emulator.post('/_emulator/reset')).status).toBe(200);
  expect(await ids()).toEqual(['seed']);
  expect(Math.abs(await drift())).toBeLessThan(dayMs / 2);
  expect((await emulator.get('/_emulator/faults')).body).toEqual([]);
  expect((await emulator.get('/_emulator/calls')).body).toHaveLength(1);
  expect((await emulator.call('count')).body).toBe(1);
});

test('reset does not wait for a call that hangs: the call fails', async () => {
  const hanging = emulator.call('hangs');
  while (((await emulator.get('/_emulator/calls')).body as unknown[]).length === 0);
  await emulator.post('/_emulator/reset');
  expect(await hanging).toMatchObject({ status: 500, body: { errMsg: 'the emulator was reset' } });
});

test('an export brings another emulator to the same data and the same time', async () => {
  await emulator.call('orders', { id: 'o1' });
  await emulator.post('/_emulator/clock', { advanceMs: 30 * dayMs });
  const { body: exported } = await emulator.post('/_emulator/export');
  const other = await start(fixture);
  try {
    expect((await other.post('/_emulator/import', exported)).status).toBe(200);
    expect(await ids(other)).toEqual(['seed', 'o1']);
    expect(Math.round((await drift(other)) / dayMs)).toBe(30);
  } finally {
    await other.end();
  }
});

test.each([
  ['is none', { a: 1 }],
  ['has no time', { format: 'cloudbase-local/1', clockOffsetMs: 1e17, services: {} }],
  [
    'has a broken part',
    { format: 'cloudbase-local/1', clockOffsetMs: 0, services: { database: 'nonsense' } },
  ],
])('an export that %s is refused and changes nothing', async (_what, json) => {
  await emulator.call('orders', { id: 'o1' });
  expect(await emulator.post('/_emulator/import', json)).toMatchObject({
    status: 400,
    body: { errCode: 'INVALID_PARAM' },
  });
  expect(await ids()).toEqual(['seed', 'o1']);
  expect(Math.abs(await drift())).toBeLessThan(dayMs / 2);
});

test('a restart keeps the documents, the stand-ins and the moved clock', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'emulator-data-'));
  const options = { projectDir: emulator.dir, port: 0, dataDir, env: {} };
  const grants = '/_emulator/subscribe-messages';
  try {
    const first = await startEmulator(options);
    const client = clientOf(first.origin);
    await client.call('orders', { id: 'o1' });
    await client.post(`${grants}/grants`, { openid: 'o-1', templateId: 't-1' });
    await client.post('/_emulator/clock', { advanceMs: 30 * dayMs });
    const before = (await client.get(grants)).body;
    await first.stop();
    const second = await startEmulator(options);
    const again = clientOf(second.origin);
    expect((await again.get('/_emulator/db/orders')).body).toHaveLength(2);
    expect((await again.get(grants)).body).toEqual(before);
    expect(Math.round((await drift(again)) / dayMs)).toBe(30);
    await second.stop();
    writeFileSync(join(dataDir, 'stand-ins.json'), '{');
    await expect(startEmulator(options)).rejects.toThrow(/stand-ins\.json is damaged/);
  } finally {
    rmSync(dataDir, { recursive: true });
  }
});

test('what the control plane has answered is saved already', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'emulator-data-'));
  const running = await startEmulator({ projectDir: emulator.dir, port: 0, dataDir, env: {} });
  const saved = () => JSON.parse(readFileSync(join(dataDir, 'stand-ins.json'), 'utf8'));
  try {
    const client = clientOf(running.origin);
    await client.post('/_emulator/clock', { advanceMs: 30 * dayMs });
    expect(Math.round(saved().clockOffsetMs / dayMs)).toBe(30);
    await client.post('/_emulator/subscribe-messages/grants', { openid: 'o-1', templateId: 't-1' });
    expect(saved().services.openapi.grants).toHaveLength(1);
    await client.post('/_emulator/reset');
    expect(saved()).toMatchObject({ clockOffsetMs: 0, services: { openapi: { grants: [] } } });
  } finally {
    await running.stop();
    rmSync(dataDir, { recursive: true });
  }
});

test('a stop that cannot save says so, and stops everything all the same', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'emulator-data-'));
  const options = { projectDir: emulator.dir, port: 0, dataDir, env: {} };
  const warn = vi.spyOn(console, 'warn').mockReturnValue();
  try {
    const first = await startEmulator(options);
    await clientOf(first.origin).post('/_emulator/clock', { advanceMs: dayMs });
    const inTheWay = join(dataDir, 'stand-ins.json.new');
    mkdirSync(inTheWay);
    await clientOf(first.origin).post('/_emulator/clock', { advanceMs: dayMs });
    await expect(first.stop()).rejects.toThrow('EISDIR');
    await expect(fetch(`${first.origin}/healthz`)).rejects.toThrow();
    rmSync(inTheWay, { recursive: true });
    await (await startEmulator(options)).stop();
  } finally {
    warn.mockRestore();
    rmSync(dataDir, { recursive: true });
  }
});
