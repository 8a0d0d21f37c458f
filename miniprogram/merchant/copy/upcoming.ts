import type { Upcoming } from '../../../cloudfunctions/shared/domain/order/upcoming.ts';

/** What time will do to an order, as the merchant's people are told. */
export const MERCHANT_UPCOMING: Readonly<
  Record<Upcoming['action'], (when: string, amount: string) => string>
> = {
  cancelUnaccepted: (when) => `${when} 前买家没有办完，订单自动取消`,
  cancelUnshipped: (when) => `${when} 前没有发货，订单自动取消`,
  askReceipt: (when) => `${when} 问买家是否收到包裹（没有送达凭据，不会自动确认）`,
  confirmReceipt: (when) => `${when} 买家没有点确认，也自动确认收货`,
  giveNotice: (when, amount) => `${when} 提醒买家将扣款 ${amount}`,
  charge: (when, amount) => `${when} 自动扣款 ${amount}`,
  remind: (when) => `${when} 提醒买家付款`,
  markOverdue: (when) => `${when} 前没有付清，算逾期`,
  agreeClaim: (when) => `${when} 前您没有答复，视为同意申请`,
  lapseClaim: (when) => `${when} 前买家没有寄回，申请自动结束`,
  finishClaim: (when) => `${when} 前您没有处理，视为已收到退货`,
};
