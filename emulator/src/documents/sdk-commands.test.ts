import { describe, expect, it } from 'vitest';
import { encodeCommands, encodeUpdateCommands } from './sdk-commands.ts';
import type { Document } from './values.ts';

/** A command as the SDK sends it where it does not encode it. */
function command(operator: string, ...operands: unknown[]): Document {
  return { operator, operands, fieldName: {} };
}

const gt = (value: unknown) => command('gt', value);
const lt = (value: unknown) => command('lt', value);

describe('encodeCommands', () => {
  it.each<[string, Document, Document]>([
    [
      'commands in elemMatch in all',
      { p: { $all: [{ $elemMatch: { area: gt(100), age: lt(2) } }] } },
      { p: { $all: [{ $elemMatch: { area: { $gt: 100 }, age: { $lt: 2 } } }] } },
    ],
    [
      'a range of values',
      { p: { $elemMatch: command('and', gt(80), lt(100)) } },
      { p: { $elemMatch: { $gt: 80, $lt: 100 } } },
    ],
    [
      'elemMatch in elemMatch',
      { p: { $elemMatch: { q: command('elemMatch', { x: command('neq', 4) }) } } },
      { p: { $elemMatch: { q: { $elemMatch: { x: { $ne: 4 } } } } } },
    ],
    [
      'lists',
      { p: { $elemMatch: { q: command('in', 1, 2) } } },
      { p: { $elemMatch: { q: { $in: [1, 2] } } } },
    ],
    [
      'not',
      { p: { $elemMatch: { q: command('not', gt(1)) } } },
      { p: { $elemMatch: { q: { $not: { $gt: 1 } } } } },
    ],
    [
      'alternatives for a field',
      { p: { $elemMatch: { q: command('or', gt(9), 1), r: 1 } } },
      { p: { $elemMatch: { r: 1, $and: [{ $or: [{ q: { $gt: 9 } }, { q: 1 }] }] } } },
    ],
  ])('%s', (_name, given, encoded) => {
    expect(encodeCommands(given)).toEqual(encoded);
  });

  it.each<[string, unknown]>([
    ['what has no commands', { a: { $elemMatch: { b: 1, at: new Date(5) } }, c: [1, { d: null }] }],
    [
      'alternatives of plain values, which no operator expresses',
      { $elemMatch: command('or', gt(1), lt(0)) },
    ],
    ['the same operator twice', { $elemMatch: command('and', gt(1), gt(2)) }],
  ])('leaves %s as it is', (_name, given) => {
    expect(encodeCommands(given)).toBe(given);
  });
});

describe('encodeUpdateCommands', () => {
  it('encodes conditions of $pull and the each of $addToSet', () => {
    const update = {
      $set: { n: 1 },
      $pull: { a: { x: { $elemMatch: { y: gt(1) } } } },
      $addToSet: { b: { each: [1] } },
    };
    expect(encodeUpdateCommands(update)).toEqual({
      $set: { n: 1 },
      $pull: { a: { x: { $elemMatch: { y: { $gt: 1 } } } } },
      $addToSet: { b: { $each: [1] } },
    });
  });

  it.each<[Document]>([
    [{ $set: { a: gt(1) } }],
    [{ $pull: { a: { x: { $gt: 1 } } }, $addToSet: { b: { each: 1 }, c: { each: [], x: 1 }, d: 'each' } }],
  ])('leaves %j as it is', (update) => {
    expect(encodeUpdateCommands(update)).toBe(update);
  });
});
