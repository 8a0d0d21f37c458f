import type { DatabaseAdministration, Table } from '../../database/index.ts';
import { type ApiAction, type ApiActions, ApiError, type Json } from '../action.ts';
import { countParam, objectParam, requiredText, textParam } from '../params.ts';
import { simpleAcl } from './acl-params.ts';
import { databaseErrors } from './errors.ts';
import { indexesToCreate, indexesToDrop, indexInfo } from './indexes.ts';
import { checkInstance } from './instance.ts';

/** Tables on one page of a list (https://cloud.tencent.com/document/api/876/127965). */
const MAX_PAGE = 1000;

/** Collections and their indexes, which this API calls tables. */
export function tableActions(database: DatabaseAdministration, instanceId: string): ApiActions {
  /** An action with one table. */
  function of(act: (name: string, params: Json) => Json | Promise<Json>): ApiAction {
    return async (params) => {
      checkInstance(params, instanceId);
      return act(requiredText(params, 'TableName'), params);
    };
  }
  return {
    // https://cloud.tencent.com/document/api/876/127966
    'tcb.DescribeTable': of((name) => {
      const { indexes } = database.table(name);
      return { Indexes: indexes.map(indexInfo), IndexNum: indexes.length };
    }),
    // https://cloud.tencent.com/document/api/876/127968
    'tcb.CreateTable': of((name, params) => {
      const permission = objectParam(params, 'PermissionInfo');
      const acl = permission && simpleAcl(requiredText(permission, 'AclTag'));
      database.createTable(checkedName(name), acl);
      return {};
    }),
    // https://cloud.tencent.com/document/api/876/127967
    'tcb.DeleteTable': of(async (name) => {
      await database.dropTable(name);
      return {};
    }),
    // https://cloud.tencent.com/document/api/876/127964
    'tcb.UpdateTable': of(async (name, params) => {
      await database.updateTable(name, indexChange(params));
      return {};
    }),
    // https://cloud.tencent.com/document/api/876/127965
    'tcb.ListTables': async (params) => {
      checkInstance(params, instanceId);
      return listTables(database.tables(), params);
    },
    'tcb.DescribeDbDistribution': async () => {
      const tables = database.tables();
      const Collections = tables.map(({ name, count }) => ({ CollectionName: name, DocCount: count }));
      return { Collections, Count: tables.length, Total: tables.length };
    },
  };
}

function checkedName(name: string): string {
  if (/^[A-Za-z0-9-][\w-]{0,95}$/.test(name)) return name;
  throw new ApiError(
    databaseErrors.name,
    `TableName "${name}": at most 96 letters, digits, _ and -, the first of them not _`,
  );
}

/**
 * Creating and dropping must not go together, by https://docs.cloudbase.net/api-reference/manager/node/database. That
 * page also says that of several indexes some may be made although another fails; here all or none are.
 */
function indexChange(params: Json) {
  const [create, drop] = [indexesToCreate(params), indexesToDrop(params)];
  if (create.length > 0 && drop.length > 0) {
    throw new ApiError(
      databaseErrors.createAndDrop,
      'CreateIndexes and DropIndexes must not be in one call: make two of it',
    );
  }
  if (create.length + drop.length === 0) {
    throw new ApiError(databaseErrors.noParameter, 'CreateIndexes or DropIndexes must say what to change');
  }
  return { create, drop };
}

function listTables(tables: readonly Table[], params: Json): Json {
  const limit = countParam(params, 'MgoLimit');
  if (limit === undefined)
    throw new ApiError(databaseErrors.noParameter, 'the parameter MgoLimit is missing');
  if (limit > MAX_PAGE) throw new ApiError(databaseErrors.page, `MgoLimit must be at most ${MAX_PAGE}`);
  const offset = countParam(params, 'MgoOffset') ?? 0;
  const search = textParam(params, 'SearchValue') ?? '';
  const found = tables.filter(({ name }) => name.includes(search));
  const page = found.slice(offset, offset + limit);
  return {
    // Null if there are none, as the documentation warns and manager-node expects.
    Tables: page.length === 0 ? null : page.map(tableInfo),
    Pager: { Offset: offset, Limit: limit, Total: found.length },
  };
}

function tableInfo(table: Table): Json {
  return {
    TableName: table.name,
    Count: table.count,
    Size: table.bytes(),
    IndexCount: table.indexes.length,
    IndexSize: 0,
  };
}
