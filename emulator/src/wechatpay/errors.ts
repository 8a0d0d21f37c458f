import { ChannelRefusal, type FieldError } from '../channels/refusal.ts';

/**
 * What WeChat Pay refuses, and how: HTTP status, `code`, and the number that ends the `Request-Id` header.
 * Codes and texts: https://pay.weixin.qq.com/doc/v3/merchant/4012587900 and the pages beside it. Numbers that no
 * page publishes are given the one of their kind.
 */
export const refusals = {
  malformed: { status: 400, code: 'PARAM_ERROR', number: 268435464, message: '参数错误' },
  headers: {
    status: 400,
    code: 'INVALID_REQUEST',
    number: 268435464,
    message: 'HTTP头缺少Accept、Content-Type或User-Agent',
  },
  reentry: { status: 400, code: 'PARAM_ERROR', number: 271316598, message: '订单重入参数校验失败' },
  amount: { status: 400, code: 'PARAM_ERROR', number: 268435464, message: '最终总金额计算非法' },
  overCap: { status: 400, code: 'PARAM_ERROR', number: 271316656, message: '总金额超过此服务的服务风险金额' },
  endBeforeStart: {
    status: 400,
    code: 'PARAM_ERROR',
    number: 271316637,
    message: '服务结束时间早于开始时间',
  },
  state: { status: 400, code: 'INVALID_REQUEST', number: 271302262, message: '当前订单状态不合法' },
  notPaying: { status: 400, code: 'INVALID_REQUEST', number: 271316657, message: '只有待支付的订单才能操作' },
  notCancellable: {
    status: 400,
    code: 'INVALID_REQUEST',
    number: 271316592,
    message: '当前订单状态不满足撤销条件',
  },
  debitRunning: {
    status: 400,
    code: 'INVALID_REQUEST',
    number: 271316754,
    message: '单据正在扣款中，请稍后再试',
  },
  unclearCollection: {
    status: 400,
    code: 'INVALID_REQUEST',
    number: 271302262,
    message: '收款结果不明，请稍后重试',
  },
  orderDone: { status: 400, code: 'ORDER_DONE', number: 271302262, message: '订单已完成' },
  orderCancelled: { status: 400, code: 'ORDER_CANCELED', number: 271302333, message: '单据已取消' },
  prepaidMessageSent: {
    status: 400,
    code: 'INVALID_REQUEST',
    number: 271302262,
    message: '一笔服务订单仅可以发送一次预扣费消息',
  },
  unfinishedOrders: {
    status: 400,
    code: 'INVALID_REQUEST',
    number: 271302262,
    message: '用户有未完结的订单，不能解除授权',
  },
  evaluation: { status: 400, code: 'INVALID_REQUEST', number: 271300099, message: '综合评估未通过' },
  overdueOrders: {
    status: 400,
    code: 'INVALID_REQUEST',
    number: 271299627,
    message: '存在待处理的超时未支付订单',
  },
  refundTooMuch: {
    status: 400,
    code: 'INVALID_REQUEST',
    number: 268435464,
    message: '申请退款金额大于可退金额',
  },
  refundTooLate: { status: 400, code: 'INVALID_REQUEST', number: 268435464, message: '交易已超过可退款期限' },
  signature: { status: 401, code: 'SIGN_ERROR', number: 270924332, message: '签名错误' },
  noAuth: { status: 403, code: 'NO_AUTH', number: 268503786, message: '商户没有权限或用户未授权' },
  notEnough: {
    status: 403,
    code: 'NOT_ENOUGH',
    number: 268435464,
    message: '基本账户余额不足，请充值后重新发起',
  },
  debitFailed: { status: 403, code: 'TRADE_ERROR', number: 271316574, message: '扣款失败' },
  orderNotFound: { status: 404, code: 'ORDER_NOT_EXIST', number: 271317510, message: '订单不存在' },
  authorisationNotFound: {
    status: 404,
    code: 'ORDER_NOT_EXIST',
    number: 271317510,
    message: '请求操作的授权记录不存在',
  },
  resourceNotFound: {
    status: 404,
    code: 'RESOURCE_NOT_EXISTS',
    number: 268435464,
    message: '查询的资源不存在',
  },
  noSuchApi: { status: 404, code: 'NOT_FOUND', number: 268435464, message: '此接口不在模拟范围内' },
  tooFrequent: { status: 429, code: 'FREQUENCY_LIMITED', number: 268435472, message: '频率超限' },
  system: { status: 500, code: 'SYSTEM_ERROR', number: 268435456, message: '系统异常，请用相同参数重新调用' },
} as const;

export type RefusalKind = keyof typeof refusals;

/** Which field a request is refused for, and why. https://pay.weixin.qq.com/docs/merchant/development/interface-rules/basic-rules.html */
export interface RefusalDetail {
  /** Its place, as in `/risk_fund/amount`. */
  readonly field: string;
  readonly issue: string;
}

/** A request that WeChat Pay refuses. `message` replaces the usual text where it can say more. */
export class Refusal extends ChannelRefusal {
  constructor(
    readonly kind: RefusalKind,
    message?: string,
    readonly detail?: RefusalDetail,
  ) {
    super(message ?? refusals[kind].message);
  }
}

/** How a field that is wrong is refused. */
export function refusalOfField({ message, path, rule }: FieldError): Refusal {
  const field = `/${path.replace(/\[(\d+)\]/g, '/$1').replaceAll('.', '/')}`;
  return new Refusal('malformed', message, { field, issue: rule });
}

/** The refusal with this `code`, for faults that name one (`FREQUENCY_LIMITED`); else SYSTEM_ERROR. */
export function refusalWithCode(code: string): RefusalKind {
  for (const [kind, { code: itsCode }] of Object.entries(refusals)) {
    if (itsCode === code && isKind(kind)) return kind;
  }
  return 'system';
}

function isKind(kind: string): kind is RefusalKind {
  return Object.hasOwn(refusals, kind);
}
