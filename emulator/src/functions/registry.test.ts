import { existsSync, realpathSync } from 'node:fs';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { endHosts, hostOf, main } from '../../tests/host.ts';
import { write } from '../../tests/project.ts';
import type { Deployment } from './registry.ts';

afterEach(endHosts);

/** A process that starts beside others may take its time. */
const patiently = { timeout: 20_000 };

/** @param body of the handler @param files beside its own */
function deploymentOf(
  body: string,
  rest: Partial<Deployment> = {},
  files: Readonly<Record<string, string>> = {},
): Deployment {
  const all = Object.entries({ ...files, 'index.js': main(body).code ?? '' });
  return {
    package: { zip: Buffer.alloc(0), files: new Map(all.map(([path, text]) => [path, Buffer.from(text)])) },
    handler: 'index.main',
    runtime: 'Nodejs20.19',
    timeoutMs: 5_000,
    memoryMb: 256,
    variables: {},
    details: {},
    ...rest,
  };
}

describe('a deployment', () => {
  test('adds a function with all that is its own', async () => {
    const { registry, call } = hostOf({});
    registry.add(
      'added',
      deploymentOf(
        'return [process.env.OWN, context.memory_limit_in_mb, context.time_limit_in_ms, process.cwd()]',
        {
          variables: { OWN: 'x' },
          memoryMb: 384,
          timeoutMs: 7_000,
        },
      ),
    );
    // Where temporary folders are behind a link, a process is told what the link leads to.
    const folder = realpathSync(registry.get('added')?.settings.folder ?? '');
    expect(await call('added')).toEqual(['x', 384, 7_000, folder]);
  });

  test('replaces a function for the next call, and the one that runs ends on what it began with', async () => {
    const { registry, call, calls } = hostOf({});
    const slow = `console.log('runs'); await new Promise((r) => setTimeout(r, event.ms));
      return require('node:fs').readFileSync('data', 'utf8')`;
    registry.add('f', deploymentOf(slow, {}, { data: 'old' }));
    const running = call('f', { ms: 300 });
    await vi.waitFor(() => expect(calls.list()[0]?.console).toHaveLength(1), patiently);
    registry.update('f', deploymentOf(slow, {}, { data: 'new' }));
    expect(await call('f', { ms: 0 })).toBe('new');
    expect(await running).toBe('old');
    expect(await call('f', { ms: 0 })).toBe('new');
  });

  test('of the same bytes is a deployment all the same: nothing of the old instance is left', async () => {
    const { registry, call } = hostOf({});
    const counter = deploymentOf('globalThis.n = (globalThis.n ?? 0) + 1; return globalThis.n');
    registry.add('f', counter);
    expect([await call('f'), await call('f')]).toEqual([1, 2]);
    registry.update('f', counter);
    expect(await call('f')).toBe(1);
  });

  test('of settings alone leaves the code where it is', async () => {
    const { registry, call, dir } = hostOf({
      f: { ...main('return process.env.A + 1'), config: { envVariables: { A: 'declared' } } },
    });
    registry.update('f', { timeoutMs: 4_000 });
    expect(await call('f')).toBe('declared1');
    registry.update('f', { variables: { A: 'own' } });
    expect(await call('f')).toBe('own1');
    write(dir, 'dist/f/index.js', 'exports.main = () => process.env.A + "built anew"');
    expect(await call('f')).toBe('ownbuilt anew');
    expect(registry.get('f')?.settings).toMatchObject({ timeoutMs: 4_000, memoryMb: 256 });
  });

  test('holds against the project: a new local build changes nothing any more', async () => {
    const { registry, call, dir } = hostOf({ f: main('return "local"') });
    registry.update('f', { package: deploymentOf('return "deployed"').package });
    write(dir, 'dist/f/index.js', 'exports.main = () => "built anew"');
    expect(await call('f')).toBe('deployed');
  });

  test('of a trigger keeps the instance warm', async () => {
    const { registry, call, calls } = hostOf({ f: main('return 1') });
    await call('f');
    registry.setTriggers('f', [{ name: 'daily', cron: '0 0 2 * * * *' }]);
    await call('f');
    expect(calls.list().map((record) => record.cold)).toEqual([true, false]);
  });
});

test('a function that is removed ends the call that runs, and takes no other', async () => {
  const { registry, call, calls } = hostOf({
    f: main('console.log("runs"); await new Promise((r) => setTimeout(r, 200)); return 1'),
  });
  const running = call('f');
  await vi.waitFor(() => expect(calls.list()[0]?.console).toHaveLength(1), patiently);
  registry.remove('f');
  await expect(call('f')).rejects.toMatchObject({ code: 'FUNCTION_NOT_FOUND' });
  expect(await running).toBe(1);
  expect(registry.list()).toEqual([]);
});

test('a function that is replaced leaves no process behind that waits for calls', async () => {
  const { registry, call } = hostOf({ f: main('return process.pid') });
  const pid = Number(await call('f'));
  const alive = () => process.kill(pid, 0);
  expect(alive()).toBe(true);
  registry.update('f', { timeoutMs: 1_000 });
  await vi.waitFor(() => expect(alive).toThrow('ESRCH'), patiently);
});

test('a reset brings the declared functions back, and leaves no file of the deployed ones', async () => {
  const { registry, call, host } = hostOf({ f: main('return "declared"'), gone: main('return 1') });
  registry.update('f', deploymentOf('return "deployed"'));
  registry.add('added', deploymentOf('return 1'));
  registry.remove('gone');
  const folders = ['f', 'added'].map((name) => registry.get(name)?.settings.folder ?? '');
  expect(folders.map((folder) => existsSync(folder))).toEqual([true, true]);
  expect(await call('f')).toBe('deployed');
  await host.stopInstances('reset');
  registry.reset();
  expect(registry.list().map(({ settings }) => settings.name)).toEqual(['f', 'gone']);
  expect(await call('f')).toBe('declared');
  expect(folders.map((folder) => existsSync(folder))).toEqual([false, false]);
});

test('what was deployed is gone from the disk when the emulator stops', async () => {
  const { registry } = hostOf({});
  registry.add('f', deploymentOf('return 1'));
  const folder = registry.get('f')?.settings.folder ?? '';
  await endHosts();
  expect(folder).not.toBe('');
  expect(existsSync(folder)).toBe(false);
});
