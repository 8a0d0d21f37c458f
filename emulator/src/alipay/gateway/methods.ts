import { unsign } from '../agreements/close.ts';
import { queryAgreement } from '../agreements/query.ts';
import type { SubCode } from '../errors.ts';
import { exchangeAuthCode } from '../login.ts';
import { finishOrder } from '../orders/finish.ts';
import { orderWithoutConfirmation } from '../orders/place.ts';
import { queryOrder } from '../orders/query.ts';
import type { StandIn } from '../stand-in.ts';
import { pay } from '../trades/pay.ts';
import { queryTrade } from '../trades/query.ts';
import { requestRefund } from '../trades/refund.ts';
import { queryRefund } from '../trades/refund-query.ts';
import type { Call } from './request.ts';

export interface Method {
  /** How a field that is wrong is refused. */
  readonly malformed: SubCode;
  /** What it answers; the code of success is added where the answer has one. @throws Refusal, FieldError */
  handle(standIn: StandIn, call: Call): Readonly<Record<string, unknown>>;
}

type Fields = Readonly<Record<string, unknown>>;
type Handle = (standIn: StandIn, call: Call) => Fields;

const success = { code: '10000', msg: 'Success' };

function method(malformed: SubCode, handle: Handle): Method {
  return { malformed, handle: (...exchange) => ({ ...success, ...handle(...exchange) }) };
}

const zhima = 'zhima.credit.payafteruse';
const ofZhima = (handle: Handle) => method('INVALID_PARAMETER', handle);
const ofTrade = (handle: Handle) => method('ACQ.INVALID_PARAMETER', handle);

/** Every call of the gateway that the stand-in knows; the name is also what faults and the request log call it. */
export const methods: ReadonlyMap<string, Method> = new Map([
  ['alipay.system.oauth.token', { malformed: 'isv.invalid-parameter', handle: exchangeAuthCode }],
  [`${zhima}.creditagreement.query`, ofZhima(queryAgreement)],
  [`${zhima}.creditagreement.unsign`, ofZhima(unsign)],
  [`${zhima}.creditbizorder.order`, ofZhima(orderWithoutConfirmation)],
  [`${zhima}.creditbizorder.query`, ofZhima(queryOrder)],
  [`${zhima}.creditbizorder.finish`, ofZhima(finishOrder)],
  ['alipay.trade.pay', ofTrade(pay)],
  ['alipay.trade.query', ofTrade(queryTrade)],
  ['alipay.trade.refund', ofTrade(requestRefund)],
  ['alipay.trade.fastpay.refund.query', ofTrade(queryRefund)],
]);
