import type { WaitingView } from '../../../cloudfunctions/shared/contract/merchantViews.ts';

export const HOME = {
  waiting: '等您处理',
  owed: '还没收到的钱',
  due: '未来 14 天到期',
  dueHint: '按自动扣款的日子，或买家自己付款的最后一天。退货或售后处理中的暂不扣款，不算在内。',
  noneDue: '未来 14 天没有到期的钱',
  settled: '近 30 天收款',
  settledHint: '按买家付款的日子。',
  noneSettled: '近 30 天还没有收款',
  tapBars: '点柱子看当天的金额',
  allOrders: '全部订单',
  allOrdersHint: '按状态查看，找到任何一笔',
  policy: '先用后付政策',
  policyHint: '额度、评估、扣款和期限，逐条写清楚',
} as const;

export const COUNTED = {
  countedAt: (at: string) => `统计于 ${at}，下拉可刷新`,
  share: (percent: number) => `占 ${percent}%`,
} as const;

export const CHART = {
  /** Of a day's bar: 「3月11日 周三 ¥89.00，1 单」. */
  ofDay: (day: string, amount: string, orders: string) => `${day} ${amount}，${orders}`,
  today: (day: string) => `今天 ${day}`,
  noneOfDay: (day: string) => `${day} 没有`,
  highest: (amount: string) => `最高的一天 ${amount}`,
} as const;

export const WAITING: Readonly<Record<keyof WaitingView, { readonly label: string; readonly hint: string }>> =
  {
    shipping: { label: '待发货', hint: '可以发货了' },
    claims: { label: '进行中的售后', hint: '退货或有问题' },
    reviews: { label: '待复核', hint: '买家请您再看' },
    attention: { label: '需要关注', hint: '要人来看' },
  };

/** What the money without a due day, being collected, and late is called. */
export const SHARES = {
  waiting: '还没到付款日',
  collecting: '正在扣款',
  overdue: '已逾期',
} as const;

/** Each figure with what it says, in one line. */
export const FIGURES = {
  owed: { label: '待收款', words: '买家已收货、还没付清的钱，包括逾期的' },
  dueThisWeek: { label: '7 天内到期', words: '从今天起 7 天内要扣款，或要买家自己付清' },
  overdue: { label: '逾期', words: '过了付款时间还没付清的，不另收逾期费用' },
  promised: { label: '待收货', words: '可以发货或在路上的，买家收货后才算付款日' },
  settled: { label: '近 30 天收款', words: '买家已经付的钱，后来退掉的也算在内' },
  refunded: { label: '近 30 天退款', words: '已经退出去的钱，按发起退款的日子算' },
} as const;
