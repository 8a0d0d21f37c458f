import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { MINUTE_MS } from '../cloudfunctions/shared/domain/duration.ts';
import { type Buyer, MOMENT_MS } from '../tools/local/buyer.ts';
import { launchEmulator } from '../tools/local/launch.ts';
import { orderAt } from './support/lives.ts';
import { copyProject, divertCallbacks } from './support/project.ts';
import { expectSound } from './support/soundness.ts';
import { System } from './support/system.ts';

/** As it was sent. */
interface SentCallback {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

let project: Awaited<ReturnType<typeof copyProject>>;
let recorder: string;
let system: System;

beforeAll(async () => {
  project = await copyProject();
  recorder = await divertCallbacks(project.dir);
  system = new System(await launchEmulator(process.cwd(), ['--memory', '--project', project.dir]));
});
afterAll(async () => {
  await system.emulator.stop();
  await project.remove();
});
afterEach(() => expectSound(system));

/** Sends a callback to the function's public address, as anybody on the internet can. */
async function send({ headers, body }: SentCallback): Promise<number> {
  const response = await fetch(`${system.cloud.origin}/http/wechatpay/callback`, {
    method: 'POST',
    headers: Object.entries(headers).filter(([header]) => /^(wechatpay-|content-type)/i.test(header)) as [
      string,
      string,
    ][],
    body,
  });
  return response.status;
}

/** An order that is paid at the channel, with the callback that says so still on its way. */
async function paidAtChannel(): Promise<{ buyer: Buyer; orderId: string; callback: SentCallback }> {
  const buyer = await system.buyer();
  // The callback of the authorisation went astray too; looking at the account asks the channel.
  await buyer.account();
  const { orderId } = await orderAt(system, buyer, 'settling');
  await system.cloud.advance(MOMENT_MS);
  const calls = await system.cloud.calls();
  const printed = calls.findLast((call) => call.function === recorder)?.console[0]?.text ?? '';
  const callback = JSON.parse(printed) as SentCallback;
  return { buyer, orderId, callback };
}

describe('a callback over HTTP', () => {
  test('that the channel has signed is believed', async () => {
    const { buyer, orderId, callback } = await paidAtChannel();
    expect((await buyer.read(orderId)).state).toBe('settling');
    expect(await send(callback)).toBe(204);
    expect((await buyer.read(orderId)).state).toBe('settled');
  });

  test('that is sent again changes nothing', async () => {
    const { callback } = await paidAtChannel();
    expect(await send(callback)).toBe(204);
    const before = await system.database.everything();
    expect(await Promise.all([send(callback), send(callback), send(callback)])).toEqual([204, 204, 204]);
    expect(await system.database.everything()).toBe(before);
  });

  test('that is replayed after more than five minutes is refused', async () => {
    const { callback } = await paidAtChannel();
    await system.cloud.advance(6 * MINUTE_MS);
    const before = await system.database.everything();
    expect(await send(callback)).toBe(401);
    expect(await system.database.everything()).toBe(before);
  });

  test.each<[string, (callback: SentCallback) => SentCallback]>([
    ['has no signature', ({ body }) => ({ headers: {}, body })],
    [
      'has a signature of somebody else',
      ({ headers, body }) => ({ headers: { ...headers, 'wechatpay-signature': 'Zm9yZ2Vk' }, body }),
    ],
    [
      'names a key that nobody knows',
      ({ headers, body }) => ({ headers: { ...headers, 'wechatpay-serial': 'PUB_KEY_ID_0' }, body }),
    ],
    [
      'names a key that every object has',
      ({ headers, body }) => ({ headers: { ...headers, 'wechatpay-serial': '__proto__' }, body }),
    ],
    [
      'was changed on the way',
      ({ headers, body }) => ({ headers, body: body.replace('"id":"E', '"id":"F') }),
    ],
    [
      'has another time than was signed',
      ({ headers, body }) => ({
        headers: { ...headers, 'wechatpay-timestamp': String(nowSeconds() + 1) },
        body,
      }),
    ],
    ['has another body', ({ headers }) => ({ headers, body: '{"event_type":"PAYSCORE.USER_PAID"}' })],
    ['is no JSON', ({ headers }) => ({ headers, body: 'paid!' })],
    ['is empty', ({ headers }) => ({ headers, body: '' })],
  ])('that %s is refused, and changes nothing', async (_what, forge) => {
    const { callback } = await paidAtChannel();
    const before = await system.database.everything();
    expect(await send(forge(callback))).toBe(401);
    expect(await system.database.everything()).toBe(before);
  });

  test('that is not a POST is refused', async () => {
    const response = await fetch(`${system.cloud.origin}/http/wechatpay/callback`);
    expect(response.status).toBe(401);
  });
});

function nowSeconds(): number {
  return Math.floor(Date.now() / 1_000);
}
