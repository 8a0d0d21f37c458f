import { expect, it } from 'vitest';
import type { Product } from '../services/catalogue';
import { otherwisePage } from './otherwise';

const product = (productId: string, priceFen: number): Product => ({
  productId,
  title: productId,
  description: '',
  pictureUrl: '',
  priceFen,
  payLater: false,
  payLaterText: null,
});

it('without goods there is nothing to send into the chat', () => {
  expect(otherwisePage([], []).card).toBe('');
});

it('goods that are paid otherwise are listed with what they come to; what is not sold is left out', () => {
  const items = [
    { productId: '茶具', quantity: 3 },
    { productId: '没有了', quantity: 1 },
    { productId: '大米', quantity: 1 },
  ];
  expect(otherwisePage(items, [product('大米', 6_905), product('茶具', 10)])).toEqual({
    goods: [
      { productId: '茶具', title: '茶具', quantity: '3 件', amount: '¥0.30' },
      { productId: '大米', title: '大米', quantity: '1 件', amount: '¥69.05' },
    ],
    total: '¥69.35',
    spokenTotal: '69元3角5分',
    card: '想买：茶具 ×3、大米 ×1',
  });
});
