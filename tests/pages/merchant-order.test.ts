import { mount } from 'virtual:miniprogram/merchant/pages/order/order';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { OrderEvent } from '../../cloudfunctions/shared/domain/order/events.ts';
import type { Order } from '../../cloudfunctions/shared/domain/order/order.ts';
import { ORDER_STATES } from '../../cloudfunctions/shared/domain/order/states.ts';
import { operatorSteps } from '../../cloudfunctions/shared/domain/order/steps.ts';
import { aPolicy, later, ORDER, T0 } from '../../cloudfunctions/shared/testing/builders.ts';
import { BY_BUYER, CHARGE_AT, happened, orderIn } from '../../cloudfunctions/shared/testing/lives.ts';
import { says } from '../../cloudfunctions/shared/testing/scriptedChannel.ts';
import { CALLER, OPERATOR, World } from '../../cloudfunctions/shared/testing/world.ts';
import type { Mounted } from '../../emulator/src/preview/runtime/types.ts';
import { textOf } from '../../emulator/src/preview/testing/page.ts';
import { STEPS } from '../../miniprogram/merchant/copy/steps.ts';
import { type Cloud, cloudOf } from './support/functions.ts';
import { functionsFor } from './support/merchantFunctions.ts';
import { answer, dialog, see, shown, tapOn } from './support/screen.ts';
import { submit, type } from './support/stepForm.ts';
import { wechatAnswers } from './support/wechat.ts';

const DAY_MS = 86_400_000;
const REQUESTED_AT = later(CHARGE_AT, -2 * DAY_MS);

let world: World;
let cloud: Cloud;
let page: Mounted | null = null;

async function open(order: Order, caller = OPERATOR, shows = '全部经过'): Promise<void> {
  world = new World({ order });
  world.now = later(CHARGE_AT, -DAY_MS);
  const delivery = { recipient: '林小满', phone: '13800000000', address: '东海街 1 号' };
  world.store.seed('deliveries', { _id: 'delivery-1', ...delivery });
  cloud = cloudOf(world, functionsFor(caller));
  page = mount({}, { id: ORDER });
  await see(shows);
}

function claimed(order: Order, kind: 'return' | 'problem' = 'return'): Order {
  const requested: OrderEvent = {
    type: 'claimRequested',
    at: REQUESTED_AT,
    by: BY_BUYER,
    kind,
    amountFen: 6_800,
    payableFen: 16_800,
    items: null,
    reason: '颜色不对',
    deadline: CHARGE_AT,
  };
  return happened(order, requested);
}

