import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromWechatTime, toWechatDay, toWechatTime } from './time.ts';

describe('WeChat Pay’s time', () => {
  it.each([
    ['2026-03-01T02:00:00.000Z', '20260301100000'],
    ['2025-12-31T15:59:59.999Z', '20251231235959'],
    ['2025-12-31T16:00:00.000Z', '20260101000000'],
    ['2028-02-28T16:00:00.000Z', '20280229000000'],
    ['2026-01-01T00:00:00.000Z', '20260101080000'],
  ])('of %s is %s, as in Beijing', (iso, text) => {
    expect(toWechatTime(new Date(iso))).toBe(text);
    expect(toWechatDay(new Date(iso))).toBe(text.slice(0, 8));
  });

  it('comes back to the second', () => {
    const instants = fc.date({
      min: new Date('2000-01-01'),
      max: new Date('2100-01-01'),
      noInvalidDate: true,
    });
    fc.assert(
      fc.property(instants, (at) => {
        const seconds = Math.floor(at.getTime() / 1_000) * 1_000;
        expect(fromWechatTime(toWechatTime(at))?.getTime()).toBe(seconds);
      }),
    );
  });

  it('may be a day only, which begins at midnight in Beijing', () => {
    expect(fromWechatTime('20260301')).toEqual(new Date('2026-03-01T00:00:00+08:00'));
  });

  it.each([
    '',
    '2026030',
    '2026030110',
    '2026-03-01T10:00:00+08:00',
    '202603011000001',
    ' 20260301100000',
    '2026030110000x',
  ])('is not read from %j', (text) => {
    expect(fromWechatTime(text)).toBeNull();
  });
});
