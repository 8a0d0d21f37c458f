import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatFen, isFen, MAX_AMOUNT_FEN, sumFen } from './money.ts';

describe('an amount', () => {
  it.each([0, 1, 16_800, MAX_AMOUNT_FEN])('may be %d fen', (amountFen) => {
    expect(isFen(amountFen)).toBe(true);
  });

  it.each([-1, 0.5, 1.1, MAX_AMOUNT_FEN + 1, Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY])(
    'may not be %d fen',
    (amountFen) => {
      expect(isFen(amountFen)).toBe(false);
    },
  );
});

describe('a sum', () => {
  it('is exact, for all that it accepts', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 100_000 }), { maxLength: 50 }), (amounts) => {
        expect(sumFen(amounts)).toBe(amounts.reduce((sum, one) => sum + one, 0));
      }),
    );
  });

  it('of nothing is nothing', () => {
    expect(sumFen([])).toBe(0);
  });

  it.each([[[-1]], [[0.5, 0.5]], [[5, -5]], [[Number.NaN]], [[MAX_AMOUNT_FEN, 1]], [[2 * MAX_AMOUNT_FEN]]])(
    'is refused for %j',
    (amounts) => {
      expect(() => sumFen(amounts)).toThrow(RangeError);
    },
  );

  it('may reach the largest amount, not pass it', () => {
    expect(sumFen([MAX_AMOUNT_FEN - 1, 1])).toBe(MAX_AMOUNT_FEN);
    expect(() => sumFen([MAX_AMOUNT_FEN - 1, 1, 1])).toThrow(RangeError);
  });
});

describe('an amount for people', () => {
  it.each([
    [0, '¥0.00'],
    [1, '¥0.01'],
    [10, '¥0.10'],
    [100, '¥1.00'],
    [12_345, '¥123.45'],
    [MAX_AMOUNT_FEN, '¥100000.00'],
  ])('%d fen are written %s', (amountFen, text) => {
    expect(formatFen(amountFen)).toBe(text);
  });
});
