import { SHOP_SAYS } from '../copy/shop';
import { formatFen, spokenFen } from '../format/money';
import type { Offer, Product } from '../services/catalogue';

/** One product on the shop's list. */
export interface GoodsCard {
  readonly productId: string;
  readonly title: string;
  readonly description: string;
  readonly pictureUrl: string;
  readonly price: string;
  /** What it costs now and later, in the server's words; empty where it is not for 先用后付. */
  readonly payLater: string;
  readonly spoken: string;
}

export function goodsCards(products: readonly Product[]): readonly GoodsCard[] {
  return products.map(({ productId, title, description, pictureUrl, priceFen, payLaterText }) => ({
    productId,
    title,
    description,
    pictureUrl,
    price: formatFen(priceFen),
    payLater: payLaterText ?? '',
    spoken: SHOP_SAYS.spoken(title, spokenFen(priceFen), payLaterText ?? ''),
  }));
}

/** What 先用后付 means here; empty where no product is sold that way. */
export function stripText(products: readonly Product[], { chargeAfterReceiptDays }: Offer): string {
  return products.some(({ payLater }) => payLater) ? SHOP_SAYS.strip(chargeAfterReceiptDays) : '';
}
