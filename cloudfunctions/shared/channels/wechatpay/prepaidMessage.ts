import { DAY_MS } from '../../domain/duration.ts';
import type { Channel } from '../channel.ts';
import { read } from './answers.ts';
import type { WechatpayClient } from './client.ts';
import type { WechatpayConfig } from './config.ts';
import { goodsFor } from './goods.ts';
import { ORDERS } from './requests.ts';
import { toWechatDay } from './time.ts';

/** WeChat Pay wants to know so long before; a message of the 1st may name the 8th. */
const AHEAD_MS = 7 * DAY_MS;

/**
 * 预扣费消息: WeChat tells the buyer in its own words. Once an order, and only while it runs.
 * https://pay.weixin.qq.com/docs/merchant/apis/weixin-pay-score/service-order/send-order-prepaid-message.html
 * @returns `refused` without a call if the charge is too near, or the message is not to be used
 */
export async function announceCharge(
  config: WechatpayConfig,
  call: WechatpayClient,
  { order, chargeFen, chargeAt }: Parameters<Channel['announceCharge']>[0],
): Promise<'sent' | 'refused' | 'unknown'> {
  const day = toWechatDay(chargeAt);
  const earliest = toWechatDay(new Date(Date.now() + AHEAD_MS));
  if (!config.prepaidMessage || day < earliest) return 'refused';
  const answer = await call('POST', `${ORDERS}/${order._id}/send-prepaidmessage`, {
    service_id: config.serviceId,
    ...goodsFor(chargeFen, order),
    total_amount: chargeFen,
    prepaid_time: day,
  });
  const { failed } = read(answer);
  if (!failed) return 'sent';
  return failed.kind === 'unknown' ? 'unknown' : 'refused';
}
