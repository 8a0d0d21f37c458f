import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { Formatter, Rsa } from 'wechatpay-axios-plugin';

import { PlatformError } from '../kernel/errors.ts';
import { DroppedConnection } from '../kernel/faults.ts';
import { credentials } from './testing/credentials.ts';
import { sdk, startWechatpay, startWithUser } from './testing/harness.ts';
import {
  completionOf,
  openid,
  orderOf,
  ordersPath,
  parties,
  permissionsPath,
  refundsPath,
} from './testing/requests.ts';

const query = { ...parties, out_order_no: 'order-1' };

describe('who may call', () => {
  const foreign = generateKeyPairSync('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });

  test.each([
    ['signed by a foreign key', { privateKey: foreign.privateKey }],
    ['of an unknown merchant', { mchid: '1900000002' }],
    ['under an unknown serial number', { serial: 'ABCDEF' }],
  ])('a request %s is refused', async (_, changed) => {
    const standIn = await startWechatpay();
    const answer = await sdk(standIn.environment, changed).get(ordersPath, query);
    expect(answer).toMatchObject({ status: 401, data: { code: 'SIGN_ERROR' } });
    expect(answer.headers['request-id']).toMatch(/^[0-9A-F]+-270924332$/);
  });

  test.each([
    [299, 404],
    [-299, 404],
    [301, 401],
    [-302, 401],
  ])('a request is judged by the movable clock: %i seconds off gives %i', async (seconds, status) => {
    const standIn = await startWechatpay();
    const path = `/${ordersPath}?service_id=${parties.service_id}&appid=${parties.appid}&out_order_no=x`;
    const authorization = authorise(standIn.environment, 'GET', path, '');
    standIn.clock.moveTo(Date.now() + seconds * 1000);
    expect((await fetch(standIn.origin + path, { headers: { authorization } })).status).toBe(status);
  });

  test.each([
    ['another body', 'POST', `/${permissionsPath}`, '{"service_id":"1"} '],
    ['another method', 'PUT', `/${permissionsPath}`, '{"service_id":"1"}'],
    ['another query', 'POST', `/${permissionsPath}?a=1`, '{"service_id":"1"}'],
  ])('a signature does not cover %s', async (_, method, path, body) => {
    const standIn = await startWechatpay();
    const authorization = authorise(standIn.environment, 'POST', `/${permissionsPath}`, '{"service_id":"1"}');
    const response = await fetch(standIn.origin + path, { method, body, headers: { authorization } });
    expect(response.status).toBe(401);
  });

  test.each([
    ['no answer that is JSON', 'GET', { accept: 'text/html' }],
    ['a body that is not said to be JSON', 'POST', { 'content-type': 'text/plain' }],
    ['no name of the program', 'GET', { 'user-agent': '' }],
  ])('a request with %s is refused', async (_, method, headers) => {
    const standIn = await startWechatpay();
    const path = `/${permissionsPath}`;
    const body = method === 'POST' ? '{}' : '';
    const authorization = authorise(standIn.environment, method, path, body);
    const response = await fetch(standIn.origin + path, {
      method,
      headers: { authorization, ...headers },
      ...(body ? { body } : {}),
    });
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ code: 'INVALID_REQUEST' });
  });

  test.each([undefined, 'Bearer x', 'WECHATPAY2-SHA256-RSA2048 mchid="1900000001"'])(
    'the Authorization %j is refused',
    async (authorization) => {
      const standIn = await startWechatpay();
      const headers = authorization === undefined ? {} : { authorization };
      const response = await fetch(`${standIn.origin}/${ordersPath}`, { headers });
      expect(response.status).toBe(401);
      expect(response.headers.get('wechatpay-signature')).toBeNull();
    },
  );

  test('a request that comes again is heard again, unless replays are refused', async () => {
    const standIn = await startWechatpay();
    const path = `/${ordersPath}?service_id=${parties.service_id}&appid=${parties.appid}&out_order_no=x`;
    const authorization = authorise(standIn.environment, 'GET', path, '');
    const status = async () => (await fetch(standIn.origin + path, { headers: { authorization } })).status;
    expect([await status(), await status()]).toEqual([404, 404]);
    await standIn.control('behaviour', { nonceReplay: 'refuse' });
    expect([await status(), await status()]).toEqual([404, 401]);
    await standIn.service.importState(JSON.parse(JSON.stringify(await standIn.service.exportState())));
    expect(await status()).toBe(401);
    // The SDK takes a new nonce for every request.
    const pay = sdk(standIn.environment);
    expect((await pay.get(ordersPath, query)).status).toBe(404);
    expect((await pay.get(ordersPath, query)).status).toBe(404);
  });

  test('nonces are forgotten once their requests are too old anyway', async () => {
    const standIn = await startWechatpay();
    await standIn.control('behaviour', { nonceReplay: 'refuse' });
    const pay = sdk(standIn.environment);
    await pay.get(ordersPath, query);
    await pay.get(ordersPath, query);
    await standIn.advance(11 * 60_000);
    await pay.get(ordersPath, query);
    const { state } = await standIn.service.exportState();
    expect(state.nonces).toHaveLength(1);
  });

  function authorise(
    environment: Readonly<Record<string, string>>,
    method: string,
    path: string,
    body: string,
  ) {
    const { serial, privateKey } = credentials(environment);
    const [nonce, timestamp] = [Formatter.nonce(), Formatter.timestamp()];
    const signature = Rsa.sign(Formatter.request(method, path, timestamp, nonce, body), privateKey);
    return Formatter.authorization(environment['WECHATPAY_MCHID'] ?? '', nonce, signature, timestamp, serial);
  }
});

