import { describe, expect, test } from 'vitest';
import { TestClient } from '../../database/test-support.ts';
import { openManager } from './test-support.ts';

function createIndex(name: string, direction: string, unique = false) {
  const MgoKeySchema = { MgoIsUnique: unique, MgoIndexKeys: [{ Name: name, Direction: direction }] };
  return { IndexName: `by_${name}`, MgoKeySchema };
}

describe('collections', () => {
  test('are created once', async () => {
    const { tables, database } = await openManager();
    expect(await tables.createCollectionIfNotExists('orders')).toMatchObject({
      IsCreated: true,
      ExistsResult: { Exists: false, Msg: expect.stringContaining('Db or Table not exist: orders') },
    });
    expect(await tables.createCollectionIfNotExists('orders')).toMatchObject({
      IsCreated: false,
      ExistsResult: { Exists: true },
    });
    await expect(tables.createCollection('orders')).rejects.toMatchObject({
      code: 'ResourceUnavailable.ResourceExist',
      message: expect.stringContaining('Table exist'),
    });
    await new TestClient(database, 'orders').add({ _id: 'a' });
    expect(database.documents('orders')).toHaveLength(1);
  });

  test('are deleted with their documents, and deleting one that is not there is harmless', async () => {
    const { tables, database } = await openManager({ orders: [] });
    await tables.deleteCollection('orders');
    expect(database.collections()).toEqual([]);
    expect(await tables.deleteCollection('orders')).toMatchObject({ Exists: false });
    await expect(tables.describeCollection('orders')).rejects.toMatchObject({ code: 'ResourceNotFound' });
  });

  test('are listed page by page', async () => {
    const { tables, database } = await openManager({ a: [], b: [{ name: 'n', fields: ['n'] }], c: [] });
    await new TestClient(database, 'b').add({ _id: 'x' });
    const { Collections, Pager } = await tables.listCollections({ MgoOffset: 1, MgoLimit: 1 });
    expect(Collections).toEqual([{ CollectionName: 'b', Count: 1, Size: 16, IndexCount: 2, IndexSize: 0 }]);
    expect(Pager).toEqual({ Offset: 1, Limit: 1, Total: 3 });
    const all = await tables.listCollections();
    expect(all.Collections.map(({ CollectionName }) => CollectionName)).toEqual(['a', 'b', 'c']);
    expect(await tables.listCollections({ MgoOffset: 3 })).toMatchObject({ Collections: [] });
    expect(await tables.distribution()).toMatchObject({
      Collections: [{ CollectionName: 'a' }, { CollectionName: 'b', DocCount: 1 }, { CollectionName: 'c' }],
    });
  });
});

describe('indexes', () => {
  test('are told as they were declared', async () => {
    const { tables } = await openManager({ orders: [{ name: 'n', fields: ['n', 'at'], unique: true }] });
    const { Indexes, IndexNum } = await tables.describeCollection('orders');
    expect(IndexNum).toBe(2);
    expect(Indexes).toMatchObject([
      { Name: '_id_', Unique: true, Keys: [{ Name: '_id', Direction: '1' }] },
      {
        Name: 'n',
        Unique: true,
        Keys: [
          { Name: 'n', Direction: '1' },
          { Name: 'at', Direction: '1' },
        ],
      },
    ]);
  });

  test('are created with their direction, checked for, used and dropped', async () => {
    const { tables, database } = await openManager({ orders: [] }, { strict: true });
    const orders = new TestClient(database, 'orders');
    await orders.add({ _id: 'a', at: 1 });
    await expect(orders.get({ at: 1 })).rejects.toThrow('no index serves');
    await tables.updateCollection('orders', { CreateIndexes: [createIndex('at', '-1')] });
    expect(await orders.get({ at: 1 })).toHaveLength(1);
    expect(await tables.checkIndexExists('orders', 'by_at')).toMatchObject({ Exists: true });
    const { Indexes } = await tables.describeCollection('orders');
    expect(Indexes?.[1]).toMatchObject({ Unique: false, Keys: [{ Name: 'at', Direction: '-1' }] });
    await tables.updateCollection('orders', { DropIndexes: [{ IndexName: 'by_at' }] });
    expect(await tables.checkIndexExists('orders', 'by_at')).toMatchObject({ Exists: false });
    await expect(orders.get({ at: 1 })).rejects.toThrow('no index serves');
  });

  test('are all refused if one cannot be made', async () => {
    const { tables, database } = await openManager({ orders: [] });
    const orders = new TestClient(database, 'orders');
    await orders.add({ _id: 'a', n: 1 });
    await orders.add({ _id: 'b', n: 1 });
    const CreateIndexes = [createIndex('at', '1'), createIndex('n', '1', true)];
    await expect(tables.updateCollection('orders', { CreateIndexes })).rejects.toMatchObject({
      code: 'FailedOperation',
      message: expect.stringContaining('[UpdateTable] E11000 duplicate key error'),
    });
    expect(await tables.describeCollection('orders')).toMatchObject({ IndexNum: 1 });
  });
});

describe('permissions', () => {
  test('of a new collection are private, and are changed by tag', async () => {
    const { tables, call } = await openManager();
    await tables.createCollection('orders');
    const told = () => call('DescribeDatabaseACL', { CollectionName: 'orders' });
    expect(await told()).toMatchObject({ AclTag: 'PRIVATE' });
    await call('ModifyDatabaseACL', { CollectionName: 'orders', AclTag: 'ADMINONLY' });
    expect(await told()).toMatchObject({ AclTag: 'ADMINONLY' });
  });

  test('may be a custom rule, which is told word by word', async () => {
    const { call } = await openManager({ orders: [] });
    const Rule = '{ "read": true, "write": "doc._openid == auth.openid" }';
    await call('ModifySafeRule', { CollectionName: 'orders', AclTag: 'CUSTOM', Rule });
    const told = () => call('DescribeSafeRule', { CollectionName: 'orders' });
    expect(await told()).toMatchObject({ AclTag: 'CUSTOM', Rule });
    await call('ModifySafeRule', { CollectionName: 'orders', AclTag: 'READONLY' });
    expect(await told()).toMatchObject({ AclTag: 'READONLY', Rule: '' });
  });

  test('are the same through the newer calls', async () => {
    const { manager, call } = await openManager({ orders: [], carts: [] });
    const { permission } = manager;
    const changed = await permission.modifyResourcePermission({
      resourceType: 'collection',
      resource: 'orders',
      permission: 'CUSTOM',
      securityRule: '{}',
    });
    expect(changed.Data).toEqual({ Success: true });
    const orders = {
      ResourceType: 'collection',
      Resource: 'orders',
      Permission: 'CUSTOM',
      SecurityRule: '{}',
    };
    const carts = { ResourceType: 'collection', Resource: 'carts', Permission: 'PRIVATE', SecurityRule: '' };
    const all = await permission.describeResourcePermission({ resourceType: 'collection' });
    expect(all.Data).toEqual({ TotalCount: 2, PermissionList: [orders, carts] });
    const one = await permission.describeResourcePermission({
      resourceType: 'collection',
      resources: ['carts'],
    });
    expect(one.Data).toEqual({ TotalCount: 1, PermissionList: [carts] });
    expect(await call('DescribeDatabaseACL', { CollectionName: 'orders' })).toMatchObject({
      AclTag: 'CUSTOM',
    });
  });
});
