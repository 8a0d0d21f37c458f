import { expect, test, vi } from 'vitest';
import { dayMs, hourMs } from '../../channels/times.ts';
import { startWithUser } from '../testing/harness.ts';
import { completionOf, notifyUrl, openid, orderOf, ordersPath } from '../testing/requests.ts';
import { retryDelaysMs } from './delivery.ts';

async function startPaying(behaviour: Record<string, unknown> = {}) {
  const { standIn, pay } = await startWithUser(openid);
  await standIn.control('behaviour', behaviour);
  const settle = async (outOrderNo: string) => {
    await pay.post(ordersPath, orderOf(outOrderNo));
    await pay.post(`${ordersPath}/${outOrderNo}/complete`, completionOf(1500));
  };
  return { standIn, settle };
}

function received(standIn: Awaited<ReturnType<typeof startPaying>>['standIn']) {
  return standIn.callbacks.map((one) => (one instanceof Error ? one : { id: one.id, atMs: one.atMs }));
}

test('an unanswered callback comes again, later and later, until the merchant accepts it', async () => {
  const { standIn, settle } = await startPaying();
  let refusals = 3;
  standIn.answerCallback = () => {
    refusals -= 1;
    if (refusals === 1) throw new Error('connection refused');
    return refusals >= 0 ? 500 : 200;
  };
  await settle('order-1');
  const paidAtMs = Date.now() + 1000;
  await standIn.advance(dayMs);
  const [first] = standIn.callbacks;
  const id = first instanceof Error ? '' : first?.id;
  expect(received(standIn)).toEqual([
    { id, atMs: paidAtMs },
    { id, atMs: paidAtMs + 15_000 },
    { id, atMs: paidAtMs + 30_000 },
    { id, atMs: paidAtMs + 60_000 },
  ]);
  const { data } = await standIn.control('state');
  expect(data.deliveries[0][1]).toMatchObject({
    status: 'delivered',
    attempts: [{ outcome: 500 }, { outcome: 'connection refused' }, { outcome: 500 }, { outcome: 200 }],
  });
});

test('a callback that is never accepted is given up after a day', async () => {
  expect(retryDelaysMs.reduce((sum, delay) => sum + delay, 0)).toBe(24 * hourMs + 4 * 60_000);
  const { standIn, settle } = await startPaying();
  standIn.answerCallback = () => 404;
  await settle('order-1');
  await standIn.advance(10 * dayMs);
  expect(standIn.callbacks).toHaveLength(retryDelaysMs.length + 1);
  const { data } = await standIn.control('state');
  expect(data.deliveries[0][1].status).toBe('given up');
});

test('every attempt has a number of its own in its headers', async () => {
  const { standIn, settle } = await startPaying();
  standIn.answerCallback = () => (standIn.callbacks.length === 1 ? 500 : 200);
  await settle('order-1');
  await standIn.advance(dayMs);
  const ids = standIn.sent.map(({ headers }) => headers['Request-ID']);
  expect(ids).toEqual([expect.stringMatching(/^[0-9A-F]{28}-0$/), expect.stringMatching(/^[0-9A-F]{28}-0$/)]);
  expect(new Set(ids).size).toBe(2);
});

test("callbacks to a host can be led to a developer's own server, until told otherwise", async () => {
  const { standIn, settle } = await startPaying();
  const { host, pathname } = new URL(notifyUrl);
  await standIn.control('callbackTo', { host, origin: 'http://127.0.0.1:3000' });
  await settle('order-1');
  // It outlives an export.
  await standIn.service.importState(JSON.parse(JSON.stringify(await standIn.service.exportState())));
  await standIn.advance(1000);
  expect(standIn.sent.map(({ url }) => url)).toEqual([`http://127.0.0.1:3000${pathname}`]);
  expect((await standIn.control('callbackTo', { host })).data).toEqual([]);
  await settle('order-2');
  await standIn.advance(1000);
  expect(standIn.sent[1]?.url).toBe(notifyUrl);
});

test('a lost callback never comes', async () => {
  const { standIn, settle } = await startPaying({ callbacks: 'lost' });
  await settle('order-1');
  await standIn.advance(10 * dayMs);
  expect(standIn.callbacks).toEqual([]);
});

