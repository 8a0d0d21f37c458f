import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { startEmulator } from '../src/server.ts';
import { privateKeySource } from './short-key.ts';
import { clientOf, type Running, start } from './start.ts';

const dayMs = 86_400_000;

const variables = ['GATEWAY', 'APP_ID', 'APP_KEY', 'PUBLIC_KEY', 'SERVICE_ID', 'NOTIFY_URL'].map(
  (name) => `ALIPAY_${name}`,
);

/** A merchant in one function: calls the gateway for whoever asks, and keeps what its public address verifies. */
const merchant = {
  code: `${privateKeySource}
    const sdk = require('@cloudbase/node-sdk');
    const { AlipaySdk } = require('alipay-sdk');
    const db = sdk.init({ env: sdk.SYMBOL_CURRENT_ENV }).database();
    const { env } = process;

    const client = new AlipaySdk({
      appId: env.ALIPAY_APP_ID, privateKey: privateKeyOf(env.ALIPAY_APP_KEY), keyType: 'PKCS8',
      alipayPublicKey: env.ALIPAY_PUBLIC_KEY, gateway: env.ALIPAY_GATEWAY, camelcase: false,
    });
    const timestamp = () => new Date(Date.now() + 8 * 3600e3).toISOString().slice(0, 19).replace('T', ' ');
    exports.main = async ({ httpMethod, body, method, content, parameters }) => {
      if (!httpMethod) {
        const sent = { timestamp: timestamp(), 'biz-content': JSON.stringify(content), ...parameters };
        return client.exec(method, sent, { validateSign: true });
      }
      const told = Object.fromEntries(new URLSearchParams(body));
      if (told.sign_type !== 'RSA2' || !client.checkNotifySignV2(told)) return { statusCode: 200, body: 'fail' };
      await db.collection('told').add({ method: told.msg_method, status: told.trade_status });
      return { statusCode: 200, body: 'success' };
    };`,
  config: {
    path: '/alipay',
    timeout: 10,
    envVariables: Object.fromEntries(variables.map((name) => [name, `{{env.${name}}}`])),
  },
};

const env = { ALIPAY_NOTIFY_URL: 'https://fixture-env.service.tcloudbase.com/alipay/notify' };
const zhima = 'zhima.credit.payafteruse';

let emulator: Running;
afterEach(async () => emulator.end());

const call = async (method: string, content: object, parameters: object = {}) => {
  const { body } = await emulator.call('merchant', { method, content, parameters });
  return Object(body);
};

/** An order that runs, of a user who has opened the service. */
async function startWithOrder(given: Record<string, string> = env): Promise<string> {
  emulator = await start({ functions: { merchant }, collections: ['told'] }, { env: given });
  const openId = 'o-user-1';
  const signed = await emulator.post('/_emulator/alipay/sign', { openId, outAgreementNo: 'A-1' });
  const { credit_agreement_id } = Object(signed.body);
  const order = { credit_agreement_id, out_order_no: 'order-1', subject: '茶杯', order_amount: '15.00' };
  const placed = await call(`${zhima}.creditbizorder.order`, order);
  expect(placed).toMatchObject({ code: '10000' });
  return placed.credit_biz_order_id;
}

const pay = (id: string) =>
  call(
    'alipay.trade.pay',
    {
      out_trade_no: id,
      auth_code: id,
      scene: 'ZHIMA_CREDIT_CODE',
      product_code: 'GENERAL_WITHHOLDING',
      total_amount: '15.00',
      subject: '茶杯',
      is_async_pay: true,
      extend_params: { creditTradeScene: 'CREDIT_PAY_UNCERTAIN_FEE' },
    },
    { notify_url: env.ALIPAY_NOTIFY_URL },
  );

test('a function has an order debited, days later, and is told by its public address', async () => {
  const id = await startWithOrder();
  await emulator.post('/_emulator/clock', { advanceMs: 7 * dayMs });
  expect(await pay(id)).toMatchObject({ code: '10000' });
  await emulator.post('/_emulator/clock', { advanceMs: 60_000 });
  expect(await call('alipay.trade.query', { out_trade_no: id })).toMatchObject({
    trade_status: 'TRADE_SUCCESS',
  });
  const { body: told } = await emulator.get('/_emulator/db/told');
  // Whom a slow machine kept waiting was told again; of two that come at one moment either may be the first.
  const different = new Set(
    Object.values(Object(told)).map((one) => Object(one).method ?? Object(one).status),
  );
  expect([...different].sort()).toEqual([
    'TRADE_SUCCESS',
    `${zhima}.creditagreement.changed`,
    `${zhima}.creditbizorder.changed`,
  ]);
});

test('a strict emulator refuses fields that Alipay does not know', async () => {
  emulator = await start({ functions: { merchant } }, { env, strict: true });
  expect(await call('alipay.trade.query', { out_trade_no: 'Z', trade_number: '1' })).toMatchObject({
    sub_code: 'ACQ.INVALID_PARAMETER',
  });
});

test.each([
  ['POST', '/gateway.do'],
  ['GET', '/gateway.do?method=x'],
  ['GET', '/_emulator/alipay/pages/x'],
  ['POST', '/_emulator/alipay/pages/x'],
  ['POST', '/_emulator/alipay/pay'],
])('a foreign web page does not get at %s %s', async (method, path) => {
  emulator = await start({ functions: {} });
  for (const headers of [{ origin: 'https://evil.example' }, { 'sec-fetch-site': 'cross-site' }]) {
    expect((await fetch(emulator.origin + path, { method, headers })).status).toBe(403);
  }
});

test('faults of the service alipay strike', async () => {
  const id = await startWithOrder();
  const match = { service: 'alipay', action: 'alipay.trade.pay' };
  await emulator.post('/_emulator/faults', [{ match, effect: 'errorAfter', code: 'ACQ.SYSTEM_ERROR' }]);
  expect(await pay(id)).toMatchObject({ sub_code: 'ACQ.SYSTEM_ERROR' });
  expect(await call('alipay.trade.query', { out_trade_no: id })).toMatchObject({
    trade_status: 'WAIT_BUYER_PAY',
  });
});

test('what comes next names the stand-in, and what it will do', async () => {
  // Without a gateway of the app no message comes first.
  const id = await startWithOrder({ ALIPAY_NOTIFY_URL: '' });
  await emulator.post('/_emulator/alipay/behaviour', { debitDelayMs: dayMs });
  await pay(id);
  expect((await emulator.get('/_emulator/next')).body).toMatchObject({
    next: { source: 'alipay', name: 'debit' },
  });
});

test('an export, a reset and a restart know of it', async () => {
  const id = await startWithOrder();
  const { body: exported } = await emulator.post('/_emulator/export');
  await emulator.post('/_emulator/reset');
  expect(await call('alipay.trade.query', { out_trade_no: id })).toMatchObject({
    sub_code: 'ACQ.TRADE_NOT_EXIST',
  });
  expect((await emulator.post('/_emulator/import', exported)).status).toBe(200);
  expect(await pay(id)).toMatchObject({ code: '10000' });

  const dataDir = mkdtempSync(join(tmpdir(), 'emulator-data-'));
  const options = { projectDir: emulator.dir, port: 0, dataDir, env };
  try {
    const first = await startEmulator(options);
    await clientOf(first.origin).post('/_emulator/import', exported);
    await first.stop();
    const second = await startEmulator(options);
    const { body } = await clientOf(second.origin).get('/_emulator/alipay/state');
    expect(body).toMatchObject({ orders: [{ credit_biz_order_id: id }] });
    await second.stop();
  } finally {
    rmSync(dataDir, { recursive: true });
  }
});
