import { orderPage } from '../../contract/orderPage.ts';
import type { ChannelRequest } from '../../domain/order/attempt.ts';
import type { OrderLine } from '../../domain/order/order.ts';
import type { ChannelOrder } from '../channel.ts';
import type { WechatpayConfig } from './config.ts';
import { MAX_GOODS_NAME, MAX_INTRODUCTION, shorten } from './limits.ts';
import { paymentsOf } from './postPayments.ts';
import { ORDERS, partiesOf } from './requests.ts';

/** Only its creation differs: everything after it goes to `ORDERS`. */
const DELIVERY_ORDERS = '/v3/payscore/servicepayondeliveryorder';

/**
 * Creates the 支付分 order. The buyer pays nothing now; `risk_fund` says what it will cost at most.
 * https://pay.weixin.qq.com/doc/v3/merchant/4012587900, and with the goods
 * https://pay.weixin.qq.com/docs/merchant/apis/weixin-pay-score/service-order/create-pay-on-delivery-service-order.html
 */
export function createRequest(
  config: WechatpayConfig,
  { orderId, amountFen, lines }: Omit<ChannelOrder, 'agreementCode'>,
): ChannelRequest {
  const authoriseOnce = config.mode === 'authoriseOnce';
  const delivery = config.orderApi === 'delivery';
  return {
    orderId,
    path: delivery ? DELIVERY_ORDERS : ORDERS,
    withPayerId: authoriseOnce,
    body: JSON.stringify({
      ...partiesOf(config),
      out_order_no: orderId,
      service_introduction: shorten(lines[0]?.title ?? '', MAX_INTRODUCTION, '商品'),
      post_payments: paymentsOf(amountFen, lines),
      time_range: { start_time: 'OnAccept' },
      risk_fund: { name: config.riskFund, amount: amountFen },
      notify_url: config.callbackUrl,
      need_user_confirm: !authoriseOnce,
      ...(delivery ? { shopping_info: shoppingInfo(config.appid, orderId, lines) } : {}),
    }),
  };
}

function shoppingInfo(appid: string, orderId: string, lines: readonly OrderLine[]) {
  return {
    jump_link: {
      jump_link_type: 'JUMP_LINK_MINI_PROGRAM',
      appid,
      path: orderPage(orderId),
    },
    goods: lines.map((line) => ({
      name: shorten(line.title, MAX_GOODS_NAME, '商品'),
      picture: line.pictureUrl,
      amount: line.unitPriceFen,
      count: line.quantity,
    })),
  };
}
