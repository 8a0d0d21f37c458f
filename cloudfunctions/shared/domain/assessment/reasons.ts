/**
 * Why an order may not be paid later, in words for the buyer. A refusal by the channel has one neutral
 * reason: its own text is never shown.
 */
export const REASONS = {
  ACCOUNT_NOT_OPEN: '您还没有开通先用后付。',
  ACCOUNT_CLOSED: '您的先用后付已关闭，不能再用于新订单。',
  NOT_AUTHORISED: '您还没有在支付渠道完成授权。',
  MINORS_LOCK: '未成年人保护已开启，暂不能使用先用后付。',
  NOT_IN_ROLLOUT: '先用后付正在逐步开放，暂未向您开放。',
  OVERDUE_NOW: '您有订单过了付款时间还没付清，付清后即可恢复使用。',
  TOO_MANY_RUNNING: '您进行中的先用后付订单已达上限，完成一笔后即可再用。',
  TOO_MANY_ORDERS: '您近期的先用后付订单较多，请稍后再试。',
  ORDER_ABOVE_MAXIMUM: '本单金额超过了先用后付的单笔上限。',
  ABOVE_CHANNEL_MAXIMUM: '本单金额超过了支付渠道的单笔上限。',
  LIMIT_EXCEEDED: '本单金额超过了您当前的可用额度。',
  NOT_ENOUGH_HISTORY: '本单暂不满足先用后付的条件，按时完成几笔较小的订单后会更容易通过。',
  CHANNEL_DECLINED: '支付渠道暂不支持本单使用先用后付。',
} as const;

export type ReasonCode = keyof typeof REASONS;

/** Reasons that this merchant's policy has made: a person may set them aside for one order. */
const REVIEWABLE: readonly ReasonCode[] = [
  'NOT_IN_ROLLOUT',
  'OVERDUE_NOW',
  'TOO_MANY_RUNNING',
  'TOO_MANY_ORDERS',
  'ORDER_ABOVE_MAXIMUM',
  'LIMIT_EXCEEDED',
  'NOT_ENOUGH_HISTORY',
];

export function isReason(code: string): code is ReasonCode {
  return Object.hasOwn(REASONS, code);
}

export function isReviewable(code: string): boolean {
  return (REVIEWABLE as readonly string[]).includes(code);
}

/** What a decision was made of, in words for the operator. */
export const FACTORS = {
  BASE: '每单的起点。',
  SETTLED_IN_TIME: '在本店按时付清的订单。',
  SETTLED_LATE: '在本店逾期后才付清的订单。',
  RETURNED: '收货后退回、没有付款的订单。',
  FIRST_ORDER_LARGE: '首单金额占额度的比例较大。',
  NEW_ADDRESS: '收货地址与以往订单不同。',
} as const;

export type FactorCode = keyof typeof FACTORS;
