import fc from 'fast-check';
import { expect, test } from 'vitest';
import { SortedEntries } from './sorted-entries.ts';

test('a range holds what a plain sorted array holds, whatever was inserted and removed', () => {
  const change = fc.record({ insert: fc.boolean(), value: fc.nat(50), key: fc.nat(20).map(String) });
  const bound = fc.option(fc.integer({ min: -5, max: 55 }), { nil: undefined });
  fc.assert(
    fc.property(fc.array(change, { maxLength: 2000, size: 'max' }), bound, bound, (changes, lower, upper) => {
      const entries = new SortedEntries<number>((a, b) => a - b);
      const model = new Map<string, { value: number; key: string }>();
      for (const { insert, value, key } of changes) {
        const name = `${value}/${key}`;
        if (insert === model.has(name)) continue;
        if (insert) entries.insert({ value, key });
        else entries.remove({ value, key });
        if (insert) model.set(name, { value, key });
        else model.delete(name);
      }
      const expected = [...model.values()]
        .filter(({ value }) => value >= (lower ?? value) && value <= (upper ?? value))
        .sort((a, b) => a.value - b.value || (a.key < b.key ? -1 : 1))
        .map(({ key }) => key);
      expect([...entries.keysBetween(lower, upper)]).toEqual(expected);
    }),
    { numRuns: 50 },
  );
});
