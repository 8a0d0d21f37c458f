import CloudBase from '@cloudbase/manager-node';
import { onTestFinished } from 'vitest';
import { FaultTable } from '../../control/faults.ts';
import type { DatabaseOptions } from '../../database/index.ts';
import { openTestDatabase, type TestIndex } from '../../database/test-support.ts';
import { serveForTest } from '../../http/test-support.ts';
import { ApiDoor } from '../api-door.ts';
import { newCredentials } from '../credentials.ts';
import { environmentActions } from '../environment-actions.ts';
import { databaseActions } from './index.ts';

export const ENV_ID = 'shop-1a2b3c';

/** An API with nothing but a database, behind its real door, and the unmodified manager-node that calls it. */
export async function openManager(
  collections: Readonly<Record<string, readonly TestIndex[]>> = {},
  options: Partial<DatabaseOptions> = {},
) {
  const database = await openTestDatabase(collections, options);
  const credentials = newCredentials();
  const { administration } = database;
  const actions = {
    ...environmentActions(ENV_ID),
    ...databaseActions({ database: administration, envId: ENV_ID }),
  };
  const faults = new FaultTable(async () => undefined);
  const door = new ApiDoor({ actions, credentials, envId: ENV_ID, faults });
  const origin = await serveForTest({
    name: 'api',
    routes: [
      { method: 'POST', path: '/', handle: (request, response) => door.handle(request, response, null) },
    ],
  });
  const before = process.env['TCB_BASE_URL'];
  process.env['TCB_BASE_URL'] = origin;
  onTestFinished(() => {
    if (before === undefined) delete process.env['TCB_BASE_URL'];
    else process.env['TCB_BASE_URL'] = before;
  });
  const manager = new CloudBase({ ...credentials, envId: ENV_ID });
  return {
    database,
    administration,
    manager,
    tables: manager.database,
    /** An action that the library has no method for. */
    call: (Action: string, Param: Readonly<Record<string, unknown>>) =>
      manager.commonService('tcb', '2018-06-08').call({ Action, Param: { EnvId: ENV_ID, ...Param } }),
  };
}
