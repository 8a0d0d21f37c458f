import { afterEach, describe, expect, it } from 'vitest';
import { fromAlipayTime, toAlipayTime } from './time.ts';

const zone = process.env['TZ'];
afterEach(() => {
  if (zone === undefined) delete process.env['TZ'];
  else process.env['TZ'] = zone;
});

describe.each(['UTC', 'Asia/Shanghai', 'America/New_York'])('on a machine in %s', (machine) => {
  it.each([
    ['2026-03-11T02:00:00.000Z', '2026-03-11 10:00:00'],
    ['2026-12-31T16:00:00.000Z', '2027-01-01 00:00:00'],
    ['2026-07-01T15:59:59.000Z', '2026-07-01 23:59:59'],
  ])('%s is %s in China, and back', (utc, china) => {
    process.env['TZ'] = machine;
    expect(toAlipayTime(new Date(utc))).toBe(china);
    expect(fromAlipayTime(china)).toEqual(new Date(utc));
  });
});

it.each([
  '',
  '2026-03-11',
  '2026-03-11T10:00:00',
  '2026-13-11 10:00:00',
  '2026-03-11 25:00:00',
  ' 2026-03-11 10:00:00',
])('%j is no time', (text) => expect(fromAlipayTime(text)).toBeNull());
