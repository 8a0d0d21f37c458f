import { describe, expect, it } from 'vitest';
import { formatMinute as formatInDomain } from '../../cloudfunctions/shared/domain/order/noticeText.ts';
import { formatDay, formatMinute, formatMoment } from './time';

const NOW = new Date('2026-03-01T02:00:00Z');

describe('times in the mini-program', () => {
  it('are those of China, whatever the phone says', () => {
    expect(formatMoment('2026-03-11T02:00:00.000Z', NOW)).toBe('3月11日 周三 10:00');
    expect(formatDay('2026-03-10T16:00:00.000Z', NOW)).toBe('3月11日 周三');
    expect(formatDay('2026-03-10T15:59:59.999Z', NOW)).toBe('3月10日 周二');
  });

  it('of another year say so', () => {
    expect(formatDay('2027-01-02T02:00:00.000Z', NOW)).toBe('2027年1月2日 周六');
    // In China the new year has begun already.
    expect(formatDay('2026-12-31T16:00:00.000Z', NOW)).toBe('2027年1月1日 周五');
  });

  it('in lists look as the functions write them', () => {
    const iso = '2026-03-11T02:05:59.000Z';
    expect(formatMinute(iso)).toBe(formatInDomain(new Date(iso)));
  });
});
