import { describe, expect, it } from 'vitest';
import { aProduct } from '../../cloudfunctions/shared/testing/builders.ts';
import { catalogueAnswer } from '../../cloudfunctions/shared/testing/catalogueAnswer.ts';
import { goodsCards, stripText } from './shop';

const giftCard = aProduct({ _id: 'gift-card', title: '购物卡', priceFen: 10_050, payLater: false });

describe('the shop', () => {
  it('marks what is for 先用后付, with what it costs later, and says nothing of it elsewhere', async () => {
    const { items } = await catalogueAnswer(giftCard, aProduct());
    expect(goodsCards(items)).toMatchObject([
      { productId: 'gift-card', price: '¥100.50', payLater: '', spoken: '购物卡，100元5角。' },
      {
        productId: 'tea-set',
        payLater: '现在支付 0 元，确认收货后第 7 天支付 ¥168.00',
        spoken: '白瓷茶具，168元。现在支付 0 元，确认收货后第 7 天支付 ¥168.00',
      },
    ]);
  });

  it('explains 先用后付 where something is sold that way', async () => {
    const { items, payLater } = await catalogueAnswer(giftCard, aProduct());
    expect(stripText(items, payLater)).toContain('用满 7 天再付款');
    expect(stripText(items.slice(0, 1), payLater)).toBe('');
  });
});
