import { afterEach, describe, expect, test, vi } from 'vitest';
import { endHosts, hostOf, main } from '../../tests/host.ts';
import { type FixtureFunction, write } from '../../tests/project.ts';
import { functionLimits } from './limits.ts';

afterEach(endHosts);

describe('a function runs', () => {
  test('with its event, its context and the folder it lies in', async () => {
    const { call, dir } = hostOf({
      f: main(
        'return { event, cwd: process.cwd(), name: context.function_name, tz: new Date().getTimezoneOffset() }',
      ),
    });
    expect(await call('f', { a: [1, 'ä'] })).toEqual({
      event: { a: [1, 'ä'] },
      cwd: `${dir}/dist/f`,
      name: 'f',
      tz: 0,
    });
  });

  test('in an environment that holds only what the platform gives and what is declared', async () => {
    process.env['LEAKED'] = 'x';
    const { call } = hostOf({
      f: { ...main('return Object.keys(process.env)'), config: { envVariables: { OWN: '1' } } },
    });
    delete process.env['LEAKED'];
    const names = await call('f');
    expect(names).toContain('OWN');
    expect(names).toContain('SCF_NAMESPACE');
    expect(names).not.toContain('LEAKED');
    expect(names).not.toContain('HOME');
    expect(names).not.toContain('WX_OPENID');
  });

  test('cold the first time and warm the second', async () => {
    const { call, calls } = hostOf({ f: { code: 'let n = 0; exports.main = () => ++n' } });
    expect([await call('f'), await call('f')]).toEqual([1, 2]);
    expect(calls.list().map((record) => record.cold)).toEqual([true, false]);
  });

  test('one request at a time, in several instances under load', async () => {
    const { call, calls } = hostOf({
      f: {
        code: `let running = 0; exports.main = async () => {
          running += 1; await new Promise((r) => setTimeout(r, 20));
          const together = running; running -= 1; return { together, pid: process.pid } }`,
      },
    });
    const results = await Promise.all(Array.from({ length: 50 }, () => call('f')));
    const pids = new Set(results.map((result) => (result as { pid: number }).pid));
    expect(results.every((result) => (result as { together: number }).together === 1)).toBe(true);
    expect(pids.size).toBeGreaterThan(1);
    expect(pids.size).toBeLessThanOrEqual(functionLimits.instancesPerFunction);
    expect(calls.list().filter((record) => record.cold)).toHaveLength(pids.size);
  });

  test('from the new bundle once the old one was replaced', async () => {
    const { call, dir } = hostOf({ f: main('return 1') });
    expect(await call('f')).toBe(1);
    write(dir, 'dist/f/index.js', 'exports.main = () => "second"');
    expect(await call('f')).toBe('second');
  });

  test('and what it prints is kept with its level, also what it prints while it loads', async () => {
    const { call, calls } = hostOf({
      f: {
        code: 'console.warn("loading"); exports.main = () => { console.log("a", { b: 1 }); console.error("c") }',
      },
    });
    await call('f');
    expect(calls.list()[0]?.console).toEqual([
      { level: 'warn', text: 'loading' },
      { level: 'log', text: 'a { b: 1 }' },
      { level: 'error', text: 'c' },
    ]);
  });

  test('and a loop that prints fills neither log nor memory', async () => {
    const { call, calls } = hostOf({
      f: main('for (let i = 0; i < 100000; i += 1) console.log(i); return 1'),
    });
    expect(await call('f')).toBe(1);
    expect(calls.list()[0]?.console).toHaveLength(functionLimits.consoleLines);
  });
});

describe('the WeChat context', () => {
  const seen = main(
    `return Object.fromEntries(Object.entries(process.env).filter(([k]) => /^WX_|TCB_SOURCE/.test(k)))`,
  );

  test('is that of the call, and gone with it', async () => {
    const { call } = hostOf({ f: seen });
    const wechat = { source: 'wx_client', openid: 'o-1' };
    const expected = { WX_CONTEXT_KEYS: 'WX_OPENID,WX_APPID', WX_APPID: 'wx-app', TCB_SOURCE: 'wx_client' };
    expect(await call('f', {}, wechat)).toEqual({ ...expected, WX_OPENID: 'o-1' });
    expect(await call('f')).toEqual({});
    expect(await call('f', {}, { ...wechat, openid: 'o-2' })).toEqual({ ...expected, WX_OPENID: 'o-2' });
  });

  test('is gone even after a call that failed', async () => {
    const { call } = hostOf({
      f: {
        code: 'exports.main = (e) => { if (e.fail) throw new Error("x"); return process.env.WX_OPENID ?? null }',
      },
    });
    await expect(call('f', { fail: true }, { source: 'wx_client', openid: 'o-1' })).rejects.toThrow('x');
    expect(await call('f')).toBeNull();
  });

  test('names itself in the context argument as older SDKs read it', async () => {
    const { call } = hostOf({ f: main('return context.environ') });
    expect(await call('f', {}, { source: 'wx_client', openid: 'o-1' })).toContain('WX_OPENID=o-1');
  });
});

describe('the date of a function', () => {
  const dates: FixtureFunction = {
    code: `const stat = require('node:fs').statSync(__filename); exports.main = async () => {
      const started = performance.now(); await new Promise((r) => setTimeout(r, 5));
      return { now: Date.now(), made: new Date().getTime(), text: Date.parse(Date()),
        given: new Date(5).getTime(), native: stat.mtime instanceof Date, own: new Date() instanceof Date,
        same: new Date().constructor === Date, sub: new (class X extends Date {})() instanceof Date,
        waited: performance.now() - started } }`,
  };

  test('moves with the clock in warm and cold instances, and nothing else does', async () => {
    const { call, host, clock } = hostOf({ warm: dates, cold: dates });
    await call('warm');
    const atMs = Date.UTC(2050, 0, 1);
    clock.moveTo(atMs);
    await host.followClock();
    for (const name of ['warm', 'cold']) {
      const seen = (await call(name)) as Record<string, number>;
      for (const field of ['now', 'made', 'text'])
        expect(Math.abs((seen[field] ?? 0) - atMs)).toBeLessThan(30_000);
      expect(seen).toMatchObject({ given: 5, native: true, own: true, same: true, sub: true });
      expect(seen['waited']).toBeLessThan(30_000);
    }
  });
});

test('the gate closes when no call runs, and holds new ones until it opens', async () => {
  const { call, host, calls } = hostOf({
    f: main('await new Promise((r) => setTimeout(r, 50)); return event'),
  });
  const outcomes = () => calls.list().map((record) => record.outcome);
  const first = call('f', 1);
  await host.gate.close();
  expect(outcomes()).toEqual(['ok']);
  const second = call('f', 2);
  await first;
  expect(outcomes()).toEqual(['ok']);
  host.gate.open();
  expect(await second).toBe(2);
});

test('a call made by a running call passes the closing gate', async () => {
  const { call, host, calls } = hostOf({
    outer: main('await new Promise((r) => setTimeout(r, 100)); return 1'),
    inner: main('return 2'),
  });
  const outer = call('outer', {}, { requestId: 'outer-call' });
  await vi.waitFor(() => expect(calls.list()).toHaveLength(1));
  const closed = host.gate.close();
  expect(await call('inner', {}, { parentCallId: 'outer-call' })).toBe(2);
  await Promise.all([outer, closed]);
  expect(calls.list()).toHaveLength(2);
});
