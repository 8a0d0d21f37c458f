import { describe } from 'vitest';
import { useNodeSdk } from './node-sdk.ts';
import { type OperatorCase, testOperators } from './operators.ts';

useNodeSdk();

const NAMES = [
  { first: 'Yuanxin', last: 'Dong' },
  { first: 'Weijia', last: 'Wang' },
  { first: 'Chengxi', last: 'Li' },
];
const AT = [{ at: new Date('2019-05-14T09:38:51.686Z') }];
const NEW_YEAR = [{ at: new Date('2016-01-01T00:00:00Z') }];
const LATE = [{ at: new Date('2024-12-31T16:30:00Z') }];

// Documents and results as documented: https://docs.cloudbase.net/api-reference/server/node-sdk/database/aggregate
const TEXT: readonly OperatorCase[] = [
  ['concat', NAMES, ($) => $.concat(['$first', ' ', '$last']), ['Yuanxin Dong', 'Weijia Wang', 'Chengxi Li']],
  ['concat with a missing field', [{ a: 'x' }], ($) => $.concat(['$a', '$b']), [null]],
  ['indexOfBytes', NAMES, ($) => $.indexOfBytes(['$first', 'a']), [2, 5, -1]],
  ['indexOfBytes counts bytes', [{ s: '心谭x' }], ($) => $.indexOfBytes(['$s', 'x']), [6]],
  ['indexOfCP', NAMES, ($) => $.indexOfCP(['$first', 'a']), [2, 5, -1]],
  ['split', [{ d: '1999/12/12' }, { d: 'x' }], ($) => $.split(['$d', '/']), [['1999', '12', '12'], ['x']]],
  ['strLenBytes', [{ s: 'dongyuanxin' }, { s: '心谭' }], ($) => $.strLenBytes('$s'), [11, 6]],
  ['strLenCP', [{ s: '心谭' }, { s: '😀' }], ($) => $.strLenCP('$s'), [2, 1]],
  ['strcasecmp', NAMES, ($) => $.strcasecmp(['$first', '$last']), [1, 1, -1]],
  [
    'substr',
    [{ d: '1999/12/10' }],
    ($) => [$.substr(['$d', 0, 4]), $.substr(['$d', 5, 2]), $.substr(['$d', 8, -1])],
    [['1999', '12', '10']],
  ],
  ['substrBytes', [{ d: '1999/12/10' }], ($) => $.substrBytes(['$d', 8, -1]), ['10']],
  ['substrCP', [{ s: '心谭' }], ($) => $.substrCP(['$s', 0, 1]), ['心']],
  ['toLower', NAMES, ($) => $.toLower('$first'), ['yuanxin', 'weijia', 'chengxi']],
  ['toUpper', NAMES, ($) => $.toUpper('$last'), ['DONG', 'WANG', 'LI']],
  ['toLower of a missing field', [{}], ($) => $.toLower('$x'), ['']],
];

