import { describe, expect, test } from 'vitest';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../cloudfunctions/shared/domain/duration.ts';
import { orderAt, TEA_SET } from '../support/lives.ts';
import { choosePayLater, GOODS, goToCheckout } from './support/journey.ts';
import { useStage } from './support/stage.ts';

const stage = useStage();

describe('closing the service', () => {
  test('takes two taps; the order that runs goes on to its end, and nothing new begins', async () => {
    const { cloud, database, channel } = stage().system;
    const buyer = await stage().phone();
    const person = stage().buyerOf(buyer);
    await person.openAccount();
    const { orderId } = await orderAt(stage().system, person, 'shipped', TEA_SET);

    await buyer.tab('我的');
    await buyer.tap('我的额度');
    await buyer.arrive('pages/account/account');
    await buyer.tap('关闭先用后付');
    await buyer.hear('1 笔进行中的订单（共 ¥168.00）按原来的约定完成');
    await buyer.answer('确认关闭');
    await buyer.see('先用后付已关闭');
    const running = await database.order(orderId);
    expect(running.state).toBe('shipped');
    expect(await database.accountOf(running)).toMatchObject({ state: 'closed' });
    expect(await person.account()).toMatchObject({ state: 'closed', closing: { authorisation: 'waiting' } });

    // The checkout leads to opening the service again, and orders nothing.
    await buyer.open('pages/shop/shop');
    await goToCheckout(buyer, GOODS.quilt);
    await choosePayLater(buyer);
    await buyer.tap('先开通');
    await buyer.arrive('pages/opening/opening');
    await buyer.see('您之前关闭过先用后付');
    expect(await database.orders()).toHaveLength(1);

    // The order that runs is received, charged on its day, and settled.
    await buyer.open(`pages/order/order?id=${orderId}`);
    await buyer.tap('确认收货');
    await buyer.answer('确认收货');
    await buyer.hear('已确认收货');
    await cloud.advance(7 * DAY_MS + HOUR_MS);
    await buyer.answer('知道了');
    await buyer.pullDown();
    await buyer.see('这笔订单已付清，谢谢您。');
    expect(await database.order(orderId)).toMatchObject({ state: 'settled', payment: { paidFen: 16_800 } });
    expect((await channel.order(orderId))?.state).toBe('DONE');

    // After the last of them the authorisation ends by itself.
    await cloud.advance(2 * MINUTE_MS);
    await buyer.open('pages/account/account');
    await buyer.see('微信支付的授权已解除，不会再有新的扣款。');
    expect(await person.account()).toMatchObject({
      authorisation: 'ended',
      closing: { authorisation: 'ended' },
    });
  });
});
