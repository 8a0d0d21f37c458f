import { expect, test } from 'vitest';
import { hourMs } from '../../channels/times.ts';
import { startWithUser } from '../testing/harness.ts';
import { completionOf, openid, orderOf, ordersPath, parties } from '../testing/requests.ts';

const send = `${ordersPath}/order-1/send-prepaidmessage`;

/** Every test starts on 5 January at noon in China. */
const message = {
  service_id: parties.service_id,
  post_payments: [{ name: '商品信息', amount: 1500 }],
  post_discounts: [{ name: '满减', description: '满10减3', amount: 300 }],
  total_amount: 1200,
  prepaid_time: '20260112',
};

async function startRunning() {
  const { standIn, pay } = await startWithUser(openid);
  await pay.post(ordersPath, orderOf('order-1'));
  return { standIn, pay };
}

test('is sent once, and stands in the state', async () => {
  const { standIn, pay } = await startRunning();
  expect((await pay.post(send, message)).status).toBe(204);
  const { data } = await standIn.control('state');
  expect(data.orders[0].prepaidMessage).toMatchObject({ totalAmount: 1200, prepaidTime: '20260112' });
  expect(await pay.post(send, message)).toMatchObject({ status: 400, data: { code: 'INVALID_REQUEST' } });
});

test('needs no appid, but the service of the order', async () => {
  const { pay } = await startRunning();
  expect((await pay.post(send, { ...message, service_id: '1' })).data.code).toBe('PARAM_ERROR');
  const elsewhere = `${ordersPath}/nothing/send-prepaidmessage`;
  expect((await pay.post(elsewhere, message)).data.code).toBe('ORDER_NOT_EXIST');
});

test('names a day at least seven days after today in China', async () => {
  const { standIn, pay } = await startRunning();
  const early = { ...message, prepaid_time: '20260111' };
  expect(await pay.post(send, early)).toMatchObject({ status: 400, data: { code: 'PARAM_ERROR' } });
  // Midnight in China is 16:00 UTC: still the 5th there, but the 6th here.
  await standIn.advance(12 * hourMs);
  expect((await pay.post(send, message)).status).toBe(400);
  expect((await pay.post(send, { ...message, prepaid_time: '20260113' })).status).toBe(204);
});

test.each([
  ['a time of day', { prepaid_time: '20260112120000' }],
  ['no day', { prepaid_time: undefined }],
  ['a wrong total', { total_amount: 1500 }],
  ['no payments', { post_payments: [] }],
])('is refused with %s', async (_, changed) => {
  const { pay } = await startRunning();
  const answer = await pay.post(send, { ...message, ...changed });
  expect(answer).toMatchObject({ status: 400, data: { code: 'PARAM_ERROR' } });
});

test('is refused unless the order runs', async () => {
  const { pay } = await startRunning();
  await pay.post(`${ordersPath}/order-1/complete`, completionOf(1500));
  expect((await pay.post(send, message)).data).toEqual({
    code: 'INVALID_REQUEST',
    message: '当前订单状态不合法',
  });
});

test('can be withheld from the merchant', async () => {
  const { standIn, pay } = await startRunning();
  await standIn.control('behaviour', { prepaidMessage: 'off' });
  expect((await pay.post(send, message)).data.code).toBe('NO_AUTH');
});
