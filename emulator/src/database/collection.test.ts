import { expect, test } from 'vitest';
import { Collection } from './collection.ts';

const NEWEST = Number.POSITIVE_INFINITY;

test('a snapshot sees the version of its commit, whatever came later', () => {
  const things = new Collection('things', []);
  things.install('a', { _id: 'a', n: 1 }, 1, true);
  things.install('a', { _id: 'a', n: 2 }, 2, true);
  things.install('a', null, 3, true);
  expect([0, 1, 2, 3].map((sequence) => things.at('a', sequence)?.['n'])).toEqual([
    undefined,
    1,
    2,
    undefined,
  ]);
  expect(things.size).toBe(0);
  expect([...things.keysChangedAfter(1)]).toEqual(['a', 'a']);
});

test('versions that no snapshot can see are dropped, and removed documents with them', () => {
  const things = new Collection('things', []);
  things.install('a', { _id: 'a', n: 1 }, 1, false);
  things.install('a', { _id: 'a', n: 2 }, 2, true);
  things.install('b', { _id: 'b' }, 3, true);
  things.install('b', null, 4, true);
  things.forgetBefore(3);
  expect(things.at('a', 1)).toBeNull();
  expect(things.at('b', 3)).toEqual({ _id: 'b' });
  things.forgetBefore(NEWEST);
  expect([...things.keysChangedAfter(0)]).toEqual([]);
  expect([...things.keys()]).toEqual(['a']);
  expect(things.at('a', NEWEST)).toEqual({ _id: 'a', n: 2 });
});
