import type { ClaimStage } from '../../../cloudfunctions/shared/domain/order/order.ts';
import type { OrderState } from '../../../cloudfunctions/shared/domain/order/states.ts';

/** What somebody reads who is none of the merchant's people. */
export const OPERATORS_ONLY = {
  title: '这里是商家的页面',
  hint: '只有商家的工作人员可以打开。如果您是工作人员，请联系管理员把您加入操作员名单。',
  back: '返回「我的」',
} as const;

export const ordersInWords = (count: number) => `${count} 单`;

/** Where an order stands, in words for the merchant's people. */
export const MERCHANT_STATES: Readonly<Record<OrderState, string>> = {
  created: '待评估',
  approved: '待买家确认',
  accepted: '待发货',
  shipped: '待买家收货',
  received: '待付款',
  settling: '正在扣款',
  overdue: '已逾期',
  settled: '已收款',
  rejected: '未通过',
  cancelled: '已取消',
  returned: '已退回',
  writtenOff: '不再收取',
};

/** Where a return or dispute stands, after what it is about: 「退货退款：等您答复」. */
export const MERCHANT_CLAIM_STAGES: Readonly<Record<ClaimStage, string>> = {
  requested: '等您答复',
  agreed: '已同意，等买家寄回',
  sentBack: '买家已寄回，等您查收',
  done: '已办完',
  refused: '已拒绝',
  lapsed: '买家没有按时寄回，已结束',
  withdrawn: '买家已撤销',
};

/** What happens to an open return or dispute at its deadline. */
export const CLAIM_DEADLINES: Readonly<Partial<Record<ClaimStage, (when: string) => string>>> = {
  requested: (when) => `${when} 前不答复，视为同意`,
  agreed: (when) => `${when} 前没有寄回，申请自动结束`,
  sentBack: (when) => `${when} 前不处理，视为已收到退货`,
};
