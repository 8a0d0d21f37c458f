import { describe, expect, test } from 'vitest';
import { hourMs } from '../channels/times.ts';
import { sdk, startWechatpay, startWithUser } from './testing/harness.ts';
import {
  completionOf,
  confirmParties,
  notifyUrl,
  openid,
  orderOf,
  ordersPath,
  parties,
  permissionsPath,
} from './testing/requests.ts';

const application = { ...parties, authorization_code: 'auth-1', notify_url: notifyUrl };
const byCode = `${permissionsPath}/authorization-code/auth-1`;
const byOpenid = `${permissionsPath}/openid/${openid}`;

async function startApplied() {
  const standIn = await startWechatpay();
  const pay = sdk(standIn.environment);
  const { data } = await pay.post(permissionsPath, application);
  return { standIn, pay, token: String(data.apply_permissions_token) };
}

test('a user who never authorised is not found by openid, nor is a code that was never applied for', async () => {
  const { pay } = await startApplied();
  const notFound = { status: 404, data: { code: 'ORDER_NOT_EXIST', message: '请求操作的授权记录不存在' } };
  expect(await pay.get(`${permissionsPath}/authorization-code/auth-2`, parties)).toMatchObject(notFound);
  expect(await pay.get(byOpenid, parties)).toMatchObject(notFound);
});

test('what was applied for and not agreed to is bound to no user yet', async () => {
  const { pay } = await startApplied();
  const answer = await pay.get(byCode, parties);
  expect(answer.status).toBe(200);
  expect(answer.data).toEqual({
    ...parties,
    mchid: expect.any(String),
    authorization_code: 'auth-1',
    authorization_state: 'UNBINDUSER',
    notify_url: notifyUrl,
  });
  expect((await pay.post(`${byCode}/terminate`, { ...parties, reason: 'nobody agreed' })).status).toBe(404);
});

test('a user who authorised is found by code and by openid, and stays found after closing', async () => {
  const { standIn, pay, token } = await startApplied();
  await standIn.control('authorise', { openid, token });
  for (const path of [byCode, byOpenid]) {
    expect((await pay.get(path, parties)).data).toMatchObject({
      ...parties,
      openid,
      authorization_code: 'auth-1',
      authorization_state: 'AVAILABLE',
      authorization_success_time: '2026-01-05T12:00:00+08:00',
    });
  }
  await standIn.advance(hourMs);
  await standIn.control('close', { openid });
  for (const path of [byCode, byOpenid]) {
    expect(await pay.get(path, parties)).toMatchObject({
      status: 200,
      data: { authorization_state: 'UNAVAILABLE', cancel_authorization_time: '2026-01-05T13:00:00+08:00' },
    });
  }
});

test('who authorises anew does so by a new code; the old one stays closed, and keeps its history', async () => {
  const { standIn, pay, token } = await startApplied();
  await standIn.control('authorise', { openid, token });
  await standIn.advance(hourMs);
  await standIn.control('close', { openid });
  await standIn.advance(hourMs);
  const { data } = await pay.post(permissionsPath, { ...application, authorization_code: 'auth-2' });
  await standIn.control('authorise', { openid, token: data.apply_permissions_token });
  expect((await pay.get(byCode, parties)).data).toMatchObject({
    authorization_code: 'auth-1',
    authorization_state: 'UNAVAILABLE',
    authorization_success_time: '2026-01-05T12:00:00+08:00',
    cancel_authorization_time: '2026-01-05T13:00:00+08:00',
  });
  await pay.post(`${byCode}/terminate`, { ...parties, reason: 'a late retry' });
  expect((await pay.get(byOpenid, parties)).data).toMatchObject({
    authorization_code: 'auth-2',
    authorization_state: 'AVAILABLE',
  });
});

test('an authorisation that another one replaces ends then', async () => {
  const { standIn, pay, token } = await startApplied();
  await standIn.control('authorise', { openid, token });
  await standIn.advance(hourMs);
  await standIn.control('authorise', { openid });
  expect((await pay.get(byCode, parties)).data).toMatchObject({
    authorization_state: 'UNAVAILABLE',
    authorization_success_time: '2026-01-05T12:00:00+08:00',
    cancel_authorization_time: '2026-01-05T13:00:00+08:00',
  });
});

test.each([
  ['by code, of a service without authorisation', byCode, { service_id: confirmParties.service_id }],
  ['by openid, of a service without authorisation', byOpenid, confirmParties],
  ["by openid, for an appid that is not the merchant's", byOpenid, { ...parties, appid: 'wxother' }],
])('asking %s is refused', async (_, path, query) => {
  const { pay } = await startWithUser(openid);
  expect(await pay.get(path, query)).toMatchObject({ status: 403, data: { code: 'NO_AUTH' } });
});

