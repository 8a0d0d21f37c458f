import { mount } from 'virtual:miniprogram/pages/orders/orders';
import 'virtual:miniprogram/pages/order/order';
import { afterEach, describe, expect, type Mock, test, vi } from 'vitest';
import type { Order } from '../../cloudfunctions/shared/domain/order/order.ts';
import { aLine, later, T0 } from '../../cloudfunctions/shared/testing/builders.ts';
import { orderIn } from '../../cloudfunctions/shared/testing/lives.ts';
import { World } from '../../cloudfunctions/shared/testing/world.ts';
import type { Mounted } from '../../emulator/src/preview/runtime/types.ts';
import { findByText, tap } from '../../emulator/src/preview/testing/page.ts';
import { type Cloud, cloudOf } from './support/functions.ts';
import { happens, see, shown, tapOn } from './support/screen.ts';
import { goBack, wechatAnswers } from './support/wechat.ts';

const id = (number: number) => number.toString(16).padStart(32, '0');
const of = (title: string) => ({ lines: [aLine({ title })] });

let world: World;
let cloud: Cloud;
let page: Mounted | null = null;
let answered: Mock;

async function open(orders: readonly Order[]): Promise<void> {
  world = new World();
  world.store.seed('orders', ...orders);
  cloud = cloudOf(world);
  // Whether its answer is shown or dropped, each question ends with this.
  answered = wechatAnswers('stopPullDownRefresh', () => undefined);
  page = mount();
  await vi.waitFor(() => expect(answered).toHaveBeenCalledTimes(1));
}

const shownCards = () =>
  document.querySelectorAll('[is="components/hf-order-card/hf-order-card"], hf-order-card');

/** The cards may say the same words. */
function tapTab(name: string): void {
  const tabs = document.querySelector('.tabs');
  if (!tabs) throw new Error('there are no tabs');
  tap(findByText(tabs, name));
}

afterEach(() => {
  page?.unmount();
  page = null;
  document.querySelector('mp-layer')?.remove();
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

describe('my orders', () => {
  const shipped = orderIn('shipped', { _id: id(1), ...of('茶具') });
  const received = orderIn('received', { _id: id(2), ...of('大米') });
  const twentyFive = Array.from({ length: 25 }, (_, n) =>
    orderIn('shipped', { _id: id(n), createdAt: later(T0, n) }),
  );

  test('are shown by what they wait for', async () => {
    await open([shipped, received]);
    await see('大米');
    expect(shown()).toContain('茶具');
    tapTab('待收货');
    await see('茶具');
    expect(shown()).not.toContain('大米');
    expect(cloud.callsOf('readOrders')).toEqual([
      { view: 'mine', limit: 20 },
      { view: 'mine', limit: 20, states: ['shipped'] },
    ]);
  });

  test('are those of the last tab, however late the answers of earlier ones come', async () => {
    await open([shipped, received]);
    await see('大米');
    const release = cloud.holdNext();
    tapTab('待收货');
    tapTab('待付款');
    await see('大米');
    release();
    await vi.waitFor(() => expect(answered).toHaveBeenCalledTimes(3));
    expect(shown()).toContain('大米');
    expect(shown()).not.toContain('茶具');
  });

  test('stay those of the last tab where an earlier one fails late', async () => {
    await open([shipped, received]);
    await see('大米');
    const release = cloud.holdNext();
    tapTab('待收货');
    tapTab('待付款');
    await see('大米');
    cloud.loseNextAnswerOf('readOrders');
    release();
    await vi.waitFor(() => expect(answered).toHaveBeenCalledTimes(3));
    expect(document.querySelector('mp-layer')).toBeNull();
    expect(shown()).not.toContain('再试一次');
  });

  test('are read on at the end of the page, once', async () => {
    await open(twentyFive);
    await vi.waitFor(() => expect(shownCards()).toHaveLength(20));
    happens(page, 'onReachBottom');
    happens(page, 'onReachBottom');
    await vi.waitFor(() => expect(shownCards()).toHaveLength(25));
    expect(cloud.calls).toHaveLength(2);
    happens(page, 'onReachBottom');
    happens(page, 'onShow');
    await vi.waitFor(() => expect(answered).toHaveBeenCalledTimes(2));
    expect(cloud.calls).toHaveLength(3);
    expect(cloud.callsOf('readOrders').at(-1)).toEqual({ view: 'mine', limit: 25 });
    expect(shownCards()).toHaveLength(25);
  });

  test('are not read on any more once another tab was chosen', async () => {
    await open([...twentyFive, { ...received, _id: id(99) }]);
    await vi.waitFor(() => expect(shownCards()).toHaveLength(20));
    const release = cloud.holdNext();
    happens(page, 'onReachBottom');
    tapTab('待付款');
    await vi.waitFor(() => expect(shownCards()).toHaveLength(1));
    release();
    await vi.waitFor(() => expect(page?.instance.data['busy']).toBe(''));
    expect(shownCards()).toHaveLength(1);
  });

  test('open by a tap, and are as they are now when the buyer comes back', async () => {
    await open([shipped]);
    await tapOn('茶具');
    await vi.waitFor(() => expect(location.hash).toBe(`#/pages/order/order?id=${id(1)}`));
    await see('订单进展');
    world.store.seed('orders', { ...received, _id: id(1) });
    goBack();
    await see('将于 2026-03-11 10:00 支付');
    expect(shown()).not.toContain('待收货共');
  });

  test('say what to do where there are none, and keep the tabs', async () => {
    await open([shipped]);
    await see('茶具');
    tapTab('已结束');
    await see('这里还没有订单');
    expect(shown()).toContain('去看看商品');
    tapTab('全部');
    await see('茶具');
  });

  test('say that they cannot be read, and try again', async () => {
    await open([shipped, received]);
    await see('茶具');
    wechatAnswers('getNetworkType', () => ({ networkType: 'none' }));
    cloud.loseNextAnswerOf('readOrders');
    tapTab('待付款');
    await see('网络好像断开了');
    await tapOn('再试一次');
    await see('大米');
  });
});
