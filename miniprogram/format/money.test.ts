import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatFen as formatInDomain, MAX_AMOUNT_FEN } from '../../cloudfunctions/shared/domain/money.ts';
import { formatFen, parseYuan, spokenFen } from './money';

const someFen = fc.integer({ min: 0, max: MAX_AMOUNT_FEN });

describe('amounts in the mini-program', () => {
  it('look as the functions write them', () => {
    fc.assert(fc.property(someFen, (fen) => void expect(formatFen(fen)).toBe(formatInDomain(fen))));
  });

  it('that are typed back are the same amounts', () => {
    fc.assert(fc.property(someFen, (fen) => void expect(parseYuan(formatFen(fen))).toBe(fen)));
  });

  it.each([
    ['168', 16_800],
    ['168.5', 16_850],
    ['0.29', 29],
    [' ¥8.05 ', 805],
    ['8。5', 850],
    ['', null],
    ['.5', null],
    ['1.005', null],
    ['1e3', null],
    ['-1', null],
    ['1,000', null],
    ['12345678', null],
  ])('typed as %j are %j', (text, fen) => {
    expect(parseYuan(text)).toBe(fen);
  });

  it.each([
    [0, '0元'],
    [16_800, '168元'],
    [16_850, '168元5角'],
    [16_805, '168元0角5分'],
    [7, '0元0角7分'],
  ])('%d are said as %s', (fen, words) => {
    expect(spokenFen(fen)).toBe(words);
  });
});
