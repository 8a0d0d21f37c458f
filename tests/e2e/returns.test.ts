import { describe, expect, test } from 'vitest';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../cloudfunctions/shared/domain/duration.ts';
import { orderAt, TEA_SET } from '../support/lives.ts';
import { GOODS } from './support/journey.ts';
import { findOrder, openOrder, submitForm } from './support/merchant.ts';
import type { Phone } from './support/phone.ts';
import { useStage } from './support/stage.ts';

const stage = useStage();

/** What TEA_SET costs, and all that is in the wallet. */
const AMOUNT_FEN = 16_800;

/** A buyer with his phone on the page of an order that has come this far. */
async function orderOf(reached: 'received' | 'settled') {
  const buyer = await stage().phone();
  const person = stage().buyerOf(buyer);
  await person.openAccount();
  await person.setBalance(AMOUNT_FEN);
  const { orderId } = await orderAt(stage().system, person, reached, TEA_SET);
  await buyer.open(`pages/order/order?id=${orderId}`);
  return { buyer, orderId };
}

async function askForReturn(buyer: Phone): Promise<void> {
  await buyer.tap('退货/售后');
  await buyer.arrive('pages/claim/claim');
  await buyer.tap('退货退款', 'radio');
  await buyer.tap('质量不好', 'checkbox');
}

/** The merchant agrees, and wants the goods back. */
async function agreeToReturn(operator: Phone): Promise<void> {
  await operator.tap('同意申请');
  await operator.tap(/要寄回/, 'radio');
  await submitForm(operator, '同意申请');
  await operator.answer('同意退货');
  await operator.see('已同意，等买家寄回');
}

async function sendBack(buyer: Phone): Promise<void> {
  await buyer.pullDown();
  await buyer.tap('填写寄回单号');
  await buyer.fill('快递公司', '中通快递');
  await buyer.fill('快递单号', 'ZT0987654321');
  await buyer.tap('提交单号');
  await buyer.see('已寄回，等商家查收');
}

async function confirmGoodsBack(operator: Phone, orderId: string): Promise<void> {
  await openOrder(operator, orderId);
  await operator.tap('确认收到退货');
  await operator.answer('已经收到');
}

describe('a return', () => {
  test('that is asked for before the charge freezes it, and in the end nothing is paid', async () => {
    const { cloud, database, channel } = stage().system;
    const { buyer, orderId } = await orderOf('received');
    await cloud.advance(5 * DAY_MS);

    await askForReturn(buyer);
    await buyer.see('处理完之前不会扣款');
    await buyer.tap('提交申请');
    await buyer.arrive('pages/order/order');
    await buyer.see('退货退款：等商家答复');
    expect(await database.order(orderId)).toMatchObject({
      state: 'received',
      claim: { kind: 'return', stage: 'requested' },
      notice: null,
    });

    // The operator answers in time; the day of the charge passes while the goods are not back.
    const operator = await stage().operator();
    await findOrder(operator, '进行中的售后', GOODS.teaSet);
    expect(operator.id).toBe(orderId);
    await operator.see('质量不好');
    await agreeToReturn(operator);
    await cloud.advance(4 * DAY_MS);
    expect((await database.order(orderId)).state).toBe('received');
    expect(await channel.requests(orderId, 'complete')).toBe(0);
    await sendBack(buyer);
    expect(await database.order(orderId)).toMatchObject({ claim: { stage: 'sentBack' } });
    await cloud.advance(DAY_MS);
    expect(await channel.requests(orderId, 'complete')).toBe(0);

    await confirmGoodsBack(operator, orderId);
    await operator.see('已退回');
    await cloud.advance(MINUTE_MS);
    await buyer.pullDown();
    await buyer.see('订单已结束，您无需付款。');
    expect(await database.order(orderId)).toMatchObject({ state: 'returned', payableFen: 0, payment: null });
    expect(await channel.order(orderId)).toMatchObject({
      state: 'REVOKED',
      wallet: { balanceFen: AMOUNT_FEN },
    });
    expect(await stage().buyerOf(buyer).account()).toMatchObject({ runningOrders: 0 });
  });

  test('of what was paid gives the money back', async () => {
    const { cloud, database, channel } = stage().system;
    const { buyer, orderId } = await orderOf('settled');
    expect((await channel.order(orderId))?.wallet?.balanceFen).toBe(0);

    await askForReturn(buyer);
    await buyer.see('钱会原路退回');
    await buyer.tap('提交申请');
    await buyer.arrive('pages/order/order');
    const operator = await stage().operator(`merchant/pages/order/order?id=${orderId}`);
    await agreeToReturn(operator);
    await sendBack(buyer);
    await confirmGoodsBack(operator, orderId);
    await cloud.advance(HOUR_MS);

    await buyer.pullDown();
    await buyer.see('已原路退回');
    expect(await database.order(orderId)).toMatchObject({
      state: 'settled',
      refunds: [{ amountFen: AMOUNT_FEN, stage: 'refunded' }],
    });
    expect(await channel.refunds(orderId)).toMatchObject([{ refundFen: AMOUNT_FEN, status: 'SUCCESS' }]);
    expect((await channel.order(orderId))?.wallet?.balanceFen).toBe(AMOUNT_FEN);
  });
});
