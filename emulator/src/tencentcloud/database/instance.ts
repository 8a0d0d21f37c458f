import { ApiError, type Json } from '../action.ts';
import { objectParam, textParam } from '../params.ts';
import { databaseErrors } from './errors.ts';

/** The document database of an environment, as `DescribeEnvs` names it in `Databases[0].InstanceId`. */
export function databaseInstanceId(envId: string): string {
  return `tnt-${envId}`;
}

/** What manager-node sends as the connector of every environment's own database. */
const OWN_CONNECTOR = 'flexdb';

/**
 * Refuses a request for the tables of another database. Which one it means, a client says by `EnvId`, `Tag` or
 * `MongoConnector` (https://cloud.tencent.com/document/api/876/127966).
 * @throws ApiError
 */
export function checkInstance(params: Json, instanceId: string): void {
  const tag = textParam(params, 'Tag');
  const connector = objectParam(params, 'MongoConnector');
  if (tag === undefined && connector === undefined && textParam(params, 'EnvId') === undefined) {
    throw new ApiError(
      databaseErrors.noParameter,
      'EnvId, Tag or MongoConnector must say which database is meant',
    );
  }
  if (tag !== undefined && tag !== instanceId) throw otherInstance(tag);
  if (connector) {
    const name = textParam(connector, 'InstanceId') ?? OWN_CONNECTOR;
    if (name !== OWN_CONNECTOR) throw otherInstance(name);
    const database = textParam(connector, 'DatabaseName') ?? instanceId;
    if (database !== instanceId) throw otherInstance(database);
  }
}

function otherInstance(name: string): ApiError {
  return new ApiError(databaseErrors.otherInstance, `the environment has no database instance ${name}`);
}
