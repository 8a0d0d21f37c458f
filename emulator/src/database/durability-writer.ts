/**
 * The program that durability.test.ts kills: it writes without end, orders one by one and transfers between two
 * accounts in transactions, and prints the id of every order whose write was acknowledged.
 */
import { writeSync } from 'node:fs';
import { Clock } from '../kernel/clock.ts';
import { openDatabase, parseCatalog } from './index.ts';

const CONTEXT = { requestId: 'writer', callId: undefined, source: [] };

const database = await openDatabase({
  clock: new Clock(),
  dataDir: process.argv[2] ?? '',
  catalog: parseCatalog({ collections: [{ collectionName: 'orders' }, { collectionName: 'accounts' }] }),
  seed: new Map([
    [
      'accounts',
      [
        { _id: 'A', balance: 1000 },
        { _id: 'B', balance: 0 },
      ],
    ],
  ]),
  strict: false,
  // Small, so that kills strike during compaction as well.
  journal: { compactAboveBytes: 20_000 },
  limits: { transactionOperationMs: 0 },
});

for (let n = 0; ; n += 1) {
  const id = `${process.pid}-${n}`;
  await run('insertDocument', { collectionName: 'orders', data: [JSON.stringify({ _id: id, n })] });
  writeSync(1, `${id}\n`);
  if (n % 10 === 0) await transfer();
}

async function transfer(): Promise<void> {
  const { transactionId } = await run('startTransaction', {});
  for (const [account, amount] of [
    ['A', -1],
    ['B', 1],
  ]) {
    await run('modifyDocument', {
      collectionName: 'accounts',
      transactionId,
      queryType: 'DOC',
      query: JSON.stringify({ _id: account }),
      data: JSON.stringify({ $inc: { balance: amount } }),
      merge: true,
    });
  }
  await run('commitTransaction', { transactionId });
}

async function run(
  action: string,
  body: Readonly<Record<string, unknown>>,
): Promise<Record<string, unknown>> {
  return { ...(await database.actions?.[`database.${action}`]?.(body, CONTEXT)) };
}
