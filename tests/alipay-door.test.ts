import { beforeAll, describe, expect, test } from 'vitest';
import { MINUTE_MS } from '../cloudfunctions/shared/domain/duration.ts';
import { VISITS_PER_MINUTE } from '../cloudfunctions/shared/usecases/visits/countVisit.ts';
import { Buyer } from '../tools/local/buyer.ts';
import { Operator } from '../tools/local/operator.ts';
import { logInWithAlipay, newAuthCode, postAlipay } from '../tools/local/ways/alipay.ts';
import { wechatpayWay } from '../tools/local/ways/wechatpay.ts';
import { refusal } from './support/calls.ts';
import { ALIPAY } from './support/channels/alipay.ts';
import { newRequestId, orderAt, THERMOS } from './support/lives.ts';
import { OPERATOR, useSystemOver } from './support/system.ts';

const SHOP = 'https://shop.example.com';
const system = useSystemOver(ALIPAY, { ALIPAY_ALLOWED_ORIGINS: `${SHOP}, https://m.example.com` });

const anyone = () => system().stranger().openid;
const post = (path: string, body: unknown, token?: string) => postAlipay(system().cloud, path, body, token);

/** The status and the code of a refusal, having checked that nothing has changed. */
async function refused(request: () => Promise<Response>) {
  const before = await system().database.everything();
  const response = await request();
  const { error } = (await response.json()) as { readonly error?: { readonly code: string } };
  expect(await system().database.everything()).toBe(before);
  return [response.status, error?.code];
}

describe('a login', () => {
  test('is good for half an hour by the functions’ clock, and then for a new one', async () => {
    const { cloud } = system();
    const openid = anyone();
    const token = await logInWithAlipay(cloud, openid);
    await cloud.advance(29 * MINUTE_MS);
    expect((await post('call/listProducts', {}, token)).status).toBe(200);
    await cloud.advance(MINUTE_MS);
    expect(await refused(() => post('call/listProducts', {}, token))).toEqual([401, 'NOT_SIGNED_IN']);
    const next = await logInWithAlipay(cloud, openid);
    expect((await post('call/listProducts', {}, next)).status).toBe(200);
  });

  test('takes one code of Alipay’s, once and while it is fresh', async () => {
    const { cloud } = system();
    const used = await newAuthCode(cloud, anyone());
    expect((await post('session', used)).status).toBe(200);
    const old = await newAuthCode(cloud, anyone());
    await cloud.advance(3 * MINUTE_MS);
    for (const code of [used, old, { authCode: '0'.repeat(32) }])
      expect(await refused(() => post('session', code))).toEqual([401, 'NOT_SIGNED_IN']);
  });

  test.each([[{}], [{ authCode: '' }], [{ authCode: 7 }], [{ authCode: 'a b' }], [['code']], [null]])(
    'with %j is refused at the door',
    async (input) => {
      expect(await refused(() => post('session', input))).toEqual([400, 'INVALID_INPUT']);
    },
  );

  test('is not given while Alipay does not say who it is', async () => {
    const { cloud, channel } = system();
    for (const answers of ['badSignature', 'foreignKey', 'rsa', 'unsigned'] as const) {
      const code = await newAuthCode(cloud, anyone());
      await channel.behave({ answers });
      const answer = await refused(() => post('session', code));
      await channel.recover();
      expect(answer).toEqual([200, 'CHANNEL_UNAVAILABLE']);
    }
  });
});

