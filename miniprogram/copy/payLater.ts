import { COMMON } from './common';

/**
 * Words of the block that says what 先用后付 costs, when, and how to get out of it. Rule 6: its 「0 元」 never stands
 * without the later amount and its day.
 */
export const PAY_LATER = {
  title: COMMON.payLater,
  now: '现在支付',
  nowAmount: '0 元',
  cancelTitle: '想取消怎么办',
  cancelPoints: [
    '还没发货时，随时可以取消订单，不收费。',
    '自动扣款前，会先告诉您金额和时间。',
    '扣款前，可以关闭自动扣款，改成自己付。',
    '退货或者商品有问题，处理期间不扣款。',
  ],
} as const;

export const PAY_LATER_SAYS = {
  /** What stands before the later amount. */
  later: (days: number) => `确认收货后第 ${days} 天支付`,
  tick: (termsTitle: string) => `我看清了上面的金额和付款时间，同意《${termsTitle}》`,
  readTerms: (termsTitle: string) => `阅读《${termsTitle}》`,
} as const;
