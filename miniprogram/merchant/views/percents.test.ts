import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { percentsOf } from './percents';

it('add up to a hundred, each within one percent of its part', () => {
  const parts = fc.array(fc.integer({ min: 0, max: 10_000_000 }), { minLength: 1, maxLength: 6 });
  fc.assert(
    fc.property(parts, (amounts) => {
      const all = amounts.reduce((sum, amount) => sum + amount, 0);
      const percents = percentsOf(amounts);
      const sum = percents.reduce((total, percent) => total + percent, 0);
      expect(sum).toBe(all === 0 ? 0 : 100);
      for (const [index, amount] of amounts.entries()) {
        if (all > 0) expect(Math.abs((percents[index] ?? -2) - (amount * 100) / all)).toBeLessThan(1);
      }
    }),
  );
});

it('go to those who lost most by rounding', () => {
  expect(percentsOf([58_300, 16_800, 39_900])).toEqual([51, 14, 35]);
  expect(percentsOf([1, 1, 1])).toEqual([34, 33, 33]);
});
