import { mount } from 'virtual:miniprogram/pages/checkout/checkout';
import 'virtual:miniprogram/pages/opening/opening';
import 'virtual:miniprogram/pages/order/order';
import 'virtual:miniprogram/pages/refusal/refusal';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { anAccount } from '../../cloudfunctions/shared/testing/builders.ts';
import { says, VIEW } from '../../cloudfunctions/shared/testing/scriptedChannel.ts';
import { pause } from '../../miniprogram/services/pause.ts';
import {
  arriveAt,
  aShop,
  box,
  chosenWays,
  cloud,
  fillIn,
  leaveShop,
  openCheckout,
  orders,
  TICK,
  world,
} from './support/checkout.ts';
import { answer, fill, see, shown, tapOn } from './support/screen.ts';
import { atWechatPay, goBack, leavesWechatPay } from './support/wechat.ts';

vi.mock('../../miniprogram/services/pause', () => ({ pause: vi.fn(async () => {}) }));

afterEach(leaveShop);

describe('a second confirmation', () => {
  const large = { policy: { secondConfirmation: { fromAmountFen: 10_000 } } };

  test('has the buyer type amount and quantity again before anything is decided', async () => {
    aShop(large);
    await openCheckout(mount);
    await fillIn();
    await tapOn('提交订单');
    await see('这笔订单金额较大。');
    await tapOn('核对好了，继续下单');
    await see('请填写金额，只写数字。');
    fill('一共多少元', '168.5');
    fill('一共几件', '1');
    await tapOn('核对好了，继续下单');
    await see('再次确认的金额或件数与订单不一致');
    await answer('知道了');
    expect(orders()[0]?.state).toBe('created');
    fill('一共多少元', '168');
    await tapOn('核对好了，继续下单');
    await arriveAt(/pages\/order\/order/);
    expect(cloud.callsOf('assessCredit').at(-1)).toMatchObject({
      confirmed: { amountFen: 16_800, quantity: 1 },
    });
    expect(orders()[0]?.state).toBe('accepted');
  });

  test('that is broken off decides nothing, and another tap makes no second order', async () => {
    aShop(large);
    await openCheckout(mount);
    await fillIn();
    await tapOn('提交订单');
    await tapOn('先不下单');
    await vi.waitFor(() => expect(shown()).not.toContain('请再核对一次'));
    await tapOn('提交订单');
    await see('请再核对一次');
    expect(orders().map(({ state }) => state)).toEqual(['created']);
  });
});

describe('where the buyer confirms each order in WeChat', () => {
  function aShopThatConfirmsEach(): void {
    aShop({ account: { authorisation: null } });
    world.channel.can.authorisesOnce = false;
    world.channel.answers('create', says('awaitingBuyer'));
  }

  /** WeChat tells the functions that the buyer has confirmed. */
  function callBack(): void {
    const [order] = orders();
    if (order) world.store.seed('orders', { ...order, state: 'accepted', attempt: null });
  }

  test('WeChat’s page opens, and the order is read again until WeChat has told of it', async () => {
    aShopThatConfirmsEach();
    const opened = atWechatPay(() => {});
    vi.mocked(pause).mockImplementationOnce(async () => callBack());
    await openCheckout(mount);
    await fillIn();
    await tapOn('提交订单');
    await arriveAt(/pages\/order\/order/);
    expect(opened).toHaveBeenCalledWith(expect.objectContaining(VIEW));
    expect(orders()[0]?.state).toBe('accepted');
  });

  test('who leaves that page at once gets to his order all the same', async () => {
    aShopThatConfirmsEach();
    leavesWechatPay();
    await openCheckout(mount);
    await fillIn();
    await tapOn('提交订单');
    await arriveAt(/pages\/order\/order/);
    expect(orders()[0]?.state).toBe('approved');
  });
});

describe('who has not opened the service', () => {
  test('is led to where it is opened, and finds everything as it was when he comes back', async () => {
    aShop({ account: null });
    await openCheckout(mount, '2');
    await tapOn('使用微信收货地址');
    await tapOn('先用后付');
    await see('下单前要先开通先用后付');
    expect(box()).toBeUndefined();
    await tapOn('先开通（约 1 分钟）');
    await arriveAt(/pages\/opening\/opening\?goods=[\w-]+\*2$/);
    world.store.seed('creditAccounts', anAccount());
    goBack();
    await see('想取消怎么办');
    expect([chosenWays(), box()]).toEqual([1, 'false']);
    await tapOn(TICK);
    await tapOn('提交订单');
    await arriveAt(/pages\/order\/order/);
    expect(orders()[0]).toMatchObject({ amountFen: 33_600 });
  });
});
