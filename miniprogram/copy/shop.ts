import { COMMON } from './common';

/** Words of the shop. */
export const SHOP = {
  learn: '了解',
  empty: '商品正在准备，请过一会儿再来看看。',
  payLater: COMMON.payLater,
} as const;

export const SHOP_SAYS = {
  /** What 先用后付 means here, in one sentence. */
  strip: (days: number) => `带「先用后付」标记的商品，收到货、用满 ${days} 天再付款，付款前会先告诉您。`,
  spoken: (title: string, price: string, payLater: string) => `${title}，${price}。${payLater}`,
} as const;
