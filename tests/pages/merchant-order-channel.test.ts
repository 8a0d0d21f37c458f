import { mount } from 'virtual:miniprogram/merchant/pages/order/order';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Order } from '../../cloudfunctions/shared/domain/order/order.ts';
import { later, ORDER, T0 } from '../../cloudfunctions/shared/testing/builders.ts';
import { CHARGE_AT, orderIn } from '../../cloudfunctions/shared/testing/lives.ts';
import { OPERATOR, World } from '../../cloudfunctions/shared/testing/world.ts';
import type { Mounted } from '../../emulator/src/preview/runtime/types.ts';
import { textOf } from '../../emulator/src/preview/testing/page.ts';
import { cloudOf } from './support/functions.ts';
import { functionsFor } from './support/merchantFunctions.ts';
import { answer, see, shown, tapOn } from './support/screen.ts';
import { submit, type } from './support/stepForm.ts';

let world: World;
let page: Mounted | null = null;

/** An order of this channel on which most has happened: it is collected, late, and somebody must look at it. */
async function open(channel: Order['channel']): Promise<void> {
  world = new World({ order: orderIn('overdue', { channel, attention: [{ code: 'STUCK', at: T0 }] }) });
  world.now = later(CHARGE_AT, 86_400_000);
  cloudOf(world, functionsFor(OPERATOR));
  page = mount({}, { id: ORDER });
  await see('全部经过');
}

const head = () => textOf(document.querySelector('.head') ?? document.body);

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
  vi.unstubAllGlobals();
});

describe('the channel of an order, to the merchant’s people', () => {
  test('is named by all that its page says, the history too: Alipay', async () => {
    await open('alipay');
    expect(shown()).toMatch(/付款渠道 ?支付宝/);
    expect(shown()).toContain('到支付宝商家平台核对这笔订单');
    expect(shown()).toMatch(/支付宝正在扣款.*支付宝已接受，可以发货/);
    expect(head()).toMatch(/^已逾期 ?支付宝/);
    expect(shown()).not.toMatch(/微信/);
  });

  test('is named by all that its page says, the history too: WeChat Pay', async () => {
    await open('wechatpay');
    expect(shown()).toMatch(/付款渠道 ?微信支付/);
    expect(shown()).toContain('到微信支付商户平台核对这笔订单');
    expect(shown()).toMatch(/微信支付正在扣款.*微信支付已接受，可以发货/);
    expect(head()).not.toContain('微信');
    expect(shown()).not.toMatch(/支付宝|芝麻/);
  });

  test('is asked for by its name, and what it cannot do is said with what can be done', async () => {
    await open('alipay');
    world.channel.can.notesPaidElsewhere = false;
    await tapOn('登记买家已付款');
    await see('买家用别的办法把钱付给了您，支付宝停止扣款');
    submit('登记买家已付款');
    await see('登记后支付宝停止扣款');
    await answer('确认登记');
    await see('支付宝不支持登记。要停止扣款，请用「调低金额」把这笔调低到 0。');
    expect(shown()).not.toContain('微信');
    expect(world.order().state).toBe('overdue');
  });

  test('says truly what follows where it cannot collect less', async () => {
    await open('alipay');
    world.channel.can.lowersAmount = false;
    await tapOn('调低金额');
    type('现在应收 ¥168.00', '120');
    type('一句话说清楚', '有划痕');
    submit('调低金额');
    await see('支付宝仍按原金额扣款；多扣到的会退给买家。');
    await answer('确认调低');
    await see('支付宝不支持调低');
    expect(shown()).not.toContain('微信');
  });
});
