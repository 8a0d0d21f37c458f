import { describe, expect, it } from 'vitest';
import { aProduct } from '../../cloudfunctions/shared/testing/builders.ts';
import { catalogueAnswer } from '../../cloudfunctions/shared/testing/catalogueAnswer.ts';
import { goodsView, quantityOf } from './goods';

describe('a product', () => {
  it('says what all pieces come to, and what is paid later for them', async () => {
    const { items, payLater } = await catalogueAnswer();
    const [product] = items;
    expect(product && goodsView(product, payLater, 3)).toMatchObject({
      price: '¥168.00',
      total: '¥504.00',
      spokenTotal: '504元',
      payLater: { laterAmount: '¥504.00' },
    });
  });

  it('says nothing of 先用后付 where it is not for it', async () => {
    const { items, payLater } = await catalogueAnswer(aProduct({ payLater: false }));
    const [product] = items;
    expect(product && goodsView(product, payLater, 1).payLater).toBeNull();
  });

  it.each([
    ['2', 2],
    [99, 99],
    ['100', 99],
    ['', 1],
    ['0', 1],
    ['-3', 1],
    ['1.5', 1],
    ['x', 1],
    [Number.NaN, 1],
  ])('in the quantity %j is ordered as %d', (text, quantity) => {
    expect(quantityOf(text)).toBe(quantity);
  });
});