/** The buttons that stand on the page, by their step. */
function buttons(): readonly string[] {
  const labels = [...document.querySelectorAll('.t-button__content, .t-cell__title-text')].map(textOf);
  return Object.entries(STEPS)
    .filter(([, { label }]) => labels.includes(label))
    .map(([step]) => step);
}

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
});
afterEach(async () => {
  page?.unmount();
  page = null;
  // Toasts go away by themselves.
  await vi.advanceTimersByTimeAsync(10_000);
  document.querySelector('mp-layer')?.remove();
  vi.useRealTimers();
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

describe('the buttons of an order', () => {
  test.each(ORDER_STATES)('of state %s are what the server says can be done', async (state) => {
    const order = orderIn(state, { attention: [{ code: 'STUCK', at: T0 }] });
    await open(order);
    const can = operatorSteps(order, world.now, aPolicy());
    expect(buttons().toSorted()).toEqual(can.toSorted());
  });

  test('of an open return are those that answer it', async () => {
    await open(claimed(orderIn('received')));
    expect(buttons()).toEqual(expect.arrayContaining(['agree', 'refuse', 'goodsBack']));
    expect(shown()).toContain('退货退款 ¥68.00：等您答复');
  });
});

describe('shipping', () => {
  async function fillIn(): Promise<void> {
    await tapOn('发货');
    await tapOn('中通快递');
    type('写在面单上', ' ZT1 ');
  }

  test('takes a carrier and a number, and not less', async () => {
    await open(orderIn('accepted'));
    await tapOn('发货');
    submit('发货');
    await see('请填写快递公司');
    await tapOn('中通快递');
    submit('发货');
    await see('请填写快递单号');
    expect(cloud.callsOf('confirmShip')).toEqual([]);
  });

  test('by two taps ships once', async () => {
    await open(orderIn('accepted'));
    await fillIn();
    const release = cloud.holdNext();
    submit('发货');
    submit('发货');
    await vi.waitFor(() => expect(cloud.callsOf('confirmShip')).toHaveLength(1));
    release();
    await see('待买家收货');
    expect(cloud.callsOf('confirmShip')).toEqual([
      { step: 'ship', orderId: ORDER, carrier: '中通快递', trackingNo: 'ZT1' },
    ]);
    expect(world.order()).toMatchObject({ state: 'shipped', shipment: { carrier: '中通快递' } });
  });

  test('reads the number with the camera, where somebody uses it', async () => {
    wechatAnswers('scanCode', () => ({ result: 'SF20260310' }));
    await open(orderIn('accepted'));
    await tapOn('发货');
    await tapOn('顺丰速运');
    await tapOn('扫单号');
    const number = () => document.querySelector<HTMLInputElement>('input[placeholder="写在面单上"]')?.value;
    await vi.waitFor(() => expect(number()).toBe('SF20260310'));
    submit('发货');
    await see('待买家收货');
    expect(world.order().shipment).toMatchObject({ carrier: '顺丰速运', trackingNo: 'SF20260310' });
  });

  test('that is refused says why, keeps what was written, and shows the order as it is', async () => {
    await open(orderIn('accepted'));
    await fillIn();
    world.store.seed('orders', orderIn('cancelled'));
    submit('发货');
    await see('订单当前的状态不能进行此操作。');
    await answer('知道了');
    await see('已取消');
    expect(buttons()).toEqual([]);
  });
});

describe('answering a return', () => {
  test('asks once with the amounts, and answers the claim that was seen', async () => {
    await open(claimed(orderIn('received')));
    await tapOn('同意申请');
    await tapOn('不用寄回，马上少收或退款');
    submit('同意申请');
    await see('应收从 ¥168.00 变为 ¥100.00，到日子只扣 ¥100.00');
    submit('同意申请');
    expect(document.querySelectorAll('mp-layer')).toHaveLength(1);
    await answer('同意申请');
    await see('退货退款 ¥68.00：已办完');
    expect(cloud.callsOf('handleReturn')).toEqual([
      { step: 'agree', orderId: ORDER, requestedAt: REQUESTED_AT.toISOString(), goodsBack: false },
    ]);
    expect(world.order().payableFen).toBe(10_000);
  });

  test('by a no to the question does nothing', async () => {
    await open(claimed(orderIn('received'), 'problem'));
    await tapOn('同意申请');
    submit('同意申请');
    await answer('再想想');
    await vi.waitFor(() => expect(page?.instance.data['busy']).toBe(''));
    expect(cloud.callsOf('handleReturn')).toEqual([]);
  });

  test('does not answer another claim that came in its place', async () => {
    await open(claimed(orderIn('received')));
    await tapOn('拒绝申请');
    type('一句话说清楚', '照片看不出问题');
    const { claim } = world.order();
    world.store.seed('orders', { ...world.order(), claim: claim && { ...claim, requestedAt: T0 } });
    submit('拒绝申请');
    await answer('拒绝申请');
    await see('订单刚刚有更新，请刷新后再试。');
    expect(world.order().claim?.stage).toBe('requested');
  });
});

describe('lowering the amount', () => {
  test('takes only less, says what happens, and asks for what was seen', async () => {
    await open(orderIn('received'));
    await tapOn('调低金额');
    type('现在应收 ¥168.00', '168');
    type('一句话说清楚', '有划痕');
    submit('调低金额');
    await see('只能调低：要比现在的 ¥168.00 少');
    type('现在应收 ¥168.00', '120.5');
    submit('调低金额');
    await see('从 ¥168.00 调低到 ¥120.50？');
    expect(textOf(dialog())).toContain('到日子只扣 ¥120.50');
    await answer('确认调低');
    await see('应收 ¥120.50');
    expect(cloud.callsOf('settle')).toEqual([
      { step: 'lower', orderId: ORDER, shownAmountFen: 16_800, amountFen: 12_050, reason: '有划痕' },
    ]);
  });
});

describe('money that is late', () => {
  test('was paid another way on the day that is chosen, by the clock of the functions', async () => {
    await open(orderIn('overdue'));
    world.channel.answers('paidElsewhere', says('paid'));
    await tapOn('登记买家已付款');
    submit('登记买家已付款');
    await see('3月10日 周二 付清 ¥168.00');
    await answer('确认登记');
    await vi.waitFor(() => expect(cloud.callsOf('settle')).toHaveLength(1));
    expect(cloud.callsOf('settle')[0]).toMatchObject({
      step: 'paidElsewhere',
      paidAt: world.now.toISOString(),
    });
  });
});

describe('a refusal that a person is asked about', () => {
  const asked = () =>
    happened(orderIn('rejected', { attention: [{ code: 'REVIEW_ASKED', at: T0 }] }), {
      type: 'reviewAsked',
      at: T0,
      by: BY_BUYER,
      note: '我是老顾客',
    });

  test('is kept with words for the buyer, after a choice and a question', async () => {
    await open(asked());
    expect(shown()).toContain('我是老顾客');
    await tapOn('答复复核');
    type('买家会看到，请写清楚理由', '本单金额太大');
    submit('答复复核');
    await see('请选择：您的决定');
    await tapOn('维持：不改变原来的结果');
    submit('答复复核');
    await answer('维持结果');
    await see('已维持原来的结果');
    expect(cloud.callsOf('assessCredit')).toEqual([
      { step: 'answerReview', orderId: ORDER, approve: false, note: '本单金额太大' },
    ]);
    expect(world.order()).toMatchObject({ review: { stage: 'kept' }, attention: [] });
  });
});

describe('the page of an order', () => {
  test('is closed to somebody who is none of the merchant’s people, and shows the way back', async () => {
    await open(orderIn('accepted'), CALLER, '这里是商家的页面');
    expect(shown()).not.toContain('¥168.00');
    expect(buttons()).toEqual([]);
    const switched = wechatAnswers('switchTab', () => ({}));
    await tapOn('返回「我的」');
    expect(switched).toHaveBeenCalledWith({ url: '/pages/me/me' });
  });

  test('copies where the goods go in one line', async () => {
    const copied = wechatAnswers('setClipboardData', () => ({}));
    await open(orderIn('accepted'));
    await tapOn('复制收货信息');
    expect(copied).toHaveBeenCalledWith({ data: '林小满 13800000000 东海街 1 号' });
  });
});
