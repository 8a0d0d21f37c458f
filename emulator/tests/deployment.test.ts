import { afterEach, expect, test } from 'vitest';
import type { ApiCredentials } from '../src/tencentcloud/credentials.ts';
import { creation } from '../src/tencentcloud/functions/test-support.ts';
import { signedHeaders } from '../src/tencentcloud/test-support.ts';
import { main } from './host.ts';
import { type Running, start } from './start.ts';

let emulator: Running;
afterEach(() => emulator.end());

/** Calls an action of the Tencent Cloud API as a client of it does. */
async function api(action: string, params: unknown): Promise<unknown> {
  const { credentials } = (await emulator.get('/_emulator/cloud')).body as { credentials: ApiCredentials };
  const [service = '', name = ''] = action.split('.');
  const body = JSON.stringify(params);
  const headers = signedHeaders({ service, host: new URL(emulator.origin).host, body }, credentials);
  const response = await fetch(emulator.origin, {
    method: 'POST',
    headers: { ...headers, 'x-tc-action': name, 'x-tc-version': '2018-04-16' },
    body,
  });
  return ((await response.json()) as { Response: unknown }).Response;
}

test('what is deployed to a bare environment serves the mini-program, until a reset', async () => {
  emulator = await start({ functions: { hello: {} } }, { bare: true });
  expect((await emulator.call('hello')).status).toBe(404);
  expect(
    await api('scf.CreateFunction', creation('hello', 'return event.userInfo.openId')),
  ).not.toHaveProperty('Error');
  expect(await emulator.call('hello', {}, 'o-1')).toEqual({ status: 200, body: 'o-1' });
  await emulator.post('/_emulator/reset');
  expect((await emulator.call('hello')).status).toBe(404);
});

test('what a reset brings back is of now, wherever the clock stood before', async () => {
  emulator = await start({ functions: { hello: main('return 1') } });
  await emulator.post('/_emulator/clock', { advanceMs: 30 * 24 * 60 * 60 * 1000 });
  await emulator.post('/_emulator/reset');
  const { ModTime } = (await api('scf.GetFunction', { FunctionName: 'hello' })) as { ModTime: string };
  expect(Date.parse(ModTime.replace(' ', 'T'))).toBeLessThanOrEqual(Date.now());
});

test('what is deployed over a declared function outlives an import, and a reset brings the local one back', async () => {
  emulator = await start({ functions: { hello: main('return "local"') } });
  const exported = (await emulator.post('/_emulator/export')).body;
  expect(await api('scf.UpdateFunctionCode', creation('hello', 'return "deployed"'))).not.toHaveProperty(
    'Error',
  );
  expect((await emulator.call('hello')).body).toBe('deployed');
  await emulator.post('/_emulator/import', exported);
  expect((await emulator.call('hello')).body).toBe('deployed');
  await emulator.post('/_emulator/reset');
  expect((await emulator.call('hello')).body).toBe('local');
});
