import { describe, expect, test } from 'vitest';

import { hourMs } from '../../channels/times.ts';
import { startAlipay, startOrdered } from '../testing/harness.ts';
import { open, pageAt } from '../testing/pages.ts';
import { openId, orderToConfirm, zhima } from '../testing/requests.ts';
import { merchantOf } from '../testing/sdk.ts';

const backLinks = {
  return_back_link: 'https://shop.example.com/back?a=1&b=2',
  cancel_back_link: 'https://shop.example.com/cancelled',
};

describe('confirming an order', () => {
  async function startConfirming(changed: object = {}) {
    const standIn = await startAlipay();
    const merchant = merchantOf(standIn.environment);
    const content = orderToConfirm('order-1', { body: '两只茶杯', ...backLinks, ...changed });
    const signStr = merchant.signStr(`${zhima}.creditbizorder.create`, content);
    return {
      standIn,
      page: await open(standIn, { openId, signStr }),
      order: () => merchant.call(`${zhima}.creditbizorder.query`, { out_order_no: 'order-1' }),
    };
  }

  test('a user sees what it may cost, opens the service on the way and comes back', async () => {
    const { page, order } = await startConfirming();
    const first = await page.look();
    for (const text of ['先用后付订单', '两只茶杯', '最多扣款', '¥15.00', '现在不需要付款']) {
      expect(first.text).toContain(text);
    }
    expect(first.actions).toEqual(['verify', 'leave']);
    await page.press('verify');
    const done = await page.press('confirm', { agreed: 'yes' });
    expect(done.message).toMatchObject({
      view: 'create',
      outcome: 'done',
      backLink: backLinks.return_back_link,
    });
    expect(await order()).toMatchObject({ order_status: 'INIT' });
  });

  test('a user who has the service open needs one tap', async () => {
    const { standIn, page, order } = await startConfirming();
    await standIn.control('sign', { openId, outAgreementNo: 'A-1' });
    await page.press('confirm');
    expect(await order()).toMatchObject({ order_status: 'INIT' });
  });

  test('an estimate is called one, beside the most that can be debited', async () => {
    const { page } = await startConfirming({ amount_type: 'RISK_AMOUNT' });
    const { text } = await page.look();
    expect(text).toMatch(/预估费用<\/dt><dd>¥15\.00/);
    expect(text).toMatch(/最多扣款<\/dt><dd>¥10,000\.00/);
  });

  test('without confirmation there is no order', async () => {
    const { page, order } = await startConfirming();
    expect((await page.press('leave')).message).toMatchObject({
      outcome: 'cancelled',
      backLink: backLinks.cancel_back_link,
    });
    expect((await order()).sub_code).toBe('ORDER_NOT_EXIST');
  });

  test("Zhima's refusal is said, and the page stays", async () => {
    const { standIn, page, order } = await startConfirming();
    await standIn.control('sign', { openId, outAgreementNo: 'A-1' });
    await standIn.control('behaviour', { declineNextOrder: 'ZHIMA_EVALUATE_NO_PASS' });
    expect((await page.press('confirm')).text).toContain('芝麻评估未通过');
    expect((await order()).sub_code).toBe('ORDER_NOT_EXIST');
    expect((await page.press('confirm')).message).toMatchObject({ outcome: 'done' });
  });
});

