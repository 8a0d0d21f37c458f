import 'virtual:miniprogram/pages/order/order';
import { mount } from 'virtual:miniprogram/pages/notices/notices';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { anOrder, later, T0 } from '../../cloudfunctions/shared/testing/builders.ts';
import { orderIn } from '../../cloudfunctions/shared/testing/lives.ts';
import { World } from '../../cloudfunctions/shared/testing/world.ts';
import { cloudOf } from './support/functions.ts';
import { see, shown, tapOn } from './support/screen.ts';

const ORDERS = 60;
const id = (number: number) => String(number).padStart(32, '0');

/** Orders of one minute each; only the very first has something to tell. */
function manyOrders(): World {
  const world = new World();
  for (let number = 1; number < ORDERS; number++) {
    world.store.seed('orders', anOrder({ _id: id(number), createdAt: later(T0, number * 60_000) }));
  }
  world.store.seed('orders', orderIn('received', { _id: id(0), createdAt: T0 }));
  return world;
}

let page: { unmount(): void } | null = null;
afterEach(() => {
  page?.unmount();
  vi.unstubAllGlobals();
});

describe('the notices', () => {
  test('stand in the server’s own words, and lead to their order', async () => {
    const order = orderIn('received');
    cloudOf(new World({ order }));
    page = mount();
    await see(order.notice?.text ?? '');
    await tapOn('扣款提醒');
    await vi.waitFor(() => expect(location.hash).toContain(`pages/order/order?id=${order._id}`));
    await see('订单进展');
  });

  test('are marked once they have passed', async () => {
    cloudOf(new World({ order: orderIn('settled') }));
    page = mount();
    await see('已过去');
  });

  test('of older orders come by a tap, once, however often it is tapped', async () => {
    const cloud = cloudOf(manyOrders());
    page = mount();
    await see('查看更早的通知');
    expect(shown()).not.toContain('扣款提醒');
    const release = cloud.holdNext();
    await tapOn('查看更早的通知');
    await tapOn('查看更早的通知');
    release();
    await see('扣款提醒');
    expect(shown()).not.toContain('查看更早的通知');
    expect(cloud.calls).toHaveLength(2);
  });

  test('that are none say what will stand here', async () => {
    cloudOf(new World());
    page = mount();
    await see('还没有通知。');
  });
});
