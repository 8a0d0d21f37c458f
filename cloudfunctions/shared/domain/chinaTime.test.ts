import { describe, expect, it } from 'vitest';
import { chinaClock, chinaDay, startOfChinaDay } from './chinaTime.ts';

describe('a day in China', () => {
  it.each([
    ['2026-03-10T15:59:59.999Z', '2026-03-10', '2026-03-09T16:00:00.000Z'],
    ['2026-03-10T16:00:00.000Z', '2026-03-11', '2026-03-10T16:00:00.000Z'],
    ['2026-12-31T20:00:00.000Z', '2027-01-01', '2026-12-31T16:00:00.000Z'],
    ['1969-12-31T15:00:00.000Z', '1969-12-31', '1969-12-30T16:00:00.000Z'],
  ])('of %s is %s, since %s', (at, day, start) => {
    expect(chinaDay(new Date(at))).toBe(day);
    expect(startOfChinaDay(new Date(at)).toISOString()).toBe(start);
  });

  it('has its clock eight hours ahead', () => {
    expect(chinaClock(new Date('2026-03-10T16:05:06.789Z'))).toBe('2026-03-11T00:05:06.789');
  });
});
