import type { Channel } from '../../channels/channel.ts';
import { DomainError } from '../../domain/domainError.ts';
import { BY_TIMER } from '../../domain/order/events.ts';
import { loweredBecause } from '../../domain/order/lowering.ts';
import type { Order } from '../../domain/order/order.ts';
import { type Action, obligations } from '../../domain/order/plan.ts';
import { nextRefundNo, openRefund, owedBackFen } from '../../domain/order/refunds.ts';
import { openCall } from '../channel/channelCall.ts';
import { applyRefundFacts, queryRefundOf } from '../channel/refundCall.ts';
import { cancelOrder } from '../orders/cancelOrder.ts';
import { keepBooks, takeStepOn } from '../orders/orderSteps.ts';
import type { Services } from '../services.ts';

/**
 * What follows once less is payable than was agreed: the channel collects less, or lets go of the order, or
 * gives back what it took too much. Each is null if somebody else wrote to the order meanwhile.
 */

/** Has the channel collect only what is payable. */
export async function lowerAtChannel(services: Services, order: Order): Promise<Order | null> {
  const channel = await services.channel(order.channel);
  const at = services.now();
  const { payableFen: amountFen } = order;
  if (!channel.can.lowersAmount) {
    return takeStepOn(services, order, { type: 'lowerRefused', at, by: BY_TIMER, code: 'NOT_SUPPORTED' });
  }
  const request = channel.modifyRequest(order._id, amountFen, loweredBecause(order) ?? '');
  return openCall(services, order, 'modify', request, {
    type: 'lowerRequested',
    at,
    by: BY_TIMER,
    amountFen,
  });
}

/** Nothing is to be paid any more: ends the order at the channel. */
export async function withdrawAtChannel(services: Services, order: Order): Promise<Order | null> {
  // Not shipped yet: an order that costs nothing is an order that is cancelled.
  if (order.state === 'accepted') return cancelOrder(services, order, BY_TIMER, loweredBecause(order) ?? '');
  const channel = await services.channel(order.channel);
  const request = channel.cancelRequest(order._id, loweredBecause(order) ?? '');
  return openCall(services, order, 'cancel', request, {
    type: 'withdrawRequested',
    at: services.now(),
    by: BY_TIMER,
  });
}

/** Gives back what was paid beyond what is payable. */
export async function refundOwed(services: Services, order: Order): Promise<Order | null> {
  const { payment } = order;
  const amountFen = owedBackFen(order);
  // Nothing is owed any more: looking at it again makes the plan anew.
  if (!payment?.transactionId || amountFen === 0) return keepBooks(services, order, {});
  const channel = await services.channel(order.channel);
  const refundNo = nextRefundNo(order);
  const { transactionId, paidFen } = payment;
  const request = channel.refundRequest({ orderId: order._id, refundNo, transactionId, amountFen, paidFen });
  return openCall(services, order, 'refund', request, {
    type: 'refundRequested',
    at: services.now(),
    by: BY_TIMER,
    refundNo,
    amountFen,
  });
}

/** What became of a refund that the channel has accepted. */
export async function askRefund(services: Services, order: Order): Promise<Order | null> {
  const refund = openRefund(order.refunds);
  if (!refund) return keepBooks(services, order, {});
  const channel: Channel = await services.channel(order.channel);
  const answer = await queryRefundOf(channel, order, refund.refundNo);
  const agreed = answer.kind === 'facts' ? await applyRefundFacts(services, order, answer.facts) : order;
  const stillOpen = openRefund(agreed.refunds)?.refundNo === refund.refundNo;
  return stillOpen ? keepBooks(services, agreed, { askedAt: services.now() }) : agreed;
}

/** What a promise to the buyer makes due at once; without this the timer would do it a minute later. */
const AT_ONCE: Partial<Record<Action, (services: Services, order: Order) => Promise<Order | null>>> = {
  lowerAtChannel,
  withdrawAtChannel,
  refund: refundOwed,
};

/** Null if there is nothing to do now, or the order changed meanwhile: then the timer does what is left. */
export async function keepPromise(services: Services, order: Order): Promise<Order | null> {
  const { policy } = await services.rules();
  const due = obligations(order, policy).find(({ at, action }) => at <= services.now() && AT_ONCE[action]);
  const act = due && AT_ONCE[due.action];
  try {
    return (await act?.(services, order)) ?? null;
  } catch (error) {
    // The promise is written; what could not be done about it now, the timer does.
    if (error instanceof DomainError) return null;
    throw error;
  }
}
