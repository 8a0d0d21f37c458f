import { OTHERWISE_SAYS } from '../copy/otherwise';
import type { Item } from '../format/items';
import { formatFen, spokenFen } from '../format/money';
import type { Product } from '../services/catalogue';

export interface OtherwisePage {
  readonly goods: readonly {
    readonly productId: string;
    readonly title: string;
    readonly quantity: string;
    readonly amount: string;
  }[];
  readonly total: string;
  readonly spokenTotal: string;
  /** What the merchant sees of it in the chat; empty where no goods were chosen. */
  readonly card: string;
}

/** The goods that the buyer chose, at today's prices; those that are no longer sold are left out. */
export function otherwisePage(items: readonly Item[], products: readonly Product[]): OtherwisePage {
  const lines = items.flatMap(({ productId, quantity }) => {
    const product = products.find((one) => one.productId === productId);
    return product ? [{ product, quantity, amountFen: product.priceFen * quantity }] : [];
  });
  const titles = lines.map(({ product, quantity }) => `${product.title} ×${quantity}`).join('、');
  const totalFen = lines.reduce((sum, { amountFen }) => sum + amountFen, 0);
  return {
    goods: lines.map(({ product, quantity, amountFen }) => ({
      productId: product.productId,
      title: product.title,
      quantity: OTHERWISE_SAYS.quantity(quantity),
      amount: formatFen(amountFen),
    })),
    total: formatFen(totalFen),
    spokenTotal: spokenFen(totalFen),
    card: lines.length > 0 ? OTHERWISE_SAYS.card(titles) : '',
  };
}
