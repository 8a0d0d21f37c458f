import { COMMON } from './common';

/** Words of one product's page. */
export const GOODS = {
  payLater: COMMON.payLater,
  quantity: '数量',
  total: '合计',
  order: '去下单',
  gone: '这件商品不存在，或者已经下架了。',
  toShop: '看看其他商品',
} as const;

export const GOODS_SAYS = {
  each: (price: string, quantity: number) => `${price} × ${quantity}`,
} as const;
