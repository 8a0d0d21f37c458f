export const BILLS = {
  empty: '还没有账单。用先用后付买的东西，应付和已付的钱都会写在这里。',
  goShopping: '去看看商品',
  total: '一共待付',
  nothingToPay: '现在没有要付的钱',
  overdueTitle: '已过付款时间',
  dueTitle: '待付款',
  laterTitle: '还没到付款时间',
  laterHint: '收到货并确认后才开始算付款时间。',
  paidTitle: '已付清',
  payNow: '立即支付',
} as const;

export const BILL_WORDS = {
  orders: (count: number) => `${count} 笔订单`,
  /** What is to be done next about the money, in the summary. */
  overdue: (amount: string) => `其中 ${amount} 已过付款时间，请尽快付清`,
  nextCharge: (when: string, amount: string) => `最近一笔：${when} 自动扣款 ${amount}`,
  nextPayBy: (when: string, amount: string) => `最近一笔：请在 ${when} 前支付 ${amount}`,
  frozen: (amount: string) => `其中 ${amount} 在退货或售后处理中`,
  paidOn: (when: string) => `${when} 付清`,
  refund: (amount: string, stage: string) => `退款 ${amount}，${stage}`,
  /** For screen readers. */
  between: '。',
} as const;
