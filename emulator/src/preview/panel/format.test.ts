import { expect, test } from 'vitest';
import {
  beijingDate,
  beijingDayTime,
  beijingStamp,
  beijingTime,
  duration,
  fenOf,
  tookMs,
  yuan,
} from './format.ts';

test.each([
  [0, '¥0.00'],
  [5, '¥0.05'],
  [16_800, '¥168.00'],
  [123_456_789, '¥1,234,567.89'],
  [-250, '-¥2.50'],
])('%i fen read %s', (fen, text) => {
  expect(yuan(fen)).toBe(text);
});

test.each([
  ['168', 16_800],
  ['168.5', 16_850],
  ['0.29', 29],
  [' 1,234.05 ', 123_405],
  ['1.234', null],
  ['-1', null],
  ['', null],
  ['abc', null],
])('"%s" yuan are %s fen', (text, fen) => {
  expect(fenOf(text)).toBe(fen);
});

test.each([
  [400, '不到 1 秒'],
  [90_000, '1 分钟 30 秒'],
  [86_400_000, '1 天'],
  [-(3 * 86_400_000 + 4 * 3_600_000 + 5_000), '3 天 4 小时'],
  [86_400_000 + 5_000, '1 天'],
])('%i ms last %s', (ms, text) => {
  expect(duration(ms)).toBe(text);
});

test('times are those of Beijing, on the next day where it is so there', () => {
  const at = new Date('2026-12-05T16:00:05.000Z');
  expect(beijingStamp(at)).toBe('2026-12-06 00:00:05');
  expect(beijingStamp(new Date(at.getTime() + 7))).toBe('2026-12-06 00:00:05.007');
  expect(beijingTime(at)).toBe('00:00:05');
  expect(beijingDate(at)).toMatch(/^2026年12月6日/);
  expect(beijingDayTime(at)).toMatch(/^12月6日.*00:00$/);
});

test.each([
  [0.42, '0.4 ms'],
  [12.3, '12 ms'],
  [3, '3 ms'],
  [1_340, '1.3 s'],
])('%d ms took %s', (ms, text) => {
  expect(tookMs(ms)).toBe(text);
});
