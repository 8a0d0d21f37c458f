import { afterEach, describe, expect, test, vi } from 'vitest';
import { type FixtureFunction, write, writeProject } from '../../tests/project.ts';
import { FaultTable } from '../control/faults.ts';
import { Clock } from '../kernel/clock.ts';
import { CallLog } from './calls.ts';
import { FunctionHost, type Invocation } from './host.ts';
import { functionLimits } from './limits.ts';
import { readProject } from './project.ts';

const cleanups: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

let lastId = 0;

function hostOf(functions: Record<string, FixtureFunction>) {
  const fixture = writeProject({ functions });
  const project = readProject(fixture.dir, {});
  const clock = new Clock();
  const calls = new CallLog(clock);
  const faults = new FaultTable(async (callId) => host.killCall(callId));
  const host: FunctionHost = new FunctionHost({
    project,
    clock,
    calls,
    faults,
    origin: 'http://127.0.0.1:9',
    appId: 'wx-app',
    variablesOf: (name) => project.functions.find((each) => each.name === name)?.variables ?? {},
  });
  cleanups.push(
    () => fixture.remove(),
    () => host.stop(),
  );
  const call = async (
    name: string,
    event: unknown = {},
    rest: Partial<Invocation> = {},
  ): Promise<unknown> => {
    lastId += 1;
    const invocation = {
      name,
      event: JSON.stringify(event),
      door: 'client',
      source: '',
      openid: null,
    } as const;
    return JSON.parse(await host.invoke({ ...invocation, requestId: `call-${lastId}`, ...rest }));
  };
  return { host, call, calls, clock, faults, dir: fixture.dir };
}

const main = (body: string): FixtureFunction => ({
  code: `exports.main = async (event, context) => { ${body} }`,
});

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

describe('a call fails, and only that call', () => {
  const failsWith = async (body: string, config?: Record<string, unknown>) => {
    const { call } = hostOf({
      f: {
        code: `exports.main = async (event) => { if (event.fail) { ${body} } return process.pid }`,
        config: config ?? {},
      },
    });
    const before = await call('f');
    const error: unknown = await call('f', { fail: true }).catch((reason: unknown) => reason);
    return { error, before, after: await call('f') };
  };

  test('when its code throws; the instance lives on', async () => {
    const { error, before, after } = await failsWith('throw new TypeError("boom")');
    expect(error).toMatchObject({ code: 'FUNCTIONS_EXECUTE_FAIL' });
    const message = JSON.parse((error as Error).message);
    expect(message).toMatchObject({ errorCode: 1, errorMessage: 'user code exception caught' });
    expect(message.stackTrace).toMatch(/TypeError: boom\n\s+at .*index\.js/);
    expect(after).toBe(before);
  });

  test.each([
    ['calls process.exit', 'process.exit(3)', /code 3/],
    [
      'throws outside of the call',
      'setTimeout(() => { throw new Error("late") }); await new Promise(() => 0)',
      /Error: late/,
    ],
    [
      'leaves a rejection unhandled',
      'Promise.reject(new Error("lost")); await new Promise(() => 0)',
      /Error: lost/,
    ],
    ['returns what JSON cannot hold', 'const a = {}; a.a = a; return a', /circular/i],
  ])('when it %s', async (_what, body, message) => {
    const { error, after } = await failsWith(body);
    expect(error).toMatchObject({ code: 'FUNCTIONS_EXECUTE_FAIL', message: expect.stringMatching(message) });
    expect(after).toEqual(expect.any(Number));
  });

  test.each([
    ['waits', 'await new Promise(() => 0)'],
    ['is busy', 'for (;;);'],
  ])('when it %s longer than its time-out', async (_what, body) => {
    const { error, before, after } = await failsWith(body, { timeout: 1 });
    expect(error).toMatchObject({ code: 'FUNCTION_TIME_LIMIT_EXCEEDED' });
    expect(after).not.toBe(before);
  });

  test('when it needs more memory than it has', async () => {
    const { error, after } = await failsWith(
      'const a = []; for (;;) a.push(new Array(1000).fill(a.length))',
      {
        memorySize: 64,
        timeout: 60,
      },
    );
    expect(error).toMatchObject({ code: 'FUNCTION_MEMORY_LIMIT_EXCEEDED' });
    expect(after).toEqual(expect.any(Number));
  });

  test.each([
    ['has no bundle', {}, /build missing: run npm run build/],
    ['throws while it is loaded', { code: 'throw new Error("top")' }, /Error: top/],
    ['exports no handler', { code: 'exports.other = 1' }, /exports no function/],
  ])('when the function %s', async (_what, fixture, message) => {
    const { call } = hostOf({ f: fixture });
    await expect(call('f')).rejects.toMatchObject({
      code: 'FUNCTIONS_EXECUTE_FAIL',
      message: expect.stringMatching(message),
    });
  });

  test('when there is no such function', async () => {
    const { call } = hostOf({});
    await expect(call('f')).rejects.toMatchObject({ code: 'FUNCTION_NOT_FOUND' });
  });

  test('when its result is too large', async () => {
    const { call } = hostOf({ f: main(`return "x".repeat(${functionLimits.resultBytes})`) });
    await expect(call('f')).rejects.toMatchObject({ code: 'EXCEED_MAX_PAYLOAD_SIZE' });
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
