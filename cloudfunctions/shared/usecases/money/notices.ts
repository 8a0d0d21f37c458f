import type { Payer } from '../../channels/channel.ts';
import { orderPage } from '../../contract/orderPage.ts';
import { formatFen } from '../../domain/money.ts';
import { noticeNow } from '../../domain/order/notice.ts';
import { formatMinute } from '../../domain/order/noticeText.ts';
import type { Order } from '../../domain/order/order.ts';
import type { MessageTemplate } from '../../domain/policy.ts';
import { newAttention } from '../orders/attention.ts';
import { happenByTimer } from '../orders/orderSteps.ts';
import type { Services } from '../services.ts';

/**
 * Tells the buyer of the coming charge. What stands in the app always counts; where WeChat has taken a message to
 * his phone too, it may stand shorter. A message whose fate is not known counts as none.
 */
export async function giveNotice(services: Services, order: Order): Promise<Order | null> {
  const { policy } = await services.rules();
  const pushed = noticeNow(order, services.now(), policy, 'pushed');
  const taken = await push(services, order, policy.messages.charge, {
    amountFen: pushed.amountFen,
    at: pushed.chargeAt,
    note: '余额不足会继续尝试，可在订单页关闭',
  });
  const notice = taken ? pushed : noticeNow(order, services.now(), policy, 'inApp');
  return happenByTimer(services, order, { type: 'noticed', notice });
}

/** Reminds the buyer of what he pays by a tap, or is late with; after the last time the merchant must look. */
export async function remind(services: Services, order: Order): Promise<Order | null> {
  const { policy } = await services.rules();
  const late = order.state === 'overdue';
  const due = late ? order.dueAt : order.payBy;
  const pushed =
    due !== null &&
    (await push(services, order, policy.messages.overdue, {
      amountFen: order.payableFen,
      at: due,
      note: late ? '付清后即可恢复使用，不收逾期费' : '请在此时间前点立即支付',
    }));
  const last = late && (order.reminders?.count ?? 0) + 1 >= policy.reminders.overdueTimes;
  const attention = last ? newAttention(services, order, 'OVERDUE_FOR_LONG') : undefined;
  return happenByTimer(services, order, { type: 'reminded', pushed }, { attention });
}

interface Message {
  readonly amountFen: number;
  readonly at: Date;
  /** At most 20 characters, which is what WeChat allows in such a field. */
  readonly note: string;
}

/**
 * True if WeChat has taken it. One grant of the buyer is good for one message; without one nothing is sent, and
 * nothing ever to WeChat about somebody who did not come through it.
 */
async function push(
  services: Services,
  { _id: orderId, buyerId, channel }: Order,
  template: MessageTemplate | null,
  { amountFen, at, note }: Message,
): Promise<boolean> {
  if (!template || !(await services.channel(channel)).can.buyersInWechat) return false;
  const payer = await services.store.get<Payer>('buyers', buyerId);
  if (!payer) return false;
  const { templateId, fields } = template;
  const outcome = await services.push({
    openid: payer.openid,
    templateId,
    page: orderPage(orderId),
    data: { [fields.amount]: formatFen(amountFen), [fields.time]: formatMinute(at), [fields.note]: note },
  });
  services.log('messagePushed', { orderId, templateId, outcome });
  return outcome === 'sent';
}