describe("Zhima's own pages", () => {
  test('the service can be closed when no order runs', async () => {
    const { standIn, merchant, id } = await startOrdered();
    const page = await open(standIn, { openId, view: 'agreement' });
    expect((await page.look()).actions).toEqual(['close', 'leave']);
    const refused = await page.press('close');
    expect(refused.text).toContain('存在履约中的订单，无法关闭');
    expect(refused.actions).toContain('close');
    await merchant.call(`${zhima}.creditbizorder.finish`, {
      credit_biz_order_id: id,
      is_fulfilled: 'false',
      out_request_no: 'F-1',
    });
    const closed = await page.press('close');
    expect(closed.text).toContain('服务已关闭');
    expect(closed.actions).toEqual(['leave']);
    expect((await page.press('leave')).message).toMatchObject({ view: 'agreement', outcome: 'done' });
  });

  test('what is due can be paid by hand, what Zhima has paid too', async () => {
    const { standIn, pay, trade } = await startOrdered();
    const page = await open(standIn, { openId, view: 'order', outOrderNo: 'order-1' });
    const running = await page.look();
    expect(running.text).toContain('履约中');
    expect(running.actions).toEqual(['leave']);
    await standIn.control('wallet', { openId, balanceFen: 0 });
    await pay('12.00');
    const due = await page.look();
    expect(due.text).toContain('待支付');
    expect(due.text).toContain('¥12.00');
    expect(due.actions).toEqual(['pay', 'leave']);
    expect((await page.press('pay')).text).toContain('余额不足');
    await standIn.advance(72 * hourMs);
    expect((await page.look()).text).toContain('已由芝麻垫付，待还款');
    await standIn.control('wallet', { openId, balanceFen: 1200 });
    const paid = await page.press('pay');
    expect(paid.text).toContain('支付成功');
    expect(paid.text).toContain('已完成');
    expect(paid.actions).toEqual(['leave']);
    expect((await page.press('pay')).text).not.toContain('支付成功');
    expect(await trade()).toMatchObject({ trade_status: 'TRADE_SUCCESS' });
    expect((await page.press('leave')).message).toMatchObject({ view: 'order', outcome: 'done' });
  });

  test('a refund shows', async () => {
    const { standIn, merchant, pay, id } = await startOrdered();
    await pay();
    await standIn.advance(1000);
    const refund = { out_trade_no: id, refund_amount: '5.00', out_request_no: 'R-1' };
    await merchant.call('alipay.trade.refund', refund);
    const page = await open(standIn, { openId, view: 'order', outOrderNo: 'order-1' });
    expect((await page.look()).text).toMatch(/已退款<\/dt><dd>¥5\.00/);
  });

  test('nobody sees the order of another', async () => {
    const { standIn } = await startOrdered();
    const look = (input: object) => standIn.control('openView', { view: 'order', ...input });
    expect((await look({ openId: 'o-user-2', outOrderNo: 'order-1' })).data.error.subCode).toBe(
      'ORDER_NOT_EXIST',
    );
    expect((await look({ openId, outOrderNo: 'order-9' })).data.error.subCode).toBe('ORDER_NOT_EXIST');
  });
});

test('a page that does not exist, or was pushed out by others, is said to be over', async () => {
  const standIn = await startAlipay();
  const first = await open(standIn, { openId, view: 'agreement' });
  for (let opened = 0; opened < 200; opened++) await open(standIn, { openId, view: 'agreement' });
  for (const url of [first.url, `${first.url}x`]) {
    expect(await pageAt(url).look()).toMatchObject({ status: 404, title: '页面不存在' });
    expect((await pageAt(url).press('close')).status).toBe(404);
  }
});

test('pages say whose they play, load the font they are given, and stay text whatever a merchant writes', async () => {
  const standIn = await startAlipay({ fontStyles: '/font.css' });
  const merchant = merchantOf(standIn.environment);
  const content = orderToConfirm('order-1', {
    subject: '<b>茶</b>'.replaceAll('/', ''),
    body: '<script>x</script>',
  });
  const signStr = merchant.signStr(`${zhima}.creditbizorder.create`, content);
  const { text } = await (await open(standIn, { openId, signStr })).look();
  expect(text).toContain('这是本地模拟的支付宝页面');
  expect(text).toContain('href="/font.css"');
  expect(text).toContain('<dd>&lt;b&gt;茶&lt;b&gt;</dd>');
  expect(text).toContain('<dd>&lt;script&gt;x&lt;/script&gt;</dd>');
});
