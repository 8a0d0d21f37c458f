import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatItems, parseItems } from './items';

const someItems = fc.array(
  fc.record({
    productId: fc.string({ minLength: 1, unit: 'grapheme' }),
    quantity: fc.integer({ min: 1, max: 999 }),
  }),
);

describe('goods in a page’s query', () => {
  it('are read as they were written', () => {
    fc.assert(fc.property(someItems, (items) => void expect(parseItems(formatItems(items))).toEqual(items)));
  });

  it.each(['', 'tea', 'tea*', '*2', 'tea*0', 'tea*-1', 'tea*1.5', 'tea*1000', '%*2'])(
    '%j are none',
    (text) => {
      expect(parseItems(text)).toEqual([]);
    },
  );
});
