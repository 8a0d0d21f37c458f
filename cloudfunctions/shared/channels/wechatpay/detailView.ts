import { Formatter, Hash } from 'wechatpay-axios-plugin';
import type { ChannelView } from '../channel.ts';
import type { WechatpayConfig } from './config.ts';

/**
 * WeChat's own page of an order, where its buyer can pay by hand. Signed with the APIv2 key, unlike all else.
 * https://pay.weixin.qq.com/doc/v3/merchant/4012587984
 */
export function detailView(
  config: Pick<WechatpayConfig, 'mchid' | 'serviceId' | 'apiV2Key'>,
  orderId: string,
  now: Date,
): ChannelView {
  const parameters = {
    mch_id: config.mchid,
    service_id: config.serviceId,
    out_order_no: orderId,
    timestamp: String(Math.floor(now.getTime() / 1_000)),
    nonce_str: Formatter.nonce(),
    sign_type: 'HMAC-SHA256',
  };
  const sign = Hash.sign('HMAC-SHA256', parameters, config.apiV2Key);
  return { businessType: 'wxpayScoreDetail', extraData: { ...parameters, sign } };
}
