import { expect, test } from 'vitest';
import { relaxed } from './relaxed.ts';

test.each([
  [{ $numberInt: '-5' }, -5],
  [{ $numberLong: '1234567890123' }, 1234567890123],
  [{ $numberLong: '9007199254740993' }, { $numberLong: '9007199254740993' }],
  [{ $numberDouble: '1.5' }, 1.5],
  [{ $numberDouble: 'NaN' }, { $numberDouble: 'NaN' }],
  [{ $date: { $numberLong: '0' } }, { $date: '1970-01-01T00:00:00.000Z' }],
  [{ $date: { $numberLong: '9000000000000000' } }, { $date: 9000000000000000 }],
  [{ $oid: 'abc' }, { $oid: 'abc' }],
  [
    { a: [{ b: { $numberInt: '1' } }, null, 'x', true], c: {} },
    { a: [{ b: 1 }, null, 'x', true], c: {} },
  ],
])('%j is shown as %j', (canonical, readable) => {
  expect(relaxed(canonical)).toEqual(readable);
});
