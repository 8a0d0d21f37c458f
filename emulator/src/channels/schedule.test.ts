import { expect, test } from 'vitest';

import { Timeline } from '../kernel/timeline.ts';
import { Schedule } from './schedule.ts';

test('jobs of one instant fire in the order in which they were planned, and one that another drops does not', async () => {
  const schedule = new Schedule<'a' | 'b'>('test', new Timeline());
  const fired: string[] = [];
  schedule.begin({
    a(key) {
      fired.push(`a ${key}`);
      schedule.drop('b', key);
    },
    b(key) {
      fired.push(`b ${key}`);
    },
  });
  schedule.plan({ atMs: 2, kind: 'b', key: 'later' });
  schedule.plan({ atMs: 1, kind: 'b', key: 'other' });
  schedule.plan({ atMs: 1, kind: 'a', key: 'one' });
  schedule.plan({ atMs: 1, kind: 'b', key: 'one' });
  await schedule.next()?.fire();
  expect(fired).toEqual(['b other', 'a one']);
  expect(schedule.jobs).toEqual([{ atMs: 2, kind: 'b', key: 'later' }]);
});
