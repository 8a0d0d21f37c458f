import { expect, test } from 'vitest';
import type { CallRecord, WireRecord } from '../model.ts';
import { callerOf, isIdleTimer, matchesText, tripsText } from './describe.ts';

const wire = (change: Partial<WireRecord> = {}): WireRecord => ({
  service: 'database',
  action: 'database.getDocument',
  collection: 'orders',
  ms: 1,
  fault: null,
  ...change,
});
const call = (change: Partial<CallRecord> = {}): CallRecord => ({
  requestId: 'r',
  function: 'timer',
  source: 'timer',
  openid: null,
  startedAt: '2026-01-01T00:00:00.000Z',
  ms: 1,
  cold: false,
  outcome: 'ok',
  wire: [wire()],
  console: [],
  ...change,
});

test('who called is the person, else the door', () => {
  expect(callerOf(call({ openid: 'o-lin', source: 'wx_client' }), (openid) => `<${openid}>`)).toBe('<o-lin>');
  expect(callerOf(call(), String)).toBe('定时器');
  expect(callerOf(call({ source: 'http' }), String)).toBe('HTTP');
  expect(callerOf(call({ source: 'unheard' }), String)).toBe('unheard');
});

test.each<[string, Partial<CallRecord>, boolean]>([
  ['a timer that only read', {}, true],
  ['one that wrote', { wire: [wire({ action: 'database.modifyDocument' })] }, false],
  ['one that spoke to another service', { wire: [wire({ service: 'wechatpay', action: 'query' })] }, false],
  ['one that a fault struck', { wire: [wire({ fault: 'delay' })] }, false],
  ['one that failed', { outcome: 'FUNCTIONS_EXECUTE_FAIL' }, false],
  ['one that printed', { console: [{ level: 'info', text: 'hm' }] }, false],
  ['a person', { source: 'wx_client' }, false],
])('%s is idle: %s', (_what, change, expected) => {
  expect(isIdleTimer(call(change))).toBe(expected);
});

test('a call is found by every word of what belongs to it', () => {
  const one = call({ function: 'settle', console: [{ level: 'warn', text: 'Channel slow' }] });
  for (const text of ['', 'SETTLE', '林小满 orders', 'slow channel']) {
    expect(matchesText(one, '林小满', text)).toBe(true);
  }
  expect(matchesText(one, '林小满', 'settle refund')).toBe(false);
});

test('round trips are counted by service', () => {
  expect(tripsText(call({ wire: [wire(), wire(), wire({ service: 'wechatpay' })] }))).toBe(
    '数据库 2 · 其他 1',
  );
  expect(tripsText(call({ wire: [] }))).toBe('');
});
