import { describe, expect, test } from 'vitest';
import { orderAt, TEA_SET, THERMOS } from '../support/lives.ts';
import {
  choosePayLater,
  fillInDelivery,
  GOODS,
  goToCheckout,
  order,
  submitOrder,
  tickTheBox,
} from './support/journey.ts';
import type { Phone } from './support/phone.ts';
import { useStage } from './support/stage.ts';

const stage = useStage();

/** A buyer who has opened the service, at the filled-in form of an order. */
async function readyToOrder(): Promise<Phone> {
  const buyer = await stage().phone();
  await stage().buyerOf(buyer).openAccount();
  await goToCheckout(buyer, GOODS.teaSet);
  await fillInDelivery(buyer);
  await choosePayLater(buyer);
  await tickTheBox(buyer);
  return buyer;
}

describe('an order is placed once', () => {
  test('by two quick taps', async () => {
    const { cloud } = stage().system;
    const buyer = await readyToOrder();
    // Slow enough for the second tap to come while the first is under way.
    const slow = { match: { service: 'database', function: 'createOrder' }, effect: 'delay', ms: 300 };
    await cloud.post('/_emulator/faults', [slow]);
    await buyer.tapTwice('提交订单');
    await buyer.arrive('pages/order/order');
    await cloud.clearFaults();
    const mine = await stage().system.ordersOf(stage().buyerOf(buyer));
    expect(mine.map(({ _id }) => _id)).toEqual([buyer.id]);
  });

  test('when its answer is lost, and the buyer taps again', async () => {
    const buyer = await readyToOrder();
    await buyer.loseAnswer('createOrder');
    await submitOrder(buyer);
    await buyer.hear('暂时连不上');
    await buyer.answer('知道了');
    const before = await stage().system.ordersOf(stage().buyerOf(buyer));
    expect(before).toMatchObject([{ state: 'created' }]);

    await submitOrder(buyer);
    await buyer.arrive('pages/order/order');
    const after = await stage().system.ordersOf(stage().buyerOf(buyer));
    expect(after).toMatchObject([{ _id: before[0]?._id, state: 'accepted' }]);
  });
});

describe('the checkout', () => {
  test('has nothing chosen and nothing ticked after an earlier order, and keeps the address only', async () => {
    const buyer = await stage().phone();
    await stage().buyerOf(buyer).openAccount();
    await order(buyer, GOODS.teaSet);
    await buyer.arrive('pages/order/order');

    await buyer.open('pages/checkout/checkout?id=thermos');
    await buyer.see('请选付款方式');
    for (const radio of await buyer.screen.getByRole('radio').all()) {
      expect(await radio.getAttribute('aria-checked')).not.toBe('true');
    }
    expect(await buyer.screen.getByRole('textbox', { name: '收货人' }).inputValue()).toBe('林小满');
    await choosePayLater(buyer);
    const box = buyer.control('checkbox', '我看清了上面的金额和付款时间');
    expect(await box.isChecked()).toBe(false);

    // Without the tick nothing is ordered, and the page says what is missing.
    await submitOrder(buyer);
    await buyer.see('请看清上面的内容，同意后在方框里打勾。');
    expect(await stage().system.ordersOf(stage().buyerOf(buyer))).toHaveLength(1);
  });
});

describe('without a network', () => {
  test('a page says so and offers to try again; what was read before stays', async () => {
    const buyer = await stage().phone();
    await buyer.see(GOODS.teaSet);
    await buyer.goOffline();
    await buyer.pullDown();
    await buyer.hear('网络好像断开了');
    await buyer.answer('知道了');
    await buyer.see(GOODS.teaSet);

    await buyer.tab('订单');
    await buyer.see('网络好像断开了');
    await buyer.tap('再试一次');
    await buyer.see('网络好像断开了');
    const icons = buyer.page.locator('mp-tab-bar img');
    const drawn = await icons.evaluateAll((all) =>
      all.map((icon) => (icon as HTMLImageElement).naturalWidth > 0),
    );
    expect(drawn).toEqual([true, true, true, true]);
    await buyer.goOnline();
    await buyer.tap('再试一次');
    await buyer.see('这里还没有订单');
  });
});

describe('the type', () => {
  const sizeOf = async (phone: Phone, text: string): Promise<number> => {
    const shown = phone.screen.getByText(text).filter({ visible: true }).first();
    return Number.parseFloat(await shown.evaluate((element) => getComputedStyle(element).fontSize));
  };

  test('is large on every page once 大字版 is switched on, also when it is opened anew', async () => {
    const buyer = await stage().phone();
    const before = await sizeOf(buyer, GOODS.teaSet);
    await buyer.tab('我的');
    await buyer.tap('大字版', 'switch');
    await buyer.tab('商城');
    await buyer.see(GOODS.teaSet);
    expect(await sizeOf(buyer, GOODS.teaSet)).toBeGreaterThan(before * 1.1);
    await buyer.open('pages/shop/shop');
    await buyer.see(GOODS.teaSet);
    expect(await sizeOf(buyer, GOODS.teaSet)).toBeGreaterThan(before * 1.1);
  });
});

describe('in the dark', () => {
  test('pages are dark, and their words light', async () => {
    const { system } = stage();
    const buyer = await stage().phone(undefined, 'pages/shop/shop', { colorScheme: 'dark' });
    const person = stage().buyerOf(buyer);
    await person.openAccount();
    const { orderId } = await orderAt(system, person, 'received', TEA_SET);
    for (const route of ['pages/shop/shop', 'pages/me/me', `pages/order/order?id=${orderId}`]) {
      await buyer.open(route);
      await buyer.settled();
      const { card, letters } = await buyer.screen
        .locator('.card')
        .first()
        .evaluate((element) => {
          const lightness = (color: string) =>
            (color.match(/[\d.]+/g) ?? []).slice(0, 3).reduce((sum, each) => sum + Number(each) / 3, 0);
          const style = getComputedStyle(element);
          return { card: lightness(style.backgroundColor), letters: lightness(style.color) };
        });
      expect(card, route).toBeLessThan(80);
      expect(letters, route).toBeGreaterThan(180);
    }
  });
});

describe('with a keyboard alone', () => {
  test('goods are found, chosen and agreed to', async () => {
    const buyer = await stage().phone();
    const person = stage().buyerOf(buyer);
    await person.openAccount();
    await orderAt(stage().system, person, 'accepted', THERMOS);
    await buyer.control('button', GOODS.teaSet).focus();
    await buyer.page.keyboard.press('Enter');
    await buyer.arrive('pages/goods/goods');
    await buyer.control('button', '去下单').focus();
    await buyer.page.keyboard.press('Enter');
    await buyer.arrive('pages/checkout/checkout');
    await buyer.control('radio', '先用后付').focus();
    await buyer.page.keyboard.press(' ');
    const box = buyer.control('checkbox', '我看清了上面的金额和付款时间');
    await box.focus();
    await buyer.page.keyboard.press(' ');
    expect(await box.isChecked()).toBe(true);
    await buyer.page.keyboard.press(' ');
    expect(await box.isChecked()).toBe(false);
  });
});
