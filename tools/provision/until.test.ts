import { expect, it } from 'vitest';
import { until } from './until.ts';

it.each([
  ['at once', 1, 3, 1],
  ['at the last try', 3, 3, 3],
  ['never', 4, 3, 3],
])('what is found %s is looked for no more often than needed', async (_when, foundAt, tries, looks) => {
  let looked = 0;
  const found = await until(async () => (++looked >= foundAt ? 'here' : null), { tries, everyMs: 0 });
  expect([found, looked]).toEqual([foundAt <= tries ? 'here' : null, looks]);
});
