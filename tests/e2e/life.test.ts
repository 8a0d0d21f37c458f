import { describe, expect, test } from 'vitest';
import { DAY_MS, HOUR_MS } from '../../cloudfunctions/shared/domain/duration.ts';
import {
  choosePayLater,
  fillInDelivery,
  GOODS,
  goToCheckout,
  openService,
  tickTheBox,
} from './support/journey.ts';
import { findOrder, openOrder, ship } from './support/merchant.ts';
import { useStage } from './support/stage.ts';

const stage = useStage();

/** What a wallet holds at the stand-in before anything is paid. */
const WALLET_FEN = 1_000_000;

describe('an order', () => {
  test('lives from the shop to 已付清, and buyer and merchant see it all the way', async () => {
    const { cloud, database, channel } = stage().system;
    const buyer = await stage().phone();

    // The first order leads to the page where the service is opened, and back.
    await goToCheckout(buyer, GOODS.teaSet);
    await fillInDelivery(buyer);
    await choosePayLater(buyer);
    await buyer.tap('先开通');
    await openService(buyer);
    await buyer.tap('回到订单');
    await buyer.arrive('pages/checkout/checkout');
    expect(await stage().buyerOf(buyer).account()).toMatchObject({ state: 'open', authorisation: 'active' });

    // What is agreed to stands beside the box: nothing now, this much later, on that day.
    const terms = buyer.card('想取消怎么办');
    expect(await terms.innerText()).toMatch(/现在支付\s+0 元\s+确认收货后第 7 天支付\s+¥168\.00/);
    await tickTheBox(buyer);
    await buyer.tap('提交订单');
    await buyer.arrive('pages/order/order');
    await buyer.see('下单成功，正在等商家发货。');
    const orderId = buyer.id;
    const placed = await database.order(orderId);
    expect(placed).toMatchObject({
      state: 'accepted',
      amountFen: 16_800,
      lines: [{ productId: 'tea-set', quantity: 1 }],
      consent: { shown: { amountFen: 16_800, chargeAfterReceiptDays: 7 } },
    });
    expect((await database.accountOf(placed)).holds[orderId]).toMatchObject({ amountFen: 16_800 });
    expect(await channel.order(orderId)).toMatchObject({ state: 'DOING', risk_fund: { amount: 16_800 } });

    // The operator finds it on his list, and ships.
    const operator = await stage().operator();
    await findOrder(operator, '待发货', GOODS.teaSet);
    expect(operator.id).toBe(orderId);
    await operator.see('林小满');
    await ship(operator);
    expect(await database.order(orderId)).toMatchObject({
      state: 'shipped',
      shipment: { carrier: '顺丰速运', trackingNo: 'SF1234567890' },
    });

    // The buyer confirms that it has come.
    await buyer.pullDown();
    await buyer.see('商家已发货，请留意收货。');
    await buyer.see('SF1234567890');
    await buyer.tap('确认收货');
    await buyer.hear('已经收到商品了吗？');
    await buyer.answer('确认收货');
    await buyer.hear('已确认收货');
    await buyer.answer('知道了');
    expect(await database.order(orderId)).toMatchObject({ state: 'received' });

    // He is told before the charge, on the order and among the notices.
    await cloud.advance(4 * DAY_MS);
    const told = /将于 .+ 自动扣款 ¥168\.00/;
    await buyer.pullDown();
    await buyer.see(told);
    await buyer.open('pages/notices/notices');
    await buyer.see('自动扣款 ¥168.00');
    const { notice, chargeAt } = await database.order(orderId);
    expect(notice).toMatchObject({ amountFen: 16_800, chargeAt });
    expect(notice?.text).toMatch(told);
    await buyer.tap('返回首页');
    await buyer.tab('账单');
    await buyer.see('待付款');
    await buyer.see('¥168.00');

    // On the agreed day it is charged, once.
    await cloud.advance(3 * DAY_MS + HOUR_MS);
    await buyer.pullDown();
    await buyer.see('现在没有要付的钱');
    await buyer.see(/付清/);
    await buyer.tab('订单');
    await buyer.tap(GOODS.teaSet);
    await buyer.arrive('pages/order/order');
    await buyer.see('这笔订单已付清，谢谢您。');
    expect(await database.order(orderId)).toMatchObject({ state: 'settled', payment: { paidFen: 16_800 } });
    expect(await channel.requests(orderId, 'complete')).toBe(1);
    expect((await channel.order(orderId))?.wallet?.balanceFen).toBe(WALLET_FEN - 16_800);

    // The merchant reads the whole history.
    await openOrder(operator, orderId);
    await operator.see('已收款');
    const history = await operator.card('买家提交订单').innerText();
    const events = [
      '买家提交订单',
      '履约评估通过',
      '可以发货',
      '已发货',
      '买家确认收货',
      '已发出扣款提醒',
      '发起自动扣款',
      '已付清',
    ];
    for (const event of events) expect(history).toContain(event);
    expect(history).toContain('S001');
  });
});