test('opening and closing are told to the notify_url of the application', async () => {
  const { standIn, token } = await startApplied();
  await standIn.control('authorise', { openid, token });
  await standIn.control('close', { openid });
  await standIn.advance(0);
  expect(standIn.callbacks).toMatchObject([
    {
      type: 'PAYSCORE.USER_OPEN_SERVICE',
      url: notifyUrl,
      resource: {
        ...parties,
        openid,
        user_service_status: 'USER_OPEN_SERVICE',
        openorclose_time: '20260105120000',
      },
    },
    { type: 'PAYSCORE.USER_CLOSE_SERVICE', resource: { user_service_status: 'USER_CLOSE_SERVICE' } },
  ]);
});

describe('the token of an application', () => {
  test('lives for an hour', async () => {
    const { standIn, token } = await startApplied();
    await standIn.advance(hourMs);
    const late = await standIn.control('authorise', { openid, token });
    expect(late).toMatchObject({ status: 400, data: { errMsg: expect.stringContaining('expired') } });
  });

  test('works once', async () => {
    const { standIn, token } = await startApplied();
    await standIn.control('authorise', { openid, token });
    expect((await standIn.control('authorise', { openid: 'oOther', token })).status).toBe(400);
  });

  test('is given anew to the same application, and refused to an altered one or one that was used', async () => {
    const { standIn, pay, token } = await startApplied();
    const again = await pay.post(permissionsPath, application);
    expect(again.data.apply_permissions_token).not.toBe(token);
    const altered = await pay.post(permissionsPath, { ...application, notify_url: `${notifyUrl}/other` });
    expect(altered.headers['request-id']).toMatch(/-271316598$/);
    await standIn.control('authorise', { openid, token: again.data.apply_permissions_token });
    expect((await pay.post(permissionsPath, application)).status).toBe(400);
  });
});

test('a service whose orders are confirmed has no authorisation', async () => {
  const { pay } = await startApplied();
  const answer = await pay.post(permissionsPath, { ...application, ...confirmParties });
  expect(answer).toMatchObject({ status: 403, data: { code: 'NO_AUTH' } });
});

describe('ending the authorisation', () => {
  const reason = { ...parties, reason: 'the user left' };

  test('is refused while an order runs or awaits payment, and works after', async () => {
    const { standIn, pay } = await startWithUser(openid);
    await standIn.control('wallet', { openid, balanceFen: 0 });
    await pay.post(ordersPath, orderOf('order-1'));
    expect((await pay.post(`${byOpenid}/terminate`, reason)).data.code).toBe('INVALID_REQUEST');
    await pay.post(`${ordersPath}/order-1/complete`, completionOf(1500));
    expect((await pay.post(`${byOpenid}/terminate`, reason)).data.code).toBe('INVALID_REQUEST');
    await standIn.control('wallet', { openid, balanceFen: 1500 });
    await standIn.control('pay', { outOrderNo: 'order-1' });
    expect((await pay.post(`${byOpenid}/terminate`, reason)).status).toBe(204);
    expect((await pay.post(`${byOpenid}/terminate`, reason)).status).toBe(204);
    expect((await pay.get(byOpenid, parties)).data.authorization_state).toBe('UNAVAILABLE');
  });

  test('works by code, and again', async () => {
    const { standIn, pay, token } = await startApplied();
    expect((await pay.post(`${byCode}/terminate`, reason)).status).toBe(404);
    await standIn.control('authorise', { openid, token });
    expect((await pay.post(`${byCode}/terminate`, reason)).status).toBe(204);
    expect((await pay.post(`${byCode}/terminate`, reason)).status).toBe(204);
  });

  test('stops new orders; those that run are still debited', async () => {
    const { standIn, pay } = await startWithUser(openid);
    await pay.post(ordersPath, orderOf('order-1'));
    await standIn.control('close', { openid });
    expect(await pay.post(ordersPath, orderOf('order-2'))).toMatchObject({
      status: 403,
      data: { code: 'NO_AUTH' },
    });
    expect((await pay.post(`${byOpenid}/terminate`, reason)).status).toBe(204);
    await pay.post(`${ordersPath}/order-1/complete`, completionOf(1500));
    await standIn.advance(1000);
    expect((await pay.get(ordersPath, { ...parties, out_order_no: 'order-1' })).data.state).toBe('DONE');
  });
});
