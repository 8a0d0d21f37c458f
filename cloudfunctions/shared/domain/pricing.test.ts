import { describe, expect, it } from 'vitest';
import { aProduct } from '../testing/builders.ts';
import { DomainError } from './domainError.ts';
import { MAX_AMOUNT_FEN } from './money.ts';
import { type CartLine, type Product, priceCart } from './pricing.ts';

const teaSet = aProduct();
const thermos = aProduct({ _id: 'thermos', title: '保温杯', priceFen: 8_900 });

function refused(cart: readonly CartLine[], products: readonly Product[]): unknown {
  try {
    priceCart(cart, products);
    return null;
  } catch (error) {
    return error instanceof DomainError ? { code: error.code, details: error.details } : error;
  }
}

const PICTURED = { pictureUrl: aProduct().pictureUrl };

describe('the price of a cart', () => {
  it('comes line by line from the catalogue', () => {
    const cart = [
      { productId: 'thermos', quantity: 3 },
      { productId: 'tea-set', quantity: 1 },
    ];
    expect(priceCart(cart, [teaSet, thermos])).toEqual({
      amountFen: 43_500,
      lines: [
        {
          ...PICTURED,
          productId: 'thermos',
          title: '保温杯',
          unitPriceFen: 8_900,
          quantity: 3,
          amountFen: 26_700,
        },
        {
          ...PICTURED,
          productId: 'tea-set',
          title: '白瓷茶具',
          unitPriceFen: 16_800,
          quantity: 1,
          amountFen: 16_800,
        },
      ],
    });
  });

  it.each([
    ['unknown', [], 'PRODUCT_NOT_FOUND'],
    ['off sale', [aProduct({ onSale: false })], 'PRODUCT_UNAVAILABLE'],
    ['off sale, whatever else it is', [aProduct({ onSale: false, payLater: false })], 'PRODUCT_UNAVAILABLE'],
    ['not for paying later', [aProduct({ payLater: false })], 'PAY_LATER_UNSUPPORTED'],
  ])('is refused for a product that is %s, and says which', (_case, products, code) => {
    const cart = [{ productId: 'tea-set', quantity: 1 }];
    expect(refused(cart, products)).toEqual({ code, details: { productId: 'tea-set' } });
  });

  it('is refused as a whole if one line is', () => {
    const cart = [
      { productId: 'tea-set', quantity: 1 },
      { productId: 'gone', quantity: 1 },
    ];
    expect(refused(cart, [teaSet])).toEqual({ code: 'PRODUCT_NOT_FOUND', details: { productId: 'gone' } });
  });

  it.each([
    ['one line above the largest amount', 100_001, 100],
    ['the most of the dearest', MAX_AMOUNT_FEN, 999],
    ['a product of price and quantity far above what integers hold', Number.MAX_SAFE_INTEGER, 999],
  ])('is refused for %s', (_case, priceFen, quantity) => {
    const cart = [{ productId: 'tea-set', quantity }];
    expect(refused(cart, [aProduct({ priceFen })])).toMatchObject({ code: 'ORDER_TOO_LARGE' });
  });

  it('is refused for lines that are too much only together', () => {
    const big = aProduct({ priceFen: MAX_AMOUNT_FEN });
    const cent = aProduct({ _id: 'cent', priceFen: 1 });
    const cart = [
      { productId: 'tea-set', quantity: 1 },
      { productId: 'cent', quantity: 1 },
    ];
    expect(priceCart(cart.slice(0, 1), [big, cent]).amountFen).toBe(MAX_AMOUNT_FEN);
    expect(refused(cart, [big, cent])).toMatchObject({ code: 'ORDER_TOO_LARGE' });
  });

  it.each([-100, 0.3, 0.5, Number.NaN])(
    'cannot be made of a catalogue price of %d: that is a defect, not a refusal',
    (priceFen) => {
      for (const quantity of [1, 2]) {
        const cart = [{ productId: 'tea-set', quantity }];
        expect(refused(cart, [aProduct({ priceFen })])).toBeInstanceOf(RangeError);
      }
    },
  );
});