describe('a call', () => {
  test.each([
    ['without a session', undefined],
    ['with somebody’s idea of one', 'e30'],
    ['with the openid for a session', 'o-test-1'],
  ])('%s is refused', async (_what, token) => {
    expect(await refused(() => post('call/account', { action: 'view' }, token))).toEqual([
      401,
      'NOT_SIGNED_IN',
    ]);
  });

  test('with a session that was altered is refused', async () => {
    const token = await logInWithAlipay(system().cloud, anyone());
    const at = token.length >> 1;
    const altered = token.slice(0, at) + (token[at] === 'A' ? 'B' : 'A') + token.slice(at + 1);
    expect(await refused(() => post('call/account', { action: 'view' }, altered))).toEqual([
      401,
      'NOT_SIGNED_IN',
    ]);
  });

  test('is not believed to come from whom a header of WeChat’s names', async () => {
    const response = await fetch(`${system().cloud.origin}/http/alipay/call/account`, {
      method: 'POST',
      body: '{"action":"view"}',
      headers: { 'content-type': 'application/json', 'x-wx-openid': OPERATOR },
    });
    expect(response.status).toBe(401);
  });

  test('leads to what buyers may ask, and nowhere else', async () => {
    const token = await logInWithAlipay(system().cloud, anyone());
    const statusOf = async (path: string) => (await post(path, {}, token)).status;
    expect(await statusOf('call/confirmShip')).toBe(404);
    for (const path of ['call/timer', 'call/sendNotice', 'call', 'call/', 'call/account/x', 'x', 'session/x'])
      expect([path, await statusOf(path)]).toEqual([path, 404]);
    const got = await fetch(`${system().cloud.origin}/http/alipay/session`);
    expect([got.status, got.headers.get('allow')]).toEqual([405, 'POST']);
  });

  test('of the merchant’s is refused, whoever the user says he is', async () => {
    const { tested, cloud, operator } = system();
    const buyer = await system().buyer();
    const order = await orderAt(system(), buyer, 'received');
    // At Alipay somebody may be called what an operator is called at WeChat.
    const namesake = new Buyer(cloud, OPERATOR, tested.way);
    const input = {
      step: 'lower',
      orderId: order.orderId,
      shownAmountFen: order.payableFen,
      amountFen: 1,
      reason: '便宜点',
    };
    expect(await refusal(buyer, 'settle', input)).toMatchObject({ code: 'FORBIDDEN' });
    expect(await refusal(namesake, 'settle', input)).toMatchObject({ code: 'FORBIDDEN' });
    expect((await operator.read(order.orderId)).payableFen).toBe(order.payableFen);
  });
});

describe('the doors of the two channels', () => {
  test('let nobody order, open or pay through the other one', async () => {
    const { cloud } = system();
    const byAlipay = await system().buyer();
    const byWechat = new Buyer(cloud, 'o-test-in-wechat', wechatpayWay);
    const order = await orderAt(system(), byAlipay, 'received');
    for (const [buyer, channel] of [
      [byAlipay, 'wechatpay'],
      [byWechat, 'alipay'],
    ] as const) {
      const checkout = { ...(await buyer.checkout(newRequestId(), THERMOS)), channel };
      const open = { action: 'open', channel, consent: await buyer.openingConsent() };
      expect(await refusal(buyer, 'createOrder', checkout)).toMatchObject({ code: 'CHANNEL_UNAVAILABLE' });
      expect(await refusal(buyer, 'account', open)).toMatchObject({ code: 'CHANNEL_UNAVAILABLE' });
    }
    const before = await system().database.everything();
    const shown = { orderId: order.orderId, shownAmountFen: order.payableFen };
    const payment = { step: 'payNow', channel: 'wechatpay', ...shown };
    expect((await byAlipay.ask('settle', payment)).ok).toBe(false);
    expect(await refusal(byWechat, 'settle', payment)).toMatchObject({ code: 'ORDER_NOT_FOUND' });
    expect(await system().database.everything()).toBe(before);
  });

  test('show nobody what belongs to a user of the other one, called the same', async () => {
    const { cloud } = system();
    const byAlipay = await system().buyer();
    const { orderId } = await orderAt(system(), byAlipay, 'created');
    const namesake = new Buyer(cloud, byAlipay.openid, wechatpayWay);
    expect((await namesake.account()).state).toBe('none');
    const one = { view: 'one', orderId };
    expect(await refusal(namesake, 'readOrders', one)).toMatchObject({ code: 'ORDER_NOT_FOUND' });
  });

  test('do not keep the merchant’s people from orders of either', async () => {
    const { orderId } = await orderAt(system(), await system().buyer(), 'accepted');
    expect((await new Operator(system().cloud).ship(orderId)).state).toBe('shipped');
  });
});

