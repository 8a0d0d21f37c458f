import { describe, expect, it, vi } from 'vitest';
import { SAYS, ZMCB } from '../shared/testing/alipayAnswers.ts';
import { AlipayDoor, type Platform } from '../shared/testing/alipayDoor.ts';
import {
  APP_KEYS,
  aMessage,
  posted,
  signatureOf,
  signedText,
  tradeNews,
} from '../shared/testing/alipayPeer.ts';
import { ORDER, T0 } from '../shared/testing/builders.ts';
import { orderIn } from '../shared/testing/lives.ts';
import { unsigned } from '../shared/testing/scriptedServer.ts';

const platform = vi.hoisted((): Platform => ({ services: null }));
vi.mock('../shared/platform/mainServices.ts', () => ({ mainServices: () => platform.services }));
vi.mock('../shared/platform/channelServices.ts', () => ({ channelServices: () => platform.services }));

const door = new AlipayDoor(platform);

describe('a notification', () => {
  const notify = (
    body: string,
    path = '/alipay/notify',
    told: { readonly method?: string; readonly headers?: Readonly<Record<string, string>> } = {},
  ) => door.http(path, { ...told, body });
  const message = posted(aMessage('creditbizorder', { out_order_no: ORDER }, T0)).rawBody;
  const collecting = orderIn('settling', { channel: 'alipay', channelOrderId: ZMCB });
  const paid = () =>
    door.alipay.answers(
      SAYS.order('TRADE_FINISHED'),
      SAYS.trade('TRADE_SUCCESS', { send_pay_date: '2026-03-01 10:00:00' }),
    );

  it.each([
    ['of an order', message, '/alipay/notify'],
    ['of a debit', posted(tradeNews()).rawBody, `/alipay/notify/${ORDER}`],
    ['of an order, without the function’s own path', message, '/notify'],
  ])('%s is answered with the seven letters once Alipay was asked', async (_what, rawBody, path) => {
    door.world.store.seed('orders', collecting);
    paid();
    expect(await notify(rawBody, path)).toEqual({
      statusCode: 200,
      headers: { 'content-type': 'text/plain; charset=utf-8' },
      body: 'success',
    });
    expect(door.world.order()).toMatchObject({ state: 'settled', payment: { paidFen: 16_800 } });
    expect(door.world.store.all('channelEvents')).toMatchObject([{ channel: 'alipay', orderId: ORDER }]);
  });

  it('that comes twice changes nothing the second time', async () => {
    door.world.store.seed('orders', collecting);
    paid();
    await notify(message);
    const after = door.world.order();
    paid();
    expect((await notify(message)).body).toBe('success');
    expect(door.world.order()).toEqual(after);
    expect(door.world.store.all('channelEvents')).toHaveLength(1);
  });

  it.each([
    ['is altered', message.replace('charset', 'charsex')],
    ['is empty', ''],
    ['is signed by another', posted(aMessage('x', {}, T0), signatureOf('x', APP_KEYS.privateKey)).rawBody],
    [
      'is for another app',
      (() => {
        const fields = {
          ...aMessage('creditbizorder', { out_order_no: ORDER }, T0),
          app_id: '2021000000000002',
        };
        return posted(fields, signatureOf(signedText(fields, 'sign_type'))).rawBody;
      })(),
    ],
  ])('that %s is answered with fail, and nothing is asked or written', async (_what, rawBody) => {
    const answer = await notify(rawBody);
    expect([answer.statusCode, answer.body]).toEqual([401, 'fail']);
    expect(door.alipay.asked).toEqual([]);
    expect(door.world.store.trips).toEqual([]);
    expect(door.printed.join()).toContain('callbackRefused');
  });

  it('comes again where Alipay did not say what became of the order', async () => {
    door.world.store.seed('orders', collecting);
    door.alipay.answers(unsigned(500, ''));
    const answer = await notify(message);
    expect([answer.statusCode, answer.body]).toEqual([500, 'fail']);
    expect(door.world.order()).toEqual(collecting);
  });

  it('comes again where it could not be written down', async () => {
    door.world.store.seed('orders', collecting);
    paid();
    door.world.store.before = () => {
      throw new Error('the database is away');
    };
    expect((await notify(message)).body).toBe('fail');
  });

  it('comes again where that took too long', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    try {
      door.world.store.before = () => new Promise(() => {});
      const answer = notify(message);
      await vi.advanceTimersByTimeAsync(8_000);
      expect((await answer).body).toBe('fail');
    } finally {
      vi.useRealTimers();
    }
  });

  it('of nothing that concerns us is answered all the same', async () => {
    expect((await notify(posted(aMessage('other', {}, T0)).rawBody)).body).toBe('success');
  });

  it('of an order that is not ours is answered, and a person told', async () => {
    expect((await notify(message)).body).toBe('success');
    expect(door.world.alarms).toMatchObject([{ event: 'callbackForUnknownOrder' }]);
  });

  it('is read wherever it comes from: its signature is what counts', async () => {
    const headers = { origin: 'https://evil.cn' };
    door.world.store.seed('orders', collecting);
    paid();
    expect((await notify(message, '/alipay/notify', { headers })).body).toBe('success');
    expect((await notify('', '/alipay/notify', { method: 'GET' })).body).toBe('fail');
  });
});