const DATES: readonly OperatorCase[] = [
  ['year', AT, ($) => $.year('$at'), [2019]],
  ['month', AT, ($) => $.month('$at'), [5]],
  ['dayOfMonth', AT, ($) => $.dayOfMonth('$at'), [14]],
  ['dayOfWeek', AT, ($) => $.dayOfWeek('$at'), [3]],
  ['dayOfYear', AT, ($) => $.dayOfYear('$at'), [134]],
  ['hour', AT, ($) => $.hour('$at'), [9]],
  ['minute', AT, ($) => $.minute('$at'), [38]],
  ['second', AT, ($) => $.second('$at'), [51]],
  ['millisecond', AT, ($) => $.millisecond('$at'), [686]],
  ['week', AT, ($) => $.week('$at'), [19]],
  ['isoWeek', AT, ($) => $.isoWeek('$at'), [20]],
  ['isoDayOfWeek', AT, ($) => $.isoDayOfWeek('$at'), [2]],
  ['isoWeekYear', AT, ($) => $.isoWeekYear('$at'), [2019]],
  ['isoWeek of New Year 2016', NEW_YEAR, ($) => $.isoWeek('$at'), [53]],
  ['isoWeekYear of New Year 2016', NEW_YEAR, ($) => $.isoWeekYear('$at'), [2015]],
  ['year in Shanghai', LATE, ($) => $.year({ date: '$at', timezone: 'Asia/Shanghai' }), [2025]],
  ['hour at an offset', LATE, ($) => $.hour({ date: '$at', timezone: '+0830' }), [1]],
  ['hour at an offset of hours', LATE, ($) => $.hour({ date: '$at', timezone: '+08' }), [0]],
  ['month of a missing date', [{}], ($) => $.month('$at'), [null]],
  ['dateToString', AT, ($) => $.dateToString({ date: '$at', format: '%Y-%m-%d' }), ['2019-05-14']],
  ['dateToString without a format', AT, ($) => $.dateToString({ date: '$at' }), ['2019-05-14T09:38:51.686Z']],
  [
    'dateToString with every specifier',
    AT,
    ($) => $.dateToString({ date: '$at', format: '%G %H %j %L %M %S %w %u %U %V %z %%' }),
    ['2019 09 134 686 38 51 3 2 19 20 +0000 %'],
  ],
  [
    'dateToString in Shanghai',
    [{ at: new Date('1999-12-11T16:00:00Z') }],
    ($) => $.dateToString({ date: '$at', format: '%Y-%m-%d %H:%M:%S', timezone: 'Asia/Shanghai' }),
    ['1999-12-12 00:00:00'],
  ],
  [
    'dateToString at +08:00',
    LATE,
    ($) => $.dateToString({ date: '$at', format: '%Y%m%d %z', timezone: '+08:00' }),
    ['20250101 +0800'],
  ],
  ['dateToString of nothing', [{}], ($) => $.dateToString({ date: '$empty', onNull: 'null' }), ['null']],
  [
    'dateFromParts in New York',
    [{}],
    ($) => $.dateFromParts({ year: 2017, month: 2, day: 8, hour: 12, timezone: 'America/New_York' }),
    [new Date('2017-02-08T17:00:00Z')],
  ],
  [
    'dateFromParts of an ISO week',
    [{}],
    ($) => $.dateFromParts({ isoWeekYear: 2017, isoWeek: 6, isoDayOfWeek: 3 }),
    [new Date('2017-02-08T00:00:00Z')],
  ],
  [
    'dateFromString',
    [{}],
    ($) => $.dateFromString({ dateString: '2019-05-14T09:38:51.686Z' }),
    [new Date('2019-05-14T09:38:51.686Z')],
  ],
  [
    'dateFromString in Shanghai',
    [{ d: '2024-03-01' }],
    ($) => $.dateFromString({ dateString: '$d', timezone: 'Asia/Shanghai' }),
    [new Date('2024-02-29T16:00:00Z')],
  ],
  [
    'a millisecond timestamp as a date',
    [{ ts: 1557826731686 }],
    ($) => $.add([new Date(0), '$ts']),
    [new Date(1557826731686)],
  ],
  [
    'the day of a timestamp',
    [{ ts: 1557826731686 }],
    ($) =>
      $.dateToString({ date: $.add([new Date(0), '$ts']), format: '%Y-%m-%d', timezone: 'Asia/Shanghai' }),
    ['2019-05-14'],
  ],
  ['operators the SDK has no name for', [{ n: '12' }, { n: 3.7 }], () => ({ $toInt: '$n' }), [12, 3]],
  ['toString of a number', [{ n: 12 }], () => ({ $toString: '$n' }), ['12']],
  ['toDate of a timestamp', [{ n: 1557826731686 }], () => ({ $toDate: '$n' }), [new Date(1557826731686)]],
  [
    'type',
    [{ n: 1 }, { n: 'x' }, { n: [] }, {}],
    () => ({ $type: '$n' }),
    ['int', 'string', 'array', 'missing'],
  ],
  ['round', [{ n: 2.345 }, { n: 2.5 }, { n: 3.5 }], () => ({ $round: ['$n', 0] }), [2, 2, 4]],
  ['trim', [{ s: '  a ' }], () => ({ $trim: { input: '$s' } }), ['a']],
  [
    'regexMatch',
    [{ s: 'abc' }, { s: 'x' }],
    () => ({ $regexMatch: { input: '$s', regex: '^A', options: 'i' } }),
    [true, false],
  ],
];

describe('text operators', () => testOperators(TEXT));
describe('date operators', () => testOperators(DATES));
