import { mount } from 'virtual:miniprogram/pages/checkout/checkout';
import 'virtual:miniprogram/pages/opening/opening';
import 'virtual:miniprogram/pages/order/order';
import 'virtual:miniprogram/pages/refusal/refusal';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { aProduct, someTerms } from '../../cloudfunctions/shared/testing/builders.ts';
import { findByText, tap } from '../../emulator/src/preview/testing/page.ts';
import {
  arriveAt,
  aShop,
  beginCheckout,
  box,
  chosenWays,
  cloud,
  fillIn,
  leaveShop,
  openCheckout,
  orders,
  page,
  TICK,
  world,
} from './support/checkout.ts';
import { answer, fill, happens, see, shown, tapOn } from './support/screen.ts';
import { stored, wechatAnswers } from './support/wechat.ts';

vi.mock('../../miniprogram/services/pause', () => ({ pause: vi.fn(async () => {}) }));

/** One piece more. */
function more(): void {
  const plus = document.querySelector('.hf-quantity__button.t-stepper__plus');
  if (!plus) throw new Error('there is no button for more');
  tap(plus);
}

const sent = () => cloud.callsOf('createOrder');

afterEach(leaveShop);

describe('the checkout page', () => {
  test('begins with no way to pay chosen and, once 先用后付 is, with an empty box', async () => {
    aShop();
    await openCheckout(mount);
    expect(chosenWays()).toBe(0);
    await tapOn('先用后付');
    await see('想取消怎么办');
    expect([chosenWays(), box()]).toEqual([1, 'false']);
  });

  test('keeps the address of an order for the next one, and never the way to pay', async () => {
    aShop();
    await openCheckout(mount);
    await fillIn();
    await tapOn('提交订单');
    await arriveAt(/pages\/order\/order\?id=[0-9a-f]{32}$/);
    expect(Object.keys(stored())).toEqual(['delivery']);
    await openCheckout(mount);
    expect(chosenWays()).toBe(0);
    await tapOn('先用后付');
    await see('想取消怎么办');
    expect(box()).toBe('false');
    await tapOn(TICK);
    await tapOn('提交订单');
    await vi.waitFor(() => expect(sent()).toHaveLength(2));
    expect(sent()[1]).toMatchObject({ delivery: { recipient: '林小满', phone: '13800000000' } });
  });

  test('asks two things side by side, and nothing else, before the buyer has tapped', async () => {
    aShop();
    const release = cloud.holdNext();
    beginCheckout(mount);
    await vi.waitFor(() => expect(cloud.calls).toHaveLength(2));
    release();
    await see('付款方式');
    expect(cloud.calls).toEqual([
      { name: 'listProducts', input: { productId: 'tea-set' } },
      { name: 'account', input: { action: 'view' } },
    ]);
  });

  test('empties the box with another quantity, whatever it was ticked for', async () => {
    aShop();
    await openCheckout(mount);
    await fillIn();
    expect(box()).toBe('true');
    more();
    await see('¥336.00');
    expect(box()).toBe('false');
    await tapOn('提交订单');
    await see('请看清上面的内容，同意后在方框里打勾。');
    expect(sent()).toEqual([]);
  });

  test('says beside each field what is missing, and sends nothing', async () => {
    aShop();
    await openCheckout(mount);
    await tapOn('请选付款方式');
    await see('请先选一种付款方式。');
    await tapOn('先用后付');
    await tapOn(TICK);
    await tapOn('提交订单');
    await see('请填写收货人的姓名。');
    fill('收货人', '林小满');
    fill('手机号', '1380000');
    fill('地址', '东海街 1 号');
    await tapOn('提交订单');
    expect(shown()).not.toContain('请填写收货人的姓名。');
    await see('请填写手机号，11 位数字。');
    expect(sent()).toEqual([]);
  });
});

describe('an order', () => {
  test('is sent once, however often the button is tapped', async () => {
    aShop();
    await openCheckout(mount);
    await fillIn();
    const release = cloud.holdNext();
    await tapOn('提交订单');
    await tapOn('提交订单');
    // On a phone the screen follows a little later: the button can be tapped again before it is grey.
    happens(page, 'next');
    release();
    await arriveAt(/pages\/order\/order/);
    expect([sent().length, orders().length]).toEqual([1, 1]);
    expect(orders()[0]).toMatchObject({ state: 'accepted', amountFen: 16_800 });
  });

  test('whose answer was lost is found again by the next tap', async () => {
    aShop();
    await openCheckout(mount);
    await fillIn();
    cloud.loseNextAnswerOf('createOrder');
    await tapOn('提交订单');
    await see('暂时连不上');
    await answer('知道了');
    await tapOn('提交订单');
    await arriveAt(/pages\/order\/order/);
    expect(orders()).toHaveLength(1);
    expect(sent()[1]).toEqual(sent()[0]);
  });

  test('that was changed after a lost answer is another one', async () => {
    aShop();
    await openCheckout(mount);
    await fillIn();
    cloud.loseNextAnswerOf('createOrder');
    await tapOn('提交订单');
    await answer('知道了');
    more();
    await tapOn(TICK);
    await tapOn('提交订单');
    await arriveAt(/pages\/order\/order/);
    expect(orders().map(({ amountFen }) => amountFen)).toEqual([16_800, 33_600]);
  });

  test('whose price has changed is not placed: the buyer is told, and must agree to the new one', async () => {
    aShop();
    await openCheckout(mount);
    await fillIn();
    world.store.seed('products', aProduct({ priceFen: 17_000 }));
    await tapOn('提交订单');
    await see('商品价格有变动');
    await answer('知道了');
    await see('¥170.00');
    await see('内容有变化，请重新看清后再打勾。');
    expect([box(), orders().length]).toEqual(['false', 0]);
    await tapOn(TICK);
    await tapOn('提交订单');
    await arriveAt(/pages\/order\/order/);
    expect(orders()[0]?.consent.shown.amountFen).toBe(17_000);
  });

  test('whose terms have changed is not placed before the new ones are agreed to', async () => {
    aShop();
    await openCheckout(mount);
    await fillIn();
    world.terms = someTerms({ version: 2, title: '新条款', textHash: 'e'.repeat(64) });
    await tapOn('提交订单');
    await see('先用后付条款已更新');
    await answer('知道了');
    await see('先看新的条款');
    expect(orders()).toEqual([]);
  });

  test('that is refused leads to why', async () => {
    aShop({ account: { availableFen: 0 } });
    await openCheckout(mount);
    await fillIn();
    await tapOn('提交订单');
    await arriveAt(/pages\/refusal\/refusal\?id=[0-9a-f]{32}$/);
    expect(orders()[0]?.state).toBe('rejected');
  });

  test('asks for messages straight after the tap, as WeChat demands, and only once', async () => {
    const template = { templateId: 'template-1', fields: { amount: 'a', time: 't', note: 'n' } };
    aShop({ policy: { messages: { charge: template } } });
    const asked = wechatAnswers('requestSubscribeMessage', () => ({}));
    await openCheckout(mount);
    await fillIn();
    cloud.loseNextAnswerOf('createOrder');
    await see('提交订单');
    tap(findByText(document.body, '提交订单'));
    // Nothing has been waited for since the tap.
    expect(asked).toHaveBeenCalledWith({ tmplIds: ['template-1'] });
    await answer('知道了');
    await tapOn('提交订单');
    await arriveAt(/pages\/order\/order/);
    expect(asked).toHaveBeenCalledTimes(1);
  });
});
