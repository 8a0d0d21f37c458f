import { describe, expect, it } from 'vitest';
import { aLine } from '../../testing/builders.ts';
import { subjectOf } from './subject.ts';

const of = (title: string, quantity = 1) => subjectOf([aLine({ title, quantity })]);

describe('the title of an order', () => {
  it('is that of its goods, and tells if there are more', () => {
    expect(of('白瓷茶具')).toBe('白瓷茶具');
    expect(of('白瓷茶具', 2)).toBe('白瓷茶具 等 2 件');
    expect(subjectOf([aLine(), aLine({ title: '茶叶', quantity: 2 })])).toBe('白瓷茶具 等 3 件');
  });

  it('holds nothing that Alipay does not take', () => {
    expect(of('茶/杯=1&2\n套')).toBe('茶 杯 1 2 套');
  });

  it.each(['', '/', ' & '])('is never empty, not even for %j', (title) => {
    expect(of(title)).toBe('商品订单');
    expect(subjectOf([])).toBe('商品订单');
  });

  it('is no longer than 128 characters, and keeps whole ones', () => {
    expect([...of('🍵'.repeat(200))]).toEqual(Array.from({ length: 128 }, () => '🍵'));
    expect([...of('茶'.repeat(200), 12)]).toHaveLength(128);
    expect(of('茶'.repeat(200), 12)).toMatch(/茶 等 12 件$/);
  });
});
