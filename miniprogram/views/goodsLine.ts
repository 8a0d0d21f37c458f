import { GOODS_SAYS } from '../copy/goods';
import { formatFen, spokenFen } from '../format/money';

/** What hf-goods-line shows. */
export interface GoodsLine {
  readonly productId: string;
  readonly title: string;
  readonly pictureUrl: string;
  readonly each: string;
  readonly amount: string;
  readonly spoken: string;
}

interface Line {
  readonly productId: string;
  readonly title: string;
  readonly pictureUrl: string;
  readonly unitPriceFen: number;
  readonly quantity: number;
}

export function goodsLine({ productId, title, pictureUrl, unitPriceFen, quantity }: Line): GoodsLine {
  const amountFen = unitPriceFen * quantity;
  return {
    productId,
    title,
    pictureUrl,
    each: GOODS_SAYS.each(formatFen(unitPriceFen), quantity),
    amount: formatFen(amountFen),
    spoken: spokenFen(amountFen),
  };
}
