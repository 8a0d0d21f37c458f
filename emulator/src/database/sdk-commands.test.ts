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

test('commands that the SDK did not encode are refused', async () => {
  const client = await orders(false);
  await expect(client.get({ _id: 'o1', ...DEEP })).rejects.toMatchObject({ code: 'INVALID_PARAM' });
  await expect(client.update({ _id: 'o1' }, { $pull: DEEP })).rejects.toMatchObject({
    code: 'INVALID_PARAM',
  });
});

test('the each of addToSet means what is documented, and is reported once', async () => {
  const client = await orders(false);
  expect(await client.update({ _id: 'o1' }, EACH)).toBe(1);
  expect(await client.get({ tags: ['a', 'b'] })).toHaveLength(1);
  expect(await client.update({ _id: 'o1' }, EACH)).toBe(0);
  expect(warn).toHaveBeenCalledOnce();
});

test('strict mode refuses it', async () => {
  const client = await orders(true);
  await expect(client.update({ _id: 'o1' }, EACH)).rejects.toMatchObject({ code: 'INVALID_PARAM' });
  expect(warn).not.toHaveBeenCalled();
});
