import { answerTo, SUCCESS } from './alipayPeer.ts';
import { ORDER } from './builders.ts';
import type { Answer } from './scriptedServer.ts';

const ZHIMA = 'zhima.credit.payafteruse';

/** The methods that the channel calls. */
export const METHODS = {
  agreement: `${ZHIMA}.creditagreement.query`,
  sign: `${ZHIMA}.creditagreement.sign`,
  order: `${ZHIMA}.creditbizorder.order`,
  create: `${ZHIMA}.creditbizorder.create`,
  orderQuery: `${ZHIMA}.creditbizorder.query`,
  finish: `${ZHIMA}.creditbizorder.finish`,
  pay: 'alipay.trade.pay',
  tradeQuery: 'alipay.trade.query',
  refund: 'alipay.trade.refund',
  refundQuery: 'alipay.trade.fastpay.refund.query',
  token: 'alipay.system.oauth.token',
} as const;

/** The numbers that Alipay gave to an order, its debit and its agreement. */
export const ZMCB = 'ZMCB99202603010000000000000001';
export const TRADE_NO = '2026030122001400001234567890';
export const AGREEMENT_ID = 'ZM202603010000000000000001';
/** Our number of the agreement, and whose it is. */
export const CODE = 'code-1';
export const OPENID = 'openid-1';

type Changes = Readonly<Record<string, unknown>>;

/** What is answered when all is well, with what a test wants otherwise. */
export const SAYS = {
  agreement: (changes: Changes = {}): Answer =>
    answerTo(METHODS.agreement, {
      ...SUCCESS,
      agreement_status: 'VALID',
      credit_agreement_id: AGREEMENT_ID,
      out_agreement_no: CODE,
      open_id: OPENID,
      biz_time: '2026-03-01 10:00:00',
      ...changes,
    }),
  placed: (changes: Changes = {}): Answer =>
    answerTo(METHODS.order, { ...SUCCESS, credit_biz_order_id: ZMCB, out_order_no: ORDER, ...changes }),
  /** Without our number: the vendor's SDKs read none. */
  order: (order_status = 'INIT', changes: Changes = {}): Answer =>
    answerTo(METHODS.orderQuery, {
      ...SUCCESS,
      credit_biz_order_id: ZMCB,
      order_status,
      credit_agreement_id: AGREEMENT_ID,
      total_amount: '168.00',
      ...changes,
    }),
  trade: (trade_status = 'WAIT_BUYER_PAY', changes: Changes = {}): Answer =>
    answerTo(METHODS.tradeQuery, {
      ...SUCCESS,
      trade_no: TRADE_NO,
      out_trade_no: ZMCB,
      trade_status,
      total_amount: '168.00',
      ...changes,
    }),
  noTrade: (): Answer => refused('tradeQuery', 'ACQ.TRADE_NOT_EXIST'),
  taken: (changes: Changes = {}): Answer =>
    answerTo(METHODS.pay, {
      ...SUCCESS,
      trade_no: TRADE_NO,
      out_trade_no: ZMCB,
      total_amount: '168.00',
      async_payment_mode: 'NORMAL_ASYNC_PAY',
      ...changes,
    }),
  finished: (changes: Changes = {}): Answer =>
    answerTo(METHODS.finish, {
      ...SUCCESS,
      credit_biz_order_id: ZMCB,
      out_request_no: ORDER,
      order_status: 'TRADE_CLOSED',
      ...changes,
    }),
  refund: (changes: Changes = {}): Answer =>
    answerTo(METHODS.refund, {
      ...SUCCESS,
      trade_no: TRADE_NO,
      out_trade_no: ZMCB,
      fund_change: 'Y',
      refund_fee: '68.00',
      ...changes,
    }),
  refundOf: (refundNo: string, changes: Changes = {}): Answer =>
    answerTo(METHODS.refundQuery, {
      ...SUCCESS,
      trade_no: TRADE_NO,
      out_trade_no: ZMCB,
      out_request_no: refundNo,
      refund_amount: '68.00',
      refund_status: 'REFUND_SUCCESS',
      ...changes,
    }),
};

/** A signed refusal. */
export function refused(method: keyof typeof METHODS, subCode: string, code = '40004'): Answer {
  return answerTo(METHODS[method], { code, msg: 'Business Failed', sub_code: subCode, sub_msg: '失败' });
}
