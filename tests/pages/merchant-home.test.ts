import { mount } from 'virtual:miniprogram/merchant/pages/home/home';
import 'virtual:miniprogram/merchant/pages/orders/orders';
import { afterEach, describe, expect, test, vi } from 'vitest';
import type { Order } from '../../cloudfunctions/shared/domain/order/order.ts';
import { aPayment, later, T0 } from '../../cloudfunctions/shared/testing/builders.ts';
import { orderIn } from '../../cloudfunctions/shared/testing/lives.ts';
import { CALLER, OPERATOR, World } from '../../cloudfunctions/shared/testing/world.ts';
import type { Mounted } from '../../emulator/src/preview/runtime/types.ts';
import { tap } from '../../emulator/src/preview/testing/page.ts';
import { type Cloud, cloudOf } from './support/functions.ts';
import { functionsFor } from './support/merchantFunctions.ts';
import { happens, see, settled, shown, tapOn } from './support/screen.ts';
import { wechatAnswers } from './support/wechat.ts';

const DAY_MS = 86_400_000;
const id = (index: number) => String(index).padStart(32, '0');

let world: World;
let cloud: Cloud;
let page: Mounted | null = null;

async function open(orders: readonly Order[], shows: string, caller = OPERATOR): Promise<void> {
  world = new World();
  for (const [index, order] of orders.entries()) world.store.seed('orders', { ...order, _id: id(index) });
  cloud = cloudOf(world, functionsFor(caller));
  page = mount();
  await see(shows);
}

function bars(): readonly Element[] {
  return [...document.querySelectorAll('.hf-bars__day')];
}

afterEach(async () => {
  await settled();
  page?.unmount();
  page = null;
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

const due = (days: number, payableFen: number) =>
  orderIn('received', { payableFen, chargeAt: later(T0, days * DAY_MS) });

describe('the merchant’s first page', () => {
  test('asks one question for all that it shows', async () => {
    await open([orderIn('accepted'), orderIn('overdue'), due(2, 5_000)], '¥218.00');
    expect(cloud.calls).toEqual([{ name: 'readOrders', input: { view: 'money' } }]);
    expect(shown()).toMatch(/1 ?待发货/);
    expect(shown()).toMatch(/逾期 ?¥168\.00/);
  });

  test('shows the last answer, however late an earlier one comes', async () => {
    await open([orderIn('overdue')], '¥168.00');
    const release = cloud.holdNext();
    const earlier = happens(page, 'onShow');
    // It is counted, and its answer on the way, before there is one more order.
    await new Promise((resolve) => setImmediate(resolve));
    world.store.seed('orders', orderIn('overdue', { _id: id(1) }));
    await happens(page, 'onPullDownRefresh');
    await see('¥336.00');
    release();
    await earlier;
    expect(cloud.calls).toHaveLength(3);
    expect(shown()).toContain('¥336.00');
  });

  test('shows of a bar its day and amount, and of another one once it is tapped', async () => {
    await open([due(2, 5_000), due(4, 7_000)], '3月3日 周二 ¥50.00，1 单');
    expect(bars()).toHaveLength(14);
    expect(bars()[4]?.getAttribute('aria-label')).toBe('3月5日 周四 70元，1 单');
    for (const bar of bars().slice(4, 5)) tap(bar);
    await see('3月5日 周四 ¥70.00，1 单');
    expect(shown()).not.toContain('3月3日 周二 ¥50.00');
  });

  test('says where there is nothing, instead of empty charts', async () => {
    await open([orderIn('settled', { payment: aPayment({ paidAt: T0 }) })], '未来 14 天没有到期的钱');
    expect(bars()).toHaveLength(30);
  });

  test('leads to the list that an entry counts', async () => {
    await open([orderIn('accepted'), orderIn('shipped')], '待发货');
    await tapOn('待发货');
    await vi.waitFor(() => expect(location.hash).toContain('merchant/pages/orders/orders?tab=shipping'));
    await see('起可以发货');
    expect(cloud.calls.at(-1)?.input).toMatchObject({ view: 'merchant', states: ['accepted'] });
  });

  test('is closed to somebody who is none of the merchant’s people, and shows the way back', async () => {
    await open([orderIn('accepted')], '这里是商家的页面', CALLER);
    expect(shown()).not.toContain('¥');
    const switched = wechatAnswers('switchTab', () => ({}));
    await tapOn('返回「我的」');
    expect(switched).toHaveBeenCalledWith({ url: '/pages/me/me' });
  });
});