describe('a buyer who calls too often', () => {
  const refusals = async (buyer: Buyer, calls: number) => {
    const answers = await Promise.all(Array.from({ length: calls }, () => buyer.ask('listProducts', {})));
    return answers.flatMap((answer) => (answer.ok ? [] : [answer.error.code]));
  };
  let buyer: Buyer;

  beforeAll(async () => {
    const { cloud } = system();
    buyer = system().stranger();
    await buyer.offer();
    // Where a minute has just begun.
    await cloud.advance(MINUTE_MS - ((await system().now()).getTime() % MINUTE_MS) + 1);
  });

  test('is let in so often in a minute, and then told to wait', async () => {
    expect(await refusals(buyer, VISITS_PER_MINUTE)).toEqual([]);
    expect(await refusals(buyer, 3)).toEqual(Array(3).fill('TOO_MANY_REQUESTS'));
    const token = await logInWithAlipay(system().cloud, system().stranger().openid);
    expect((await post('call/listProducts', {}, token)).status).toBe(200);
  });

  test('cannot do anything meanwhile, nor by a new login', async () => {
    const before = await system().database.everything();
    const consent = { ...(await system().stranger().openingConsent()) };
    const open = { action: 'open', channel: 'alipay', consent };
    expect(await refusal(buyer, 'account', open)).toMatchObject({ code: 'TOO_MANY_REQUESTS' });
    expect(await system().database.everything()).toBe(before);
    const code = await newAuthCode(system().cloud, buyer.openid);
    expect(await refused(() => post('session', code))).toEqual([429, 'TOO_MANY_REQUESTS']);
  });

  test('is let in again with the next minute', async () => {
    await system().cloud.advance(MINUTE_MS);
    expect(await refusals(buyer, 1)).toEqual([]);
  });
});

describe('a web page', () => {
  const ask = (method: string, origin: string, path = 'call/listProducts', token = '') =>
    fetch(`${system().cloud.origin}/http/alipay/${path}`, {
      method,
      headers: { origin, authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      ...(method === 'POST' && { body: '{}' }),
    });

  test.each([SHOP, 'https://m.example.com'])('of the merchant’s at %s may call', async (origin) => {
    const preflight = await ask('OPTIONS', origin);
    expect(preflight.status).toBe(204);
    expect(Object.fromEntries(preflight.headers)).toMatchObject({
      'access-control-allow-origin': origin,
      'access-control-allow-methods': 'POST',
      'access-control-allow-headers': 'content-type, authorization',
      vary: 'Origin',
    });
    const token = await logInWithAlipay(system().cloud, anyone());
    const answer = await ask('POST', origin, 'call/listProducts', token);
    expect([answer.status, answer.headers.get('access-control-allow-origin')]).toEqual([200, origin]);
    // What it may not read it cannot use.
    const unsigned = await ask('POST', origin);
    expect([unsigned.status, unsigned.headers.get('access-control-allow-origin')]).toEqual([401, origin]);
  });

  test.each(['https://evil.example.com', 'http://shop.example.com', `${SHOP}.evil.com`, 'null'])(
    'at %s may not, and nothing is done for it',
    async (origin) => {
      const token = await logInWithAlipay(system().cloud, anyone());
      const before = await system().database.documents('visits');
      for (const method of ['OPTIONS', 'POST']) {
        const answer = await ask(method, origin, 'call/listProducts', token);
        expect([answer.status, answer.headers.get('access-control-allow-origin')]).toEqual([403, null]);
      }
      expect(await system().database.documents('visits')).toEqual(before);
    },
  );
});

test('no log tells of codes, sessions or who came', async () => {
  const { cloud } = system();
  const openid = anyone();
  const { authCode } = await newAuthCode(cloud, openid);
  const token = await logInWithAlipay(cloud, openid);
  await post('session', { authCode: `${authCode}x` });
  await post('call/account', { action: 'view' }, token);
  await cloud.post('/_emulator/faults', [
    { match: { service: 'database', function: 'alipay' }, effect: 'errorBefore' },
  ]);
  expect((await post('call/account', { action: 'view' }, token)).status).toBe(500);
  await cloud.clearFaults();
  const lines = (await cloud.calls()).flatMap((call) => call.console.map((line) => line.text));
  expect(lines.length).toBeGreaterThan(0);
  for (const secret of [openid, authCode, token, ...(await system().channel.secrets())])
    expect(lines.filter((line) => line.includes(secret))).toEqual([]);
});
