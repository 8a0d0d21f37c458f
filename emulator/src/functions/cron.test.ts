import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { TimerPattern } from './cron.ts';

const at = (iso: string) => Date.parse(iso);
const dayMs = 86_400_000;
const start = at('2026-03-01T00:00:00Z');

/** One by one, as `after` gives them. */
function listed(pattern: TimerPattern, fromMs: number, toMs: number): number[] {
  const found: number[] = [];
  for (let ms = pattern.after(fromMs); ms !== null && ms <= toMs; ms = pattern.after(ms)) found.push(ms);
  return found;
}

describe('a timer pattern', () => {
  test.each([
    ['0 0 2 * * * *', '2026-03-01T18:00:00Z', 'is in Beijing time'],
    ['*/5 * * * * * *', '2026-03-01T00:00:05Z', 'begins with seconds'],
    ['0 0 0 1 1 * 2030', '2029-12-31T16:00:00Z', 'ends with the year'],
    ['0 0 12 * * MON *', '2026-03-02T04:00:00Z', 'knows names of weekdays'],
    ['0 0 12 15 * 1 *', '2026-03-02T04:00:00Z', 'takes day or weekday where both are given'],
  ])('%s next fires at %s: it %s', (pattern, expected) => {
    expect(new TimerPattern(pattern).after(start)).toBe(at(expected));
  });

  test('without any occurrence left has none', () => {
    expect(new TimerPattern('0 0 0 1 1 * 2020').after(start)).toBeNull();
    expect(new TimerPattern('0 0 0 1 1 * 2020').between(start, start + dayMs).count).toBe(0);
  });

  test.each(['0 0 2 * * *', '0 0 2 * *', '0 0 25 * * * *', 'daily', ''])('"%s" is refused', (pattern) => {
    expect(() => new TimerPattern(pattern)).toThrow();
  });
});

describe('the occurrences between two instants', () => {
  const patterns = [
    '0 */7 * * * * *',
    '0 0 2 * * * *',
    '30 15 9-17 * * MON-FRI *',
    '0 0 0 1,15 * * *',
    '5 59 23 * * * *',
  ];

  test('are those found one by one, whatever the span', () => {
    const span = fc.record({
      pattern: fc.constantFrom(...patterns),
      fromMs: fc.integer({ min: 0, max: 40 * dayMs }).map((ms) => start + ms),
      lengthMs: fc.integer({ min: 0, max: 5 * dayMs }),
    });
    fc.assert(
      fc.property(span, ({ pattern, fromMs, lengthMs }) => {
        const timer = new TimerPattern(pattern);
        const occurrences = timer.between(fromMs, fromMs + lengthMs);
        expect(occurrences.thinned(Number.MAX_SAFE_INTEGER)).toEqual(
          listed(timer, fromMs, fromMs + lengthMs),
        );
      }),
      { numRuns: 60 },
    );
  });

  test('can be thinned evenly, and end with the last one', () => {
    const occurrences = new TimerPattern('0 0 * * * * *').between(start, start + dayMs);
    expect(occurrences.count).toBe(24);
    const thinned = occurrences.thinned(6).map((ms) => (ms - start) / 3_600_000);
    expect(thinned).toEqual([4, 8, 12, 16, 20, 24]);
  });

  test('are counted without being listed: every second of ten years', () => {
    const occurrences = new TimerPattern('* * * * * * *').between(start, start + 3650 * dayMs);
    expect(occurrences.count).toBe(3650 * 86_400);
    expect(occurrences.thinned(3)).toHaveLength(3);
  });
});
