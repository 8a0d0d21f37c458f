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
        indexes: [
          { name: 'next_at', fields: ['next.at'], unique: false, sparse: true },
          { name: 'uniq', fields: ['shop', 'no'], unique: true, sparse: false },
        ],
      },
    ],
    due,
  });
});

test('indexes and the due fields may be left out', () => {
  expect(parseCatalog({ collections: [{ collectionName: 'a' }] })).toEqual({
    collections: [{ name: 'a', indexes: [] }],
    due: [],
  });
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
