import { describe, expect, it } from 'vitest';
import { parseDeclared, readDeclared } from './declared.ts';

const index = { name: 'by_a', unique: false, keys: [{ name: 'a', direction: '1' }] };
const orders = { collectionName: 'orders', description: 'x', aclTag: 'ADMINONLY', createIndexes: [index] };

describe('what database/collections.json declares', () => {
  it('is read as it stands there', () => {
    expect(parseDeclared({ collections: [orders], due: [] })).toEqual([{ name: 'orders', indexes: [index] }]);
    expect(readDeclared(process.cwd()).map(({ name }) => name)).toContain('orders');
  });

  it.each<[string, unknown, string]>([
    [
      'a collection that is open to clients',
      { ...orders, aclTag: 'READONLY' },
      'collections.0.aclTag: must be ADMINONLY',
    ],
    ['a collection without permission', { ...orders, aclTag: undefined }, 'collections.0.aclTag'],
    ['a property that nothing obeys', { ...orders, dropIndexes: [] }, 'collections.0.dropIndexes'],
    ['an index without keys', { ...orders, createIndexes: [{ ...index, keys: [] }] }, 'createIndexes.0.keys'],
    [
      'a direction that there is not',
      { ...orders, createIndexes: [{ ...index, keys: [{ name: 'a', direction: 1 }] }] },
      'direction',
    ],
    ['a sparse index', { ...orders, createIndexes: [{ ...index, sparse: true }] }, 'createIndexes.0.sparse'],
    [
      'two indexes of one name',
      { ...orders, createIndexes: [index, index] },
      'two indexes have the same name',
    ],
  ])('refuses %s, and says where it is', (_what, collection, words) => {
    expect(() => parseDeclared({ collections: [collection] })).toThrow(words);
  });

  it('refuses two collections of one name', () => {
    expect(() => parseDeclared({ collections: [orders, orders] })).toThrow('two collections');
  });
});
