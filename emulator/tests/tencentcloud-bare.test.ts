import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import CloudBase from '@cloudbase/manager-node';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { writeProject } from './project.ts';
import { type Running, start } from './start.ts';

const fixture = {
  functions: {
    built: {
      code: 'exports.main = () => 1',
      config: { path: '/built', triggers: [{ name: 't', type: 'timer', config: '0 * * * * * *' }] },
    },
    notBuilt: {},
  },
  collections: ['orders'],
  due: [{ collection: 'orders', field: 'at' }],
  seed: { orders: [{ _id: 'o1', at: { $date: { $numberLong: String(Date.parse('2199-01-01')) } } }] },
};

let emulator: Running;
beforeAll(async () => {
  emulator = await start(fixture, { bare: true });
});
afterAll(async () => emulator.end());
afterEach(() => vi.unstubAllEnvs());

const next = async () => (await emulator.get('/_emulator/next')).body;

describe('a bare emulator', () => {
  test('has no function, no path, no collection and nothing that is due, whatever is declared', async () => {
    expect(await emulator.call('built')).toMatchObject({
      status: 404,
      body: { errCode: 'FUNCTION_NOT_FOUND' },
    });
    expect((await fetch(`${emulator.origin}/http/built`)).status).toBe(404);
    expect((await emulator.get('/_emulator/db')).body).toEqual([]);
    expect(await next()).toMatchObject({ next: null });
    expect((await emulator.post('/_emulator/clock', { advanceMs: 3_600_000 })).body).toMatchObject({
      fired: 0,
    });
  });

  test('gets its collections by the API, and is without them again after a reset', async () => {
    vi.stubEnv('TCB_BASE_URL', emulator.origin);
    const { body } = await emulator.get('/_emulator/cloud');
    const { credentials, envId } = body as { credentials: object; envId: string };
    const { database } = new CloudBase({ ...credentials, envId });
    await database.createCollection('orders');
    expect((await emulator.get('/_emulator/db')).body).toMatchObject([{ name: 'orders', count: 0 }]);
    expect(await next()).toMatchObject({ next: null });
    await emulator.post('/_emulator/reset');
    expect((await emulator.get('/_emulator/db')).body).toEqual([]);
  });

  test('keeps no data', async () => {
    const dataDir = join(emulator.dir, '.emulator');
    expect(existsSync(dataDir)).toBe(false);
    await expect(start(fixture, { bare: true, dataDir })).rejects.toThrow(/keeps no data/);
  });
});

test('--bare is refused together with --data, in one line', async () => {
  const { dir, remove } = writeProject(fixture);
  const cli = fileURLToPath(new URL('../src/cli.ts', import.meta.url));
  const args = ['--import', 'tsx', cli, '--bare', '--data', 'x', '--port', '0'];
  try {
    const refused = expect.objectContaining({
      code: 1,
      stderr: '--bare keeps no data: leave --data out\n',
    });
    await expect(promisify(execFile)(process.execPath, args, { cwd: dir })).rejects.toEqual(refused);
  } finally {
    remove();
  }
});
