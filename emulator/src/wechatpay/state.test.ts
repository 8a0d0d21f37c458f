import { generateKeyPairSync } from 'node:crypto';
import { expect, test } from 'vitest';

import { sdk, startWechatpay, startWithUser } from './testing/harness.ts';
import {
  completionOf,
  openid,
  orderOf,
  ordersPath,
  orderToConfirm,
  parties,
  refundsPath,
} from './testing/requests.ts';

const query = { ...parties, out_order_no: 'order-1' };

test('an import goes on where the export stopped: orders, wallets, keys, what is still to happen', async () => {
  const { standIn, pay } = await startWithUser(openid);
  await pay.post(ordersPath, orderOf('order-1'));
  await pay.post(`${ordersPath}/order-1/complete`, completionOf(1500));
  await standIn.control('behaviour', { cancelInUserPaying: 'refuse' });
  const exported: unknown = JSON.parse(JSON.stringify(await standIn.service.exportState()));
  await standIn.advance(1000);
  expect(standIn.callbacks).toHaveLength(1);

  await standIn.control('behaviour', { cancelInUserPaying: 'allow' });
  await standIn.service.importState(exported);
  expect((await standIn.control('behaviour', {})).data.cancelInUserPaying).toBe('refuse');
  expect((await pay.get(ordersPath, query)).data.state).toBe('DOING');
  await standIn.advance(0);
  expect((await pay.get(ordersPath, query)).data.state).toBe('DONE');
  expect((await standIn.control('wallet', { openid })).data.balanceFen).toBe(1_000_000 - 1500);
  expect(standIn.service.environment(standIn.origin)).toEqual(standIn.environment);
});

test('what was exported does not change any more, neither before nor after an import', async () => {
  const { standIn, pay } = await startWithUser(openid);
  const exported = await standIn.service.exportState();
  const before = JSON.stringify(exported);
  await pay.post(ordersPath, orderToConfirm('order-1'));
  expect(JSON.stringify(exported)).toBe(before);
  await standIn.service.importState(exported);
  await pay.post(ordersPath, orderToConfirm('order-1'));
  expect(JSON.stringify(exported)).toBe(before);
});

test('a callback that was being sent at the export is sent after the import', async () => {
  const { standIn, pay } = await startWithUser(openid);
  await pay.post(ordersPath, orderOf('order-1'));
  await pay.post(`${ordersPath}/order-1/complete`, completionOf(1500));
  let exported: unknown;
  standIn.answerCallback = async () => {
    exported = JSON.parse(JSON.stringify(await standIn.service.exportState()));
    return 200;
  };
  await standIn.advance(1000);
  await standIn.service.importState(exported);
  standIn.answerCallback = () => 200;
  await standIn.advance(1000);
  expect(standIn.callbacks).toMatchObject([{ type: 'PAYSCORE.USER_PAID' }, { type: 'PAYSCORE.USER_PAID' }]);
});

test('what an import has nothing planned for is brought to its end all the same', async () => {
  const { standIn, pay } = await startWithUser(openid);
  await pay.post(ordersPath, orderOf('paid'));
  await pay.post(`${ordersPath}/paid/complete`, completionOf(1500));
  await standIn.control('pay', { outOrderNo: 'paid' });
  const { data } = await pay.get(ordersPath, { ...parties, out_order_no: 'paid' });
  const { transaction_id } = data.collection.details[0];
  const amount = { refund: 500, total: 1500, currency: 'CNY' };
  await pay.post(refundsPath, { transaction_id, out_refund_no: 'r-1', amount });
  for (const no of ['debiting', 'paying']) {
    await standIn.control('behaviour', {
      debitTakesMs: 600_000,
      debitDelayMs: no === 'paying' ? 600_000 : 0,
    });
    await pay.post(ordersPath, orderOf(no));
    await pay.post(`${ordersPath}/${no}/complete`, completionOf(1500));
    await standIn.advance(0);
  }
  await standIn.control('behaviour', { debitTakesMs: 0 });
  const exported = await standIn.service.exportState();
  expect(exported.jobs.map(({ kind }) => kind)).toEqual(['refund', 'debitEnd', 'debit']);
  await standIn.service.importState({ ...exported, jobs: [] });
  await standIn.advance(0);
  expect((await pay.get(`${refundsPath}/r-1`)).data.status).toBe('SUCCESS');
  const { orders } = (await standIn.control('state')).data;
  expect(orders).toMatchObject([{ state: 'DONE' }, { state: 'DONE' }, { state: 'DONE' }]);
});

