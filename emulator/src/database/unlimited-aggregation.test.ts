import { beforeEach, expect, test, vi } from 'vitest';
import { call, openTestDatabase } from './test-support.ts';

const warn = vi.spyOn(console, 'warn').mockImplementation(() => undefined);

beforeEach(() => warn.mockClear());

async function answered(strict: boolean, documents: number, stages: readonly unknown[]): Promise<number> {
  const database = await openTestDatabase({ orders: [] }, { strict });
  const data = Array.from({ length: documents }, (_, _id) => JSON.stringify({ _id }));
  await call(database, 'insertDocument', { collectionName: 'orders', data });
  const answer = await call(database, 'aggregateDocuments', { collectionName: 'orders', stages });
  return (answer['data'] as { list: unknown[] }).list.length;
}

const SORT = { stageKey: '$sort', stageValue: '{"_id":1}' };
const LIMIT = { stageKey: '$limit', stageValue: '25' };

test('an aggregation without a limit is reported if it gives more than the platform answers', async () => {
  expect(await answered(false, 30, [SORT])).toBe(30);
  expect(warn).toHaveBeenCalledWith(
    expect.stringContaining('gives 30 documents, of which the platform answers 20'),
  );
});

test('strict mode answers what the platform answers', async () => {
  expect(await answered(true, 30, [SORT])).toBe(20);
});

test('with a limit, or with few documents, there is nothing to report', async () => {
  expect(await answered(true, 30, [SORT, LIMIT])).toBe(25);
  expect(await answered(true, 20, [SORT])).toBe(20);
  expect(warn).not.toHaveBeenCalled();
});