describe('how it answers', () => {
  test('an empty 204 is signed too', async () => {
    const { pay } = await startWithUser(openid);
    const path = `${permissionsPath}/openid/${openid}/terminate`;
    // The SDK refuses a 2xx answer without a valid signature.
    const answer = await pay.post(path, { ...parties, reason: 'no longer needed' });
    expect(answer.status).toBe(204);
    expect(answer.headers['wechatpay-signature']).toEqual(expect.any(String));
  });

  test('calls outside its scope are refused, never made up', async () => {
    const standIn = await startWechatpay();
    const answer = await sdk(standIn.environment).post('v3/pay/transactions/jsapi', {});
    expect(answer).toMatchObject({ status: 404, data: { code: 'NOT_FOUND' } });
  });

  test('the request log tells each verdict', async () => {
    const standIn = await startWechatpay();
    await sdk(standIn.environment).get(ordersPath, query);
    await sdk(standIn.environment, { serial: 'ABC' }).get(ordersPath, query);
    const { data } = await standIn.control('state');
    expect(data.log).toMatchObject([
      { action: 'query', method: 'GET', status: 404, verdict: 'ORDER_NOT_EXIST' },
      { action: 'query', method: 'GET', status: 401, verdict: 'SIGN_ERROR' },
    ]);
  });
});

