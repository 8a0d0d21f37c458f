import type { DatabaseAdministration, Table } from '../../database/index.ts';
import { type ApiActions, ApiError, type Json } from '../action.ts';
import { requiredText, textParam } from '../params.ts';
import { aclWithRule, simpleAcl } from './acl-params.ts';
import { databaseErrors } from './errors.ts';

/** Resources whose permissions one question may ask for, as manager-node counts them. */
const MAX_RESOURCES = 100;

/** Who may read and write a collection from a client: three generations of actions for the same thing. */
export function permissionActions(database: DatabaseAdministration): ApiActions {
  function tableOf(params: Json): Table {
    requiredText(params, 'EnvId');
    return database.table(requiredText(params, 'CollectionName'));
  }
  return {
    // https://cloud.tencent.com/document/api/876/34821
    'tcb.DescribeDatabaseACL': async (params) => ({ AclTag: tableOf(params).acl.tag }),
    // https://cloud.tencent.com/document/api/876/34819
    'tcb.ModifyDatabaseACL': async (params) => {
      const { name } = tableOf(params);
      database.setAcl(name, simpleAcl(requiredText(params, 'AclTag')));
      return {};
    },
    // https://cloud.tencent.com/document/api/876/128118
    'tcb.DescribeSafeRule': async (params) => {
      const { tag, rule } = tableOf(params).acl;
      return { AclTag: tag, Rule: rule ?? '' };
    },
    // https://cloud.tencent.com/document/api/876/128959
    'tcb.ModifySafeRule': async (params) => {
      const { name } = tableOf(params);
      database.setAcl(name, aclWithRule(requiredText(params, 'AclTag'), textParam(params, 'Rule')));
      return {};
    },
    // Not documented: as manager-node calls it.
    'tcb.ModifyResourcePermission': async (params) => {
      refuseOtherResources(params);
      const name = requiredText(params, 'Resource');
      const rule = textParam(params, 'SecurityRule');
      database.setAcl(name, aclWithRule(requiredText(params, 'Permission'), rule));
      return { Data: { Success: true } };
    },
    // Not documented: as manager-node calls it. Whether the platform refuses a missing collection is unknown.
    'tcb.DescribeResourcePermission': async (params) => {
      refuseOtherResources(params);
      const names = resourceNames(params);
      const tables = names === undefined ? database.tables() : names.map((name) => database.table(name));
      return { Data: { TotalCount: tables.length, PermissionList: tables.map(permissionInfo) } };
    },
  };
}

function refuseOtherResources(params: Json): void {
  requiredText(params, 'EnvId');
  const type = requiredText(params, 'ResourceType');
  if (type === 'collection') return;
  throw new ApiError(
    databaseErrors.unsupported,
    `ResourceType ${type}: the emulator keeps permissions of collections only`,
  );
}

function resourceNames(params: Json): readonly string[] | undefined {
  const names = params['Resources'] ?? undefined;
  if (names === undefined) return undefined;
  const isList = Array.isArray(names) && names.every((name) => typeof name === 'string');
  if (isList && names.length <= MAX_RESOURCES) return names;
  throw new ApiError(databaseErrors.permission, `Resources must be a list of at most ${MAX_RESOURCES} texts`);
}

function permissionInfo({ name, acl: { tag, rule } }: Table): Json {
  return { ResourceType: 'collection', Resource: name, Permission: tag, SecurityRule: rule ?? '' };
}
