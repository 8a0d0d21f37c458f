import { beforeEach, expect, it, vi } from 'vitest';
import { aProduct } from '../../cloudfunctions/shared/testing/builders.ts';
import { catalogueAnswer } from '../../cloudfunctions/shared/testing/catalogueAnswer.ts';
import { call } from './call';
import { readCatalogue, readProduct, recallProduct } from './catalogue';

vi.mock('./call', () => ({ call: vi.fn() }));
const asked = vi.mocked(call);

beforeEach(() => asked.mockReset());

it('a product that was listed is recalled without a call', async () => {
  asked.mockResolvedValue(await catalogueAnswer(aProduct({ _id: 'listed' })));
  await readCatalogue();
  expect(recallProduct('listed')?.product).toMatchObject({ priceFen: 16_800 });
  expect(recallProduct('never-seen')).toBeNull();
  expect(asked.mock.calls).toEqual([['listProducts', {}]]);
});

it('a product that is read afresh is asked for alone, and remembered as it is now', async () => {
  asked.mockResolvedValue(await catalogueAnswer(aProduct({ _id: 'fresh', priceFen: 20_000 })));
  const { product } = await readProduct('fresh');
  expect(asked.mock.calls).toEqual([['listProducts', { productId: 'fresh' }]]);
  expect([product?.priceFen, recallProduct('fresh')?.product?.priceFen]).toEqual([20_000, 20_000]);
});

it('a product that is sold no more is forgotten', async () => {
  asked.mockResolvedValue(await catalogueAnswer(aProduct({ _id: 'sold-out' })));
  await readCatalogue();
  asked.mockResolvedValue(await catalogueAnswer(aProduct({ _id: 'sold-out', onSale: false })));
  expect((await readProduct('sold-out')).product).toBeNull();
  expect(recallProduct('sold-out')).toBeNull();
});
