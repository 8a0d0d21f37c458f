import { describe, expect, it } from 'vitest';
import { addDays, dayInWords, dayOf, endOf, shortDay, startOf } from './days';

describe('a day in China', () => {
  it('begins at sixteen hours UTC the day before', () => {
    expect(dayOf('2026-03-10T15:59:59.999Z')).toBe('2026-03-10');
    expect(dayOf('2026-03-10T16:00:00.000Z')).toBe('2026-03-11');
    expect(startOf('2026-03-11')).toBe('2026-03-10T16:00:00.000Z');
    expect(dayOf(endOf('2026-03-11'))).toBe('2026-03-11');
  });

  it('is followed by the next, also across months and years', () => {
    expect(addDays('2026-02-28', 1)).toBe('2026-03-01');
    expect(addDays('2027-01-01', -1)).toBe('2026-12-31');
  });

  it('is named shortly, with its month after a day of another one', () => {
    expect(shortDay('2026-03-09', '2026-03-07')).toBe('9');
    expect(shortDay('2026-03-02', '2026-02-28')).toBe('3/2');
    expect(dayInWords('2026-03-11', new Date('2026-03-01T00:00:00Z'))).toBe('3月11日 周三');
  });
});
