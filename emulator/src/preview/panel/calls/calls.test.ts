// @vitest-environment jsdom
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Live } from '../live.ts';
import type { CallRecord } from '../model.ts';
import { Signal } from '../signal.ts';
import { createToasts } from '../toasts.ts';
import { createCallLog } from './index.ts';

const call = (requestId: string): CallRecord => ({
  requestId,
  function: `function-${requestId}`,
  source: 'wx_client',
  openid: null,
  startedAt: '2026-01-05T04:00:00.000Z',
  ms: 1,
  cold: false,
  outcome: 'ok',
  wire: [],
  console: [],
});

/** A log on a local CloudBase that remembers these calls. */
function setUp(remembered: readonly CallRecord[]) {
  vi.stubGlobal('fetch', async () => new Response(JSON.stringify(remembered)));
  let tell: (each: CallRecord) => void = () => {};
  const connection: Live['connection'] = new Signal<'connecting' | 'connected' | 'lost'>('connecting');
  const onCall: Live['onCall'] = (listener) => {
    tell = listener;
  };
  const live: Live = { connection, onCall, onChange() {}, onBuild() {} };
  const element = createCallLog(live, createToasts(), (openid) => openid);
  const names = () => [...element.querySelectorAll('.call-name')].map(({ textContent }) => textContent);
  const connect = async () => {
    connection.set('connected');
    await vi.advanceTimersByTimeAsync(1_000);
  };
  return { element, names, connect, tell: (each: CallRecord) => tell(each) };
}

beforeEach(() => vi.useFakeTimers());
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test('a call that is both heard of and read stands there once', async () => {
  const { names, connect, tell } = setUp([call('1'), call('2')]);
  tell(call('2'));
  tell(call('3'));
  await connect();
  expect(names()).toEqual(['function-3', 'function-2', 'function-1']);
});

test('what was cleared does not come back with the next connection', async () => {
  const remembered = [call('1'), call('2')];
  const { element, names, connect } = setUp(remembered);
  await connect();
  const clear = [...element.querySelectorAll('button')].find(({ textContent }) => textContent === '清空');
  clear?.click();
  remembered.push(call('3'));
  await connect();
  expect(names()).toEqual(['function-3']);
});
