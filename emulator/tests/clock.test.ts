import { afterEach, describe, expect, test } from 'vitest';
import type { CallRecord } from '../src/functions/calls.ts';
import { type Running, start } from './start.ts';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

/** Writes when it believes it runs, and for which occurrence. */
const ticking = (cron: string) => ({
  code: `const sdk = require('@cloudbase/node-sdk');
    const db = sdk.init({ env: sdk.SYMBOL_CURRENT_ENV }).database();
    exports.main = ({ Type, TriggerName, Time }) => db.collection('ticks').add({ Type, TriggerName, Time, at: Date.now() })`,
  config: { triggers: [{ name: 'tick', type: 'timer', config: cron }] },
});
const now = { code: 'exports.main = () => Date.now()' };

let emulator: Running;
afterEach(async () => emulator.end());

const advance = async (advanceMs: unknown, more: object = {}) =>
  emulator.post('/_emulator/clock', { advanceMs, ...more });
const ticks = async () =>
  (await emulator.get('/_emulator/db/ticks')).body as {
    Type: string;
    TriggerName: string;
    Time: string;
    at: number;
  }[];

describe('moving the clock', () => {
  test('by 30 days fires a daily timer 30 times, in order, the clock standing at each', async () => {
    emulator = await start({ functions: { daily: ticking('0 0 2 * * * *') }, collections: ['ticks'] });
    const { body } = await advance(30 * dayMs);
    expect(body).toMatchObject({ fired: 30, skipped: 0 });
    const seen = await ticks();
    expect(seen).toHaveLength(30);
    for (const [index, tick] of seen.entries()) {
      expect(tick).toMatchObject({ Type: 'Timer', TriggerName: 'tick' });
      const atMs = Date.parse(tick.Time);
      // 02:00 in Beijing
      expect(tick.Time).toMatch(/T18:00:00\.000Z$/);
      expect(atMs - Date.parse(seen[0]?.Time ?? '')).toBe(index * dayMs);
      expect(tick.at).toBeGreaterThanOrEqual(atMs);
      expect(tick.at).toBeLessThan(atMs + hourMs);
    }
  });

  test('far thins a frequent timer out and leaves a rare one alone', async () => {
    emulator = await start({
      functions: {
        hourly: { code: 'exports.main = () => 0', config: ticking('0 0 * * * * *').config },
        daily: { code: 'exports.main = () => 0', config: ticking('0 0 2 * * * *').config },
      },
    });
    const { body } = await advance(50 * dayMs);
    expect(body).toMatchObject({ fired: 550, skipped: 700 });
    const calls = (await emulator.get('/_emulator/calls')).body as CallRecord[];
    expect(calls.filter((record) => record.function === 'daily')).toHaveLength(50);
  });

  test('far lets timers run as often as is asked for, evenly over the way', async () => {
    emulator = await start({ functions: { hourly: ticking('0 0 * * * * *') }, collections: ['ticks'] });
    expect((await advance(50 * dayMs, { timerRuns: 10 })).body).toMatchObject({ fired: 10, skipped: 1190 });
    const times = (await ticks()).map(({ Time }) => Date.parse(Time));
    const gaps = times.slice(1).map((atMs, index) => atMs - (times[index] ?? 0));
    for (const gap of gaps) expect(Math.abs(gap - 5 * dayMs)).toBeLessThan(dayMs);
    for (const timerRuns of [0, -1, 1.5, '10', null]) {
      expect((await advance(dayMs, { timerRuns })).status).toBe(400);
    }
    expect(await ticks()).toHaveLength(10);
  });

  test('reaches warm functions, and only ever goes forward', async () => {
    emulator = await start({ functions: { now } });
    const before = Number((await emulator.call('now')).body);
    const { body } = await advance(8 * dayMs);
    const after = Number((await emulator.call('now')).body);
    expect(after - before).toBeGreaterThanOrEqual(8 * dayMs);
    expect(after - before).toBeLessThan(8 * dayMs + hourMs);
    expect(after).toBeGreaterThanOrEqual(Date.parse((body as { now: string }).now));
  });

  test('waits for running calls, with those they make, and holds new ones', async () => {
    emulator = await start({
      functions: {
        outer: {
          code: `const app = require('@cloudbase/node-sdk').init({ env: 'fixture-env' });
            exports.main = async () => { const from = Date.now(); console.log('begun');
              await new Promise((r) => setTimeout(r, 300));
              const { result } = await app.callFunction({ name: 'now' }); return result - from }`,
        },
        now,
      },
    });
    const outer = emulator.call('outer');
    while (((await emulator.get('/_emulator/calls')).body as CallRecord[])[0]?.console.length !== 1);
    const [{ body }, moved] = await Promise.all([outer, advance(dayMs)]);
    expect(Number(body)).toBeLessThan(hourMs);
    const calls = (await emulator.get('/_emulator/calls')).body as CallRecord[];
    expect(calls.map(({ function: name, outcome }) => [name, outcome])).toEqual([
      ['outer', 'ok'],
      ['now', 'ok'],
    ]);
    expect(Number((await emulator.call('now')).body)).toBeGreaterThanOrEqual(
      Date.parse((moved.body as { now: string }).now),
    );
  });

  test.each([[-1], [1.5], ['1'], [null], [Number.MAX_SAFE_INTEGER]])('by %s is refused', async (ms) => {
    emulator = await start({ functions: { now } });
    expect(await advance(ms)).toMatchObject({ status: 400, body: { errCode: 'INVALID_PARAM' } });
    expect(Math.abs(Number((await emulator.call('now')).body) - Date.now())).toBeLessThan(hourMs);
  });
});

test('timers fire as real time passes, one by one', async () => {
  emulator = await start({ functions: { second: ticking('* * * * * * *') }, collections: ['ticks'] });
  const response = await fetch(`${emulator.origin}/_emulator/events`);
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  let seen = '';
  while ((seen.match(/event: call/g) ?? []).length < 2) seen += (await reader?.read())?.value ?? '';
  await reader?.cancel();
  const [first, second] = await ticks();
  expect(Date.parse(second?.Time ?? '')).toBeGreaterThan(Date.parse(first?.Time ?? ''));
});
