import { describe, expect, it } from 'vitest';
import { compileFilter } from './filter/compile.ts';
import { equalityCandidates, indexKeys } from './index-keys.ts';
import { type Document, ObjectId } from './values.ts';

const key = (a: unknown) => indexKeys({ a }, ['a']);

describe('indexKeys', () => {
  it('gives equal values equal keys', () => {
    expect(key(0)).toEqual(key(-0));
    expect(key(Number.NaN)).toEqual(key(Number.NaN));
    expect(key(new Date(5))).toEqual(key(new Date(5)));
    expect(indexKeys({}, ['a'])).toEqual(key(null));
  });

  it('gives different values different keys', () => {
    const id = new ObjectId('65a000000000000000000000');
    const values = [
      null,
      5,
      '5',
      'n5',
      true,
      'true',
      new Date(5),
      { x: 5 },
      { x: '5' },
      id,
      id.hex,
      Number.NaN,
      'NaN',
      [],
    ];
    expect(new Set(values.flatMap(key)).size).toBe(values.length);
  });

  it('has an entry for each element of an array, once', () => {
    expect(indexKeys({ a: [1, 2, 1] }, ['a'])).toEqual(['n1', 'n2']);
    expect(indexKeys({ a: [{ b: 1 }, { b: 2 }, {}] }, ['a.b'])).toEqual(['n1', 'n2', 'null']);
    expect(indexKeys({ a: [1, 2], b: 'x' }, ['a', 'b'])).toEqual(['n1\n"x"', 'n2\n"x"']);
    expect(() => indexKeys({ a: [1, 2], b: [1, 2] }, ['a', 'b'])).toThrow('cannot index parallel arrays');
  });

  it('does not confuse where one field ends', () => {
    expect(indexKeys({ a: 'x\ny', b: 'z' }, ['a', 'b'])).not.toEqual(
      indexKeys({ a: 'x', b: 'y\nz' }, ['a', 'b']),
    );
  });
});

describe('equalityCandidates', () => {
  it.each<[Document, readonly string[], string[] | null]>([
    [{ a: 1 }, ['a'], ['n1']],
    [{ a: null }, ['a'], ['null']],
    [{ a: { $eq: 'x' } }, ['a'], ['"x"']],
    [{ a: { $in: [1, 'x', 1] } }, ['a'], ['n1', '"x"']],
    [{ a: { $in: [] } }, ['a'], []],
    [{ a: { $in: [1], $gt: 0 } }, ['a'], ['n1']],
    [{ a: 1, b: { $in: [1, 2] } }, ['a', 'b'], ['n1\nn1', 'n1\nn2']],
    [{ $and: [{ b: 2 }, { $and: [{ a: 1 }] }] }, ['a', 'b'], ['n1\nn2']],
    [{ a: { $gt: 1 }, $and: [{ a: 1 }] }, ['a'], ['n1']],
    [{ a: 1 }, ['a', 'b'], null],
    [{ a: { $gt: 1 } }, ['a'], null],
    [{ a: /x/ }, ['a'], null],
    [{ a: { $in: [/x/] } }, ['a'], null],
    [{ a: [1] }, ['a'], null],
    [{ $or: [{ a: 1 }] }, ['a'], null],
  ])('%j on %j gives %j', (filter, fields, candidates) => {
    expect(equalityCandidates(filter, fields)).toEqual(candidates);
  });

  it('never misses a match', () => {
    const values: unknown[] = [
      null,
      1,
      'x',
      [1, null],
      [],
      [[1]],
      { x: 1 },
      [{ x: 1 }],
      new Date(1),
      -0,
      true,
    ];
    const documents: Document[] = [
      {},
      ...values.map((a) => ({ a })),
      ...values.map((b) => ({ a: [{ b }, {}] })),
    ];
    for (const field of ['a', 'a.b', 'a.0']) {
      for (const value of values) {
        const filter = { [field]: value };
        const candidates = equalityCandidates(filter, [field]);
        const matches = compileFilter(filter, { nowMs: 0 });
        for (const document of candidates ? documents.filter(matches) : []) {
          expect(indexKeys(document, [field]).some((entry) => candidates?.includes(entry))).toBe(true);
        }
      }
    }
  });
});
