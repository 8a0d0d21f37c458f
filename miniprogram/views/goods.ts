import { formatFen, spokenFen } from '../format/money';
import type { Offer, Product } from '../services/catalogue';
import { type PayLaterBlock, payLaterBlock } from './payLater';

/** As many as the stepper goes to. */
export const MAX_QUANTITY = 99;

export interface GoodsView {
  readonly title: string;
  readonly description: string;
  readonly pictureUrl: string;
  readonly price: string;
  readonly spokenPrice: string;
  readonly total: string;
  readonly spokenTotal: string;
  readonly payLater: PayLaterBlock | null;
}

export function goodsView(product: Product, offer: Offer, quantity: number): GoodsView {
  const { title, description, pictureUrl, priceFen } = product;
  const totalFen = priceFen * quantity;
  return {
    title,
    description,
    pictureUrl,
    price: formatFen(priceFen),
    spokenPrice: spokenFen(priceFen),
    total: formatFen(totalFen),
    spokenTotal: spokenFen(totalFen),
    payLater: product.payLater ? payLaterBlock(offer, totalFen) : null,
  };
}

/** A number of pieces from an address or a field: 1 where it is none. */
export function quantityOf(text: string | number): number {
  const quantity = Number(text);
  return Number.isInteger(quantity) && quantity >= 1 ? Math.min(quantity, MAX_QUANTITY) : 1;
}
