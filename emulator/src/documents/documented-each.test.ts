import { expect, it } from 'vitest';
import { encodeEach } from './documented-each.ts';
import type { Document } from './values.ts';

it('puts the each of $addToSet as the operator that it is documented to be', () => {
  const update = { $set: { n: 1 }, $addToSet: { b: { each: [1] }, c: 2 } };
  expect(encodeEach(update)).toEqual({ $set: { n: 1 }, $addToSet: { b: { $each: [1] }, c: 2 } });
});

it.each<[Document]>([
  [{ $set: { each: [1] } }],
  [{ $addToSet: { b: { each: 1 }, c: { each: [], x: 1 }, d: 'each', e: { $each: [1] } } }],
])('leaves %j as it is', (update) => {
  expect(encodeEach(update)).toBe(update);
});
