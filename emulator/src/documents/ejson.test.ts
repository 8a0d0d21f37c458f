import { describe, expect, it } from 'vitest';
import { parseEjson, stringifyEjson } from './ejson.ts';
import { type Document, ExtendedValue, ForeignRegExp, ObjectId } from './values.ts';

const parse = (json: unknown) =>
  parseEjson(typeof json === 'string' ? json : JSON.stringify(json), { nowMs: 1000 });

describe('EJSON', () => {
  it.each<[unknown, unknown]>([
    [{ $numberInt: '5' }, 5],
    [{ $numberLong: '1234567890123' }, 1234567890123],
    [{ $numberDouble: '1.5' }, 1.5],
    [{ $numberDouble: '-Infinity' }, Number.NEGATIVE_INFINITY],
    [{ $numberDouble: 'NaN' }, Number.NaN],
    [{ $numberDouble: '1.0E+3' }, 1000],
    [{ $date: { $numberLong: '1704067200000' } }, new Date(1704067200000)],
    [{ $date: { $numberLong: '-5' } }, new Date(-5)],
    [{ $date: 5 }, new Date(5)],
    [{ $date: '2024-01-01T00:00:00Z' }, new Date(1704067200000)],
    [{ $tcb_server_date: { offset: { $numberInt: '60' } } }, new Date(1060)],
    [{ $tcb_server_date: { offset: -500 } }, new Date(500)],
    [{ $tcb_server_date: {} }, new Date(1000)],
    [{ $oid: '65A000000000000000000000' }, new ObjectId('65a000000000000000000000')],
    [{ $regularExpression: { pattern: '^a', options: 'ig' } }, /^a/i],
    [{ $regularExpression: { pattern: 'a b', options: 'x' } }, new ForeignRegExp('a b', 'x')],
    [{ $regularExpression: { pattern: '(?<x', options: '' } }, new ForeignRegExp('(?<x', '')],
    [{ $numberDecimal: '1.50' }, new ExtendedValue('$numberDecimal', { $numberDecimal: '1.50' })],
    [{ a: { $undefined: true }, b: 1 }, { b: 1 }],
    [[{ $undefined: true }], [null]],
    [{ a: { $gt: { $numberInt: '1' } } }, { a: { $gt: 1 } }],
    [{ a: { $regex: 'x', $options: 'i' } }, { a: { $regex: 'x', $options: 'i' } }],
    [
      { constructor: 1, toString: { $numberInt: '2' } },
      { constructor: 1, toString: 2 },
    ],
    [null, null],
    ['"text"', 'text'],
    ['5', 5],
  ])('reads %j', (json, value) => {
    expect(parse(json)).toEqual(value);
  });

  it.each<[unknown, string]>([
    ['{', 'malformed EJSON'],
    ['', 'malformed EJSON'],
    [{ $numberInt: 'x' }, '$numberInt'],
    [{ $numberInt: '1.5' }, '$numberInt'],
    [{ $numberDouble: '1.2.3' }, '$numberDouble'],
    [{ $oid: 'abc' }, '$oid'],
    [{ $date: 'yesterday' }, '$date'],
    [{ $date: null }, '$date'],
    [{ $binary: { base64: 1 } }, '$binary'],
    [{ $timestamp: 5 }, '$timestamp'],
    [{ $tcb_server_date: { offset: 'x' } }, '$tcb_server_date'],
    [{ $regularExpression: { pattern: 5 } }, '$regularExpression'],
    ['{"a":{"__proto__":{"polluted":1}}}', '__proto__'],
    [`${'['.repeat(150)}${']'.repeat(150)}`, 'nests deeper'],
    [`${'{"a":'.repeat(5000)}1${'}'.repeat(5000)}`, 'nests deeper'],
  ])('refuses %j', (json, message) => {
    expect(() => parse(json)).toThrow(
      expect.objectContaining({ code: 'INVALID_PARAM', message: expect.stringContaining(message) }),
    );
  });

  it.each<[unknown, string]>([
    [1, '{"$numberInt":"1"}'],
    [-2147483648, '{"$numberInt":"-2147483648"}'],
    [2147483648, '{"$numberLong":"2147483648"}'],
    [2 ** 60, '{"$numberDouble":"1152921504606847000"}'],
    [1.5, '{"$numberDouble":"1.5"}'],
    [-0, '{"$numberDouble":"-0.0"}'],
    [Number.POSITIVE_INFINITY, '{"$numberDouble":"Infinity"}'],
    [new Date(5), '{"$date":{"$numberLong":"5"}}'],
    [/a\/b/i, '{"$regularExpression":{"pattern":"a\\\\/b","options":"i"}}'],
    [{ a: undefined, b: null }, '{"b":null}'],
  ])('writes %j', (value, text) => {
    expect(stringifyEjson(value)).toBe(text);
  });

  it.each([
    { $binary: { base64: 'AQI=', subType: '00' } },
    { $minKey: 1 },
    { $maxKey: 1 },
    { $timestamp: { t: 5, i: 1 } },
    { $symbol: 's' },
    { $code: 'f()', $scope: { a: 1 } },
    { $regularExpression: { pattern: '(?i)x', options: 'x' } },
    { type: 'Point', coordinates: [{ $numberDouble: '1.5' }, { $numberInt: '2' }] },
    { $ref: 'users', $id: { $oid: '65a000000000000000000000' } },
  ])('keeps %j as it is', (json) => {
    expect(JSON.parse(stringifyEjson(parse(json)))).toEqual(json);
  });

  it('never changes a prototype', () => {
    expect(() => parse('{"__proto__":{"polluted":true}}')).toThrow();
    expect(({} as Document)['polluted']).toBeUndefined();
  });
});
