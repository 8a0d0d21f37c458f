import type { ChannelRequest } from '../../domain/order/attempt.ts';
import type { OrderLine } from '../../domain/order/order.ts';
import type { WechatpayConfig } from './config.ts';
import { toWechatTime } from './time.ts';

const ORDERS = '/v3/payscore/serviceorder';
/** WeChat Pay's limits on texts, in characters. */
const NAME_MAX = 20;
const DESCRIPTION_MAX = 30;
const REASON_MAX = 50;

type Identity = Pick<WechatpayConfig, 'appid' | 'serviceId' | 'callbackUrl' | 'mode'>;

function ids(config: Identity) {
  return { appid: config.appid, service_id: config.serviceId };
}

function shorten(text: string, max: number): string {
  const characters = [...text];
  return characters.length <= max ? text : `${characters.slice(0, max - 1).join('')}…`;
}

/** Creates the 支付分 order. The buyer pays nothing now; `risk_fund` says what it will cost at most. */
export function createRequest(
  config: Identity,
  order: { readonly orderId: string; readonly amountFen: number; readonly lines: readonly OrderLine[] },
): ChannelRequest {
  const goods = order.lines.map((line) => `${line.title}×${line.quantity}`).join('、');
  const authoriseOnce = config.mode === 'authoriseOnce';
  return {
    orderId: order.orderId,
    path: ORDERS,
    withPayerId: authoriseOnce,
    body: JSON.stringify({
      ...ids(config),
      out_order_no: order.orderId,
      service_introduction: shorten(order.lines[0]?.title ?? '商品', NAME_MAX),
      post_payments: [
        { name: '商品', amount: order.amountFen, description: shorten(goods, DESCRIPTION_MAX) },
      ],
      time_range: { start_time: 'OnAccept' },
      risk_fund: { name: 'ESTIMATE_ORDER_COST', amount: order.amountFen },
      notify_url: config.callbackUrl,
      need_user_confirm: !authoriseOnce,
    }),
  };
}

/** Ends the order without money. The reason is part of what makes a repeated request the same. */
export function cancelRequest(config: Identity, orderId: string, reason: string): ChannelRequest {
  return {
    orderId,
    path: `${ORDERS}/${orderId}/cancel`,
    withPayerId: false,
    body: JSON.stringify({ ...ids(config), reason: shorten(reason, REASON_MAX) }),
  };
}

/** Ends the service and starts the collection of `amountFen`. */
export function completeRequest(
  config: Identity,
  orderId: string,
  amountFen: number,
  at: Date,
): ChannelRequest {
  return {
    orderId,
    path: `${ORDERS}/${orderId}/complete`,
    withPayerId: false,
    body: JSON.stringify({
      ...ids(config),
      post_payments: [{ name: '商品', amount: amountFen, description: '确认收货后的货款' }],
      total_amount: amountFen,
      time_range: { end_time: toWechatTime(at) },
    }),
  };
}
