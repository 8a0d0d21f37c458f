import { createPrivateKey, createPublicKey } from 'node:crypto';
import { expect, test } from 'vitest';
import { privateKeyOf } from '../channels/testing/short-key.ts';
import { behaviourFields, normalBehaviour } from './behaviour.ts';
import { startAlipay, startOrdered } from './testing/harness.ts';
import { openId } from './testing/requests.ts';

test.each([
  ['behaviour', { callbacks: 'other' }],
  ['behaviour', { unknown: 1 }],
  ['behaviour', { advanceAfterHours: 0 }],
  ['user', { openId, score: 349 }],
  ['user', { openId, score: 951 }],
  ['user', { openId: 'a b' }],
  ['wallet', { openId, balanceFen: 1.5 }],
  ['wallet', { openId, balance: 1 }],
  ['service', { capFen: 0 }],
  ['service', { mode: 'other' }],
  ['service', { serviceId: '2026000000000000000000000009' }],
  ['auth-codes', {}],
  ['sign', { openId }],
  ['close', { openId }],
  ['confirm', { openId }],
  ['pay', { outOrderNo: 'nothing' }],
  ['openView', { view: 'agreement' }],
  ['openView', { openId: 'a b', view: 'agreement' }],
  ['callbackTo', { host: 'shop.example.com', origin: 'http://192.168.1.2:3000' }],
])('POST %s %j is refused with a reason', async (name, input) => {
  const standIn = await startAlipay();
  const answer = await standIn.control(name, input);
  expect(answer).toMatchObject({ status: 400, data: { errMsg: expect.stringMatching(/./) } });
});

test('a view that names nothing, or a service that is not, is an error to be shown', async () => {
  const standIn = await startAlipay();
  const view = async (input: object) => (await standIn.control('openView', { openId, ...input })).data.error;
  expect(await view({})).toMatchObject({ subCode: 'INVALID_PARAMETER' });
  expect(await view({ view: 'agreement', serviceId: '1' })).toMatchObject({ subCode: 'INVALID_PARAMETER' });
});

test('a part changes, the rest stays: of the behaviour, a user, a service', async () => {
  const standIn = await startAlipay();
  await standIn.control('behaviour', { debitDelayMs: 5 });
  const behaviour = await standIn.control('behaviour', { callbacks: 'lost' });
  expect(behaviour.data).toEqual({ ...normalBehaviour, debitDelayMs: 5, callbacks: 'lost' });
  await standIn.control('user', { openId, score: 650 });
  expect((await standIn.control('user', { openId, blocked: true })).data).toEqual({
    score: 650,
    blocked: true,
  });
  await standIn.control('service', { capFen: 500 });
  expect((await standIn.control('service', { admissionScore: 650 })).data).toMatchObject({
    capFen: 500,
    admissionScore: 650,
    mode: 'dynamic',
  });
});

test('the usual behaviour is one that can be asked for', () => {
  expect(behaviourFields.check(normalBehaviour, '')).toEqual(normalBehaviour);
});

test('the state shows orders, users, agreements, requests and what comes next', async () => {
  const { standIn, pay } = await startOrdered();
  await standIn.control('wallet', { openId, balanceFen: 7 });
  await pay();
  const { data } = await standIn.control('state');
  expect(data).toMatchObject({
    orders: [
      {
        outOrderNo: 'order-1',
        order_status: 'INIT',
        openId,
        capFen: 1500,
        trade: { status: 'WAIT_BUYER_PAY', totalFen: 1500 },
        wallet: { balanceFen: 7, willing: true },
        user: { score: 700, blocked: false },
      },
    ],
    agreements: [[expect.any(String), { openId, status: 'VALID' }]],
    jobs: [{ kind: 'debit' }, { kind: 'advance' }],
  });
});

test('programs outside are given the variables that functions get, each on one line and short', async () => {
  const standIn = await startAlipay();
  const { data: environment } = await standIn.control('environment');
  expect(environment).toEqual(standIn.environment);
  expect(Object.keys(environment).sort()).toEqual([
    'ALIPAY_APP_ID',
    'ALIPAY_APP_KEY',
    'ALIPAY_GATEWAY',
    'ALIPAY_PUBLIC_KEY',
    'ALIPAY_SERVICE_ID',
  ]);
  expect(environment.ALIPAY_GATEWAY).toBe(`${standIn.origin}/gateway.do`);
  expect(environment.ALIPAY_APP_ID).toMatch(/^\d{16}$/);
  expect(environment.ALIPAY_SERVICE_ID).toMatch(/^\d{28}$/);
  expect(environment.ALIPAY_APP_KEY).toMatch(/^[\w-]+\.[\w-]+$/);
  expect(JSON.stringify(environment).length).toBeLessThan(1024);
});

test('the short form is a whole private key, and it is not Alipay’s', async () => {
  const { environment, service } = await startAlipay();
  const key = createPrivateKey(privateKeyOf(environment['ALIPAY_APP_KEY'] ?? ''));
  expect(key.asymmetricKeyDetails).toMatchObject({ modulusLength: 2048, publicExponent: 65537n });
  const { keys } = await service.exportState();
  expect(key.equals(createPrivateKey(keys.app))).toBe(true);
  const der = {
    key: Buffer.from(environment['ALIPAY_PUBLIC_KEY'] ?? '', 'base64'),
    format: 'der',
    type: 'spki',
  } as const;
  expect(createPublicKey(der).equals(createPublicKey(keys.alipay))).toBe(true);
  expect(createPublicKey(der).equals(createPublicKey(key))).toBe(false);
});
