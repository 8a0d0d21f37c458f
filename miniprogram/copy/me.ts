/** The tab 我的. */
export const ME = {
  next: '下一笔要付',
  openIt: '开通先用后付',
  finish: '去完成',
  agree: '去同意',
  payNow: '去付清',
  bills: '查看账单',
  account: '我的额度',
  accountNote: '随时可关闭',
  notices: '通知',
  terms: '服务条款',
  privacy: '我的信息',
  privacyNote: '导出或删除',
  largeType: '大字版',
  contact: '联系商家',
  merchant: '商家后台',
} as const;

/** How the account stands, in one word. */
export const ACCOUNT_STATE_NAMES = {
  none: '未开通',
  open: '已开通',
  closed: '已关闭',
  erasing: '正在删除',
} as const;

export const ME_SAYS = {
  none: '先收货、先使用，满意了再付款。扣款前会提前告诉您，随时可以关闭。',
  erasing: '正在删除您的信息，会自动完成，您不用做什么。',
  authorisation: '还差一步：要在微信支付里同意授权，才能用先用后付下单。',
  termsOutdated: '服务条款有更新。请看一看，同意后才能继续用先用后付下单。',
  locked: '未成年人保护已打开，不能用先用后付下新订单。',
  running: (orders: number) => `${orders} 笔订单进行中`,
  others: (orders: number, total: string) => `一共 ${orders} 笔还没付，合计 ${total}`,
  overdue: (orders: number, total: string) =>
    `有 ${orders} 笔订单过了付款时间，共 ${total}。付清后就能继续使用，不收逾期费。`,
} as const;
