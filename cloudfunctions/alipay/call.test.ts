import { describe, expect, it, vi } from 'vitest';
import { ERROR_MESSAGES } from '../shared/contract/errors.ts';
import { MINUTE_MS } from '../shared/domain/duration.ts';
import { AlipayDoor, jsonOf, OPENID, type Platform } from '../shared/testing/alipayDoor.ts';
import { anOrder, aProduct, BUYER, ORDER, T0 } from '../shared/testing/builders.ts';
import { orderIn } from '../shared/testing/lives.ts';
import { VISITS_PER_MINUTE } from '../shared/usecases/visits/countVisit.ts';
import { main } from './index.ts';
import { openSession, SESSION_MS } from './session.ts';

const platform = vi.hoisted((): Platform => ({ services: null }));
vi.mock('../shared/platform/mainServices.ts', () => ({ mainServices: () => platform.services }));
vi.mock('../shared/platform/channelServices.ts', () => ({ channelServices: () => platform.services }));

const door = new AlipayDoor(platform);

describe('a call', () => {
  it('asks what the function of that name answers, for the user of the session, through Alipay', async () => {
    door.world.store.seed('orders', anOrder({ channel: 'alipay' }));
    const answer = await door.call('readOrders', { view: 'mine' });
    expect(answer.statusCode).toBe(200);
    expect(jsonOf(answer)).toMatchObject({
      ok: true,
      data: { items: [{ orderId: ORDER, channel: 'alipay' }] },
    });
  });

  it.each(['/alipay/call/listProducts', '/call/listProducts'])('may come as %s', async (path) => {
    door.world.store.seed('products', aProduct());
    expect((await door.http(path, { headers: door.session() })).statusCode).toBe(200);
  });

  it('may come in base64', async () => {
    const body = Buffer.from('{}').toString('base64');
    const headers = door.session();
    const event = {
      path: '/alipay/call/listProducts',
      httpMethod: 'post',
      headers,
      body,
      isBase64Encoded: true,
    };
    expect((await main(event)).statusCode).toBe(200);
  });

  it('of an order through WeChat is for WeChat only', async () => {
    const open = { accepted: true, adult: true, termsVersion: 1, textHash: 'f'.repeat(64) };
    const consent = { ...open, shownChargeAfterReceiptDays: 7 };
    const answer = await door.call('account', { action: 'open', channel: 'wechatpay', consent });
    expect(jsonOf(answer).error.code).toBe('CHANNEL_UNAVAILABLE');
  });

  it.each<[string, () => Readonly<Record<string, string>>]>([
    ['none', () => ({})],
    ['an empty one', () => ({ authorization: '' })],
    ['one that is none', () => ({ authorization: 'Bearer abc' })],
    ['one that is over', () => door.session(new Date(T0.getTime() - SESSION_MS))],
    [
      'one of another kind',
      () => ({ authorization: door.session().authorization.replace('Bearer', 'Basic') }),
    ],
    ['one with something behind it', () => ({ authorization: `${door.session().authorization} x` })],
  ])('needs a session, not %s', async (_what, headers) => {
    const answer = await door.call('readOrders', { view: 'mine' }, headers());
    expect(answer.statusCode).toBe(401);
    expect(jsonOf(answer)).toEqual({
      ok: false,
      error: { code: 'NOT_SIGNED_IN', message: ERROR_MESSAGES.NOT_SIGNED_IN },
    });
    expect(door.world.store.trips).toEqual([]);
  });

  it('needs a session that nobody has altered', async () => {
    const { token } = openSession(OPENID, T0);
    for (let at = 0; at < token.length; at += 7) {
      const letter = token[at] === 'A' ? 'B' : 'A';
      const altered = `${token.slice(0, at)}${letter}${token.slice(at + 1)}`;
      expect(
        (await door.call('readOrders', { view: 'mine' }, { authorization: `Bearer ${altered}` })).statusCode,
      ).toBe(401);
    }
  });

  it.each(['no JSON', '', '[]', 'null', '{"view":"mine","openid":"openid-2"}', '{"view":"everybody’s"}'])(
    'with %j is refused',
    async (body) => {
      const answer = await door.call('readOrders', body);
      expect(answer.statusCode).toBe(400);
      expect(jsonOf(answer).error.code).toBe('INVALID_INPUT');
    },
  );

  it('believes nothing of who the caller says he is', async () => {
    door.world.store.seed('orders', anOrder({ buyerId: 'buyer-2' }));
    const headers = { ...door.session(), 'x-wx-openid': 'openid-2' };
    const body = { view: 'mine', userInfo: { openId: 'openid-2' } };
    expect(jsonOf(await door.call('readOrders', body, headers)).data.items).toEqual([]);
  });

  it('too many in a minute are held back, and the next minute they are not', async () => {
    door.world.store.seed('visits', {
      _id: BUYER,
      minute: Math.floor(T0.getTime() / MINUTE_MS),
      count: VISITS_PER_MINUTE - 1,
    });
    expect((await door.call('readOrders', { view: 'mine' })).statusCode).toBe(200);
    const answer = await door.call('readOrders', { view: 'mine' });
    expect(answer.statusCode).toBe(429);
    expect(jsonOf(answer).error.code).toBe('TOO_MANY_REQUESTS');
    door.world.later(MINUTE_MS);
    expect((await door.call('readOrders', { view: 'mine' })).statusCode).toBe(200);
  });

  it('that is refused has its code, and no status of its own', async () => {
    const answer = await door.call('confirmReceipt', { orderId: ORDER });
    expect(answer.statusCode).toBe(200);
    expect(jsonOf(answer).error.code).toBe('ORDER_NOT_FOUND');
  });

  it('that is the merchant’s is refused to buyers', async () => {
    door.world.store.seed('orders', orderIn('received', { channel: 'alipay' }));
    const answer = await door.call('settle', { step: 'collectAgain', orderId: ORDER });
    expect(answer.statusCode).toBe(403);
  });

  it('that breaks says nothing of what is inside', async () => {
    door.world.store.before = () => {
      throw new Error('mongodb://user:password@host');
    };
    const answer = await door.call('readOrders', { view: 'mine' });
    expect(answer.statusCode).toBe(500);
    expect(jsonOf(answer)).toEqual({
      ok: false,
      error: { code: 'INTERNAL', message: ERROR_MESSAGES.INTERNAL },
    });
    expect(door.printed.join()).toContain('defect');
  });

  it('to erase everything erases how often its caller has called, too', async () => {
    await door.call('readOrders', { view: 'mine' });
    expect(door.world.store.all('visits')).toMatchObject([{ _id: BUYER, count: 1 }]);
    const answer = await door.call('account', { action: 'erase', confirm: true });
    expect(jsonOf(answer)).toMatchObject({ ok: true, data: { account: { state: 'none' } } });
    expect(door.world.store.all('visits')).toEqual([]);
  });

  it('leaves nothing of its caller in the log', async () => {
    await door.call('readOrders', { view: 'mine' });
    await door.call('readOrders', { view: 'mine' }, { authorization: 'Bearer abc' });
    expect(door.printed.join()).not.toMatch(/openid-1|Bearer/);
  });
});
