import { expect, test } from 'vitest';
import { type DatabaseLimits, platformLimits } from '../../database/limits.ts';
import { call, openTestDatabase, startTransaction, TestClient } from '../../database/test-support.ts';
import { databaseActions } from './index.ts';

const ENV_ID = 'shop-1a2b3c';
const own = { EnvId: ENV_ID };
const orders = { ...own, TableName: 'orders' };
const ordersAcl = { ...own, CollectionName: 'orders' };

async function open(change: Partial<DatabaseLimits> = {}) {
  const limits = {
    lockWaitMs: 1,
    collections: { ...platformLimits.collections, max: 1 },
    indexesPerCollection: { ...platformLimits.indexesPerCollection, max: 1 },
    ...change,
  };
  const database = await openTestDatabase({ orders: [{ name: 'n', fields: ['n'] }] }, { limits });
  const actions = databaseActions({ database: database.administration, envId: ENV_ID });
  const act = async (action: string, params: Readonly<Record<string, unknown>>) => {
    const run = actions[`tcb.${action}`];
    if (!run) throw new Error(`no action ${action}`);
    return run(params);
  };
  return { database, act };
}

function create(change: object = {}, schema: object = {}) {
  const MgoKeySchema = { MgoIsUnique: false, MgoIndexKeys: [{ Name: 'm', Direction: '1' }], ...schema };
  return { ...orders, CreateIndexes: [{ IndexName: 'i', MgoKeySchema, ...change }] };
}

const connector = (change: object) => ({
  ...own,
  TableName: 'orders',
  MongoConnector: { InstanceId: 'flexdb', DatabaseName: `tnt-${ENV_ID}`, ...change },
});
const keys = (...MgoIndexKeys: unknown[]) => create({}, { MgoIndexKeys });

test.each([
  ['DescribeTable', { TableName: 'orders' }, 'MissingParameter', 'which database'],
  ['DescribeTable', own, 'MissingParameter', 'TableName'],
  ['DescribeTable', { ...own, TableName: 'no' }, 'ResourceNotFound', 'Db or Table not exist: no'],
  ['DescribeTable', { ...orders, Tag: 'tnt-other' }, 'ResourceNotFound.Connector', 'tnt-other'],
  ['DescribeTable', connector({ DatabaseName: 'other' }), 'ResourceNotFound.Connector', 'other'],
  ['DescribeTable', connector({ InstanceId: 'mongo' }), 'ResourceNotFound.Connector', 'mongo'],
  ['DescribeTable', { ...own, TableName: 7 }, 'InvalidParameter', 'TableName'],
  ['CreateTable', orders, 'ResourceUnavailable.ResourceExist', 'Table exist'],
  ['CreateTable', { ...own, TableName: 'more' }, 'LimitExceeded.OutOfTableQuota', 'limit is 1'],
  ['CreateTable', { ...own, TableName: '_x' }, 'InvalidParameterValue', 'TableName'],
  ['CreateTable', { ...own, TableName: 'a.b' }, 'InvalidParameterValue', 'TableName'],
  ['CreateTable', { ...own, TableName: 'a'.repeat(97) }, 'InvalidParameterValue', 'TableName'],
  ['CreateTable', { ...orders, PermissionInfo: { AclTag: 'ALL' } }, 'InvalidParameter', 'one of READONLY'],
  ['DeleteTable', { ...own, TableName: 'no' }, 'ResourceNotFound', 'not exist'],
  ['ListTables', own, 'MissingParameter', 'MgoLimit'],
  ['ListTables', { ...own, MgoLimit: 1001 }, 'InvalidParameter', 'at most 1000'],
  ['ListTables', { ...own, MgoLimit: -1 }, 'InvalidParameter', 'MgoLimit'],
  ['ListTables', { MgoLimit: 1 }, 'MissingParameter', 'which database'],
  ['UpdateTable', orders, 'MissingParameter', 'what to change'],
  ['UpdateTable', { ...create(), TableName: 'no' }, 'ResourceNotFound', 'not exist'],
  ['UpdateTable', create(), 'LimitExceeded.OutOfIndexQuota', 'limit is 1'],
  ['UpdateTable', { ...create(), DropIndexes: [{ IndexName: 'n' }] }, 'InvalidParameter', 'make two of it'],
  ['UpdateTable', { ...orders, DropIndexes: [{ IndexName: 'no' }] }, 'ResourceNotFound', 'no index no'],
  ['UpdateTable', { ...orders, DropIndexes: [{}] }, 'MissingParameter', 'IndexName'],
  ['UpdateTable', { ...orders, DropIndexes: 'n' }, 'InvalidParameter', 'DropIndexes'],
  ['UpdateTable', create({ IndexName: undefined }), 'MissingParameter', 'IndexName'],
  ['UpdateTable', create({ MgoKeySchema: undefined }), 'MissingParameter', 'MgoKeySchema'],
  ['UpdateTable', create({ IndexName: 'n' }, { MgoIndexKeys: [] }), 'InvalidParameterValue', '1 to 31'],
  ['UpdateTable', create({}, { MgoIsUnique: 'true' }), 'InvalidParameterValue', 'MgoIsUnique'],
  ['UpdateTable', create({}, { MgoIsSparse: 1 }), 'InvalidParameterValue', 'MgoIsSparse'],
  ['UpdateTable', keys({ Name: 'm', Direction: '2dsphere' }), 'InvalidParameterValue', '"1" or "-1"'],
  ['UpdateTable', keys({ Name: 'm', Direction: 1 }), 'InvalidParameter', 'Direction'],
  ['UpdateTable', keys({ Name: 'm' }), 'MissingParameter', 'Direction'],
  ['UpdateTable', keys({ Direction: '1' }), 'MissingParameter', 'Name'],
  ['DescribeDatabaseACL', { CollectionName: 'orders' }, 'MissingParameter', 'EnvId'],
  ['DescribeDatabaseACL', own, 'MissingParameter', 'CollectionName'],
  ['DescribeDatabaseACL', { ...own, CollectionName: 'no' }, 'ResourceNotFound', 'not exist'],
  ['ModifyDatabaseACL', ordersAcl, 'MissingParameter', 'AclTag'],
  ['ModifyDatabaseACL', { ...ordersAcl, AclTag: 'ALL' }, 'InvalidParameter', 'one of READONLY'],
  ['ModifyDatabaseACL', { ...ordersAcl, AclTag: 'CUSTOM' }, 'InvalidParameter', 'ModifySafeRule'],
  ['ModifySafeRule', { ...ordersAcl, AclTag: 'CUSTOM', Rule: ' ' }, 'MissingParameter', 'needs a rule'],
  ['DescribeSafeRule', { ...own, CollectionName: 'no' }, 'ResourceNotFound', 'not exist'],
  [
    'ModifyResourcePermission',
    { ...own, ResourceType: 'function' },
    'UnsupportedOperation',
    'collections only',
  ],
  ['ModifyResourcePermission', { ...own, ResourceType: 'collection' }, 'MissingParameter', 'Resource'],
  [
    'DescribeResourcePermission',
    { ...own, ResourceType: 'collection', Resources: [1] },
    'InvalidParameter',
    '100',
  ],
  [
    'DescribeResourcePermission',
    { ...own, ResourceType: 'collection', Resources: ['no'] },
    'ResourceNotFound',
    'no',
  ],
])('%s %j is refused with %s', async (action, params, code, message) => {
  const { database, act } = await open();
  const before = JSON.stringify(database.administration.tables());
  await expect(act(action, params)).rejects.toMatchObject({
    name: 'ApiError',
    code,
    message: expect.stringContaining(message),
  });
  expect(JSON.stringify(database.administration.tables())).toBe(before);
});

