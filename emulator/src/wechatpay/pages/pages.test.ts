import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { readPage } from '../../channels/testing/page.ts';
import { hourMs } from '../../channels/times.ts';
import { sdk, startWechatpay, startWithUser } from '../testing/harness.ts';
import { open } from '../testing/pages.ts';
import {
  completionOf,
  confirmParties,
  notifyUrl,
  onDeliveryPath,
  openid,
  orderOf,
  ordersPath,
  orderToConfirm,
  parties,
  permissionsPath,
  refundsPath,
} from '../testing/requests.ts';
import { detailData, signed } from '../testing/views.ts';

describe('开通授权', () => {
  const byOpenid = `${permissionsPath}/openid/${openid}`;

  async function startApplied() {
    const standIn = await startWechatpay();
    const pay = sdk(standIn.environment);
    const application = { ...parties, authorization_code: 'auth-1', notify_url: notifyUrl };
    const { data } = await pay.post(permissionsPath, application);
    return { standIn, pay, page: await open(standIn, 'wxpayScoreEnable', data) };
  }

  test('says which merchant and service; agreeing authorises the user who looks at it', async () => {
    const { standIn, pay, page } = await startApplied();
    const shown = await page.look();
    expect(shown.text).toContain('本地演示商户');
    expect(shown.text).toContain('先用后付（免确认）');
    expect(shown.actions).toEqual(['agree', 'leave']);
    const { message } = await page.press('agree');
    expect(message).toEqual({
      type: 'openBusinessView',
      businessType: 'wxpayScoreEnable',
      errCode: 0,
      extraData: {},
    });
    expect((await pay.get(byOpenid, parties)).data.authorization_state).toBe('AVAILABLE');
    await standIn.advance(0);
    expect(standIn.callbacks).toMatchObject([{ type: 'PAYSCORE.USER_OPEN_SERVICE', resource: { openid } }]);
  });

  test('leaving it authorises nobody, and the page is over', async () => {
    const { pay, page } = await startApplied();
    expect((await page.press('leave')).message).toMatchObject({ errCode: -2 });
    expect((await page.press('agree')).message).toMatchObject({ errCode: -2 });
    expect((await pay.get(byOpenid, parties)).status).toBe(404);
  });

  test('agreeing too late says so', async () => {
    const { standIn, pay, page } = await startApplied();
    await standIn.advance(hourMs);
    const late = await page.press('agree');
    expect(late).toMatchObject({ text: expect.stringContaining('已失效'), message: null });
    // So that a screen reader, which meets a new page, begins with it.
    expect(late.text).toMatch(/<title>此授权请求已失效，请返回商户重新发起。 - 开通先用后付<\/title>/);
    expect(late.text).toMatch(/<p role="status" tabindex="-1" autofocus>此授权请求已失效/);
    expect((await pay.get(byOpenid, parties)).status).toBe(404);
  });
});

