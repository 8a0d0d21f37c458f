import type { OrderView } from '../contract/views.ts';
import type { Actor, OrderEvent } from '../domain/order/events.ts';
import { amountIs, ownedBy, paidThrough } from '../domain/order/guards.ts';
import { noticeByPayNow } from '../domain/order/notice.ts';
import type { ChannelName, Notice, Order } from '../domain/order/order.ts';
import type { OrderState } from '../domain/order/states.ts';
import { NOTHING_KNOWN, openAttempt } from '../domain/order/transition.ts';
import { ASK_AFTER_MS, sendAttempt } from './channelCall.ts';
import { readOrder, refusalOf, takeStep, takeStepOn } from './orderSteps.ts';
import { viewOf } from './orderView.ts';
import type { Caller, Services } from './services.ts';

const CHARGED_ALREADY: readonly OrderState[] = ['settling', 'overdue', 'settled'];

/**
 * 立即支付: the buyer asks to be charged now, for the amount he saw. One write that opens the call, the
 * call, one write of its outcome. At most one charge can ever be open; repeating it is no error.
 * @throws DomainError ORDER_NOT_FOUND, WRONG_STATE, AMOUNT_CHANGED, ORDER_FROZEN, CHANNEL_CALL_OPEN
 */
export async function payNow(
  services: Services,
  caller: Caller,
  input: { readonly orderId: string; readonly channel: ChannelName; readonly shownAmountFen: number },
): Promise<OrderView> {
  const { orderId, shownAmountFen } = input;
  const now = services.now();
  const channel = await services.channel(input.channel);
  const event = chargeEvent(now, { role: 'buyer', id: caller.buyerId }, noticeByPayNow(shownAmountFen, now));
  const request = channel.completeRequest(orderId, shownAmountFen, now);
  const guards = [ownedBy(caller.buyerId), paidThrough(input.channel), amountIs(shownAmountFen)];
  const settling = await takeStep(services, {
    orderId,
    event,
    facts: { ...NOTHING_KNOWN, state: 'received' },
    guards,
    bookkeeping: { attempt: openAttempt('complete', request, event, ASK_AFTER_MS) },
  });
  if (settling) return viewOf(await sendAttempt(services, settling, null));

  const order = await readOrder(services, orderId);
  const repeated = order.buyerId === caller.buyerId && CHARGED_ALREADY.includes(order.state);
  if (repeated) return viewOf(order);
  throw refusalOf(order, event, guards);
}

/** The automatic charge of an order that was read, resting on its notice. Null if the order changed meanwhile. */
export async function chargeOrder(
  services: Services,
  order: Order,
  by: Actor,
  notice: Notice,
): Promise<Order | null> {
  const now = services.now();
  const channel = await services.channel(order.channel);
  const event = chargeEvent(now, by, notice);
  const request = channel.completeRequest(order._id, order.amountFen, now);
  const settling = await takeStepOn(services, order, event, {
    bookkeeping: { attempt: openAttempt('complete', request, event, ASK_AFTER_MS) },
  });
  return settling && sendAttempt(services, settling, null);
}

function chargeEvent(at: Date, by: Actor, notice: Notice): OrderEvent {
  return { type: 'chargeRequested', at, by, amountFen: notice.amountFen, notice };
}
