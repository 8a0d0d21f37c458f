import { mount } from 'virtual:miniprogram/pages/account/account';
import 'virtual:miniprogram/pages/bills/bills';
import { mount as mountMe } from 'virtual:miniprogram/pages/me/me';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { DAY_MS } from '../../cloudfunctions/shared/domain/duration.ts';
import type { Order } from '../../cloudfunctions/shared/domain/order/order.ts';
import { holding } from '../../cloudfunctions/shared/testing/accountAnswers.ts';
import { anAccount, later, T0 } from '../../cloudfunctions/shared/testing/builders.ts';
import { orderIn } from '../../cloudfunctions/shared/testing/lives.ts';
import { World } from '../../cloudfunctions/shared/testing/world.ts';
import { textOf } from '../../emulator/src/preview/testing/page.ts';
import { cloudOf } from './support/functions.ts';
import { answer, dialog, happens, see, shown, tapOn } from './support/screen.ts';

const id = (digit: number) => String(digit).repeat(32);

function worldWith(...orders: Order[]): World {
  const world = new World({ account: anAccount(holding(...orders)) });
  world.store.seed('orders', ...orders);
  return world;
}

type Mounted = ReturnType<typeof mount>;
let page: Mounted | null = null;
const open = (mounted: Mounted): Mounted => {
  page = mounted;
  return mounted;
};
afterEach(() => {
  page?.unmount();
  document.querySelector('mp-layer')?.remove();
  vi.unstubAllGlobals();
});

describe('closing the service', () => {
  test('takes two taps and one call, whatever runs, and says what goes on', async () => {
    const world = worldWith(orderIn('shipped', { _id: id(1) }), orderIn('received', { _id: id(2) }));
    const { calls } = cloudOf(world);
    open(mount());
    await see('关闭先用后付');
    const before = calls.length;
    await tapOn('关闭先用后付');
    await see('关闭先用后付？');
    expect(textOf(dialog())).toContain('2 笔进行中的订单（共 ¥336.00）按原来的约定完成');
    await answer('确认关闭');
    await see('先用后付已关闭');
    await see('等进行中的订单都完成后自动解除');
    expect(calls.slice(before)).toEqual([{ name: 'account', input: { action: 'close' } }]);
    expect(world.account().state).toBe('closed');
    expect(world.order(id(1)).state).toBe('shipped');
  });

  test('changes nothing where the buyer thinks better of it', async () => {
    const world = worldWith();
    const { calls } = cloudOf(world);
    const { instance } = open(mount());
    await tapOn('关闭先用后付');
    await answer('先不关闭');
    await vi.waitFor(() => expect(instance.data['busy']).toBe(''));
    expect(calls.map(({ input }) => input)).toEqual([{ action: 'view' }]);
    expect(world.account().state).toBe('open');
  });

  test('is sent once, however often it is tapped while it is under way', async () => {
    const cloud = cloudOf(worldWith());
    const mounted = open(mount());
    await tapOn('关闭先用后付');
    await tapOn('关闭先用后付');
    await happens(mounted, 'close');
    expect(document.querySelectorAll('mp-layer')).toHaveLength(1);
    const release = cloud.holdNext();
    await answer('确认关闭');
    await tapOn('关闭先用后付');
    await tapOn('打开保护');
    await happens(mounted, 'switchLock');
    expect(document.querySelector('mp-layer')).toBeNull();
    release();
    await see('先用后付已关闭');
    expect(cloud.calls.map(({ input }) => input)).toEqual([{ action: 'view' }, { action: 'close' }]);
  });

  test('is not undone on the screen by what was read before', async () => {
    const cloud = cloudOf(worldWith());
    const mounted = open(mount());
    await see('关闭先用后付');
    const release = cloud.holdNext();
    const stale = happens(mounted, 'reload');
    await tapOn('关闭先用后付');
    await answer('确认关闭');
    await see('先用后付已关闭');
    release();
    await stale;
    expect(shown()).toContain('先用后付已关闭');
  });
});

describe('the minors’ lock', () => {
  test('stands at once, after one question; and tells until when it stands once it was to be opened', async () => {
    const world = worldWith();
    cloudOf(world);
    open(mount());
    await tapOn('打开保护');
    await answer('打开保护');
    await see('3月1日 周日 起受保护');
    expect(world.account().minorsLock).toEqual({ since: T0, until: null });
    await tapOn('申请关闭保护');
    await see('3月2日 周一 10:00 解除');
    expect(world.account().minorsLock?.until).toEqual(later(T0, DAY_MS));
    await tapOn('继续保护');
    await see('申请关闭保护');
    expect(world.account().minorsLock?.until).toBeNull();
  });
});

describe('my page', () => {
  test('shows what is late, and leads to where it is paid', async () => {
    const { calls } = cloudOf(worldWith(orderIn('overdue')));
    open(mountMe());
    await see('有 1 笔订单过了付款时间，共 ¥168.00');
    expect(calls).toEqual([{ name: 'account', input: { action: 'view' } }]);
    await tapOn('去付清');
    await vi.waitFor(() => expect(location.hash).toContain('pages/bills/bills'));
    await see('一共待付');
  });

  test('puts all pages into large type at once, and back', async () => {
    cloudOf(worldWith());
    open(mountMe());
    await see('大字版');
    expect(document.querySelector('.page--large')).toBeNull();
    await tapOn('大字版');
    await vi.waitFor(() => expect(document.querySelector('.page--large')).not.toBeNull());
    await tapOn('大字版');
    await vi.waitFor(() => expect(document.querySelector('.page--large')).toBeNull());
    expect(shown()).not.toContain('商家后台');
  });
});
