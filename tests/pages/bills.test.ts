import { mount } from 'virtual:miniprogram/pages/bills/bills';
import 'virtual:miniprogram/pages/order/order';
import { afterEach, describe, expect, test, vi } from 'vitest';
import type { Order } from '../../cloudfunctions/shared/domain/order/order.ts';
import { later, T0 } from '../../cloudfunctions/shared/testing/builders.ts';
import { orderIn } from '../../cloudfunctions/shared/testing/lives.ts';
import { World } from '../../cloudfunctions/shared/testing/world.ts';
import type { Mounted } from '../../emulator/src/preview/runtime/types.ts';
import { type Cloud, cloudOf } from './support/functions.ts';
import { happens, see, shown, tapOn } from './support/screen.ts';
import { wechatAnswers } from './support/wechat.ts';

const id = (number: number) => number.toString(16).padStart(32, '0');

let cloud: Cloud;
let page: Mounted | null = null;

function prepare(orders: readonly Order[]): void {
  const world = new World();
  world.store.seed('orders', ...orders);
  cloud = cloudOf(world);
}

function open(orders: readonly Order[]): void {
  prepare(orders);
  page = mount();
}

/** The page reads on when the buyer has come to its end. */
const reachBottom = () => happens(page, 'onReachBottom');

const cards = () => document.querySelectorAll('[is="components/hf-bill/hf-bill"], hf-bill').length;

afterEach(() => {
  page?.unmount();
  page = null;
  document.querySelector('mp-layer')?.remove();
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

describe('the bills', () => {
  test('say first what is late, what is due next, and apart from it what comes later', async () => {
    open([
      orderIn('shipped', { _id: id(1) }),
      orderIn('received', { _id: id(2), payableFen: 3_050 }),
      orderIn('overdue', { _id: id(3), payableFen: 101 }),
      orderIn('settled', { _id: id(4) }),
    ]);
    await see('一共待付¥31.51');
    const order = [
      '已过付款时间，待支付 ¥1.01',
      '将于 2026-03-11',
      '还没到付款时间',
      '第 7 天支付 ¥168.00',
      '3月1日 周日 付清',
    ];
    const places = order.map((words) => shown().indexOf(words));
    expect(places).not.toContain(-1);
    expect(places).toEqual(places.toSorted((a, b) => a - b));
    expect(cloud.calls).toHaveLength(2);
  });

  test('lead from what is late to the order, where it is paid', async () => {
    open([orderIn('overdue', { _id: id(3) })]);
    await tapOn('立即支付');
    await vi.waitFor(() => expect(location.hash).toBe(`#/pages/order/order?id=${id(3)}`));
    await see('订单进展');
  });

  test('read on what was paid, and all that is to be paid at once', async () => {
    const paid = Array.from({ length: 25 }, (_, n) =>
      orderIn('settled', { _id: id(n), createdAt: later(T0, n) }),
    );
    const due = Array.from({ length: 55 }, (_, n) =>
      orderIn('received', { _id: id(100 + n), createdAt: later(T0, n), payableFen: 1 }),
    );
    open([...paid, ...due]);
    await see('55 笔订单');
    expect(shown()).toContain('¥0.55');
    expect(cards()).toBe(75);
    reachBottom();
    reachBottom();
    await vi.waitFor(() => expect(cards()).toBe(80));
    await see('没有更多了');
    expect(cloud.calls).toHaveLength(4);
  });

  test('say what to do where there are none', async () => {
    open([orderIn('cancelled')]);
    await see('还没有账单');
    expect(shown()).toContain('去看看商品');
  });

  test('say that they cannot be read, and try again', async () => {
    prepare([orderIn('received')]);
    cloud.loseNextAnswerOf('readOrders');
    wechatAnswers('getNetworkType', () => ({ networkType: 'none' }));
    page = mount();
    await see('网络好像断开了');
    expect(shown()).not.toContain('一共待付');
    await tapOn('再试一次');
    await see('一共待付¥168.00');
  });
});
