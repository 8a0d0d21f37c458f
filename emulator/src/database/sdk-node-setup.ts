import { afterAll, beforeAll, beforeEach } from 'vitest';
import type { DatabaseService } from './index.ts';
import { openTestDatabase, serveForSdk } from './test-support.ts';

// biome-ignore lint/suspicious/noExplicitAny: the tests go past the SDK's types on purpose
export let db: any;

/** Puts a database, empty before each test of the file, behind the real `@cloudbase/node-sdk`. */
export function useNodeSdk(): void {
  let database: DatabaseService;
  let server: { close(): void };

  beforeAll(async () => {
    database = await openTestDatabase(
      {
        orders: [
          { name: 'uniq_no', fields: ['no'], unique: true, sparse: true },
          { name: 'status', fields: ['status', 'amount'] },
        ],
        accounts: [],
        codes: [{ name: 'uniq_code', fields: ['code'], unique: true }],
      },
      { limits: { lockWaitMs: 1_500 } },
    );
    server = await serveForSdk(database.actions ?? {});
    const { default: tcb } = await import('@cloudbase/node-sdk');
    db = tcb.init({ env: 'local-env' }).database();
  });

  afterAll(async () => {
    server.close();
    await database.stop();
  });

  beforeEach(() => database.reset());
}
