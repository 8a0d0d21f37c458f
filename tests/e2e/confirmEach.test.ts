import { describe, expect, test } from 'vitest';
import { WECHATPAY } from '../support/channels/wechatpay.ts';
import { GOODS, order } from './support/journey.ts';
import { useStage } from './support/stage.ts';

const stage = useStage(WECHATPAY.confirmEach);

/** A buyer who has opened the service, which needs no authorisation here. */
async function openedBuyer() {
  const buyer = await stage().phone();
  await stage().buyerOf(buyer).openAccount();
  return buyer;
}

describe('where the buyer confirms each order at WeChat Pay', () => {
  test('the page of WeChat Pay opens from the checkout, and leads back to an order that is accepted', async () => {
    const { database, channel } = stage().system;
    const buyer = await openedBuyer();
    await order(buyer, GOODS.teaSet);
    await buyer.wechatPay.getByRole('heading', { name: '确认订单' }).waitFor();
    await buyer.wechatPay.getByText('168.00').first().waitFor();
    await buyer.atWechatPay('确认使用');
    await buyer.arrive('pages/order/order');
    await buyer.see('下单成功，正在等商家发货。');
    expect(await database.order(buyer.id)).toMatchObject({ state: 'accepted' });
    expect(await channel.order(buyer.id)).toMatchObject({ state: 'DOING', confirmPackage: { used: true } });
  });

  test('leaving that page is told as it is, and the order can be confirmed later', async () => {
    const { database, channel } = stage().system;
    const buyer = await openedBuyer();
    await order(buyer, GOODS.teaSet);
    await buyer.atWechatPay('返回');
    await buyer.arrive('pages/order/order');
    await buyer.see('还需要微信支付确认');
    expect(await database.order(buyer.id)).toMatchObject({ state: 'approved' });
    expect(await channel.order(buyer.id)).toMatchObject({ state: 'CREATED' });

    await buyer.tap('继续下单');
    await buyer.atWechatPay('确认使用');
    await buyer.see('下单成功，正在等商家发货。');
    expect(await database.order(buyer.id)).toMatchObject({ state: 'accepted' });
  });
});
