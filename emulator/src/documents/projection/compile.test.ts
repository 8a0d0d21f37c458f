import { describe, expect, it } from 'vitest';
import type { Document } from '../values.ts';
import { compileProjection } from './compile.ts';

const DOCUMENT: Document = {
  _id: 1,
  a: 1,
  sub: { x: 1, y: { z: 2 } },
  list: [{ x: 1, y: 2 }, 5, { y: 3 }],
  nums: [1, 2, 3, 4],
};

describe('compileProjection', () => {
  it.each<[Document, Document]>([
    [{}, DOCUMENT],
    [{ a: 1 }, { _id: 1, a: 1 }],
    [{ a: true, _id: 0 }, { a: 1 }],
    [{ 'sub.y.z': 1 }, { _id: 1, sub: { y: { z: 2 } } }],
    [{ sub: { x: 1 } }, { _id: 1, sub: { x: 1 } }],
    [{ 'list.x': 1 }, { _id: 1, list: [{ x: 1 }, {}] }],
    [{ 'a.b': 1 }, { _id: 1 }],
    [
      { list: 0, nums: 0, sub: 0 },
      { _id: 1, a: 1 },
    ],
    [
      { _id: 0, list: 0, nums: 0, 'sub.y': 0 },
      { a: 1, sub: { x: 1 } },
    ],
    [
      { 'list.y': 0, nums: 0, sub: 0 },
      { _id: 1, a: 1, list: [{ x: 1 }, 5, {}] },
    ],
    [{ _id: 1 }, { _id: 1 }],
    [
      { nums: { $slice: 2 }, a: 1 },
      { _id: 1, a: 1, nums: [1, 2] },
    ],
    [
      { nums: { $slice: -1 }, list: 0, sub: 0 },
      { _id: 1, a: 1, nums: [4] },
    ],
    [
      { nums: { $slice: [1, 2] }, a: 1 },
      { _id: 1, a: 1, nums: [2, 3] },
    ],
    [{ nums: { $elemMatch: { $gt: 2 } } }, { _id: 1, nums: [3] }],
    [{ list: { $elemMatch: { y: 3 } } }, { _id: 1, list: [{ y: 3 }] }],
    [{ nums: { $elemMatch: { $gt: 9 } } }, { _id: 1 }],
    [{ double: { $multiply: ['$a', 2] } }, { _id: 1, double: 2 }],
  ])('%j', (projection, result) => {
    expect(compileProjection(projection)(DOCUMENT)).toEqual(result);
  });

  it('keeps of an array the element that the filter asked for', () => {
    const project = (projection: Document, filter: Document) =>
      compileProjection(projection, { nowMs: 0 }, filter)(DOCUMENT);
    expect(project({ 'nums.$': 1 }, { nums: { $gt: 2 } })).toEqual({ _id: 1, nums: [3] });
    expect(project({ 'list.$': 1, a: 1 }, { 'list.y': 3 })).toEqual({ _id: 1, a: 1, list: [{ y: 3 }] });
    expect(() => project({ 'nums.$': 1 }, { a: 1 })).toThrow(
      'requires corresponding field in query specifier',
    );
  });

  it.each<[Document, string]>([
    [{ a: 1, list: 0 }, 'Cannot do exclusion on field list in inclusion projection'],
    [{ a: 0, list: 1 }, 'Cannot do inclusion on field list in exclusion projection'],
    [{ sub: 1, 'sub.x': 1 }, 'Path collision at sub.x'],
    [{ 'sub.x': 1, sub: 1 }, 'Path collision at sub'],
    [{ nums: { $slice: [1, 0] } }, '$slice limit must be positive'],
  ])('%j is refused', (projection, message) => {
    expect(() => compileProjection(projection)).toThrow(message);
  });
});
