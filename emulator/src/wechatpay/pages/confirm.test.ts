import { expect, test } from 'vitest';

import { sdk, startWechatpay } from '../testing/harness.ts';
import { open } from '../testing/pages.ts';
import { ordersPath, orderToConfirm } from '../testing/requests.ts';

async function openTwice(changed: Record<string, unknown> = {}) {
  const standIn = await startWechatpay();
  // A package opens one page; the order sent again, as it was, gives another.
  const openPage = async () => {
    const { data } = await sdk(standIn.environment).post(ordersPath, orderToConfirm('order-1', changed));
    return open(standIn, 'wxpayScoreUse', { package: data.package });
  };
  return [await openPage(), await openPage()] as const;
}

test.each(['confirm', 'leave'])(
  'a page of an order that was confirmed on another one says so, and tells it (%s)',
  async (action) => {
    const [first, second] = await openTwice();
    await first.press('confirm');
    const { text, message } = await second.press(action);
    expect(text).toContain('订单已确认');
    expect(message).toMatchObject({ errCode: 0 });
  },
);

test('each payment shows what it is for, how many, and the amount', async () => {
  const payments = [
    { name: '商品信息', amount: 1000, description: '白瓷茶具', count: 2 },
    { name: '商品信息', amount: 500, description: '<b>保温杯</b>' },
  ];
  const [page] = await openTwice({ post_payments: payments });
  const { text } = await page.look();
  expect(text).toMatch(/商品信息<\/dt><dd>白瓷茶具 × 2 ¥10\.00/);
  expect(text).toContain('&lt;b&gt;保温杯&lt;/b&gt; ¥5.00');
});
