import type { Upcoming } from '../../cloudfunctions/shared/domain/order/upcoming.ts';

/** What a sentence about the future may name, ready to be read. */
interface Known {
  readonly when: string;
  readonly amount: string;
  readonly chargeAfterReceiptDays: number;
}

/** What time will do to an order, as its buyer is told. No amount of later stands here without its day or its rule. */
export const UPCOMING: Readonly<Record<Upcoming['action'], (known: Known) => string>> = {
  cancelUnaccepted: ({ when }) => `若在 ${when} 前没有办完，订单自动取消，您无需付款`,
  cancelUnshipped: ({ when }) => `商家若在 ${when} 前没有发货，订单自动取消，您无需付款`,
  askReceipt: ({ when }) => `${when} 会问您是否收到包裹`,
  confirmReceipt: ({ when, amount, chargeAfterReceiptDays }) =>
    `您若没有点「确认收货」，${when} 自动确认，之后第 ${chargeAfterReceiptDays} 天支付 ${amount}`,
  giveNotice: ({ when }) => `${when} 会先告诉您扣款的时间和金额`,
  charge: ({ when, amount }) => `${when} 自动扣款 ${amount}`,
  remind: ({ when }) => `${when} 会提醒您付款`,
  markOverdue: ({ when }) => `${when} 前没有付清，就算已过付款时间，不收取逾期费用`,
  agreeClaim: ({ when }) => `商家若在 ${when} 前没有答复，视为同意您的申请`,
  lapseClaim: ({ when }) => `请在 ${when} 前寄回商品并填写单号，过了时间申请自动结束`,
  finishClaim: ({ when }) => `商家若在 ${when} 前没有答复，视为已收到您寄回的商品`,
};