describe('fields that WeChat Pay does not know', () => {
  const misspelt = { ...orderOf('order-1'), atach: 'x' };
  const nested = orderOf('order-1', { risk_fund: { name: 'ESTIMATE_ORDER_COST', amount: 1500, fee: 1 } });

  test('are ignored, as WeChat Pay does', async () => {
    const { pay } = await startWithUser(openid);
    expect((await pay.post(ordersPath, misspelt)).status).toBe(200);
    expect((await pay.get(ordersPath, { ...query, extra: '1' })).status).toBe(200);
  });

  test.each<[string, 'post' | 'get', string, Record<string, unknown>, string]>([
    ['in a body', 'post', ordersPath, misspelt, 'atach'],
    ['inside of a field', 'post', ordersPath, nested, 'risk_fund.fee'],
    ['in a query', 'get', ordersPath, { ...query, extra: '1' }, 'extra'],
    ['in a query of which nothing is known', 'get', `${refundsPath}/r-1`, { extra: '1' }, 'extra'],
    ['in the query of a POST', 'post', `${ordersPath}?extra=1`, orderOf('order-1'), 'extra'],
  ])('are refused %s if told so', async (_, method, path, fields, field) => {
    const { standIn, pay } = await startWithUser(openid);
    await standIn.control('behaviour', { unknownFields: 'refuse' });
    const strings = Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, String(value)]));
    const answer = await (method === 'post' ? pay.post(path, fields) : pay.get(path, strings));
    expect(answer).toMatchObject({ status: 400, data: { code: 'PARAM_ERROR' } });
    expect(answer.data.message).toContain(`${field} is unknown`);
    expect((await pay.post(ordersPath, orderOf('order-1'))).status).toBe(200);
  });

  test('are always refused by a strict stand-in', async () => {
    const standIn = await startWechatpay({ strict: true });
    await standIn.control('behaviour', { unknownFields: 'allow' });
    const answer = await sdk(standIn.environment).get(ordersPath, { ...query, extra: '1' });
    expect(answer).toMatchObject({ status: 400, data: { code: 'PARAM_ERROR' } });
  });
});

describe('under faults', () => {
  test('an error before leaves nothing behind, an error after leaves everything', async () => {
    const { standIn, pay } = await startWithUser(openid);
    standIn.faults = async () => {
      throw new PlatformError('SYS_ERR', 'injected');
    };
    const before = await pay.post(ordersPath, orderOf('order-1'));
    expect(before).toMatchObject({ status: 500, data: { code: 'SYSTEM_ERROR' } });
    standIn.faults = async (point, run) => {
      expect(point).toMatchObject({ service: 'wechatpay', action: 'create' });
      await run();
      throw new PlatformError('SYS_ERR', 'injected');
    };
    await pay.post(ordersPath, orderOf('order-2'));
    standIn.faults = async (_point, run) => ({ value: await run(), fault: null });
    expect((await pay.get(ordersPath, query)).status).toBe(404);
    expect((await pay.get(ordersPath, { ...query, out_order_no: 'order-2' })).data.state).toBe('DOING');
  });

  test('a fault may name a code of the vendor', async () => {
    const { standIn, pay } = await startWithUser(openid);
    standIn.faults = async () => {
      throw new PlatformError('FREQUENCY_LIMITED', 'injected');
    };
    expect((await pay.get(ordersPath, query)).status).toBe(429);
  });

  test('a dropped connection gives no answer', async () => {
    const { standIn, pay } = await startWithUser(openid);
    await pay.post(ordersPath, orderOf('order-1'));
    standIn.faults = async (_point, run) => {
      await run();
      throw new DroppedConnection('dropAfter');
    };
    await expect(pay.post(`${ordersPath}/order-1/complete`, completionOf(1500))).rejects.toMatchObject({
      code: 'ECONNRESET',
    });
    standIn.faults = async (_point, run) => ({ value: await run(), fault: null });
    expect((await pay.get(ordersPath, query)).data.state_description).toBe('MCH_COMPLETE');
    const { data } = await standIn.control('state');
    expect(data.log.map(({ verdict }: { verdict: string }) => verdict)).toEqual(['ok', 'dropped', 'ok']);
  });
});

test('a refusal because of a field says which, and where it stood', async () => {
  const { pay } = await startWithUser(openid);
  const order = orderOf('order-1', { risk_fund: { name: 'ESTIMATE_ORDER_COST', amount: 15.5 } });
  const detail = { field: '/risk_fund/amount', issue: 'must be an integer', location: 'body' };
  expect((await pay.post(ordersPath, order)).data.detail).toEqual(detail);
  const { data } = await pay.get(ordersPath, { ...query, out_order_no: 'order 1' });
  expect(data.detail).toMatchObject({ field: '/out_order_no', location: 'query' });
});
