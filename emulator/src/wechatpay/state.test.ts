import { expect, test } from 'vitest';

import { sdk, startWechatpay, startWithUser } from './testing/harness.ts';
import { completionOf, openid, orderOf, ordersPath, parties } from './testing/requests.ts';

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
  await pay.post(ordersPath, orderOf('order-1'));
  expect(JSON.stringify(exported)).toBe(before);
  await standIn.service.importState(exported);
  await pay.post(ordersPath, orderOf('order-1'));
  expect(JSON.stringify(exported)).toBe(before);
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
