import { afterEach, expect, test, vi } from 'vitest';
import { compactTime } from '../src/channels/times.ts';
import { privateKeySource } from './short-key.ts';
import { type Running, start } from './start.ts';

const minuteMs = 60_000;

/** A merchant in one function: calls the API for whoever asks, and keeps what its callback URL verifies. */
const merchant = {
  code: `${privateKeySource}
    const sdk = require('@cloudbase/node-sdk');
    const { Wechatpay, Rsa, Formatter, Aes } = require('wechatpay-axios-plugin');
    const db = sdk.init({ env: sdk.SYMBOL_CURRENT_ENV }).database();
    const { env } = process;
    const pem = (label, body) => '-----BEGIN ' + label + '-----\\n' + body + '\\n-----END ' + label + '-----';
    const certs = Object.fromEntries(env.WECHATPAY_PUBLIC_KEYS.split(',').map((pair) => {
      const at = pair.indexOf('=');
      return [pair.slice(0, at), pem('PUBLIC KEY', pair.slice(at + 1))];
    }));
    const client = new Wechatpay({
      mchid: env.WECHATPAY_MCHID, serial: env.WECHATPAY_MERCHANT_SERIAL,
      privateKey: privateKeyOf(env.WECHATPAY_MERCHANT_KEY), certs, baseURL: env.WECHATPAY_BASE_URL,
    });
    const names = { appid: env.WECHATPAY_APPID, service_id: env.WECHATPAY_SERVICE_ID };
    exports.main = async ({ httpMethod, headers, body, path, fields }) => {
      if (!httpMethod) return (await client.chain(path).post({ ...names, ...fields })).data;
      const signed = Formatter.response(headers['wechatpay-timestamp'], headers['wechatpay-nonce'], body);
      const key = certs[headers['wechatpay-serial']];
      if (!Rsa.verify(signed, headers['wechatpay-signature'], key)) return { statusCode: 401, body: '' };
      const { event_type, resource } = JSON.parse(body);
      const { ciphertext, nonce, associated_data } = resource;
      const plain = JSON.parse(Aes.AesGcm.decrypt(ciphertext, env.WECHATPAY_APIV3_KEY, nonce, associated_data));
      await db.collection('received').add({ event_type, no: plain.out_order_no, state: plain.state });
      return { statusCode: 204, body: '' };
    };`,
  config: {
    path: '/wechatpay',
    timeout: 10,
    envVariables: Object.fromEntries(
      [
        'BASE_URL',
        'MCHID',
        'APPID',
        'SERVICE_ID',
        'MERCHANT_SERIAL',
        'MERCHANT_KEY',
        'PUBLIC_KEYS',
        'APIV3_KEY',
      ]
        .map((name) => `WECHATPAY_${name}`)
        .map((name) => [name, `{{env.${name}}}`]),
    ),
  },
};

let emulator: Running;
afterEach(async () => emulator.end());

/** An order that runs, of a user who has authorised the service. */
async function startWithOrder(): Promise<void> {
  emulator = await start({ functions: { merchant }, collections: ['received'] });
  await emulator.post('/_emulator/wechatpay/authorise', { openid: 'oUser-1' });
  const created = await emulator.call('merchant', {
    path: 'v3/payscore/serviceorder',
    fields: {
      out_order_no: 'order-1',
      service_introduction: '先用后付',
      time_range: { start_time: 'OnAccept' },
      risk_fund: { name: 'ESTIMATE_ORDER_COST', amount: 1500 },
      notify_url: 'https://fixture-env.service.tcloudbase.com/wechatpay',
      need_user_confirm: false,
      openid: 'oUser-1',
    },
  });
  expect(created).toMatchObject({ status: 200, body: { state: 'DOING' } });
}

const complete = (nowMs: number) =>
  emulator.call('merchant', {
    path: 'v3/payscore/serviceorder/order-1/complete',
    fields: {
      post_payments: [{ name: '商品信息', amount: 1500 }],
      total_amount: 1500,
      time_range: { end_time: compactTime(nowMs) },
    },
  });

test('a function settles an order with the stand-in, days later, and is told by its public callback URL', async () => {
  await startWithOrder();

  const { body: clock } = await emulator.post('/_emulator/clock', { advanceMs: 7 * 24 * 60 * minuteMs });
  const completed = await complete(new Date(Object(clock).now).getTime());
  expect(completed).toMatchObject({ status: 200, body: { collection: { state: 'USER_PAYING' } } });

  await emulator.post('/_emulator/clock', { advanceMs: minuteMs });
  const { body: received } = await emulator.get('/_emulator/db/received');
  expect(received).toMatchObject([{ event_type: 'PAYSCORE.USER_PAID', no: 'order-1', state: 'DONE' }]);
});

test('a callback can come before the answer to the call that caused it', async () => {
  await startWithOrder();
  await emulator.post('/_emulator/wechatpay/behaviour', { debitDelayMs: 0 });
  const match = { service: 'wechatpay', action: 'complete' };
  await emulator.post('/_emulator/faults', [{ match, effect: 'delayAfter', ms: 3_000 }]);
  let answered = false;
  const completed = complete(Date.now()).finally(() => {
    answered = true;
  });
  await vi.waitFor(async () => {
    const { body } = await emulator.get('/_emulator/db/received');
    expect(body).toMatchObject([{ event_type: 'PAYSCORE.USER_PAID' }]);
  }, 2_900);
  expect(answered).toBe(false);
  expect(await completed).toMatchObject({ status: 200, body: { collection: { state: 'USER_PAYING' } } });
});

test('a strict emulator refuses fields that WeChat Pay does not know', async () => {
  emulator = await start({ functions: { merchant } }, { strict: true });
  const path = 'v3/payscore/permissions';
  const fields = { authorization_code: 'code-1' };
  expect((await emulator.call('merchant', { path, fields })).status).toBe(200);
  const misspelt = { authorization_code: 'code-2', notifyurl: 'https://fixture-env.service.tcloudbase.com/' };
  expect((await emulator.call('merchant', { path, fields: misspelt })).body).toMatchObject({
    errMsg: expect.stringContaining('400'),
  });
});
