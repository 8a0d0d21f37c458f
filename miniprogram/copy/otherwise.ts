/** 其他付款方式. */
export const OTHERWISE = {
  title: '直接付款',
  how: '请点下面的按钮联系商家，商家会告诉您怎样用微信支付直接付款。',
  goods: '您选的商品',
  kept: '您选的商品都在这里，不会丢。联系商家时会一起发过去。',
  total: '一共',
  contact: '联系商家付款',
} as const;

export const OTHERWISE_SAYS = {
  quantity: (pieces: number) => `${pieces} 件`,
  card: (titles: string) => `想买：${titles}`,
} as const;
