import { mount } from 'virtual:miniprogram/pages/order/order';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Order } from '../../cloudfunctions/shared/domain/order/order.ts';
import { anAttempt, aPayment, later, ORDER, T0 } from '../../cloudfunctions/shared/testing/builders.ts';
import {
  BY_BUYER,
  BY_OPERATOR,
  CHARGE_AT,
  lived,
  orderIn,
} from '../../cloudfunctions/shared/testing/lives.ts';
import { says } from '../../cloudfunctions/shared/testing/scriptedChannel.ts';
import { World } from '../../cloudfunctions/shared/testing/world.ts';
import type { Mounted } from '../../emulator/src/preview/runtime/types.ts';
import { type Cloud, cloudOf } from './support/functions.ts';
import { answer, dialog, fill, happens, see, shown, tapOn } from './support/screen.ts';
import { atWechatPay, wechatAnswers } from './support/wechat.ts';

let world: World;
let cloud: Cloud;
let page: Mounted | null = null;

async function open(order: Order): Promise<void> {
  world = new World({ order });
  world.now = later(CHARGE_AT, -86_400_000);
  world.store.seed('deliveries', { _id: 'delivery-1', recipient: '林小满', phone: '138', address: '泉州' });
  cloud = cloudOf(world);
  page = mount({}, { id: ORDER });
  await see('订单进展');
}

/** Whatever takes a moment has ended: a dialog that closes, a look at what has become of a payment. */
const aMoment = () => vi.advanceTimersByTimeAsync(10_000);

function buttons(): readonly string[] {
  return [...document.querySelectorAll('.t-button__content')].map(({ textContent }) => textContent.trim());
}

/** A second tap that WeChat has taken before it drew the button as disabled. */
function tapBeforeItIsDrawn(name: string): void {
  const tap = page?.instance['tap'];
  if (typeof tap === 'function') tap.call(page?.instance, { currentTarget: { dataset: { name } } });
}

