import type * as v from 'valibot';
import type { listProductsInput } from '../../contract/inputs.ts';
import type { Page, PayLaterOffer, ProductView } from '../../contract/views.ts';
import { zeroNowText } from '../../domain/payLaterText.ts';
import type { Product } from '../../domain/pricing.ts';
import type { CoreServices, Rules } from '../services.ts';

type Input = v.InferOutput<typeof listProductsInput>;

/**
 * The catalogue, a page at a time, or one product of it, with what must stand beside every 「0 元」. It stands in for
 * the merchant's own catalogue; its prices are the ones that orders are made of.
 */
export async function listProducts(
  services: CoreServices,
  { limit, cursor, productId }: Input,
): Promise<Page<ProductView> & { readonly payLater: PayLaterOffer }> {
  const [products, rules] = await Promise.all([
    services.store.find<Product>('products', {
      filter: {
        $and: [{ onSale: true }, productId ? { _id: productId } : {}, cursor ? { _id: { $gt: cursor } } : {}],
      },
      sort: [['_id', 'asc']],
      limit: limit + 1,
    }),
    services.rules(),
  ]);
  const items = products.slice(0, limit);
  const more = products.length > limit;
  return {
    items: items.map((product) => viewOf(product, rules)),
    nextCursor: more ? (items.at(-1)?._id ?? null) : null,
    payLater: offerOf(rules),
  };
}

function viewOf(product: Product, { policy }: Rules): ProductView {
  const { _id, title, description, pictureUrl, priceFen, payLater } = product;
  const payLaterText = payLater ? zeroNowText(priceFen, policy.charge.afterReceiptDays) : null;
  return { productId: _id, title, description, pictureUrl, priceFen, payLater, payLaterText };
}

function offerOf({ policy, terms }: Rules): PayLaterOffer {
  return {
    chargeAfterReceiptDays: policy.charge.afterReceiptDays,
    termsVersion: terms.version,
    termsTitle: terms.title,
    termsText: terms.text,
    textHash: terms.textHash,
    messageTemplates: Object.values(policy.messages).flatMap((template) => template?.templateId ?? []),
  };
}
