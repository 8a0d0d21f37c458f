import type { OutputOf } from '../contract/functions.ts';
import type { OverTheWire } from '../contract/overTheWire.ts';
import type { Product } from '../domain/pricing.ts';
import { listProducts } from '../usecases/orders/listProducts.ts';
import { aProduct } from './builders.ts';
import { World } from './world.ts';

/** The catalogue as `listProducts` gives it to a buyer's phone. */
export async function catalogueAnswer(
  ...products: readonly Product[]
): Promise<OverTheWire<OutputOf<'listProducts', object>>> {
  const world = new World();
  world.store.seed('products', ...(products.length > 0 ? products : [aProduct()]));
  return JSON.parse(JSON.stringify(await listProducts(world.services, { limit: 50 })));
}
