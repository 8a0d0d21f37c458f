import { describe, expect, it } from 'vitest';
import { compileDocumentExpression } from '../expression.ts';

// 2026-01-02 is a Friday in UTC; in Shanghai it is already Saturday, 01:04.
const AT = new Date('2026-01-02T17:04:05.678Z');
const SHANGHAI = { date: '$at', timezone: 'Asia/Shanghai' };

function evaluate(expression: unknown): unknown {
  return compileDocumentExpression(expression, { nowMs: 0 })({
    at: AT,
    text: '2026-01-02 08:00:00',
    nul: null,
  });
}

const utc = (text: string) => new Date(`${text}Z`);

const CASES: [expression: unknown, result: unknown][] = [
  [{ $year: '$at' }, 2026],
  [{ $month: ['$at'] }, 1],
  [{ $dayOfMonth: '$at' }, 2],
  [{ $dayOfMonth: SHANGHAI }, 3],
  [{ $hour: SHANGHAI }, 1],
  [{ $hour: { date: '$at', timezone: '+08:00' } }, 1],
  [{ $hour: { date: '$at', timezone: '-0330' } }, 13],
  [{ $minute: '$at' }, 4],
  [{ $second: '$at' }, 5],
  [{ $millisecond: '$at' }, 678],
  [{ $dayOfWeek: '$at' }, 6],
  [{ $isoDayOfWeek: SHANGHAI }, 6],
  [{ $dayOfYear: '$at' }, 2],
  [{ $week: '$at' }, 0],
  [{ $week: utc('2026-01-04T00:00:00') }, 1],
  [{ $isoWeek: '$at' }, 1],
  [{ $isoWeekYear: utc('2027-01-01T00:00:00') }, 2026],
  [{ $year: '$nul' }, null],
  [{ $dateToString: { date: '$at' } }, '2026-01-02T17:04:05.678Z'],
  [
    { $dateToString: { date: '$at', format: '%Y-%m-%d %H:%M:%S', timezone: 'Asia/Shanghai' } },
    '2026-01-03 01:04:05',
  ],
  [
    { $dateToString: { date: '$at', format: '%Y年%m月%d日 %j %U %V %G %u %w %z %Z %%', timezone: '+08:00' } },
    '2026年01月03日 003 00 01 2026 6 7 +0800 +480 %',
  ],
  [{ $dateToString: { date: '$nul', onNull: '-' } }, '-'],
  [{ $dateToString: { date: '$nul' } }, null],
  [{ $dateFromString: { dateString: '$text', timezone: 'Asia/Shanghai' } }, utc('2026-01-02T00:00:00')],
  [{ $dateFromString: { dateString: '2026-01-02T08:00:00+08:00' } }, utc('2026-01-02T00:00:00')],
  [{ $dateFromString: { dateString: '2026-01-02' } }, utc('2026-01-02T00:00:00')],
  [
    { $dateFromString: { dateString: '02/01/2026', format: '%d/%m/%Y', timezone: '+08:00' } },
    utc('2026-01-01T16:00:00'),
  ],
  [{ $dateFromString: { dateString: 'nonsense', onError: 'bad' } }, 'bad'],
  [{ $dateFromString: { dateString: null, onNull: 'none' } }, 'none'],
  [
    { $dateFromParts: { year: 2026, month: 1, day: 2, hour: 8, timezone: 'Asia/Shanghai' } },
    utc('2026-01-02T00:00:00'),
  ],
  [{ $dateFromParts: { year: 2026, month: 14, day: 0 } }, utc('2027-01-31T00:00:00')],
  [{ $dateFromParts: { isoWeekYear: 2026, isoWeek: 1, isoDayOfWeek: 5 } }, utc('2026-01-02T00:00:00')],
  // An hour and a half after the clocks went forward.
  [
    { $dateFromParts: { year: 2026, month: 3, day: 8, hour: 3, minute: 30, timezone: 'America/New_York' } },
    utc('2026-03-08T07:30:00'),
  ],
  [
    { $dateToParts: SHANGHAI },
    { year: 2026, month: 1, day: 3, hour: 1, minute: 4, second: 5, millisecond: 678 },
  ],
  [{ $dateTrunc: { date: '$at', unit: 'day' } }, utc('2026-01-02T00:00:00')],
  [{ $dateTrunc: { ...SHANGHAI, unit: 'day' } }, utc('2026-01-02T16:00:00')],
  [{ $dateTrunc: { ...SHANGHAI, unit: 'month' } }, utc('2025-12-31T16:00:00')],
  [{ $dateTrunc: { date: '$at', unit: 'week' } }, utc('2025-12-28T00:00:00')],
  [{ $dateTrunc: { date: '$at', unit: 'week', startOfWeek: 'monday' } }, utc('2025-12-29T00:00:00')],
  [{ $dateTrunc: { date: '$at', unit: 'minute', binSize: 15 } }, utc('2026-01-02T17:00:00')],
  [{ $dateTrunc: { date: '$at', unit: 'quarter' } }, utc('2026-01-01T00:00:00')],
  [{ $dateDiff: { startDate: '$at', endDate: utc('2026-01-03T00:00:00'), unit: 'day' } }, 1],
  [
    {
      $dateDiff: {
        startDate: '$at',
        endDate: utc('2026-01-03T00:00:00'),
        unit: 'day',
        timezone: 'Asia/Shanghai',
      },
    },
    0,
  ],
  [{ $dateDiff: { startDate: utc('2025-12-31T00:00:00'), endDate: '$at', unit: 'year' } }, 1],
  [{ $dateDiff: { startDate: '$at', endDate: utc('2026-01-02T18:00:00'), unit: 'hour' } }, 1],
  [{ $dateDiff: { startDate: '$at', endDate: utc('2026-01-04T00:00:00'), unit: 'week' } }, 1],
  [
    { $dateAdd: { startDate: utc('2026-01-31T10:00:00'), unit: 'month', amount: 1 } },
    utc('2026-02-28T10:00:00'),
  ],
  [{ $dateSubtract: { startDate: '$at', unit: 'hour', amount: 17 } }, utc('2026-01-02T00:04:05.678')],
  [
    {
      $dateAdd: {
        startDate: utc('2026-03-07T12:00:00'),
        unit: 'day',
        amount: 1,
        timezone: 'America/New_York',
      },
    },
    utc('2026-03-08T11:00:00'),
  ],
];

describe('date expressions', () => {
  it.each(CASES)('%j is %j', (expression, result) => {
    expect(evaluate(expression)).toEqual(result);
  });

  it.each([
    [{ $year: '$text' }, "can't convert from BSON type string to Date"],
    [{ $hour: { date: '$at', timezone: 'Asia/Nowhere' } }, 'unrecognized time zone identifier'],
    [{ $dateFromString: { dateString: 'nonsense' } }, "Error parsing date string 'nonsense'"],
    [{ $dateFromString: { dateString: '2026-02-30' } }, 'Error parsing date string'],
    [{ $dateToString: { date: '$at', format: '%Q' } }, "Invalid format character '%Q'"],
    [{ $dateTrunc: { date: '$at', unit: 'fortnight' } }, 'cannot be recognized as a time unit'],
  ])('%j is refused', (expression, message) => {
    expect(() => evaluate(expression)).toThrow(message);
  });
});
