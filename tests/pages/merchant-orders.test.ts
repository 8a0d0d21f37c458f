import { mount } from 'virtual:miniprogram/merchant/pages/orders/orders';
import { afterEach, describe, expect, test, vi } from 'vitest';
import type { Order } from '../../cloudfunctions/shared/domain/order/order.ts';
import { later, T0 } from '../../cloudfunctions/shared/testing/builders.ts';
import { orderIn } from '../../cloudfunctions/shared/testing/lives.ts';
import { CALLER, OPERATOR, World } from '../../cloudfunctions/shared/testing/world.ts';
import type { Mounted } from '../../emulator/src/preview/runtime/types.ts';
import { textOf } from '../../emulator/src/preview/testing/page.ts';
import { type Cloud, cloudOf } from './support/functions.ts';
import { functionsFor } from './support/merchantFunctions.ts';
import { happens, see, settled, shown, tapOn } from './support/screen.ts';

const id = (index: number) => String(index).padStart(32, '0');

let cloud: Cloud;
let page: Mounted | null = null;

async function open(orders: readonly Order[], tab: string, shows: string, caller = OPERATOR): Promise<void> {
  const world = new World();
  for (const [index, order] of orders.entries()) {
    world.store.seed('orders', { ...order, _id: id(index), createdAt: later(T0, index * 60_000) });
  }
  cloud = cloudOf(world, functionsFor(caller));
  page = mount({}, { tab });
  await see(shows);
}

const reachBottom = () => happens(page, 'onReachBottom');

const cards = () => [...document.querySelectorAll('.hf-merchant-card__head')].map(textOf);
const many = (count: number) => Array.from({ length: count }, () => orderIn('accepted'));

afterEach(async () => {
  await settled();
  page?.unmount();
  page = null;
  vi.unstubAllGlobals();
});

describe('the merchant’s list', () => {
  test('shows the tab that its address names, and another one by a tap', async () => {
    await open([orderIn('accepted'), orderIn('shipped')], 'shipping', '起可以发货');
    expect(cards()).toEqual([expect.stringContaining('待发货')]);
    await tapOn('全部');
    await vi.waitFor(() => expect(cards()).toHaveLength(2));
  });

  test('says of each empty tab what is not there', async () => {
    await open([orderIn('accepted')], 'claims', '没有要处理的退货或售后');
    await tapOn('复核');
    await see('没有等着复核的订单');
    expect(shown()).not.toContain('没有要处理的退货或售后');
  });

  test('goes on at its end, page after page, once each', async () => {
    await open(many(45), 'shipping', '起可以发货');
    expect(cards()).toHaveLength(20);
    await Promise.all([reachBottom(), reachBottom()]);
    expect(cards()).toHaveLength(40);
    await reachBottom();
    await reachBottom();
    expect(cards()).toHaveLength(45);
    await see('没有更多了');
    expect(cloud.calls).toHaveLength(3);
  });

  test('is as long as it was once an operator comes back from an order', async () => {
    await open(many(45), 'shipping', '起可以发货');
    await reachBottom();
    expect(cards()).toHaveLength(40);
    await happens(page, 'onShow');
    expect(cards()).toHaveLength(40);
    expect(cloud.callsOf('readOrders').at(-1)).toMatchObject({ limit: 40 });
  });

  test('adds nothing of a tab that was left meanwhile', async () => {
    const attention = [{ code: 'STUCK', at: T0 }];
    await open([orderIn('settled', { attention }), ...many(30)], 'shipping', '起可以发货');
    const release = cloud.holdNext();
    const reading = reachBottom();
    await tapOn('需关注');
    await see('自动处理多次没有办成');
    release();
    await reading;
    expect(cards()).toEqual([expect.stringContaining('已收款')]);
  });

  test('marks the orders of Alipay, and names in each the channel that is its own', async () => {
    await open([orderIn('settling', { channel: 'alipay' }), orderIn('settling')], 'all', '微信支付正在扣款');
    const [wechatpay, alipay] = [...document.querySelectorAll('hf-merchant-card')].map(textOf);
    expect(alipay).toMatch(/支付宝.*支付宝正在扣款/);
    expect(alipay).not.toContain('微信');
    expect(wechatpay).toContain('微信支付正在扣款');
    expect(wechatpay).not.toMatch(/支付宝|芝麻/);
  });

  test('is closed to somebody who is none of the merchant’s people', async () => {
    await open([orderIn('accepted')], 'shipping', '这里是商家的页面', CALLER);
    expect(cards()).toEqual([]);
    expect(shown()).not.toContain('需关注');
  });
});
