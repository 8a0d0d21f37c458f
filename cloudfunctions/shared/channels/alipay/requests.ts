import type { CallKind, ChannelRequest } from '../../domain/order/attempt.ts';
import type { Channel, ChannelOrder } from '../channel.ts';
import type { AlipayConfig } from './config.ts';
import { toYuan } from './yuan.ts';

export const ORDER = 'zhima.credit.payafteruse.creditbizorder.order';
export const CREATE = 'zhima.credit.payafteruse.creditbizorder.create';
export const FINISH = 'zhima.credit.payafteruse.creditbizorder.finish';
export const PAY = 'alipay.trade.pay';
export const REFUND = 'alipay.trade.refund';

/** What this channel cannot be asked for. Never sent. */
export const NOT_SUPPORTED = 'NOT_SUPPORTED';

/** In characters. */
const MAX_REMARK = 100;

function request(orderId: string, method: string, content: object): ChannelRequest {
  return { orderId, path: method, withPayerId: false, body: JSON.stringify(content) };
}

/**
 * The agreement goes by our number until it is sent: Alipay's own is asked for then, whether it still holds, and
 * whose it is. The goods are added then too.
 */
export function createRequest(
  { agreement }: Pick<AlipayConfig, 'agreement'>,
  { orderId, amountFen, agreementCode }: ChannelOrder,
): ChannelRequest {
  const order = {
    out_order_no: orderId,
    order_amount: toYuan(amountFen),
    // At most what was ordered may be debited.
    amount_type: 'ORDER_AMOUNT',
  };
  if (agreement === 'each') return request(orderId, CREATE, order);
  return { ...request(orderId, ORDER, { ...order, out_agreement_no: agreementCode }), withPayerId: true };
}

/** Debits `amountFen`. The order's number at Alipay is added when it is sent. */
export function payRequest(orderId: string, amountFen: number): ChannelRequest {
  return request(orderId, PAY, { total_amount: toYuan(amountFen) });
}

/** Ends the order without a debit. */
export function finishRequest(orderId: string, reason: string): ChannelRequest {
  return request(orderId, FINISH, {
    // A text, as the vendor wants it.
    is_fulfilled: 'false',
    out_request_no: orderId,
    remark: [...reason].slice(0, MAX_REMARK).join('') || '订单取消',
  });
}

export function refundRequest({
  orderId,
  refundNo,
  transactionId,
  amountFen,
}: Parameters<Channel['refundRequest']>[0]): ChannelRequest {
  return request(orderId, REFUND, {
    trade_no: transactionId,
    refund_amount: toYuan(amountFen),
    out_request_no: refundNo,
    refund_reason: '商品退款',
  });
}

export function unsupportedRequest(orderId: string, kind: CallKind): ChannelRequest {
  return request(orderId, NOT_SUPPORTED, { kind });
}
