import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Running, start } from './start.ts';

let emulator: Running;
const dueAt = '2199-01-01T00:00:10.000Z';

beforeAll(async () => {
  const tick = { name: 'tick', type: 'timer', config: '0 * * * * * *' };
  emulator = await start({
    functions: { timer: { code: 'exports.main = () => 1', config: { triggers: [tick] } } },
    collections: ['orders', 'empty'],
    due: [{ collection: 'orders', field: 'next.at' }],
    seed: {
      orders: [
        { _id: 'o1', next: { at: { $date: { $numberLong: String(Date.parse(dueAt)) } } } },
        { _id: 'o2' },
        { _id: 3 },
      ],
    },
  });
});
afterAll(() => emulator.end());

const ids = async (query: string) =>
  ((await emulator.get(`/_emulator/db/orders${query}`)).body as { _id: unknown }[]).map(({ _id }) => _id);

test('the next event is told, with the time of the clock', async () => {
  const { body } = await emulator.get('/_emulator/next');
  expect(body).toEqual({
    now: expect.stringMatching(/^\d{4}-.*Z$/),
    next: {
      at: dueAt,
      actsAt: '2199-01-01T00:01:00.000Z',
      source: 'database',
      name: null,
      collection: 'orders',
      id: 'o1',
    },
  });
});

test('collections are listed with how much they hold', async () => {
  expect((await emulator.get('/_emulator/db')).body).toEqual([
    { name: 'orders', description: null, count: 3 },
    { name: 'empty', description: null, count: 0 },
  ]);
});

test('documents are given from the oldest, from the newest, or one by its id', async () => {
  expect(await ids('')).toEqual(['o1', 'o2', 3]);
  expect(await ids('?limit=1')).toEqual(['o1']);
  expect(await ids('?last=2')).toEqual(['o2', 3]);
  expect(await ids('?last=0')).toEqual([]);
  expect(await ids('?id="o2"')).toEqual(['o2']);
  expect(await ids('?id=3')).toEqual([3]);
  expect(await ids('?id="3"')).toEqual([]);
  expect((await emulator.get('/_emulator/db/orders?last=x')).status).toBe(400);
});

test('who listens hears of a reset, after which nothing is as it was', async () => {
  const { body } = await fetch(`${emulator.origin}/_emulator/events`);
  const reader = body?.pipeThrough(new TextDecoderStream()).getReader();
  await reader?.read();
  await fetch(`${emulator.origin}/_emulator/reset`, { method: 'POST' });
  let heard = '';
  while (!heard.includes('event: reset')) heard += (await reader?.read())?.value;
  await reader?.cancel();
});
