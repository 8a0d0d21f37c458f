import { beforeEach, expect, test, vi } from 'vitest';
import { openTestDatabase, TestClient } from './test-support.ts';

const DEEP = { items: { $elemMatch: { qty: { operator: 'gt', operands: [5], fieldName: {} } } } };
const EACH = { $addToSet: { tags: { each: ['a', 'b'] } } };
const warn = vi.spyOn(console, 'warn').mockImplementation(() => undefined);

beforeEach(() => warn.mockClear());

async function orders(strict: boolean): Promise<TestClient> {
  const client = new TestClient(await openTestDatabase({ orders: [] }, { strict }), 'orders');
  await client.add({ _id: 'o1', items: [{ qty: 9 }], tags: ['a'] });
  return client;
}

test('commands that the SDK did not encode mean what is documented, and are reported once', async () => {
  const client = await orders(false);
  expect(await client.get(DEEP)).toHaveLength(1);
  expect(await client.update(DEEP, EACH)).toBe(1);
  expect(await client.get({ tags: ['a', 'b'] })).toHaveLength(1);
  expect(warn).toHaveBeenCalledOnce();
});

test('strict mode refuses them', async () => {
  const client = await orders(true);
  await expect(client.get({ _id: 'o1', ...DEEP })).rejects.toMatchObject({ code: 'INVALID_PARAM' });
  await expect(client.update({ _id: 'o1' }, EACH)).rejects.toMatchObject({ code: 'INVALID_PARAM' });
  expect(warn).not.toHaveBeenCalled();
});
