import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PlatformError } from '../kernel/errors.ts';
import { equalValues } from './compare.ts';
import { parseEjson, stringifyEjson } from './ejson.ts';
import { applyUpdate } from './update/apply.ts';
import { type Document, ExtendedValue, ObjectId } from './values.ts';

const CONTEXT = { nowMs: 0 };

const hex = fc.string({ unit: fc.constantFrom(...'0123456789abcdef'), minLength: 24, maxLength: 24 });
const name = fc.constantFrom('a', 'b', 'c', 'n', 'constructor', '0', 'toString');
const scalar: fc.Arbitrary<unknown> = fc.oneof(
  fc.constant(null),
  fc.boolean(),
  fc.integer(),
  fc.double(),
  fc.maxSafeInteger(),
  fc.string({ unit: 'grapheme' }),
  fc.date({ noInvalidDate: true }),
  hex.map((text) => new ObjectId(text)),
  fc.constant(/a+/i),
  fc.integer().map((n) => new ExtendedValue('$numberDecimal', { $numberDecimal: String(n) })),
);
const { value } = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    scalar,
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(name, tie('value'), { maxKeys: 4, noNullPrototype: true }),
  ),
}));
const document: fc.Arbitrary<Document> = fc.dictionary(name, value, { noNullPrototype: true });

const path = fc.array(name, { minLength: 1, maxLength: 3 }).map((segments) => segments.join('.'));
const operator = fc.constantFrom(
  '$set',
  '$unset',
  '$inc',
  '$mul',
  '$min',
  '$max',
  '$push',
  '$addToSet',
  '$pop',
  '$pull',
);
const operand = fc.oneof(value, fc.integer(), fc.constantFrom(1, -1));
const update: fc.Arbitrary<Document> = fc.dictionary(
  operator,
  fc.dictionary(path, operand, { minKeys: 1, maxKeys: 2, noNullPrototype: true }),
  {
    minKeys: 1,
    maxKeys: 2,
    noNullPrototype: true,
  },
);

describe('properties', () => {
  it('EJSON comes back as it was written', () => {
    fc.assert(
      fc.property(value, (original) => {
        const text = stringifyEjson(original);
        const back = parseEjson(text, CONTEXT);
        expect(equalValues(back, original)).toBe(true);
        expect(stringifyEjson(back)).toBe(text);
      }),
    );
  });

  it('an update never changes the document it is applied to, and says truly whether it changed anything', () => {
    fc.assert(
      fc.property(document, update, (before, change) => {
        const text = stringifyEjson(before);
        const changeText = stringifyEjson(change);
        try {
          const { next, changed } = applyUpdate(before, change, CONTEXT);
          expect(changed).toBe(!equalValues(next, before));
        } catch (error) {
          expect(error).toBeInstanceOf(PlatformError);
        }
        expect(stringifyEjson(before)).toBe(text);
        expect(stringifyEjson(change)).toBe(changeText);
      }),
      { numRuns: 2000 },
    );
  });
});
