import { expect, test } from 'vitest';
import { Clock } from '../kernel/clock.ts';
import { openDatabase, parseCatalog } from './index.ts';

test('a strict database refuses a second operation while one runs in the same transaction', async () => {
  const catalog = parseCatalog({ collections: [{ collectionName: 'accounts', aclTag: 'ADMINONLY' }] });
  const database = await openDatabase({
    clock: new Clock(),
    dataDir: null,
    catalog,
    seed: new Map([['accounts', [{ _id: 'A', balance: 100 }]]]),
    strict: true,
  });
  const context = { requestId: 'r', callId: undefined, source: [] };
  const run = (action: string, body: object) => {
    const act = database.actions?.[action];
    if (!act) throw new Error(`no action ${action}`);
    return act({ ...body }, context);
  };
  const started = await run('database.startTransaction', {});
  const transactionId = 'transactionId' in started ? started['transactionId'] : undefined;
  const read = () =>
    run('database.getDocument', {
      collectionName: 'accounts',
      queryType: 'DOC',
      query: '{"_id":"A"}',
      multi: false,
      transactionId,
    });
  const [first, second] = await Promise.allSettled([read(), read()]);
  expect(first?.status).toBe('fulfilled');
  expect(second).toMatchObject({ reason: { message: expect.stringContaining('TransactionBusy') } });
  await database.stop?.();
});
