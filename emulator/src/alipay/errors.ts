import { ChannelRefusal } from '../channels/refusal.ts';

/** The gateway's codes, with their `msg`. */
const messages = {
  20000: 'Service Currently Unavailable',
  40001: 'Missing Required Arguments',
  40002: 'Invalid Arguments',
  40004: 'Business Failed',
  40005: 'Call Limited',
  40006: 'Insufficient Permissions',
} as const;

/**
 * What Alipay refuses, by `sub_code`: the gateway's `code`, and the usual `sub_msg`.
 * Gateway: https://opendocs.alipay.com/common/02km9f; the others are those of each call's page, as the vendor's SDKs
 * list them. Texts that no page publishes are ours.
 */
const refusals = {
  'isp.unknow-error': [20000, '服务暂不可用（业务系统不可用）'],
  'aop.unknow-error': [20000, '服务暂不可用（网关自身的未知错误）'],
  'aop.ACQ.SYSTEM_ERROR': [20000, '系统异常'],
  'isv.missing-app-id': [40001, '缺少AppID参数'],
  'isv.missing-method': [40001, '缺少方法名参数'],
  'isv.missing-signature': [40001, '缺少签名参数'],
  'isv.missing-signature-type': [40001, '缺少签名类型参数'],
  'isv.missing-timestamp': [40001, '缺少时间戳参数'],
  'isv.missing-version': [40001, '缺少版本参数'],
  'isv.invalid-app-id': [40002, '无效的AppID参数'],
  'isv.invalid-method': [40002, '不存在的方法名'],
  'isv.invalid-parameter': [40002, '参数无效'],
  'isv.invalid-format': [40002, '无效的数据格式'],
  'isv.invalid-signature-type': [40002, '无效的签名类型'],
  'isv.invalid-signature': [40002, '验签出错'],
  'isv.invalid-timestamp': [40002, '非法的时间戳参数'],
  'isv.invalid-charset': [40002, '字符集错误'],
  'isv.illegal-json': [40002, 'JSON格式错误'],
  'isv.code-invalid': [40002, '授权码code无效'],
  'isv.app-call-limited': [40005, '应用调用次数超限'],
  'isv.insufficient-isv-permissions': [40006, 'ISV权限不足，建议在开发者中心检查对应功能是否已经添加'],
  SYSTEM_ERROR: [40004, '系统异常'],
  BIZ_ERROR: [40004, '业务异常'],
  INVALID_PARAMETER: [40004, '参数有误'],
  CREDIT_AGREEMENT_NOT_EXIST: [40004, '协议不存在'],
  CREDIT_AGREEMENT_INVALID: [40004, '用户未开通或已关闭服务'],
  CHECK_SIGN_SALES_FAIL: [40004, '签约产品校验失败'],
  ZHIMA_EVALUATE_NO_PASS: [40004, '芝麻评估未通过'],
  ZHIMA_CHECK_NO_PASS: [40004, '芝麻校验未通过'],
  ORDER_NOT_EXIST: [40004, '订单不存在'],
  ORDER_STATUS_INVALID: [40004, '订单状态不合法'],
  'ACQ.SYSTEM_ERROR': [40004, '系统错误'],
  'ACQ.INVALID_PARAMETER': [40004, '参数无效'],
  'ACQ.PAYMENT_AUTH_CODE_INVALID': [40004, '支付授权码无效'],
  'ACQ.CONTEXT_INCONSISTENT': [40004, '交易信息被篡改'],
  'ACQ.PRODUCT_AMOUNT_LIMIT_ERROR': [40004, '产品额度超限'],
  'ACQ.TRADE_HAS_SUCCESS': [40004, '交易已被支付'],
  'ACQ.TRADE_HAS_CLOSE': [40004, '交易已经关闭'],
  'ACQ.TRADE_HAS_FINISHED': [40004, '交易已经完结'],
  'ACQ.TRADE_NOT_EXIST': [40004, '交易不存在'],
  'ACQ.TRADE_STATUS_ERROR': [40004, '交易状态不合法'],
  'ACQ.BUYER_BALANCE_NOT_ENOUGH': [40004, '买家余额不足'],
  'ACQ.NO_PAYMENT_INSTRUMENTS_AVAILABLE': [40004, '没有可用的支付工具'],
  'ACQ.SELLER_BALANCE_NOT_ENOUGH': [40004, '卖家余额不足'],
  'ACQ.REFUND_AMT_NOT_EQUAL_TOTAL': [40004, '退款金额超限'],
  'ACQ.DISCORDANT_REPEAT_REQUEST': [40004, '不一致的请求'],
} as const satisfies Readonly<Record<string, readonly [keyof typeof messages, string]>>;

export type SubCode = keyof typeof refusals;

/** A request that Alipay refuses. `subMessage` replaces the usual text where it can say more. */
export class Refusal extends ChannelRefusal {
  constructor(
    readonly subCode: SubCode,
    subMessage: string = refusals[subCode][1],
  ) {
    super(subMessage);
  }

  /** As it stands in an answer. */
  get fields(): Readonly<Record<'code' | 'msg' | 'sub_code' | 'sub_msg', string>> {
    const [code] = refusals[this.subCode];
    return { code: String(code), msg: messages[code], sub_code: this.subCode, sub_msg: this.message };
  }
}

/** The refusal of this `sub_code`, for faults that name one; else a service that is not available. */
export function refusalWithCode(code: string): Refusal {
  return new Refusal(isSubCode(code) ? code : 'isp.unknow-error');
}

function isSubCode(code: string): code is SubCode {
  return Object.hasOwn(refusals, code);
}