/** The channel takes the money, and tells of it. */
async function takesTheMoney(): Promise<void> {
  const order = world.order();
  const settled = { type: 'settled', at: CHARGE_AT, by: { role: 'channel', id: null } } as const;
  world.store.seed('orders', lived([{ ...settled, payment: aPayment() }], order));
}

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
});
afterEach(async () => {
  page?.unmount();
  // Toasts go away by themselves.
  await aMoment();
  page = null;
  document.querySelector('mp-layer')?.remove();
  vi.useRealTimers();
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

describe('the buttons of an order', () => {
  test.each([
    ['accepted', ['取消订单']],
    ['shipped', ['退货/售后', '确认收货']],
    ['received', ['关闭自动扣款', '退货/售后', '立即支付 ¥168.00']],
    ['settled', ['退货/售后']],
    ['cancelled', []],
  ] as const)('of state %s are what the server says can be done', async (state, expected) => {
    await open(orderIn(state));
    expect(buttons()).toEqual(expected);
  });

  test('of a refused order lead to the reasons', async () => {
    await open(orderIn('rejected'));
    expect(buttons()).toEqual(['查看原因和其他付款方式', '申请人工复核']);
  });
});

describe('confirming receipt', () => {
  test('asks first, and says when what is charged', async () => {
    await open(orderIn('shipped'));
    await tapOn('确认收货');
    await see('已经收到商品了吗？');
    expect(dialog().textContent).toMatch(/第 7 天自动扣款 ¥168\.00.*关闭自动扣款/);
    await answer('还没收到');
    await aMoment();
    expect(cloud.callsOf('confirmReceipt')).toEqual([]);

    await tapOn('确认收货');
    await answer('确认收货');
    await see('已确认收货');
    expect(dialog().textContent).toContain('将于 2026-03-17 10:00 支付 ¥168.00');
    expect(world.order().state).toBe('received');
    expect(cloud.callsOf('confirmReceipt')).toHaveLength(1);
    expect(shown()).toContain('立即支付 ¥168.00');
  });
});

describe('paying now', () => {
  test('asks once with the exact amount, and pays once however often it is tapped', async () => {
    await open(orderIn('received'));
    world.channel.answers('complete', says('paid'));
    await tapOn('立即支付 ¥168.00');
    tapBeforeItIsDrawn('payNow');
    expect(document.querySelectorAll('mp-layer')).toHaveLength(1);
    const release = cloud.holdNext();
    await answer('立即支付');
    await vi.waitFor(() => expect(cloud.callsOf('settle')).toHaveLength(1));
    tapBeforeItIsDrawn('payNow');
    release();
    await see('这笔订单已付清');
    expect(cloud.callsOf('settle')).toEqual([
      { step: 'payNow', orderId: ORDER, channel: 'wechatpay', shownAmountFen: 16_800 },
    ]);
    expect(world.channel.sent.map(({ kind }) => kind)).toEqual(['complete']);
  });

  test('opens the page of WeChat Pay only where the charge does not succeed by itself', async () => {
    await open(orderIn('received'));
    world.channel.answers('complete', says('collecting'));
    const opened = atWechatPay(takesTheMoney);
    await tapOn('立即支付 ¥168.00');
    await answer('立即支付');
    await aMoment();
    await see('这笔订单已付清');
    expect(opened).toHaveBeenCalledTimes(1);
    expect(cloud.callsOf('readOrders').length).toBeGreaterThan(3);
  });

  test('does not open it where the money comes at once', async () => {
    await open(orderIn('received'));
    world.channel.answers('complete', says('collecting'));
    world.channel.meanwhile = () => void setTimeout(takesTheMoney, 500);
    const opened = atWechatPay(() => {});
    await tapOn('立即支付 ¥168.00');
    await answer('立即支付');
    await aMoment();
    await see('这笔订单已付清');
    expect(opened).not.toHaveBeenCalled();
  });

  test('says clearly that WeChat Pay still collects', async () => {
    await open(orderIn('settling'));
    atWechatPay(() => {});
    await tapOn('立即支付 ¥168.00');
    await answer('去付款');
    await aMoment();
    await see('请不要重复付款');
    expect(shown()).toContain('正在付款');
  });

  test('that is refused says why, and shows the order as it is by then', async () => {
    await open(orderIn('received'));
    world.store.seed('orders', { ...world.order(), payableFen: 9_000 });
    await tapOn('立即支付 ¥168.00');
    await answer('立即支付');
    await see('应付金额有变动，请确认后再操作。');
    await answer('知道了');
    await see('立即支付 ¥90.00');
  });
});

describe('what else can be done', () => {
  test('an order is cancelled after a question', async () => {
    await open(orderIn('created'));
    await tapOn('取消订单');
    await answer('取消订单');
    await see('订单已取消，您无需付款');
    expect(world.order().state).toBe('cancelled');
  });

  test('the automatic charge is switched off without a question, and the day to pay by is told', async () => {
    await open(orderIn('received'));
    await tapOn('关闭自动扣款');
    await see('已关闭自动扣款');
    expect(dialog().textContent).toContain('请在 2026-03-18 10:00 前支付 ¥168.00');
    expect(world.order().autoCharge).toBe(false);
  });

  test('goods are sent back with carrier and number, and not without', async () => {
    const claim = { kind: 'return', amountFen: 16_800, payableFen: 16_800, items: null } as const;
    const deadline = CHARGE_AT;
    const order = lived(
      [
        { type: 'claimRequested', at: T0, by: BY_BUYER, reason: '不想要了', deadline, ...claim },
        { type: 'claimAgreed', at: T0, by: BY_OPERATOR, note: '请寄到泉州', deadline },
      ],
      orderIn('received'),
    );
    await open(order);
    await see('请寄到泉州');
    await tapOn('填写寄回单号');
    await tapOn('提交单号');
    await see('请填写快递公司和单号');
    fill('快递公司', '顺丰');
    fill('快递单号', ' SF2 ');
    await tapOn('提交单号');
    await see('退货退款：已寄回，等商家查收');
    expect(cloud.callsOf('handleReturn')).toEqual([
      { step: 'sendBack', orderId: ORDER, carrier: '顺丰', trackingNo: 'SF2' },
    ]);
  });
});

describe('an order whose fate is not known yet', () => {
  const waiting = () => orderIn('approved', { attempt: anAttempt('create') });

  test('is looked at again until it is known', async () => {
    await open(waiting());
    expect(shown()).toContain('正在和微信支付确认');
    world.store.seed('orders', orderIn('accepted'));
    await aMoment();
    await see('下单成功，正在等商家发货');
    const looked = cloud.calls.length;
    await vi.advanceTimersByTimeAsync(60_000);
    expect(cloud.calls).toHaveLength(looked);
  });

  test('is left alone once the buyer has left', async () => {
    await open(waiting());
    const looked = cloud.calls.length;
    page?.unmount();
    page = null;
    await vi.advanceTimersByTimeAsync(60_000);
    expect(cloud.calls).toHaveLength(looked);
  });

  test('is left alone also where an answer comes after the buyer has left', async () => {
    await open(waiting());
    const release = cloud.holdNext();
    await vi.advanceTimersByTimeAsync(2_000);
    const looked = cloud.calls.length;
    expect(looked).toBeGreaterThan(1);
    happens(page, 'onHide');
    release();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(cloud.calls).toHaveLength(looked);
  });
});

describe('an order that cannot be read', () => {
  test('says so, and tries again', async () => {
    world = new World({ order: orderIn('shipped') });
    cloud = cloudOf(world);
    cloud.loseNextAnswerOf('readOrders');
    wechatAnswers('getNetworkType', () => ({ networkType: 'none' }));
    page = mount({}, { id: ORDER });
    await see('网络好像断开了');
    expect(shown()).not.toContain('订单进展');
    await tapOn('再试一次');
    await see('商家已发货');
  });
});
