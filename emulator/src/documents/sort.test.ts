import { describe, expect, it } from 'vitest';
import { compileSort } from './sort.ts';
import { type Document, ExtendedValue, ObjectId } from './values.ts';

const MIN_KEY = new ExtendedValue('$minKey', { $minKey: 1 });
const MAX_KEY = new ExtendedValue('$maxKey', { $maxKey: 1 });

function order(values: unknown[], direction: 1 | -1 = 1): unknown[] {
  const documents = values.map((a): Document => (a === undefined ? {} : { a }));
  return documents.toSorted(compileSort({ a: direction })).map(({ a }) => a);
}

describe('compileSort', () => {
  it('orders the types as BSON does', () => {
    const ordered = [
      MIN_KEY,
      null,
      Number.NaN,
      -5,
      10,
      'a',
      { x: 1 },
      new ExtendedValue('$binary', { $binary: { base64: '', subType: '00' } }),
      new ObjectId('65a000000000000000000000'),
      false,
      true,
      new Date(5),
      /x/,
      MAX_KEY,
    ];
    expect(order(ordered.toReversed())).toEqual(ordered);
    expect(order(ordered, -1)).toEqual(ordered.toReversed());
  });

  it('sorts strings by code points', () => {
    expect(order(['b', 'B', 'ab', 'a', '￿', '😀'])).toEqual(['B', 'a', 'ab', 'b', '￿', '😀']);
  });

  it('sorts arrays by their least element up and their greatest down', () => {
    expect(order([[1, 9], [2, 3], 4])).toEqual([[1, 9], [2, 3], 4]);
    expect(order([[1, 9], [2, 3], 4], -1)).toEqual([[1, 9], 4, [2, 3]]);
  });

  it('puts empty arrays before null and missing', () => {
    expect(order([1, undefined, [], null])).toEqual([[], undefined, null, 1]);
  });

  it('uses several keys, nested ones too, and keeps equal documents in place', () => {
    const documents: Document[] = [
      { i: 0, a: { n: 2 }, b: 1 },
      { i: 1, a: { n: 1 }, b: 1 },
      { i: 2, a: { n: 2 }, b: 2 },
      { i: 3, a: { n: 1 }, b: 1 },
    ];
    expect(documents.toSorted(compileSort({ 'a.n': 1, b: -1 })).map(({ i }) => i)).toEqual([1, 3, 2, 0]);
  });

  it('refuses other directions', () => {
    expect(() => compileSort({ a: 2 })).toThrow('must be 1 (for ascending) or -1 (for descending)');
  });
});
