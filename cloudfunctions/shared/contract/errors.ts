import type { ErrorCode } from '../domain/errorCode.ts';

/** The one catalogue of refusals: what the buyer or the operator reads for each code. */
export const ERROR_MESSAGES: Readonly<Record<ErrorCode, string>> = {
  INVALID_INPUT: '提交的内容有误，请检查后重试。',
  NOT_SIGNED_IN: '请在微信小程序中登录后再试。',
  FORBIDDEN: '您没有权限进行此操作。',
  PRODUCT_NOT_FOUND: '商品不存在或已下架。',
  PRODUCT_UNAVAILABLE: '商品暂时无法购买。',
  PAY_LATER_UNSUPPORTED: '该商品不支持先用后付，请选择其他支付方式。',
  ORDER_TOO_LARGE: '订单金额过大，请减少数量后重试。',
  PRICE_CHANGED: '商品价格有变动，请确认新的金额后再提交。',
  TERMS_CHANGED: '先用后付条款已更新，请阅读并同意新的条款。',
  REQUEST_REUSED: '订单内容已变化，请重新提交。',
  ORDER_NOT_FOUND: '没有找到这笔订单。',
  WRONG_STATE: '订单当前的状态不能进行此操作。',
  ORDER_FROZEN: '退货或争议处理中，暂不扣款，也不能进行此操作。',
  CHANNEL_CALL_OPEN: '正在与支付渠道确认上一步的结果，请稍后再试。',
  AMOUNT_CHANGED: '应付金额有变动，请确认后再操作。',
  CHANGED_MEANWHILE: '订单刚刚有更新，请刷新后再试。',
  AMOUNT_NOT_LOWER: '金额只能调低，不能调高。',
  REFUND_IMPOSSIBLE: '这笔款项不是通过支付渠道收取的，请直接退还给买家。',
  CHANNEL_REFUSED: '支付渠道没有接受，请稍后再试。',
  CHANNEL_CANNOT: '该支付渠道不支持此操作。',
  CHANNEL_UNAVAILABLE: '支付渠道暂时无法使用，请稍后再试。',
  INTERNAL: '系统繁忙，请稍后再试。',
};
