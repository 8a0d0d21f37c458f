export const ORDER = {
  pending: (channel: string) => `正在和${channel}确认，请稍后下拉刷新。这期间有些事不能做。`,
  attention: '需要关注',
  steps: '可以做的事',
  refused: '未通过的原因',
  goods: '商品',
  history: '全部经过',
  assessment: '履约评估',
  copyAll: '复制收货信息',
  waived: '复核放行、不再计较的',
  ownDataOnly: '只看在本店的订单记录，不向别处查，也不提供给别人。',
} as const;

export const MONEY = {
  title: '金额',
  agreed: '下单金额',
  payable: '应收',
  lowered: (reason: string) => `调低的原因：${reason}`,
  collecting: (channel: string) => `${channel}正在收取`,
  chargeAt: '扣款日',
  payBy: '买家自己付款，最晚',
  dueAt: '逾期起算',
  autoCharge: '自动扣款',
  on: '开着',
  off: '买家关了，由买家自己付款',
  notice: '扣款提醒',
  paid: '已收',
  paidElsewhere: (product: string) => `不是通过${product}付的`,
  refund: '退款',
} as const;

export const RECORD = {
  title: '订单信息',
  orderId: '订单号',
  channel: '付款渠道',
  createdAt: '下单时间',
  consent: '买家同意的条款',
  agreedTo: (version: number) => `第 ${version} 版`,
} as const;

export const CLAIM = {
  asked: '买家希望',
  less: (amount: string) => `少付 ${amount}`,
  back: (amount: string) => `退款 ${amount}`,
  after: '同意后应收',
  reason: '买家写的原因',
  answer: '您的答复',
  requestedAt: '申请时间',
} as const;

export const REVIEW = {
  stages: { asked: '买家请您再看一次', approved: '已放行一次', kept: '已维持原来的结果' },
  by: { asked: '买家写的话', approved: '您写的话', kept: '您写的话' },
  noNote: '没有写',
} as const;

export const ASSESSMENT = {
  approved: '通过',
  rejected: '未通过',
  summary: (decision: string, points: number) => `${decision}，共 ${points} 分`,
  /** Where a reason has ruled it out before. */
  withoutPoints: (decision: string) => `${decision}，没有进入打分`,
  policy: (version: number) => `按政策第 ${version} 版`,
} as const;