describe('确认订单', () => {
  const query = { ...confirmParties, out_order_no: 'order-1' };

  async function startCreated(changed: Record<string, unknown> = {}, path = ordersPath) {
    const standIn = await startWechatpay();
    const pay = sdk(standIn.environment);
    const { data } = await pay.post(path, orderToConfirm('order-1', changed));
    return { standIn, pay, page: await open(standIn, 'wxpayScoreUse', { package: data.package }) };
  }

  test('says what, for about how much, and that nothing is paid now', async () => {
    const { page } = await startCreated();
    const { text, actions } = await page.look();
    expect(text).toContain('现在不需要付款');
    expect(text).toMatch(/预估费用<\/dt><dd>¥15\.00/);
    expect(text).not.toContain('最多扣款');
    expect(actions).toEqual(['confirm', 'leave']);
  });

  test('says for how much at most where a deposit is spared', async () => {
    const standIn = await startWechatpay();
    await standIn.control('behaviour', { subMode: 'depositFree' });
    const order = orderToConfirm('order-1', { risk_fund: { name: 'DEPOSIT', amount: 9900 } });
    const { data } = await sdk(standIn.environment).post(ordersPath, order);
    const page = await open(standIn, 'wxpayScoreUse', { package: data.package });
    expect((await page.look()).text).toMatch(/最多扣款<\/dt><dd>¥99\.00/);
  });

  test('confirming starts the order; what the page hands back finds it', async () => {
    const { standIn, pay, page } = await startCreated();
    const { message } = await page.press('confirm');
    expect(message).toMatchObject({ businessType: 'wxpayScoreUse', errCode: 0 });
    expect(message.extraData.query_id).toMatch(/^.{1,64}$/);
    expect((await pay.get(ordersPath, query)).data).toMatchObject({ state: 'DOING', openid });
    const found = await pay.get(ordersPath, { ...confirmParties, ...message.extraData });
    expect(found.data).toMatchObject({ out_order_no: 'order-1', state: 'DOING' });
    expect((await pay.get(ordersPath, { ...parties, ...message.extraData })).data.code).toBe('PARAM_ERROR');
    await standIn.advance(0);
    expect(standIn.callbacks).toMatchObject([{ type: 'PAYSCORE.USER_CONFIRM' }]);
  });

  test('going back leaves the order as it is, and hands back a query_id too', async () => {
    const { pay, page } = await startCreated();
    const { message } = await page.press('leave');
    expect(message).toMatchObject({ errCode: -2, extraData: { query_id: expect.any(String) } });
    const found = await pay.get(ordersPath, { ...confirmParties, ...message.extraData });
    expect(found.data.state).toBe('CREATED');
  });

  test('an order that was cancelled meanwhile cannot be confirmed', async () => {
    const { pay, page } = await startCreated();
    await pay.post(`${ordersPath}/order-1/cancel`, { ...confirmParties, reason: '用户退货' });
    expect((await page.press('confirm')).text).toContain('此订单已不能确认');
    expect((await pay.get(ordersPath, query)).data.state).toBe('REVOKED');
  });

  test('a user whom WeChat declines reads why, and the order stays unconfirmed', async () => {
    const { standIn, pay, page } = await startCreated();
    await standIn.control('authorise', { openid });
    for (const no of ['order-2', 'order-3', 'order-4']) await pay.post(ordersPath, orderOf(no));
    expect((await page.press('confirm')).text).toContain('综合评估未通过');
    expect((await pay.get(ordersPath, query)).data.state).toBe('CREATED');
  });

  test('shows goods as text, whatever their name', async () => {
    const name = `<img src=x onerror="alert('1')">&amp;杯子`;
    const shopping_info = {
      jump_link: { jump_link_type: 'JUMP_LINK_MINI_PROGRAM', appid: parties.appid, path: 'pages/order' },
      goods: [{ name, picture: 'https://example.com/cup.png', amount: 750, count: 2 }],
    };
    const { page } = await startCreated({ shopping_info }, onDeliveryPath);
    const { text } = await page.look();
    expect(text).toContain('&lt;img src=x onerror=&quot;alert(&#39;1&#39;)&quot;&gt;&amp;amp;杯子');
    expect(text).toContain('¥7.50 × 2');
    expect(text).not.toContain('<img');
    expect(text).not.toContain('example.com');
  });
});

describe('订单详情', () => {
  async function startUnpaid() {
    const { standIn, pay } = await startWithUser(openid);
    await standIn.control('wallet', { openid, balanceFen: 0 });
    await pay.post(ordersPath, orderOf('order-1'));
    const page = await open(standIn, 'wxpayScoreDetail', signed(detailData('order-1')));
    return { standIn, pay, page };
  }

  test('shows the order as it is now, and asks for money only while it is to be paid', async () => {
    const { standIn, pay, page } = await startUnpaid();
    const running = await page.look();
    expect(running.text).toContain('进行中');
    expect(running.actions).toEqual(['leave']);
    await pay.post(`${ordersPath}/order-1/complete`, completionOf(1200));
    const owing = await page.look();
    expect(owing.text).toMatch(/待支付<\/dt><dd>¥12\.00/);
    expect(owing.actions).toEqual(['pay', 'leave']);
    await standIn.control('behaviour', { debitTakesMs: 60_000 });
    await standIn.advance(1000);
    expect((await page.look()).text).toContain('扣款中');
    expect((await page.press('pay')).text).toContain('请稍后再看');
  });

  test('paying by hand needs money; then it is paid, once', async () => {
    const { standIn, pay, page } = await startUnpaid();
    await pay.post(`${ordersPath}/order-1/complete`, completionOf(1200));
    expect((await page.press('pay')).text).toContain('余额不足，没有扣款');
    await standIn.control('wallet', { openid, balanceFen: 5000 });
    const paid = await page.press('pay');
    expect(paid.text).toContain('支付成功');
    expect(paid.actions).toEqual(['leave']);
    expect((await page.press('pay')).text).toContain('现在不需要支付');
    expect((await standIn.control('wallet', { openid })).data.balanceFen).toBe(3800);
    const { data } = await pay.get(ordersPath, { ...parties, out_order_no: 'order-1' });
    expect(data.collection.state).toBe('USER_PAID');
    expect((await page.press('leave')).message).toMatchObject({
      businessType: 'wxpayScoreDetail',
      errCode: 0,
    });
    const transaction_id = data.collection.details[0].transaction_id;
    const amount = { refund: 200, total: 1200, currency: 'CNY' };
    await pay.post(refundsPath, { transaction_id, out_refund_no: 'refund-1', amount });
    await standIn.advance(1000);
    const again = await open(standIn, 'wxpayScoreDetail', signed(detailData('order-1')));
    expect((await again.look()).text).toMatch(/已退款<\/dt><dd>¥2\.00/);
  });
});

