import { createHmac } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { dayMs, hourMs } from '../../channels/times.ts';
import { merchant } from '../merchant.ts';
import { sdk, startWechatpay, startWithUser } from '../testing/harness.ts';
import {
  completionOf,
  notifyUrl,
  openid,
  orderOf,
  ordersPath,
  orderToConfirm,
  parties,
  permissionsPath,
} from '../testing/requests.ts';
import { detailData, signed } from '../testing/views.ts';

const opens = {
  status: 200,
  data: { page: expect.stringMatching(/^\/_emulator\/wechatpay\/pages\/[\w-]{20,}$/) },
};
const fails = (errCode: number, why: string) => ({
  status: 200,
  data: { errCode, errMsg: expect.stringContaining(why) },
});

test.each([
  [{ businessType: 'wxpayScoreUse', extraData: { package: 'x' } }],
  [{ businessType: 'wxpayScoreUse', extraData: 'package', openid }],
  [{ extraData: {}, openid }],
])('a call that says less than what, for whom and with what is refused: %j', async (input) => {
  const standIn = await startWechatpay();
  expect((await standIn.control('openBusinessView', input)).status).toBe(400);
});

test('a business that does not exist opens nothing', async () => {
  const standIn = await startWechatpay();
  const call = { businessType: 'constructor', extraData: {}, openid };
  expect(await standIn.control('openBusinessView', call)).toMatchObject(fails(-1, 'businessType'));
});

describe('wxpayScoreEnable', () => {
  async function startApplied() {
    const standIn = await startWechatpay();
    const application = { ...parties, authorization_code: 'auth-1', notify_url: notifyUrl };
    const { data } = await sdk(standIn.environment).post(permissionsPath, application);
    const { apply_permissions_token } = data;
    const open = (extraData: object = { apply_permissions_token }, changed: object = {}) =>
      standIn.control('openBusinessView', {
        businessType: 'wxpayScoreEnable',
        extraData,
        openid,
        ...changed,
      });
    return { standIn, open, token: apply_permissions_token };
  }

  test('opens with a token that lives and was not used', async () => {
    const { standIn, open, token } = await startApplied();
    expect(await open()).toMatchObject(opens);
    await standIn.control('authorise', { openid, token });
    expect(await open()).toMatchObject(fails(-1, 'apply_permissions_token无效'));
  });

  test('does not open with another token, none, or one an hour old', async () => {
    const { standIn, open } = await startApplied();
    expect(await open({ apply_permissions_token: 'x' })).toMatchObject(fails(-1, '无效'));
    expect(await open({})).toMatchObject(fails(-1, 'apply_permissions_token'));
    await standIn.advance(hourMs);
    expect(await open()).toMatchObject(fails(-1, '过期'));
  });

  test('does not open for another mini-program', async () => {
    const { open } = await startApplied();
    expect(await open(undefined, { appid: 'wxother' })).toMatchObject(fails(4188, 'appid'));
  });
});

