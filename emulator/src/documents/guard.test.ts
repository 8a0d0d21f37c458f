import { describe, expect, it } from 'vitest';
import { checkStorable } from './guard.ts';
import { type Document, ObjectId } from './values.ts';

function nested(levels: number): Document {
  let document: Document = {};
  for (let level = 0; level < levels; level++) document = { a: document };
  return document;
}

describe('checkStorable', () => {
  it.each<[Document]>([
    [{ a: 1, b: [null, true, 'x', new Date(), /x/, new ObjectId('65a000000000000000000000')] }],
    [{ geo: { type: 'Point', coordinates: [1, 2] }, offset: { offset: 0 } }],
    [{ ref: { $ref: 'users', $id: 'u1' } }],
    [{ job: { operator: 'Ann', operands: [] } }],
    [{ 'a.b': 1, constructor: 2 }],
    [nested(99)],
  ])('accepts %j', (document) => {
    expect(() => checkStorable(document)).not.toThrow();
  });

  it.each<[Document, string, string]>([
    [
      { $inc: 1 },
      'DATABASE_REQUEST_FAILED',
      "The dollar ($) prefixed field '$inc' in '$inc' is not valid for storage.",
    ],
    [{ a: [{ $x: 1 }] }, 'DATABASE_REQUEST_FAILED', "'$x' in 'a.0.$x'"],
    [{ a: { operator: 'inc', operands: [1], fieldName: {} } }, 'INVALID_PARAM', '_.inc(…)'],
    [{ a: undefined }, 'INVALID_PARAM', 'undefined'],
    [{ a: () => 1 }, 'INVALID_PARAM', 'function'],
    [{ a: new Map() }, 'INVALID_PARAM', 'Map'],
    [{ 'a\0': 1 }, 'DATABASE_REQUEST_FAILED', 'null characters'],
    [nested(102), 'DATABASE_REQUEST_FAILED', 'nests deeper'],
  ])('refuses %j', (document, code, message) => {
    expect(() => checkStorable(document)).toThrow(
      expect.objectContaining({ code, message: expect.stringContaining(message) }),
    );
  });
});
