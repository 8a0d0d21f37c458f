import type { DatabaseAdministration } from '../../database/index.ts';
import type { ApiActions } from '../action.ts';
import { withApiCodes } from './errors.ts';
import { databaseInstanceId } from './instance.ts';
import { permissionActions } from './permissions.ts';
import { tableActions } from './tables.ts';

export { databaseInstanceId } from './instance.ts';

export interface DatabaseActionsOptions {
  readonly database: DatabaseAdministration;
  readonly envId: string;
}

/** What the API does with the document database: collections, indexes and permissions (`tcb.*`). */
export function databaseActions({ database, envId }: DatabaseActionsOptions): ApiActions {
  const actions = { ...tableActions(database, databaseInstanceId(envId)), ...permissionActions(database) };
  return Object.fromEntries(Object.entries(actions).map(([name, action]) => [name, withApiCodes(action)]));
}
