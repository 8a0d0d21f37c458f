import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { fen, fromYuan, toYuan } from './yuan.ts';

describe('an amount', () => {
  it.each([
    [0, '0.00'],
    [1, '0.01'],
    [99, '0.99'],
    [100, '1.00'],
    [16_800, '168.00'],
    [1_000_000_000_007, '10000000000.07'],
  ])('of %d fen is %s yuan, and back', (amountFen, yuan) => {
    expect(toYuan(amountFen)).toBe(yuan);
    expect(fromYuan(yuan)).toBe(amountFen);
  });

  it.each(['1', '1.5', '19.9', '0.1'])('may come as %s', (yuan) => {
    expect(fromYuan(yuan)).toBe(Math.round(Number(yuan) * 100));
  });

  it.each([
    '',
    '1.',
    '.5',
    '1.005',
    '-1.00',
    '+1.00',
    '1,000.00',
    '1e3',
    ' 1.00',
    '1.00 ',
    '１.00',
    '1234567890123.00',
  ])('is not %j', (text) => {
    expect(fromYuan(text)).toBeNull();
    expect(v.safeParse(fen, text).success).toBe(false);
  });

  it.each([-1, 0.5, Number.NaN, Number.MAX_SAFE_INTEGER + 1])('is never written from %d fen', (amountFen) => {
    expect(() => toYuan(amountFen)).toThrow(RangeError);
  });

  it('in an answer is a text', () => {
    expect(v.parse(fen, '168.00')).toBe(16_800);
    expect(v.safeParse(fen, 168).success).toBe(false);
  });
});
