import { describe, expect, test } from 'vitest';
import { parseCatalog } from './catalog.ts';

const ORDERS = {
  collectionName: 'orders',
  description: 'what buyers ordered',
  aclTag: 'ADMINONLY',
  createIndexes: [
    { name: 'next_at', unique: false, sparse: true, keys: [{ name: 'next.at', direction: '1' }] },
    {
      name: 'uniq',
      unique: true,
      keys: [
        { name: 'shop', direction: '1' },
        { name: 'no', direction: '-1' },
      ],
    },
  ],
};

test('collections, indexes and the due fields are read', () => {
  const named = { nameField: 'next.action', names: { charge: '扣款' } };
  const due = [
    { collection: 'orders', field: 'next.at' },
    { collection: 'orders', field: 'chargeAt', ...named },
  ];
  expect(parseCatalog({ collections: [ORDERS], due })).toEqual({
    collections: [
      {
        name: 'orders',
        description: 'what buyers ordered',
        acl: { tag: 'ADMINONLY', rule: null },
        indexes: [
          {
            name: 'next_at',
            keys: [{ field: 'next.at', direction: '1' }],
            unique: false,
            sparse: true,
          },
          {
            name: 'uniq',
            keys: [
              { field: 'shop', direction: '1' },
              { field: 'no', direction: '-1' },
            ],
            unique: true,
            sparse: false,
          },
        ],
      },
    ],
    due,
  });
});

test('indexes, permissions and the due fields may be left out', () => {
  expect(parseCatalog({ collections: [{ collectionName: 'a' }] })).toEqual({
    collections: [{ name: 'a', acl: { tag: 'PRIVATE', rule: null }, indexes: [] }],
    due: [],
  });
});

test('a custom rule is kept as text', () => {
  const custom = { collectionName: 'a', aclTag: 'CUSTOM', aclRule: '{ "read": true }' };
  const [collection] = parseCatalog({ collections: [custom] }).collections;
  expect(collection?.acl).toEqual({ tag: 'CUSTOM', rule: '{ "read": true }' });
});

describe('what is wrong is named with its place', () => {
  const index = { name: 'i', keys: [{ name: 'f', direction: '1' }] };
  const withIndex = (change: object) => ({
    collections: [{ collectionName: 'a', createIndexes: [{ ...index, ...change }] }],
  });
  test.each([
    [null, 'the file must be an object'],
    [{}, 'collections must be an array'],
    [{ collections: [{}] }, 'collections[0].collectionName must be a text'],
    [{ collections: [ORDERS, ORDERS] }, 'collections has two entries named "orders"'],
    [{ collections: [{ ...ORDERS, aclTag: 'ALL' }] }, 'collections[0].aclTag must be one of READONLY'],
    [{ collections: [{ ...ORDERS, aclTag: 'CUSTOM' }] }, 'collections[0].aclRule must be a text'],
    [{ collections: [{ ...ORDERS, aclRule: '{}' }] }, 'collections[0].aclRule goes with aclTag CUSTOM only'],
    [withIndex({ name: '_id_' }), 'name is that of the index which every collection has'],
    [withIndex({ keys: [{ name: '_id', direction: '1' }] }), 'has the same keys in _id_ and i'],
    [withIndex({ name: 1 }), 'collections[0].createIndexes[0].name must be a text'],
    [withIndex({ unique: 'yes' }), 'createIndexes[0].unique must be true or false'],
    [withIndex({ keys: [] }), 'createIndexes[0].keys must have 1 to 31 entries'],
    [withIndex({ keys: [{ name: 'f', direction: 1 }] }), 'keys[0].direction must be "1" or "-1"'],
    [withIndex({ keys: [...index.keys, ...index.keys] }), 'keys names a field twice'],
    [{ collections: [{ ...ORDERS, description: 1 }] }, 'collections[0].description must be a text'],
    [
      { collections: [ORDERS], due: [{ collection: 'orders', field: 'f', names: { charge: 1 } }] },
      'due[0].names.charge must be a text',
    ],
    [{ collections: [], due: [{ collection: 'x', field: 'f' }] }, 'due[0].collection "x" is not declared'],
  ])('%j', (json, message) => {
    expect(() => parseCatalog(json)).toThrow(message);
  });
});
