import { mount } from 'virtual:miniprogram/pages/checkout/checkout';
import 'virtual:miniprogram/pages/opening/opening';
import 'virtual:miniprogram/pages/order/order';
import 'virtual:miniprogram/pages/refusal/refusal';
import { afterEach, describe, expect, test, vi } from 'vitest';
import type { CreditAccount } from '../../cloudfunctions/shared/domain/account/account.ts';
import type { Order } from '../../cloudfunctions/shared/domain/order/order.ts';
import { anAccount, aPolicy, aProduct, someTerms } from '../../cloudfunctions/shared/testing/builders.ts';
import { says, VIEW } from '../../cloudfunctions/shared/testing/scriptedChannel.ts';
import { World } from '../../cloudfunctions/shared/testing/world.ts';
import type { Mounted } from '../../emulator/src/preview/runtime/types.ts';
import { findByText, tap } from '../../emulator/src/preview/testing/page.ts';
import { pause } from '../../miniprogram/services/pause.ts';
import { type Cloud, cloudOf } from './support/functions.ts';
import { answer, fill, happens, see, settled, shown, tapOn } from './support/screen.ts';
import { atWechatPay, goBack, leavesWechatPay, stored, wechatAnswers } from './support/wechat.ts';

vi.mock('../../miniprogram/services/pause', () => ({ pause: vi.fn(async () => {}) }));

const TICK = '我看清了上面的金额和付款时间，同意《条款》';
const ADDRESS = {
  userName: '林小满',
  telNumber: '13800000000',
  provinceName: '福建省',
  cityName: '泉州市',
  countyName: '丰泽区',
  detailInfo: '东海街 1 号',
};

interface Situation {
  /** Null: never opened. */
  readonly account?: Partial<CreditAccount> | null;
  readonly policy?: Parameters<typeof aPolicy>[0];
}

let world: World;
let cloud: Cloud;
let page: Mounted | null = null;

function aShop({ account = {}, policy = {} }: Situation = {}): void {
  world = new World(account ? { account: anAccount(account) } : {});
  world.policy = aPolicy(policy);
  world.store.seed('products', aProduct());
  world.channel.answers('create', says('running'));
  cloud = cloudOf(world);
  wechatAnswers('chooseAddress', () => ADDRESS);
}

async function openCheckout(quantity = '1'): Promise<void> {
  page?.unmount();
  page = mount({}, { id: 'tea-set', quantity });
  await see('付款方式');
}

/** Everything but the tap on 提交订单. */
async function fillIn(): Promise<void> {
  await tapOn('使用微信收货地址');
  await see('请选付款方式');
  await tapOn('先用后付');
  await see('想取消怎么办');
  await tapOn(TICK);
}

/** One piece more. */
function more(): void {
  const plus = document.querySelector('.hf-quantity__button.t-stepper__plus');
  if (!plus) throw new Error('there is no button for more');
  tap(plus);
}

function arriveAt(route: RegExp): Promise<void> {
  return vi.waitFor(() => expect(location.hash).toMatch(route));
}

const box = () => document.querySelector('[role="checkbox"]')?.getAttribute('aria-checked');
const chosenWays = () => document.querySelectorAll('[role="radio"][aria-checked="true"]').length;
const orders = () => world.store.all<Order>('orders');
const sent = () => cloud.callsOf('createOrder');

afterEach(async () => {
  await settled();
  page?.unmount();
  page = null;
  document.querySelector('mp-layer')?.remove();
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
  localStorage.clear();
});

describe('the checkout page', () => {
  test('begins with no way to pay chosen and, once 先用后付 is, with an empty box', async () => {
    aShop();
    await openCheckout();
    expect(chosenWays()).toBe(0);
    await tapOn('先用后付');
    await see('想取消怎么办');
    expect([chosenWays(), box()]).toEqual([1, 'false']);
  });

  test('keeps the address of an order for the next one, and never the way to pay', async () => {
    aShop();
    await openCheckout();
    await fillIn();
    await tapOn('提交订单');
    await arriveAt(/pages\/order\/order\?id=[0-9a-f]{32}$/);
    expect(Object.keys(stored())).toEqual(['delivery']);
    await openCheckout();
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
    page = mount({}, { id: 'tea-set', quantity: '1' });
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
    await openCheckout();
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
    await openCheckout();
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
    await openCheckout();
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
    await openCheckout();
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
    await openCheckout();
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
    await openCheckout();
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
    await openCheckout();
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
    await openCheckout();
    await fillIn();
    await tapOn('提交订单');
    await arriveAt(/pages\/refusal\/refusal\?id=[0-9a-f]{32}$/);
    expect(orders()[0]?.state).toBe('rejected');
  });

  test('asks for messages straight after the tap, as WeChat demands, and only once', async () => {
    const template = { templateId: 'template-1', fields: { amount: 'a', time: 't', note: 'n' } };
    aShop({ policy: { messages: { charge: template } } });
    const asked = wechatAnswers('requestSubscribeMessage', () => ({}));
    await openCheckout();
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

describe('a second confirmation', () => {
  const large = { policy: { secondConfirmation: { fromAmountFen: 10_000 } } };

  test('has the buyer type amount and quantity again before anything is decided', async () => {
    aShop(large);
    await openCheckout();
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
    await openCheckout();
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
    await openCheckout();
    await fillIn();
    await tapOn('提交订单');
    await arriveAt(/pages\/order\/order/);
    expect(opened).toHaveBeenCalledWith(expect.objectContaining(VIEW));
    expect(orders()[0]?.state).toBe('accepted');
  });

  test('who leaves that page at once gets to his order all the same', async () => {
    aShopThatConfirmsEach();
    leavesWechatPay();
    await openCheckout();
    await fillIn();
    await tapOn('提交订单');
    await arriveAt(/pages\/order\/order/);
    expect(orders()[0]?.state).toBe('approved');
  });
});

describe('who has not opened the service', () => {
  test('is led to where it is opened, and finds everything as it was when he comes back', async () => {
    aShop({ account: null });
    await openCheckout('2');
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
