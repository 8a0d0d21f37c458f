import { createHash } from 'node:crypto';
import { afterEach, describe, expect, test } from 'vitest';
import type { CreditAccount } from '../cloudfunctions/shared/domain/account/account.ts';
import { HOUR_MS, MINUTE_MS } from '../cloudfunctions/shared/domain/duration.ts';
import { type Buyer, MOMENT_MS } from '../tools/local/buyer.ts';
import { orderAt } from './support/lives.ts';
import { type SentCallback, useRecorder } from './support/recorder.ts';
import { expectSound } from './support/soundness.ts';

const recorder = useRecorder();
const send = (callback: SentCallback) => recorder().send(callback);
afterEach(() => expectSound(recorder().system));

/** An order that is paid at the channel, with the callback that says so still on its way. */
async function paidAtChannel(): Promise<{ buyer: Buyer; orderId: string; callback: SentCallback }> {
  const { system } = recorder();
  const buyer = await system.buyer();
  // The callback of the authorisation went astray too; looking at the account asks the channel.
  await buyer.account();
  const { orderId } = await orderAt(system, buyer, 'settling');
  await system.cloud.advance(MOMENT_MS);
  return { buyer, orderId, callback: await recorder().last() };
}

describe('a callback over HTTP', () => {
  test('that the channel has signed is believed', async () => {
    const { buyer, orderId, callback } = await paidAtChannel();
    expect((await buyer.read(orderId)).state).toBe('settling');
    expect(await send(callback)).toBe(204);
    expect((await buyer.read(orderId)).state).toBe('settled');
  });

  test('that is sent again changes nothing', async () => {
    const { system } = recorder();
    const { callback } = await paidAtChannel();
    expect(await send(callback)).toBe(204);
    const before = await system.database.everything();
    expect(await Promise.all([send(callback), send(callback), send(callback)])).toEqual([204, 204, 204]);
    expect(await system.database.everything()).toBe(before);
  });

  test('that is replayed after more than five minutes is refused', async () => {
    const { system } = recorder();
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
    const { system } = recorder();
    const { callback } = await paidAtChannel();
    const before = await system.database.everything();
    expect(await send(forge(callback))).toBe(401);
    expect(await system.database.everything()).toBe(before);
  });

  test('that is not a POST is refused', async () => {
    const response = await fetch(`${recorder().system.cloud.origin}/http/wechatpay/callback`);
    expect(response.status).toBe(401);
  });

  test('that comes after the timer has asked changes nothing any more', async () => {
    const { cloud, database } = recorder().system;
    const { buyer, orderId, callback } = await paidAtChannel();
    const sign = await recorder().signer();
    await cloud.advance(HOUR_MS);
    expect((await buyer.read(orderId)).state).toBe('settled');
    const before = await database.order(orderId);
    // A late one is signed when it is sent.
    expect(await send(sign(callback.body, await recorder().system.now()))).toBe(204);
    expect(await database.order(orderId)).toEqual(before);
  });

  test('leaves one document of evidence, and nothing personal and no amount in it', async () => {
    const { database } = recorder().system;
    const { orderId, callback } = await paidAtChannel();
    await send(callback);
    const events = await database.documents('channelEvents');
    const { id } = JSON.parse(callback.body) as { readonly id: string };
    expect(events.filter((event) => event['orderId'] === orderId)).toEqual([
      {
        _id: `wechatpay-${id}`,
        channel: 'wechatpay',
        orderId,
        event: 'PAYSCORE.USER_PAID',
        keyId: callback.headers['wechatpay-serial'],
        signedAt: new Date(Number(callback.headers['wechatpay-timestamp']) * 1_000),
        receivedAt: expect.any(Date),
        bodyHash: createHash('sha256').update(callback.body).digest('hex'),
      },
    ]);
  });
});

describe('callbacks about an authorisation', () => {
  /** The two callbacks of a buyer who authorises and closes the service again; neither has come. */
  async function openedAndClosed() {
    const { system } = recorder();
    const buyer = await system.buyer();
    const opened = await recorder().last();
    await system.channel.leave(buyer.openid);
    await system.cloud.advance(MOMENT_MS);
    const closed = await recorder().last();
    return { buyer, opened, closed };
  }
  /** As it is stored: a look at the account through the function would ask the channel. */
  const stored = async (callback: SentCallback) => {
    expect(await send(callback)).toBe(204);
    const accounts = await recorder().system.database.documents<CreditAccount>('creditAccounts');
    return accounts.toSorted((a, b) => a.openedAt.getTime() - b.openedAt.getTime()).at(-1)?.authorisation
      ?.state;
  };

  test('that come in the wrong order end as the channel has it: closed', async () => {
    const { opened, closed } = await openedAndClosed();
    expect([await stored(closed), await stored(opened)]).toEqual(['ended', 'ended']);
  });

  test('that come late tell nothing old of a buyer who has authorised again', async () => {
    const { system } = recorder();
    const { buyer, opened, closed } = await openedAndClosed();
    await stored(closed);
    await buyer.openAccount();
    expect([await stored(opened), await stored(closed)]).toEqual(['active', 'active']);
    expect((await orderAt(system, buyer, 'accepted')).state).toBe('accepted');
  });

  test('leave no openid in the evidence', async () => {
    const { buyer, opened, closed } = await openedAndClosed();
    const before = (await recorder().system.database.documents('channelEvents')).length;
    await Promise.all([send(opened), send(closed), send(opened)]);
    const events = await recorder().system.database.documents('channelEvents');
    expect(events).toHaveLength(before + 2);
    expect(events.at(-1)).toMatchObject({ orderId: null });
    expect(JSON.stringify(events)).not.toContain(buyer.openid);
  });
});

function nowSeconds(): number {
  return Math.floor(Date.now() / 1_000);
}
