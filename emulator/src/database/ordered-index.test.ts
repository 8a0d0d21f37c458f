import { expect, test } from 'vitest';
import { parseEjson } from '../documents/index.ts';
import { OrderedIndex } from './ordered-index.ts';
import { fieldRange } from './range.ts';

function indexOf(documents: Readonly<Record<string, unknown>>): OrderedIndex {
  const index = new OrderedIndex('v');
  for (const [key, v] of Object.entries(documents)) index.add(key, { v });
  return index;
}

function found(index: OrderedIndex, condition: Record<string, unknown>): string[] {
  const range = fieldRange({ v: condition }, 'v');
  if (!range) throw new Error('no range');
  return [...index.keysIn(range)].sort();
}

test('a range holds its own type only', () => {
  const index = indexOf({ a: 1, b: 5, c: 'x', d: new Date(3), e: null, f: true });
  expect(found(index, { $gte: 1 })).toEqual(['a', 'b']);
  expect(found(index, { $lt: new Date(9) })).toEqual(['d']);
  expect(found(index, { $gt: '' })).toEqual(['c']);
});

test('of an array, one element may satisfy the lower bound and another the upper', () => {
  const index = indexOf({ a: [-1, 9], b: 3 });
  expect(found(index, { $gt: 4, $lt: 2 })).toContain('a');
  index.remove('a', { v: [-1, 9] });
  expect(found(index, { $gt: -9 })).toEqual(['b']);
});

test('a decimal, which has no order here, is a candidate always', () => {
  const index = indexOf({ a: parseEjson('{"$numberDecimal":"7"}', { nowMs: 0 }), b: 3 });
  expect(found(index, { $gt: 5 })).toEqual(['a']);
});

test('bounds within $and narrow the range together, those on other fields do not', () => {
  expect(
    fieldRange({ $and: [{ v: { $gte: 1 } }, { v: { $gt: 3, $lte: 9 } }, { w: { $lt: 0 } }] }, 'v'),
  ).toEqual({
    type: 'number',
    lower: 3,
    upper: 9,
  });
  expect(fieldRange({ $or: [{ v: { $gt: 1 } }] }, 'v')).toBeNull();
  expect(fieldRange({ v: { $lte: null } }, 'v')).toBeNull();
});