test.each([
  ['a job of a kind that does not exist', { jobs: [{ atMs: 0, kind: 'forget', key: 'order-1' }] }],
  ['a job that is none', { jobs: [null] }],
  ['an order that is none', { state: { orders: [['order-1', null]] } }],
  ['orders that are no list', { state: { orders: {} } }],
  ['a log that is none', { state: { log: null } }],
])(
  'a state with %s is refused and changes nothing',
  async (_, damage: { jobs?: unknown; state?: object }) => {
    const { standIn, pay } = await startWithUser(openid);
    await pay.post(ordersPath, orderOf('order-1'));
    const exported = await standIn.service.exportState();
    const damaged = { ...exported, ...damage, state: { ...exported.state, ...damage.state } };
    await expect(standIn.service.importState(damaged)).rejects.toThrow('wechatpay');
    expect((await pay.get(ordersPath, query)).status).toBe(200);
  },
);

test('a reset gives back the keys of this process, whatever was imported before', async () => {
  const standIn = await startWechatpay();
  const exported = await standIn.service.exportState();
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const foreign = privateKey.export({ type: 'pkcs8', format: 'pem' });
  await standIn.service.importState({ ...exported, keys: { ...exported.keys, publicKey: foreign } });
  expect(standIn.service.environment(standIn.origin)).not.toEqual(standIn.environment);
  await standIn.service.reset();
  expect(standIn.service.environment(standIn.origin)).toEqual(standIn.environment);
});

test('a foreign state is refused and changes nothing', async () => {
  const { standIn, pay } = await startWithUser(openid);
  await pay.post(ordersPath, orderOf('order-1'));
  for (const foreign of [null, {}, { format: 'other/1' }]) {
    await expect(standIn.service.importState(foreign)).rejects.toThrow('wechatpay/1');
  }
  expect((await pay.get(ordersPath, query)).status).toBe(200);
});

test('a reset forgets everything but the keys', async () => {
  const { standIn, pay } = await startWithUser(openid);
  await standIn.control('behaviour', { callbacks: 'lost' });
  await standIn.control('wallet', { openid, balanceFen: 1 });
  await pay.post(ordersPath, orderOf('order-1'));
  await standIn.service.reset();
  expect((await pay.get(ordersPath, query)).status).toBe(404);
  const { data } = await standIn.control('state');
  expect(data).toMatchObject({ orders: [], wallets: [], authorisations: [], jobs: [] });
  expect(data.behaviour.callbacks).toBe('normal');
  expect(standIn.service.environment(standIn.origin)).toEqual(standIn.environment);
});

test('the environment is all that a merchant needs', async () => {
  const standIn = await startWechatpay();
  expect(Object.keys(standIn.environment).sort()).toEqual([
    'WECHATPAY_APIV2_KEY',
    'WECHATPAY_APIV3_KEY',
    'WECHATPAY_APPID',
    'WECHATPAY_BASE_URL',
    'WECHATPAY_MCHID',
    'WECHATPAY_MERCHANT_CERTIFICATE',
    'WECHATPAY_MERCHANT_KEY',
    'WECHATPAY_MERCHANT_SERIAL',
    'WECHATPAY_PUBLIC_KEYS',
    'WECHATPAY_SERVICE_ID',
  ]);
  for (const value of Object.values(standIn.environment)) expect(value).not.toMatch(/\s/);
  expect((await sdk(standIn.environment).get(ordersPath, query)).status).toBe(404);
});
