import { compactTime, dayMs } from '../../channels/times.ts';
import { Refusal } from '../errors.ts';
import type { Checked } from '../fields.ts';
import { type StandIn, vendorNow } from '../stand-in.ts';
import { requireSum } from './amounts.ts';
import type { prepaidMessageFields } from './fields.ts';
import { findOrderOfService } from './find.ts';
import { isRunning } from './order.ts';

/** A message sent on the 1st may name the 8th, whatever the time of day. */
const aheadMs = 7 * dayMs;

/**
 * 下发服务预扣费消息: WeChat tells the user what will be debited and when; once for an order that runs.
 * https://pay.weixin.qq.com/docs/merchant/apis/weixin-pay-score/service-order/send-order-prepaid-message.html
 */
export function sendPrepaidMessage(
  standIn: StandIn,
  outOrderNo: string,
  message: Checked<typeof prepaidMessageFields>,
): void {
  if (standIn.state.behaviour.prepaidMessage === 'off') throw new Refusal('noAuth');
  const order = findOrderOfService(standIn, outOrderNo, message.service_id);
  if (!isRunning(order)) throw new Refusal('state');
  if (order.prepaidMessage) throw new Refusal('prepaidMessageSent');
  requireSum(message);
  const nowMs = standIn.clock.now();
  const { prepaid_time: prepaidTime, total_amount: totalAmount } = message;
  if (prepaidTime < compactTime(vendorNow(standIn) + aheadMs).slice(0, prepaidTime.length)) {
    throw new Refusal('malformed', '参数错误: prepaid_time must be at least 7 days ahead');
  }
  const sent = { totalAmount, prepaidTime, sentAtMs: nowMs };
  standIn.state.orders.set(outOrderNo, { ...order, prepaidMessage: sent });
}