describe('wxpayScoreUse', () => {
  async function startCreated(changed: Record<string, unknown> = {}) {
    const standIn = await startWechatpay();
    const pay = sdk(standIn.environment);
    const { data } = await pay.post(ordersPath, orderToConfirm('order-1', changed));
    const open = (extraData: object = { package: data.package }, other: object = {}) =>
      standIn.control('openBusinessView', { businessType: 'wxpayScoreUse', extraData, openid, ...other });
    return { standIn, pay, open, value: String(data.package) };
  }

  test('opens with a package, once', async () => {
    const { open } = await startCreated();
    expect(await open()).toMatchObject(opens);
    expect(await open()).toMatchObject(fails(4186, 'package错误'));
  });

  test('opens again with the package of the same create sent again', async () => {
    const { pay, open } = await startCreated();
    await open();
    const { data } = await pay.post(ordersPath, orderToConfirm('order-1'));
    expect(await open({ package: data.package })).toMatchObject(opens);
  });

  test('tells a missing package from a wrong one', async () => {
    const { open } = await startCreated();
    expect(await open({})).toMatchObject(fails(4185, 'package为空'));
    expect(await open({ package: '' })).toMatchObject(fails(4185, 'package为空'));
    expect(await open({ package: 'x' })).toMatchObject(fails(4186, 'package错误'));
  });

  test('refuses the mini-program of another appid, without using up the package', async () => {
    const { open } = await startCreated();
    expect(await open(undefined, { appid: 'wxother' })).toMatchObject(fails(4108, 'appid'));
    expect(await open()).toMatchObject(opens);
  });

  test('refuses another user than the create named', async () => {
    const { open } = await startCreated({ openid: 'oUser-2' });
    expect(await open()).toMatchObject(fails(-1, '用户'));
    expect(await open(undefined, { openid: 'oUser-2' })).toMatchObject(opens);
  });

  test('refuses an order that has expired', async () => {
    const { standIn, open } = await startCreated();
    await standIn.advance(30 * dayMs);
    expect(await open()).toMatchObject(fails(-1, '状态'));
  });

  test('need not be signed; what is signed must be signed rightly', async () => {
    const { open, value } = await startCreated();
    const data = { mch_id: merchant.mchid, package: value, timestamp: '1767585600', nonce_str: 'n' };
    const right = signed({ ...data, sign_type: 'HMAC-SHA256' });
    expect(await open({ ...right, nonce_str: 'm' })).toMatchObject(fails(-1, '商户签名校验失败'));
    expect(await open(right)).toMatchObject(opens);
  });
});

describe('wxpayScoreDetail', () => {
  async function startRunning() {
    const { standIn, pay } = await startWithUser(openid);
    await pay.post(ordersPath, orderOf('order-1'));
    const open = (extraData: object, changed: object = {}) =>
      standIn.control('openBusinessView', {
        businessType: 'wxpayScoreDetail',
        extraData,
        openid,
        ...changed,
      });
    return { standIn, pay, open };
  }

  test('opens as often as the user likes, whatever the state of the order', async () => {
    const { pay, open } = await startRunning();
    expect(await open(signed(detailData('order-1')))).toMatchObject(opens);
    await pay.post(`${ordersPath}/order-1/complete`, completionOf(0));
    expect(await open(signed(detailData('order-1')))).toMatchObject(opens);
  });

  test('is signed as the vendor shows it', async () => {
    const { open } = await startRunning();
    const data = detailData('order-1');
    const text = [
      `mch_id=${data.mch_id}&nonce_str=${data.nonce_str}&out_order_no=order-1&service_id=${data.service_id}`,
      `&sign_type=HMAC-SHA256&timestamp=${data.timestamp}&key=${merchant.apiV2Key}`,
    ].join('');
    const sign = createHmac('sha256', merchant.apiV2Key).update(text).digest('hex').toUpperCase();
    expect(await open({ ...data, sign })).toMatchObject(opens);
    expect(await open({ ...data, sign: sign.toLowerCase() })).toMatchObject(fails(-1, '商户签名校验失败'));
  });

  test.each([
    ['signed with the APIv3 key', signed(detailData('order-1'), merchant.apiV3Key), '商户签名校验失败'],
    [
      'changed after signing',
      { ...signed(detailData('order-1')), out_order_no: 'order-2' },
      '商户签名校验失败',
    ],
    ['of another merchant', signed({ ...detailData('order-1'), mch_id: '1900000002' }), '商户签名校验失败'],
    ['with a number as timestamp', { ...signed(detailData('order-1')), timestamp: 1767585600 }, 'timestamp'],
    ['signed by MD5', signed({ ...detailData('order-1'), sign_type: 'MD5' }), 'sign_type'],
    ['without a signature', detailData('order-1'), 'sign'],
    ['of an unknown order', signed(detailData('order-9')), '订单不存在'],
  ])('does not open %s', async (_, extraData, why) => {
    const { open } = await startRunning();
    expect(await open(extraData)).toMatchObject(fails(-1, why));
  });

  test("does not show another user's order", async () => {
    const { open } = await startRunning();
    const answer = await open(signed(detailData('order-1')), { openid: 'oUser-2' });
    expect(answer).toMatchObject(fails(-1, '订单不存在'));
  });
});
