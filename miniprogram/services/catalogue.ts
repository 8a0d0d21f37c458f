import { type Answer, call } from './call';

type Catalogue = Answer<'listProducts'>;
export type Product = Catalogue['items'][number];
/** What stands beside every 「0 元」. */
export type Offer = Catalogue['payLater'];

/** Null where the product is not sold, or not any more. */
interface Sold {
  readonly product: Product | null;
  readonly offer: Offer;
}

/** What was read since the mini-program was opened; a price or a text may have changed since. */
const products = new Map<string, Product>();
let latest: Offer | null = null;

/** Reads a page of the catalogue: the first one, or the one that `cursor` names. */
export async function readCatalogue(cursor?: string): Promise<Catalogue> {
  const page = await call('listProducts', cursor === undefined ? {} : { cursor });
  remember(page);
  return page;
}

/** Reads one product afresh, with its price and terms as they are now. */
export async function readProduct(productId: string): Promise<Sold> {
  const page = await call('listProducts', { productId });
  products.delete(productId);
  remember(page);
  return { product: page.items[0] ?? null, offer: page.payLater };
}

/** A product as it was read last, without a call; null if it has not been. */
export function recallProduct(productId: string): Sold | null {
  const product = products.get(productId);
  return product && latest ? { product, offer: latest } : null;
}

function remember({ items, payLater }: Catalogue): void {
  for (const product of items) products.set(product.productId, product);
  latest = payLater;
}