test('an index over the keys of another is refused', async () => {
  const { act } = await open({ indexesPerCollection: platformLimits.indexesPerCollection });
  const MgoIndexKeys = [{ Name: 'n', Direction: '1' }];
  await expect(act('UpdateTable', create({}, { MgoIndexKeys }))).rejects.toMatchObject({
    code: 'ResourceUnavailable.IndexOptionsConflict',
  });
  MgoIndexKeys[0] = { Name: 'n', Direction: '-1' };
  expect(await act('UpdateTable', create({}, { MgoIndexKeys }))).toEqual({});
});

test('a table that an open transaction has written to is not changed', async () => {
  const { database, act } = await open();
  const transactionId = await startTransaction(database);
  await new TestClient(database, 'orders', transactionId).add({ _id: 'a' });
  const code = 'FailedOperation.Timeout';
  await expect(act('DeleteTable', orders)).rejects.toMatchObject({ code });
  await call(database, 'abortTransaction', { transactionId });
  expect(await act('DeleteTable', orders)).toEqual({});
});

test('a new table gets the permission that comes with it', async () => {
  const { act } = await open();
  await act('DeleteTable', orders);
  await act('CreateTable', { ...orders, PermissionInfo: { AclTag: 'ADMINONLY', EnvId: ENV_ID } });
  expect(await act('DescribeDatabaseACL', ordersAcl)).toEqual({ AclTag: 'ADMINONLY' });
});

test('the environment may be named by the instance of its database alone', async () => {
  const { act } = await open();
  expect(await act('DescribeTable', { Tag: `tnt-${ENV_ID}`, TableName: 'orders' })).toMatchObject({
    IndexNum: 2,
  });
  expect(await act('ListTables', { Tag: `tnt-${ENV_ID}`, MgoLimit: 10, SearchValue: 'x' })).toEqual({
    Tables: null,
    Pager: { Offset: 0, Limit: 10, Total: 0 },
  });
});