describe('a page', () => {
  async function startOpened() {
    const { standIn, pay } = await startWithUser(openid);
    const { data } = await pay.post(ordersPath, orderToConfirm('order-1'));
    return { standIn, pay, page: await open(standIn, 'wxpayScoreUse', { package: data.package }) };
  }

  test('that nobody opened does not exist', async () => {
    const { standIn } = await startOpened();
    for (const method of ['GET', 'POST']) {
      const response = await fetch(`${standIn.origin}/_emulator/wechatpay/pages/nothing`, { method });
      expect(await readPage(response)).toMatchObject({
        status: 404,
        text: expect.stringContaining('已失效'),
      });
    }
  });

  test.each([{ origin: 'https://evil.example' }, { origin: 'null' }, { 'sec-fetch-site': 'cross-site' }])(
    'takes no button pressed by a foreign web page: %j',
    async (headers) => {
      const { pay, page } = await startOpened();
      const body = new URLSearchParams({ action: 'confirm' });
      expect((await fetch(page.url, { method: 'POST', body, headers })).status).toBe(403);
      const { data } = await pay.get(ordersPath, { ...confirmParties, out_order_no: 'order-1' });
      expect(data.state).toBe('CREATED');
    },
  );

  test('takes its own buttons, and leads back to itself so that a reload presses nothing', async () => {
    const { standIn, page } = await startOpened();
    const body = new URLSearchParams({ action: 'confirm' });
    const headers = { origin: standIn.origin };
    const response = await fetch(page.url, { method: 'POST', body, headers, redirect: 'manual' });
    expect(response.status).toBe(303);
    expect(`${standIn.origin}${response.headers.get('location')}`).toBe(page.url);
  });

  test.each(['', 'constructor', 'pay'])('ignores the button %j, which it does not have', async (action) => {
    const { page } = await startOpened();
    expect(await page.press(action)).toMatchObject({ status: 200, actions: ['confirm', 'leave'] });
  });

  test('loads nothing from anywhere and may not be framed by others', async () => {
    const { page } = await startOpened();
    const response = await fetch(page.url);
    const policy = response.headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("frame-ancestors 'self'");
    expect(policy).not.toContain('unsafe-inline');
    expect(await response.text()).toMatch(/^<!doctype html>\n<html lang="zh-CN">/);
  });

  test('loads the font that it is given, from here only', async () => {
    const standIn = await startWechatpay({ fontStyles: '/fonts/index.css' });
    const response = await fetch(`${standIn.origin}/_emulator/wechatpay/pages/unknown`);
    const policy = response.headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'; font-src 'self'; style-src 'sha256-");
    expect(await response.text()).toContain('<link rel="stylesheet" href="/fonts/index.css">');
  });

  test('has no other style or script than its policy allows', async () => {
    const { page } = await startOpened();
    await page.press('leave');
    const response = await fetch(page.url);
    const policy = response.headers.get('content-security-policy') ?? '';
    const text = await response.text();
    const inline = [...text.matchAll(/<(style|script)[^>]*>([^<]*)<\/\1>/g)];
    expect(inline.map(([, tag]) => tag)).toEqual(['style', 'script']);
    for (const [, tag, content = ''] of inline) {
      const hash = createHash('sha256').update(content).digest('base64');
      expect(policy).toContain(`${tag}-src 'sha256-${hash}'`);
    }
  });

  test('stands where it stood after an import', async () => {
    const { standIn, page } = await startOpened();
    const exported: unknown = JSON.parse(JSON.stringify(await standIn.service.exportState()));
    await page.press('leave');
    await standIn.service.importState(exported);
    expect((await page.press('confirm')).message).toMatchObject({ errCode: 0 });
    await standIn.service.reset();
    expect((await page.look()).status).toBe(404);
  });
});
