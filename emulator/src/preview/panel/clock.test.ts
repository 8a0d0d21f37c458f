// @vitest-environment jsdom
import { expect, test } from 'vitest';
import { upcomingText } from './clock.ts';
import type { Upcoming } from './model.ts';

const upcoming = (change: Partial<Upcoming>): Upcoming => {
  const at = '2026-01-01T00:00:00.000Z';
  return { at, actsAt: at, source: 'database', name: null, ...change };
};
const labelOf = (collection: string) => (collection === 'orders' ? '订单' : collection);

test.each([
  [upcoming({ collection: 'orders', name: '发起扣款' }), '订单 · 发起扣款'],
  [upcoming({ collection: 'accounts' }), 'accounts · 到期'],
  [upcoming({ source: 'wechatpay', name: 'debit' }), '微信支付尝试扣款'],
  [upcoming({ source: 'alipay', name: 'debit' }), '支付宝尝试扣款'],
  [upcoming({ source: 'openapi', name: 'poll' }), 'openapi poll'],
])('%j reads %s', (next, text) => {
  expect(upcomingText(next, labelOf)).toBe(text);
});
