import { DomainError } from './domainError.ts';
import { MAX_AMOUNT_FEN, sumFen } from './money.ts';
import type { OrderLine } from './order/order.ts';

/** One thing the merchant sells, as the catalogue stores it. */
export interface Product {
  readonly _id: string;
  readonly title: string;
  readonly description: string;
  /** https; the channel shows it too. */
  readonly pictureUrl: string;
  readonly priceFen: number;
  readonly onSale: boolean;
  readonly payLater: boolean;
}

export interface CartLine {
  readonly productId: string;
  readonly quantity: number;
}

/**
 * Prices a cart from the catalogue; nothing of a price comes from the caller.
 * @throws DomainError PRODUCT_NOT_FOUND, PRODUCT_UNAVAILABLE, PAY_LATER_UNSUPPORTED, ORDER_TOO_LARGE
 * @throws RangeError if the catalogue holds a price that is no amount
 */
export function priceCart(
  cart: readonly CartLine[],
  products: readonly Product[],
): { readonly lines: readonly OrderLine[]; readonly amountFen: number } {
  const catalogue = new Map(products.map((product) => [product._id, product]));
  const lines = cart.map((line) => priceLine(line, catalogue.get(line.productId)));
  if (lines.some((line) => line.amountFen > MAX_AMOUNT_FEN)) throw new DomainError('ORDER_TOO_LARGE');
  try {
    return { lines, amountFen: sumFen(lines.map((line) => line.amountFen)) };
  } catch {
    throw new DomainError('ORDER_TOO_LARGE');
  }
}

function priceLine({ productId, quantity }: CartLine, product: Product | undefined): OrderLine {
  if (!product) throw new DomainError('PRODUCT_NOT_FOUND', { productId });
  if (!product.onSale) throw new DomainError('PRODUCT_UNAVAILABLE', { productId });
  if (!product.payLater) throw new DomainError('PAY_LATER_UNSUPPORTED', { productId });
  if (!Number.isInteger(product.priceFen) || product.priceFen <= 0)
    throw new RangeError(`the price of ${productId} is not an amount in fen`);
  return {
    productId,
    title: product.title,
    pictureUrl: product.pictureUrl,
    unitPriceFen: product.priceFen,
    quantity,
    amountFen: product.priceFen * quantity,
  };
}
