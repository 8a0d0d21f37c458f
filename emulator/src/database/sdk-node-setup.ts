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

export function orders() {
  return db.collection('orders');
}

export async function addOrders(): Promise<void> {
  await orders().add([
    { _id: 'o1', no: 'N1', status: 'new', amount: 100, items: [{ sku: 'x', qty: 2 }], tags: ['a'] },
    {
      _id: 'o2',
      no: 'N2',
      status: 'paid',
      amount: 250,
      items: [{ sku: 'y', qty: 9 }],
      nested: { city: 'sz' },
    },
    { _id: 'o3', no: 'N3', status: 'paid', amount: 50, at: new Date('2024-01-01T00:00:00Z') },
  ]);
}

/** Which documents of `orders` match. */
export async function idsWhere(condition: unknown): Promise<string[]> {
  const { data } = await orders().where(condition).get();
  return data.map((document: { _id: string }) => document._id).sort();
}
