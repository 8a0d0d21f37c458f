import { expect, test } from 'vitest';
import { hourMs, minuteMs } from '../../channels/times.ts';
import { startWithUser } from '../testing/harness.ts';
import { completionOf, openid, orderOf, ordersPath, parties } from '../testing/requests.ts';

const path = (call: string) => `${ordersPath}/order-1/${call}`;
const query = { ...parties, out_order_no: 'order-1' };
const told = { ...parties, type: 'Order_Paid', detail: { paid_time: '20260105' } };

/** The debit begins a second after the completion, and takes a minute. */
async function startDebiting(balanceFen: number) {
  const { standIn, pay } = await startWithUser(openid);
  await standIn.control('behaviour', { debitTakesMs: minuteMs });
  await standIn.control('wallet', { openid, balanceFen });
  await pay.post(ordersPath, orderOf('order-1'));
  await pay.post(path('complete'), completionOf(1500));
  await standIn.advance(1000);
  return { standIn, pay };
}

test.each([
  ['cancel', { ...parties, reason: '用户退货' }],
  ['modify', { ...completionOf(1000), reason: '补偿' }],
  ['pay', parties],
  ['sync', told],
])('while a debit is in flight, %s is refused; once it has failed, it is taken', async (call, body) => {
  const { standIn, pay } = await startDebiting(0);
  const refused = await pay.post(path(call), body);
  expect(refused).toMatchObject({
    status: 400,
    data: { code: 'INVALID_REQUEST', message: '单据正在扣款中，请稍后再试' },
  });
  expect(refused.headers['request-id']).toMatch(/-271316754$/);
  await standIn.advance(minuteMs);
  await standIn.control('wallet', { openid, balanceFen: 1500 });
  expect((await pay.post(path(call), body)).status).toBe(200);
});

test('that a debit is in flight may be told by words alone, without its number', async () => {
  const { standIn, pay } = await startDebiting(0);
  await standIn.control('behaviour', { debitNumber: 'hidden' });
  const refused = await pay.post(path('cancel'), { ...parties, reason: '用户退货' });
  expect(refused).toMatchObject({ status: 400, data: { message: '单据正在扣款中，请稍后再试' } });
  expect(refused.headers['request-id']).toMatch(/^[0-9A-F]+$/);
  const other = await pay.post(path('cancel'), { ...parties, reason: '' });
  expect(other.headers['request-id']).toMatch(/-268435464$/);
});

test('the user cannot pay by hand what is just being debited', async () => {
  const { standIn } = await startDebiting(5000);
  expect((await standIn.control('pay', { outOrderNo: 'order-1' })).status).toBe(400);
  await standIn.advance(minuteMs);
  expect((await standIn.control('wallet', { openid })).data.balanceFen).toBe(3500);
});

test('the money moves when the debit ends', async () => {
  const { standIn, pay } = await startDebiting(1500);
  await standIn.advance(minuteMs - 1);
  expect((await pay.get(ordersPath, query)).data.collection.state).toBe('USER_PAYING');
  await standIn.advance(1);
  expect((await pay.get(ordersPath, query)).data.collection.state).toBe('USER_PAID');
});

test('one that failed is tried again', async () => {
  const { standIn, pay } = await startDebiting(0);
  await standIn.control('wallet', { openid, balanceFen: 1500 });
  await standIn.control('wallet', { openid, willing: false });
  await standIn.advance(minuteMs);
  await standIn.control('wallet', { openid, willing: true });
  await standIn.advance(hourMs + minuteMs);
  expect((await pay.get(ordersPath, query)).data.state).toBe('DONE');
});

test('survives an export in mid-flight', async () => {
  const { standIn, pay } = await startDebiting(1500);
  const exported: unknown = JSON.parse(JSON.stringify(await standIn.service.exportState()));
  await standIn.service.reset();
  await standIn.service.importState(exported);
  expect((await pay.post(path('pay'), parties)).headers['request-id']).toMatch(/-271316754$/);
  await standIn.advance(minuteMs);
  expect((await pay.get(ordersPath, query)).data.state).toBe('DONE');
});
