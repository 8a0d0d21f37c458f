/** When an amount is due, or what gives the day; it always stands beside the amount. */
export const OWED_SAYS = {
  paused: '售后处理中，暂停扣款',
  late: '已过付款时间，请尽快付清',
  collecting: '正在扣款，请留好余额',
  payBy: (moment: string) => `请在 ${moment} 前点「立即支付」付清`,
  chargeAt: (moment: string) => `${moment} 自动扣款`,
  afterReceipt: (days: number) => `确认收货后第 ${days} 天扣款`,
} as const;
