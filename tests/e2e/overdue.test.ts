import { describe, expect, test } from 'vitest';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../cloudfunctions/shared/domain/duration.ts';
import { orderAt, TEA_SET } from '../support/lives.ts';
import { GOODS, order } from './support/journey.ts';
import { useStage } from './support/stage.ts';

const stage = useStage();

const AMOUNT_FEN = 16_800;

describe('an order that the wallet does not pay', () => {
  test('becomes overdue wherever the buyer looks, and is settled by 立即支付 once there is money', async () => {
    const { cloud, database, channel } = stage().system;
    const buyer = await stage().phone();
    const person = stage().buyerOf(buyer);
    await person.openAccount();
    await person.setBalance(0);
    const { orderId } = await orderAt(stage().system, person, 'received', TEA_SET);

    // The charge of the seventh day finds nothing.
    await cloud.advance(7 * DAY_MS + HOUR_MS);
    await buyer.open(`pages/order/order?id=${orderId}`);
    await buyer.see('微信支付正在扣款');
    expect((await database.order(orderId)).state).toBe('settling');
    expect(await channel.order(orderId)).toMatchObject({ collection: { paid_amount: 0 } });

    // Three days later it is late: on the order, among the bills, and on 我的.
    await cloud.advance(3 * DAY_MS + 2 * MINUTE_MS);
    expect((await database.order(orderId)).state).toBe('overdue');
    await buyer.pullDown();
    await buyer.see('已过付款时间，请尽快付清。');
    await buyer.see('不收取逾期费用');
    await buyer.tap('返回首页');
    await buyer.tab('我的');
    await buyer.see('有 1 笔订单过了付款时间，共 ¥168.00');
    const limited = await person.account();
    expect(limited).toMatchObject({ overdueOrders: 1, limitFen: 80_000 });

    // Nothing new can be paid later meanwhile.
    await buyer.tab('商城');
    await order(buyer, GOODS.thermos);
    await buyer.arrive('pages/refusal/refusal');
    await buyer.see('您有订单过了付款时间还没付清，付清后即可恢复使用。');
    expect((await database.order(buyer.id)).state).toBe('rejected');

    // There is money again; the buyer goes from the refusal to his bills, and pays on WeChat's own page.
    await person.setBalance(AMOUNT_FEN);
    await buyer.tap('去付清');
    await buyer.arrive('pages/bills/bills');
    await buyer.see('已过付款时间');
    await buyer.tap('立即支付');
    await buyer.arrive('pages/order/order');
    await buyer.tap('立即支付 ¥168.00');
    await buyer.answer('去付款');
    await buyer.wechatPay.getByRole('button', { name: '立即支付' }).tap();
    await buyer.wechatPay.getByText('支付成功。').waitFor();
    await buyer.atWechatPay('返回商户');
    await buyer.see('这笔订单已付清，谢谢您。');
    const settled = await database.order(orderId);
    expect(settled).toMatchObject({ state: 'settled', payment: { paidFen: AMOUNT_FEN } });
    expect(await channel.requests(orderId, 'complete')).toBe(1);
    expect((await channel.order(orderId))?.wallet?.balanceFen).toBe(0);
    expect((await database.accountOf(settled)).record).toMatchObject({ settledLate: 1 });

    // One step back are the bills, with nothing late; and the buyer can order again.
    await buyer.back();
    await buyer.arrive('pages/bills/bills');
    await buyer.pullDown();
    await buyer.see('现在没有要付的钱');
    expect(await person.account()).toMatchObject({ overdueOrders: 0, availableFen: 80_000 });
    await buyer.tab('商城');
    await order(buyer, GOODS.thermos);
    await buyer.arrive('pages/order/order');
    expect((await database.order(buyer.id)).state).toBe('accepted');
    await buyer.see('下单成功，正在等商家发货。');
  });
});
