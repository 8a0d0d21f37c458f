/**
 * Why an order may not be paid later, in words for the buyer. A refusal by the channel has one neutral
 * reason: its own text is never shown.
 */
export const REASONS = {
  ACCOUNT_NOT_OPEN: '您还没有开通先用后付。',
  ACCOUNT_CLOSED: '您的先用后付已关闭，不能再用于新订单。',
  NOT_AUTHORISED: '您还没有在支付渠道完成授权。',
  OVERDUE_NOW: '您有订单已逾期，付清后即可恢复使用。',
  TOO_MANY_RUNNING: '您进行中的先用后付订单已达上限，完成一笔后即可再用。',
  ORDER_ABOVE_MAXIMUM: '本单金额超过了先用后付的单笔上限。',
  LIMIT_EXCEEDED: '本单金额超过了您当前的可用额度。',
  NOT_ENOUGH_HISTORY: '本单暂不满足先用后付的条件，按时完成几笔较小的订单后会更容易通过。',
  CHANNEL_DECLINED: '支付渠道暂不支持本单使用先用后付。',
} as const;

export type ReasonCode = keyof typeof REASONS;
