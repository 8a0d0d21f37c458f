import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { later, T0 } from '../testing/builders.ts';
import { orderIn } from '../testing/lives.ts';
import { owedText, zeroNowText } from './payLaterText.ts';

const ROOT = resolve(import.meta.dirname, '..', '..', '..');
const AMOUNT = '¥168.00';

function filesBelow(folder: string): string[] {
  return readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.(ts|json|wxml|js)$/.test(file) && !/test/.test(file))
    .map((file) => join(folder, file));
}

describe('0 元', () => {
  it('always stands with the later amount and the rule that gives the day', () => {
    expect(zeroNowText(16_800, 7)).toBe('现在支付 0 元，确认收货后第 7 天支付 ¥168.00');
  });

  it('is written in one place of the product only', () => {
    const sources = [...filesBelow('cloudfunctions'), ...filesBelow('database')];
    const writing = sources.filter((file) =>
      // Strings only: comments may speak of it.
      /['"`][^'"`\n]*(?<!\d)0 ?元/.test(readFileSync(join(ROOT, file), 'utf8')),
    );
    expect(writing).toEqual([join('cloudfunctions', 'shared', 'domain', 'payLaterText.ts')]);
  });
});

describe('what an order still costs', () => {
  it.each([
    ['created', {}, '现在支付 0 元，确认收货后第 7 天支付 ¥168.00'],
    ['accepted', {}, '现在支付 0 元，确认收货后第 7 天支付 ¥168.00'],
    ['shipped', {}, '现在支付 0 元，确认收货后第 7 天支付 ¥168.00'],
    ['received', {}, '将于 2026-03-11 10:00 支付 ¥168.00'],
    ['received', { payBy: later(T0, 0), autoCharge: false }, '请在 2026-03-01 10:00 前支付 ¥168.00'],
    [
      'received',
      { freeze: { since: T0, cause: 'return' as const } },
      '待支付 ¥168.00，退货或售后处理期间不扣款',
    ],
    ['settling', {}, '正在支付 ¥168.00'],
    ['overdue', {}, '已过付款时间，待支付 ¥168.00'],
    ['settling', { collectingFen: 16_800 }, '正在支付 ¥168.00'],
    ['settling', { collectingFen: 20_000 }, '正在支付 ¥168.00（会先扣 ¥200.00，多扣的 ¥32.00 自动退还）'],
    [
      'overdue',
      { collectingFen: 20_000 },
      '已过付款时间，待支付 ¥168.00（会先扣 ¥200.00，多扣的 ¥32.00 自动退还）',
    ],
  ] as const)('is said with its amount and its time when it is %s (%o)', (state, changes, text) => {
    expect(owedText(orderIn(state, changes))).toBe(text);
    expect(text).toContain(AMOUNT);
  });

  it.each(['settled', 'rejected', 'cancelled', 'returned', 'writtenOff'] as const)(
    'is nothing any more once it is %s',
    (state) => {
      expect(owedText(orderIn(state))).toBeNull();
    },
  );

  it('is nothing once the merchant has lowered it to nothing', () => {
    expect(owedText(orderIn('shipped', { payableFen: 0 }))).toBeNull();
  });
});
