/** 通知. */
export const NOTICES = {
  empty: '还没有通知。扣款前、要退货寄回、退款到账时，都会在这里告诉您。',
  over: '已过去',
  more: '查看更早的通知',
} as const;

/** What each kind of message is called. */
export const NOTICE_TITLES = {
  charge: '扣款提醒',
  reminder: '付款提醒',
  receipt: '请确认是否收到包裹',
  sendBack: '请寄回商品',
  claimRefused: '商家没有同意售后申请',
  claimLapsed: '售后申请已自动结束',
  claimDone: '售后已完成',
  refunding: '正在退款',
  refunded: '退款已到账',
  refundStuck: '退款没有到账',
  reviewApproved: '人工复核通过',
  reviewKept: '人工复核结果',
} as const;

export const NOTICE_SAYS = {
  sendBack: (moment: string) =>
    `商家同意退货。请在 ${moment} 前寄回，并在订单里填快递单号；过了时间没寄，申请自动结束。`,
  claimRefused: (answer: string) => (answer ? `商家说：${answer}` : '可以在订单里看下一步怎么办。'),
  claimLapsed: '没有按时寄回商品，申请自动结束，订单按原来的约定继续。',
  claimDone: (owed: string | null) => owed ?? '这笔订单不用再付款。',
  refundOnItsWay: (amount: string) => `${amount} 正在原路退回，到账以微信支付的通知为准。`,
  refunded: (amount: string) => `${amount} 已原路退回。`,
  refundStuck: (amount: string) => `${amount} 还没退到您的账户。商家会处理，您也可以联系商家。`,
  reviewApproved: (note: string) => `您可以再下一次单。${said(note)}`,
  reviewKept: (note: string) => `这笔订单仍不能用先用后付。${said(note)}您可以换别的方式付款。`,
} as const;

function said(note: string): string {
  return note ? `商家说：${note}` : '';
}
