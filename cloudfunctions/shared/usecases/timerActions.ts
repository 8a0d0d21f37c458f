import { BY_TIMER, type OrderEvent } from '../domain/order/events.ts';
import { noticeAllowsCharge, noticeNow } from '../domain/order/notice.ts';
import type { Order } from '../domain/order/order.ts';
import type { Action } from '../domain/order/plan.ts';
import { settleAccount } from './accountDuty.ts';
import { cancelOrder } from './cancelOrder.ts';
import { chargeOrder } from './charge.ts';
import { receiveOrder } from './confirmReceipt.ts';
import { askRefund, lowerAtChannel, refundOwed, withdrawAtChannel } from './lessToPay.ts';
import { keepBooks, takeStepOn } from './orderSteps.ts';
import { reconcileOrder } from './reconcileOrder.ts';
import { resolveAttempt } from './resolveAttempt.ts';
import type { Services } from './services.ts';

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
  askReceipt: (services, order) => happen(services, order, { type: 'receiptAsked' }),
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
};

/** The buyer may have agreed at the channel, and its callback been lost: asked before anything is cancelled. */
async function cancelUnaccepted(services: Services, order: Order): Promise<Order | null> {
  const asked = order.state === 'approved' && !order.attempt ? await askAbout(services, order) : order;
  if (asked?.state !== order.state) return asked;
  return cancelOrder(services, asked, BY_TIMER, '超时未确认，订单自动取消');
}

/** The order after the channel was asked; null if it did not answer. */
async function askAbout(services: Services, order: Order): Promise<Order | null> {
  const channel = await services.channel(order.channel);
  const answer = await channel.query(order._id);
  return answer.kind === 'facts' ? reconcileOrder(services, order, answer.facts) : null;
}

async function giveNotice(services: Services, order: Order): Promise<Order | null> {
  const { policy } = await services.rules();
  return happen(services, order, { type: 'noticed', notice: noticeNow(order, services.now(), policy) });
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
  return happen(services, order, { type: 'chargePostponed', chargeAt: now, reason: 'noticeVoid' });
}

async function askChannel(services: Services, order: Order): Promise<Order | null> {
  const asked = (await askAbout(services, order)) ?? order;
  const unchanged = asked.state === order.state;
  return unchanged ? keepBooks(services, asked, { askedAt: services.now() }) : asked;
}

/** Before an order is called overdue the channel is asked once more: the money may have come just now. */
async function markOverdue(services: Services, order: Order): Promise<Order | null> {
  const asked = await askAbout(services, order);
  if (asked?.state !== 'settling') return asked;
  return happen(services, asked, { type: 'overdue' });
}

type EventWithoutAuthor = OrderEvent extends infer E
  ? E extends OrderEvent
    ? Omit<E, 'at' | 'by'>
    : never
  : never;

function happen(services: Services, order: Order, event: EventWithoutAuthor): Promise<Order | null> {
  return takeStepOn(services, order, { ...event, at: services.now(), by: BY_TIMER } as OrderEvent);
}
