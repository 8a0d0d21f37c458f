import { after, MINUTE_MS } from '../../domain/duration.ts';
import type { ChannelRequest } from '../../domain/order/attempt.ts';
import type { WechatpayConfig } from './config.ts';
import { MAX_REASON, shorten } from './limits.ts';
import { toWechatTime } from './time.ts';

export const ORDERS = '/v3/payscore/serviceorder';

type Parties = Pick<WechatpayConfig, 'appid' | 'serviceId'>;

/** Every call about an order names both, the same as its creation did. */
export function partiesOf({ appid, serviceId }: Parties) {
  return { appid, service_id: serviceId };
}

function request(config: Parties, orderId: string, action: string, fields: object): ChannelRequest {
  return {
    orderId,
    path: `${ORDERS}/${orderId}/${action}`,
    withPayerId: false,
    body: JSON.stringify({ ...partiesOf(config), ...fields }),
  };
}

/**
 * Ends the order without money. The reason is part of what makes a repeated request the same.
 * https://pay.weixin.qq.com/docs/merchant/apis/weixin-pay-score/service-order/cancel-service-order.html
 */
export function cancelRequest(config: Parties, orderId: string, reason: string): ChannelRequest {
  return request(config, orderId, 'cancel', { reason: shorten(reason, MAX_REASON, '订单取消') });
}

/** WeChat Pay refuses an end that lies in the future; its clock may be behind ours. */
const CLOCK_MARGIN_MS = MINUTE_MS;

/**
 * Ends the service and starts the collection of `amountFen`. The goods are added when it is sent, see `sentBody.ts`.
 * https://pay.weixin.qq.com/doc/v3/merchant/4012587955
 */
export function completeRequest(
  config: Parties,
  orderId: string,
  amountFen: number,
  at: Date,
): ChannelRequest {
  return request(config, orderId, 'complete', {
    total_amount: amountFen,
    time_range: { end_time: toWechatTime(after(at, -CLOCK_MARGIN_MS)) },
  });
}

/**
 * Collects only `amountFen`. Each modification must be lower than what was asked before. The goods are added
 * when it is sent. https://pay.weixin.qq.com/doc/v3/merchant/4012587957
 */
export function modifyRequest(
  config: Parties,
  orderId: string,
  amountFen: number,
  reason: string,
): ChannelRequest {
  return request(config, orderId, 'modify', {
    total_amount: amountFen,
    reason: shorten(reason, MAX_REASON, '调低金额'),
  });
}

/** 催收. https://pay.weixin.qq.com/docs/merchant/apis/weixin-pay-score/service-order/collect-service-order.html */
export function payRequest(config: Parties, orderId: string): ChannelRequest {
  return request(config, orderId, 'pay', {});
}

/**
 * The buyer has paid the merchant another way.
 * https://pay.weixin.qq.com/docs/merchant/apis/weixin-pay-score/service-order/sync-service-order.html
 */
export function syncRequest(config: Parties, orderId: string, paidAt: Date): ChannelRequest {
  return request(config, orderId, 'sync', {
    type: 'Order_Paid',
    detail: { paid_time: toWechatTime(paidAt) },
  });
}
