import { mount as mountGoods } from 'virtual:miniprogram/pages/goods/goods';
import 'virtual:miniprogram/pages/checkout/checkout';
import { mount } from 'virtual:miniprogram/pages/shop/shop';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { anAccount, aProduct } from '../../cloudfunctions/shared/testing/builders.ts';
import { World } from '../../cloudfunctions/shared/testing/world.ts';
import type { Mounted } from '../../emulator/src/preview/runtime/types.ts';
import { type Cloud, cloudOf } from './support/functions.ts';
import { happens, see, settled, shown, tapOn } from './support/screen.ts';

let cloud: Cloud;
let world: World;
let page: Mounted | null = null;

beforeEach(() => {
  world = new World({ account: anAccount() });
  cloud = cloudOf(world);
});
afterEach(async () => {
  await settled();
  page?.unmount();
  page = null;
  vi.unstubAllGlobals();
});

const number = (index: number) => String(index).padStart(2, '0');

test('the first screen takes one call, and a product of it none', async () => {
  world.store.seed('products', aProduct());
  page = mount();
  await see('白瓷茶具');
  await see('用满 7 天再付款');
  expect(cloud.calls).toEqual([{ name: 'listProducts', input: {} }]);
  await tapOn('白瓷茶具');
  await see('去下单');
  expect(cloud.calls).toHaveLength(1);
});

test('what comes after the first page is read when the buyer gets there, once', async () => {
  const products = Array.from({ length: 25 }, (_, index) =>
    aProduct({ _id: number(index), title: `商品 ${number(index)}` }),
  );
  world.store.seed('products', ...products);
  page = mount();
  await see('商品 19');
  expect(shown()).not.toContain('商品 20');
  await Promise.all([happens(page, 'onReachBottom'), happens(page, 'onReachBottom')]);
  await see('商品 24');
  await happens(page, 'onReachBottom');
  expect(cloud.calls.map(({ input }) => input)).toEqual([{}, { cursor: '19' }]);
});

test('a product that is opened from elsewhere is read by itself', async () => {
  world.store.seed('products', aProduct({ _id: 'a&b', title: '茶具 & 茶杯' }));
  page = mountGoods({}, { id: encodeURIComponent('a&b'), quantity: '3' });
  await see('茶具 & 茶杯');
  await see('¥504.00');
  expect(cloud.calls).toEqual([{ name: 'listProducts', input: { productId: 'a&b' } }]);
  await tapOn('去下单');
  await vi.waitFor(() => expect(location.hash).toContain('checkout?id=a%26b&quantity=3'));
});

test('a product that is sold no more says so, and leads back to the shop', async () => {
  page = mountGoods({}, { id: 'gone' });
  await see('已经下架了');
  await tapOn('看看其他商品');
  await vi.waitFor(() => expect(location.hash).toContain('pages/shop/shop'));
});
