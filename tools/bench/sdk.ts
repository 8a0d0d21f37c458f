import cloudbase from '@cloudbase/node-sdk';
import { printTable } from './table.ts';

const SEQUENTIAL = 1_000;
const CONCURRENT = 3_000;
const AT_ONCE = 50;

/** Operations per second of the unmodified SDK against the local database, one by one and 50 at once. */
export async function benchSdk(origin: string): Promise<void> {
  // What a function's environment holds; without it the SDK looks for a virtual machine's metadata service.
  Object.assign(process.env, {
    TCB_CONTEXT_CNFG: JSON.stringify({ URL: `${origin}/admin?` }),
    TENCENTCLOUD: 'true',
    TENCENTCLOUD_SECRETID: 'local',
    TENCENTCLOUD_SECRETKEY: 'local',
    SILENCE: 'true',
  });
  const database = cloudbase.init({ env: 'local' }).database();
  const _ = database.command;
  await database.createCollection('bench');
  const collection = database.collection('bench');
  for (let i = 0; i < AT_ONCE; i++) await collection.add({ _id: `d${i}`, version: 0, text: 'x'.repeat(300) });

  const operations: Readonly<Record<string, (i: number) => Promise<unknown>>> = {
    'get by id': (i) => collection.doc(`d${i % AT_ONCE}`).get(),
    'conditional update': (i) =>
      collection.where({ _id: `d${i % AT_ONCE}`, version: _.gte(0) }).update({ version: _.inc(1) }),
    insert: () => collection.add({ version: 0, text: 'x'.repeat(300) }),
    'transaction (read, write, commit)': (i) =>
      database.runTransaction(async (transaction: typeof database) => {
        const document = transaction.collection('bench').doc(`d${i % AT_ONCE}`);
        await document.get();
        await document.update({ version: _.inc(1) });
      }),
  };
  const rows = [['operations per second', 'one by one', `${AT_ONCE} at once`]];
  for (const [name, operation] of Object.entries(operations)) {
    await perSecond(100, 1, operation);
    const sequential = await perSecond(SEQUENTIAL, 1, operation);
    const concurrent = await perSecond(CONCURRENT, AT_ONCE, operation);
    rows.push([name, sequential.toFixed(0), concurrent.toFixed(0)]);
  }
  printTable('@cloudbase/node-sdk against the local database (journal on)', rows);
}

/** Each of `atOnce` workers keeps to its own documents, so that transactions do not meet. */
async function perSecond(
  count: number,
  atOnce: number,
  operation: (i: number) => Promise<unknown>,
): Promise<number> {
  const startedMs = performance.now();
  await Promise.all(
    Array.from({ length: atOnce }, async (_, worker) => {
      for (let i = worker; i < count; i += atOnce) await operation(i);
    }),
  );
  return (count * 1_000) / (performance.now() - startedMs);
}
