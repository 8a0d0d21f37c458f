import { describe, expect, test } from 'vitest';
import { choosePayLater, GOODS, goToCheckout, order, submitOrder, tickTheBox } from './support/journey.ts';
import { findOrder, submitForm } from './support/merchant.ts';
import type { Phone } from './support/phone.ts';
import { useStage } from './support/stage.ts';

const stage = useStage();

/** Typed in again by a buyer whose order is large. */
async function confirmAgain(buyer: Phone, amount: string, quantity: string): Promise<void> {
  const form = buyer.screen.getByRole('dialog', { name: '请再核对一次' });
  await form.getByRole('textbox', { name: '一共多少元' }).fill(amount);
  await form.getByRole('textbox', { name: '一共几件' }).fill(quantity);
  await form.getByRole('button', { name: '继续下单' }).tap();
}

describe('an order above the limits', () => {
  test('is refused with reasons, looked at by a person, and passes once when ordered anew', async () => {
    const { database, channel } = stage().system;
    const buyer = await stage().phone();
    await stage().buyerOf(buyer).openAccount();

    await order(buyer, GOODS.chair);
    await buyer.arrive('pages/refusal/refusal');
    const refusedId = buyer.id;
    await buyer.see('本单金额超过了先用后付的单笔上限。');
    await buyer.see('本单金额超过了您当前的可用额度。');
    await buyer.see('用其他方式付款');
    expect(await database.order(refusedId)).toMatchObject({
      state: 'rejected',
      assessment: { reasons: ['ORDER_ABOVE_MAXIMUM', 'LIMIT_EXCEEDED'] },
    });
    expect(await channel.order(refusedId)).toBeUndefined();

    await buyer.fill(/想说明的话|例如/, '给老人买的，请帮忙看看');
    await buyer.tap('申请人工复核');
    await buyer.see('正在等商家答复');
    expect(await database.order(refusedId)).toMatchObject({
      review: { stage: 'asked' },
      attention: [{ code: 'REVIEW_ASKED' }],
    });

    const operator = await stage().operator();
    await findOrder(operator, '待复核', GOODS.chair);
    expect(operator.id).toBe(refusedId);
    await operator.see('给老人买的，请帮忙看看');
    await operator.tap('答复复核');
    await operator.tap(/放行一次/, 'radio');
    await operator.fill(/给买家的话|买家会看到/, '老顾客，同意一次');
    await submitForm(operator, '答复复核');
    await operator.hear('放行一次？');
    await operator.answer('放行一次');
    await operator.see('已放行一次');
    expect(await database.order(refusedId)).toMatchObject({
      state: 'rejected',
      review: { stage: 'approved' },
    });

    await buyer.pullDown();
    await buyer.see('商家同意了');
    await buyer.see('老顾客，同意一次');
    await buyer.tap('重新下单');
    await buyer.arrive('pages/goods/goods');
    await buyer.tap('去下单');
    await buyer.arrive('pages/checkout/checkout');
    await choosePayLater(buyer);
    await tickTheBox(buyer);
    await submitOrder(buyer);

    // So large an order is decided on only when its buyer has repeated what it comes to.
    await confirmAgain(buyer, '298', '1');
    await buyer.hear('没有办成');
    await buyer.answer('知道了');
    await confirmAgain(buyer, '2980', '1');
    await buyer.arrive('pages/order/order');
    await buyer.see('下单成功，正在等商家发货。');
    const passedId = buyer.id;
    expect(passedId).not.toBe(refusedId);
    expect(await database.order(passedId)).toMatchObject({ state: 'accepted', amountFen: 298_000 });
    expect(await channel.order(passedId)).toMatchObject({ state: 'DOING' });

    // The allowance is used up, and the refused order stays refused.
    expect((await database.order(refusedId)).state).toBe('rejected');
    await buyer.open('pages/shop/shop');
    await goToCheckout(buyer, GOODS.chair);
    await choosePayLater(buyer);
    await tickTheBox(buyer);
    await submitOrder(buyer);
    await buyer.arrive('pages/refusal/refusal');
    await buyer.see('本单金额超过了您当前的可用额度。');
  });
});