test('of lost callbacks too only the last five hundred are kept', async () => {
  const { standIn, settle } = await startPaying({ callbacks: 'lost' });
  await settle('order-1');
  await standIn.advance(1000);
  const exported = await standIn.service.exportState();
  const [[, lost] = []] = exported.state.deliveries;
  const many = Array.from({ length: 500 }, (_, index) => [`EV${index}`, lost]);
  const state = { ...exported.state, deliveries: many };
  await standIn.service.importState(JSON.parse(JSON.stringify({ ...exported, state })));
  await settle('order-2');
  await standIn.advance(1000);
  const kept = (await standIn.service.exportState()).state.deliveries;
  expect(kept).toHaveLength(500);
  expect(kept[0]?.[0]).toBe('EV1');
});

test('a duplicate callback comes again a second after it was accepted, as the same event', async () => {
  const { standIn, settle } = await startPaying({ callbacks: 'duplicate' });
  await settle('order-1');
  await standIn.advance(dayMs);
  const [first, second, ...others] = received(standIn);
  expect(first instanceof Error ? first : { ...first, atMs: (first?.atMs ?? 0) + 1000 }).toEqual(second);
  expect(others).toEqual([]);
});

test('a tampered callback does not verify; the untampered one comes later', async () => {
  const { standIn, settle } = await startPaying({ callbacks: 'tampered' });
  standIn.answerCallback = () => (standIn.callbacks.at(-1) instanceof Error ? 401 : 200);
  await settle('order-1');
  await standIn.advance(1000);
  expect(standIn.callbacks).toEqual([new Error('bad signature')]);
  await standIn.control('behaviour', { callbacks: 'normal' });
  await standIn.advance(15_000);
  expect(standIn.callbacks).toHaveLength(2);
  expect(standIn.callbacks[1]).toMatchObject({ type: 'PAYSCORE.USER_PAID' });
});

test('the associated data is sometimes empty', async () => {
  const { standIn, settle } = await startPaying();
  for (const no of ['order-1', 'order-2', 'order-3', 'order-4']) {
    await settle(no);
    await standIn.advance(1000);
  }
  const seen = standIn.callbacks.map((one) => (one instanceof Error ? one : one.associatedData));
  expect(new Set(seen)).toEqual(new Set(['payscore', '']));
});

test('a callback tells what was true when it happened, however late it comes', async () => {
  const { standIn, settle } = await startPaying();
  let answer = 500;
  standIn.answerCallback = () => answer;
  await settle('order-1');
  await standIn.advance(1000);
  answer = 200;
  await standIn.advance(15_000);
  const [first, second] = standIn.callbacks;
  expect(second).toMatchObject({ resource: first instanceof Error ? first : first?.resource });
});

test('a reset forgets what was still to be delivered', async () => {
  const { standIn, settle } = await startPaying();
  standIn.answerCallback = async () => {
    await standIn.service.reset();
    return 500;
  };
  await settle('order-1');
  await standIn.advance(dayMs);
  expect(standIn.callbacks).toHaveLength(1);
  expect(standIn.timeline.next()).toBeNull();
});

test('what is due at one instant does not wait for a merchant who thinks', async () => {
  const { standIn, settle } = await startPaying({ debitDelayMs: 0 });
  await settle('order-1');
  await settle('order-2');
  let answer = (_status: number) => {};
  standIn.answerCallback = () =>
    standIn.callbacks.length > 1 ? 200 : new Promise((resolve) => (answer = resolve));
  const passed = standIn.advance(0);
  await vi.waitFor(() => expect(standIn.callbacks).toHaveLength(2));
  answer(200);
  await passed;
});

test('a merchant that does not answer within five seconds of real time is asked again', async () => {
  const { standIn, settle } = await startPaying();
  await settle('order-1');
  await standIn.advance(999);
  let answer = () => new Promise<number>(() => undefined);
  standIn.answerCallback = () => answer();
  // From here on nothing goes over HTTP, so the real timers can stand still too.
  vi.useFakeTimers({ toFake: ['Date', 'setTimeout', 'clearTimeout'], now: Date.now() });
  const passed = standIn.advance(1);
  await vi.advanceTimersByTimeAsync(5000);
  await passed;
  answer = async () => 200;
  await standIn.advance(20_000);
  const { state } = await standIn.service.exportState();
  expect(state.deliveries[0]?.[1]).toMatchObject({
    status: 'delivered',
    attempts: [{ outcome: 'no answer within 5 s' }, { outcome: 200 }],
  });
});
