import type { Refund } from '../../cloudfunctions/shared/domain/order/order.ts';
import type { OrderState } from '../../cloudfunctions/shared/domain/order/states.ts';
import type { BuyerStep } from '../../cloudfunctions/shared/domain/order/steps.ts';

/** What stands on the page as it is. */
export const ORDER = {
  pending: '正在和微信支付确认…',
  pendingHint: '通常很快就好。这期间不会重复扣款，也不用重复操作。',
  refresh: '刷新看看',
  receiptAsked: '包裹到了吗？收到了请点「确认收货」；没收到请点「退货/售后」，不会扣款。',
  whyRefused: '查看原因和其他付款方式',
  goods: '商品',
  timeline: '订单进展',
  next: '接下来',
  moreSteps: '其他操作',
  carrier: '快递公司',
  carrierHint: '例如：顺丰速运',
  trackingNo: '快递单号',
  trackingNoHint: '写在寄件单上',
  sendBackTitle: '填写寄回的快递',
  sendBackHint: '请按商家给您的地址寄回，寄出后在这里填写单号，商家收到后办理退款或减免。',
  sendBackSubmit: '提交单号',
  close: '关闭',
} as const;

/** Where the order stands, as a sentence. */
export const SENTENCES: Readonly<Record<OrderState, string>> = {
  created: '还差一步，请点「继续下单」。',
  approved: '还需要微信支付确认，确认后商家才会发货。',
  accepted: '下单成功，正在等商家发货。',
  shipped: '商家已发货，请留意收货。',
  received: '您已收货，到了约定的时间再付款。',
  settling: '微信支付正在扣款，成功后这里会写「已付清」。',
  overdue: '已过付款时间，请尽快付清。',
  settled: '这笔订单已付清，谢谢您。',
  rejected: '这次没有通过，您无需付款。',
  cancelled: '订单已取消，您无需付款。',
  returned: '订单已结束，您无需付款。',
  writtenOff: '这笔钱不再收取，您无需付款。',
};

export const BUTTONS: Readonly<Record<Exclude<BuyerStep, 'payNow'>, string>> = {
  assess: '继续下单',
  askReview: '申请人工复核',
  cancel: '取消订单',
  confirmReceipt: '确认收货',
  switchAutoChargeOff: '关闭自动扣款',
  switchAutoChargeOn: '打开自动扣款',
  claimReturn: '退货/售后',
  claimNotReceived: '退货/售后',
  claimProblem: '退货/售后',
  withdrawClaim: '撤销申请',
  sendBack: '填写寄回单号',
};

/** The amount stands on the button itself. */
export function payNowText(amount: string): string {
  return `立即支付 ${amount}`;
}

export const MONEY = {
  title: '付款',
  agreed: '下单时的金额',
  payable: '现在应付',
  nothing: '无需付款',
  lowered: (reason: string) => `商家减少金额的原因：${reason}`,
  collecting: '微信支付正在收取',
  autoCharge: '自动扣款',
  on: '已打开',
  off: '已关闭，由您自己付款',
  paid: '已付',
  refund: '退款',
} as const;

export const REFUND_STAGES: Readonly<Record<Refund['stage'], string>> = {
  requested: '正在退款',
  processing: '正在退款',
  refunded: '已原路退回',
  failed: '这次没有成功',
  abnormal: '没能到账，需要商家处理',
};

export const DELIVERY = {
  title: '收货信息',
  recipient: '收货人',
  phone: '电话',
  address: '地址',
  removed: '收货信息已删除',
  shipment: '物流',
  carrier: '快递',
  trackingNo: '单号',
  shippedAt: '发货时间',
  deliveredAt: '送达时间',
} as const;

export const EVIDENCE = {
  title: '订单信息',
  orderId: '订单号',
  createdAt: '下单时间',
  consent: '先用后付条款',
  agreedTo: (version: number) => `您同意了第 ${version} 版`,
  notice: '扣款前的提醒',
} as const;

export const CLAIM_PROGRESS = {
  title: '退货/售后',
  payLess: (amount: string) => `申请少付 ${amount}`,
  refund: (amount: string) => `申请退款 ${amount}`,
  reason: '您写的原因',
  answer: '商家的答复',
  steps: { ask: '提交', answer: '商家处理', sendBack: '寄回', arrived: '商家收货', done: '完成' },
} as const;
