import { expect, test } from 'vitest';
import { bsonSize } from './document-size.ts';

test.each([
  [{}, 5],
  [{ a: 1 }, 12],
  [{ a: 1.5 }, 16],
  [{ a: 'é' }, 15],
  [{ a: null, b: true }, 12],
  [{ a: new Date(0) }, 16],
  [{ a: [1, 2] }, 27],
  [{ a: { b: 'x' } }, 22],
])('%j takes %i bytes as BSON', (document, size) => {
  expect(bsonSize(document)).toBe(size);
});
