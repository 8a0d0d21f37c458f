/** The tabs of the merchant's list, by their name in the page's address. */
export const TAB_NAMES = {
  shipping: '待发货',
  claims: '售后',
  reviews: '复核',
  attention: '需关注',
  all: '全部',
} as const;

export const NOTHING_IN = {
  shipping: '没有等着发货的订单',
  claims: '没有要处理的退货或售后',
  reviews: '没有等着复核的订单',
  attention: '没有需要关注的订单',
  all: '还没有订单',
} as const satisfies Record<keyof typeof TAB_NAMES, string>;

export const CARD = {
  pieces: (count: number) => `共 ${count} 件`,
  severalLines: (first: string, lines: number) => `${first}等 ${lines} 种`,
  paid: (amount: string) => `实收 ${amount}`,
  payable: (amount: string) => `应收 ${amount}`,
  ordered: (amount: string) => `下单 ${amount}`,
  since: {
    ordered: (when: string) => `${when} 下单`,
    accepted: (when: string) => `${when} 起可以发货`,
    shipped: (when: string) => `${when} 发货`,
    delivered: (when: string) => `${when} 送达`,
    received: (when: string) => `${when} 收货`,
    paid: (when: string) => `${when} 付款`,
    ended: (when: string) => `${when} 结束`,
  },
  /** When the money comes. */
  due: {
    charge: (when: string) => `${when} 自动扣款`,
    payBy: (when: string) => `买家自己付款，最晚 ${when}`,
    collecting: (channel: string) => `${channel}正在扣款`,
    overdue: (when: string) => `${when} 起逾期`,
  },
  claim: (kind: string, stage: string, amount: string) => `${kind} ${amount}：${stage}`,
  review: (note: string) => (note ? `买家申请复核：${note}` : '买家申请复核'),
  spoken: (...parts: readonly string[]) => ['订单', ...parts].filter(Boolean).join('，'),
} as const;
