import { BY_TIMER } from '../../domain/order/events.ts';
import { noticeAllowsCharge } from '../../domain/order/notice.ts';
import type { Order } from '../../domain/order/order.ts';
import type { Action } from '../../domain/order/plan.ts';
import { settleAccount } from '../account/accountDuty.ts';
import { askChannelAbout } from '../channel/askChannel.ts';
import { reconcileOrder } from '../channel/reconcileOrder.ts';
import { resolveAttempt } from '../channel/resolveAttempt.ts';
import { agreeBySilence, finishBySilence, lapse } from '../claims/agreedClaims.ts';
import { chargeOrder } from '../money/charge.ts';
import { askRefund, lowerAtChannel, refundOwed, withdrawAtChannel } from '../money/lessToPay.ts';
import { giveNotice, remind } from '../money/notices.ts';
import { newAttention } from '../orders/attention.ts';
import { cancelOrder } from '../orders/cancelOrder.ts';
import { receiveOrder } from '../orders/confirmReceipt.ts';
import { happenByTimer, keepBooks } from '../orders/orderSteps.ts';
import type { Services } from '../services.ts';

/** How often the buyer is asked whether the parcel has come before somebody must find out. */
const ASKED_UNTIL_ATTENTION = 3;

type Handler = (services: Services, order: Order) => Promise<Order | null>;

/**
 * What the timer does when an action is due: the same use cases as behind the doors. Each gives the order as
 * it left it, or null if somebody else wrote meanwhile; then the new plan decides.
 */
export const TIMER_ACTIONS: Readonly<Record<Action, Handler>> = {
  resolveAttempt,
  settleAccount,
  cancelUnaccepted,
  cancelUnshipped: (services, order) =>
    cancelOrder(services, order, BY_TIMER, '商家超时未发货，订单自动取消'),
  askReceipt,
  confirmReceipt: (services, order) => receiveOrder(services, order, BY_TIMER),
  giveNotice,
  charge,
  tellThroughChannel,
  askChannel,
  markOverdue,
  lowerAtChannel,
  withdrawAtChannel,
  refund: refundOwed,
  askRefund,
  agreeClaim: agreeBySilence,
  lapseClaim: lapse,
  finishClaim: finishBySilence,
  remind,
};

/** The buyer may have agreed at the channel, and its callback been lost: asked before anything is cancelled. */
async function cancelUnaccepted(services: Services, order: Order): Promise<Order | null> {
  const asked = order.state === 'approved' && !order.attempt ? await askAbout(services, order) : order;
  if (asked?.state !== order.state) return asked;
  return cancelOrder(services, asked, BY_TIMER, '超时未确认，订单自动取消');
}

/** The order after the channel was asked; null if it did not answer. */
async function askAbout(services: Services, order: Order): Promise<Order | null> {
  const answer = await askChannelAbout(services, order);
  return answer.kind === 'facts' ? reconcileOrder(services, order, answer.facts) : null;
}

/** In the channel's own words, beside the notice that counts. Tried once, whatever comes of it. */
async function tellThroughChannel(services: Services, order: Order): Promise<Order | null> {
  const noted = await keepBooks(services, order, { channelToldAt: services.now() });
  if (!noted?.chargeAt) return noted;
  const channel = await services.channel(noted.channel);
  const { payableFen: chargeFen, chargeAt } = noted;
  const outcome = channel.can.announcesCharge
    ? await channel.announceCharge({ order: noted, chargeFen, chargeAt })
    : 'cannot';
  services.log('chargeAnnounced', { orderId: noted._id, outcome });
  return noted;
}

/** Charges if the notice allows it; a notice that has become void is given anew, and the charge waits for it. */
async function charge(services: Services, order: Order): Promise<Order | null> {
  const { policy } = await services.rules();
  const now = services.now();
  if (order.notice && noticeAllowsCharge(order, now, policy)) {
    return chargeOrder(services, order, BY_TIMER, order.notice);
  }
  return happenByTimer(services, order, { type: 'chargePostponed', chargeAt: now, reason: 'noticeVoid' });
}

async function askChannel(services: Services, order: Order): Promise<Order | null> {
  const asked = (await askAbout(services, order)) ?? order;
  const unchanged = asked.state === order.state;
  return unchanged ? keepBooks(services, asked, { askedAt: services.now() }) : asked;
}

/**
 * Before an order that the channel collects is called overdue it is asked once more: the money may have come just
 * now.
 */
async function markOverdue(services: Services, order: Order): Promise<Order | null> {
  const asked = order.state === 'settling' ? await askAbout(services, order) : order;
  const late = asked?.state === 'settling' || (asked?.state === 'received' && asked.payBy !== null);
  if (!late) return asked;
  const { policy } = await services.rules();
  const silent = policy.reminders.overdueTimes === 0;
  const attention = silent ? newAttention(services, asked, 'OVERDUE_FOR_LONG') : undefined;
  return happenByTimer(services, asked, { type: 'overdue' }, { attention });
}

/** The buyer is asked whether the parcel has come; after a few times somebody must find out. */
async function askReceipt(services: Services, order: Order): Promise<Order | null> {
  const asked = order.history.filter(({ type }) => type === 'receiptAsked').length + 1;
  const attention =
    asked === ASKED_UNTIL_ATTENTION ? newAttention(services, order, 'RECEIPT_UNCLEAR') : undefined;
  return happenByTimer(services, order, { type: 'receiptAsked' }, { attention });
}
