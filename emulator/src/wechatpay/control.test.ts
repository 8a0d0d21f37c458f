import { expect, test } from 'vitest';

import { sdk, startWechatpay, startWithUser } from './testing/harness.ts';
import { confirmParties, openid, orderOf, ordersPath, orderToConfirm } from './testing/requests.ts';

test.each([
  ['behaviour', { callbacks: 'other' }],
  ['behaviour', { unknown: 1 }],
  ['behaviour', { debitDelayMs: -1 }],
  ['wallet', {}],
  ['wallet', { openid, balanceFen: 1.5 }],
  ['wallet', { openid, balance: 1 }],
  ['authorise', { token: 'no such token' }],
  ['authorise', { openid, token: 'no such token' }],
  ['authorise', { openid, serviceId: confirmParties.service_id }],
  ['close', { openid }],
  ['confirm', { outOrderNo: 'nothing', openid }],
  ['confirm', { openid }],
  ['refuse', { outOrderNo: 'nothing' }],
  ['pay', { outOrderNo: 'nothing' }],
  ['callbackTo', { host: 'shop.example.com', origin: 'http://192.168.1.2:3000' }],
  ['callbackTo', { host: 'https://shop.example.com/pay', origin: 'http://127.0.0.1:3000' }],
])('POST %s %j is refused with a reason', async (name, input) => {
  const standIn = await startWechatpay();
  const answer = await standIn.control(name, input);
  expect(answer).toMatchObject({ status: 400, data: { errMsg: expect.stringMatching(/./) } });
});

test('a confirmation needs to know who confirms, unless the merchant said so', async () => {
  const standIn = await startWechatpay();
  const pay = sdk(standIn.environment);
  await pay.post(ordersPath, orderToConfirm('order-1'));
  await pay.post(ordersPath, orderToConfirm('order-2', { openid }));
  expect((await standIn.control('confirm', { outOrderNo: 'order-1' })).status).toBe(400);
  expect((await standIn.control('confirm', { outOrderNo: 'order-2' })).data.openid).toBe(openid);
});

test('a part of the behaviour changes, the rest stays', async () => {
  const standIn = await startWechatpay();
  await standIn.control('behaviour', { debitDelayMs: 5 });
  const { data } = await standIn.control('behaviour', { callbacks: 'lost' });
  expect(data).toMatchObject({ debitDelayMs: 5, callbacks: 'lost' });
});

test('the state shows orders, wallets, authorisations and requests', async () => {
  const { standIn, pay } = await startWithUser(openid);
  await pay.post(ordersPath, orderOf('order-1'));
  await standIn.control('wallet', { openid, balanceFen: 7 });
  const { data } = await standIn.control('state');
  expect(data).toMatchObject({
    orders: [{ out_order_no: 'order-1', state: 'DOING', wallet: { balanceFen: 7, willing: true } }],
    wallets: [[openid, { balanceFen: 7 }]],
    authorisations: [[expect.any(String), { openid, state: 'AVAILABLE' }]],
    log: [{ action: 'create', status: 200, verdict: 'ok' }],
  });
});

test('programs outside are given the variables that functions get', async () => {
  const standIn = await startWechatpay();
  const answer = await fetch(`${standIn.origin}/_emulator/wechatpay/environment`);
  expect(await answer.json()).toEqual(standIn.environment);
});
