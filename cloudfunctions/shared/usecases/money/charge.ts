import type { Channel, ChannelView } from '../../channels/channel.ts';
import type { OrderView } from '../../contract/views.ts';
import { DomainError } from '../../domain/domainError.ts';
import type { Actor, OrderEvent } from '../../domain/order/events.ts';
import { amountIs, type Guard, inState, ownedBy, paidThrough, versionIs } from '../../domain/order/guards.ts';
import { noticeByPayNow } from '../../domain/order/notice.ts';
import type { ChannelName, Notice, Order } from '../../domain/order/order.ts';
import { collectsWhatIsPayable } from '../../domain/order/refunds.ts';
import type { OrderState } from '../../domain/order/states.ts';
import { NOTHING_KNOWN, openAttempt } from '../../domain/order/transition.ts';
import { ASK_AFTER_MS, openCall, sendAttempt } from '../channel/channelCall.ts';
import { readOrder, refusalOf, takeStep } from '../orders/orderSteps.ts';
import { viewOf } from '../orders/orderView.ts';
import type { Caller, Services } from '../services.ts';

const CHARGED_ALREADY: readonly OrderState[] = ['settling', 'overdue', 'settled'];

export interface Charge {
  readonly order: OrderView;
  /** The channel's own page where the buyer can pay by hand; null unless the channel is collecting. */
  readonly payView: ChannelView | null;
}

/**
 * 立即支付: the buyer asks to be charged now, for the amount he saw. One write that opens the call, the
 * call, one write of its outcome. At most one charge can ever be open; repeating it is no error, and while the
 * channel collects it leads to the channel's own page.
 * @throws DomainError ORDER_NOT_FOUND, WRONG_STATE, AMOUNT_CHANGED, ORDER_FROZEN, CHANNEL_CALL_OPEN
 */
export async function payNow(
  services: Services,
  caller: Caller,
  input: { readonly orderId: string; readonly channel: ChannelName; readonly shownAmountFen: number },
): Promise<Charge> {
  const { orderId, shownAmountFen } = input;
  const now = services.now();
  const channel = await services.channel(input.channel);
  const event = chargeEvent(now, { role: 'buyer', id: caller.buyerId }, noticeByPayNow(shownAmountFen, now));
  const request = channel.completeRequest(orderId, shownAmountFen, now);
  const guards = [ownedBy(caller.buyerId), paidThrough(input.channel), amountIs(shownAmountFen)];
  const attempt = openAttempt('complete', request, event, ASK_AFTER_MS);
  const step = { orderId, event, bookkeeping: { attempt } };
  const facts = { ...NOTHING_KNOWN, state: 'received' } as const;
  const settling = await takeStep(services, { ...step, facts, guards: [...guards, inState(['received'])] });
  if (settling) return chargeOf(channel, await sendAttempt(services, settling, null), now);

  const order = await readOrder(services, orderId);
  // The automatic charge was switched off, and the day to pay by has passed.
  const late = order.state === 'overdue' && order.collectingSince === null && order.attempt === null;
  const paying = late
    ? await takeStep(services, { ...step, facts: order, guards: [...guards, versionIs(order.version)] })
    : null;
  if (paying) return chargeOf(channel, await sendAttempt(services, paying, null), now);
  if (late) return overtaken(channel, await readOrder(services, orderId), event, guards);
  const repeated = order.buyerId === caller.buyerId && CHARGED_ALREADY.includes(order.state);
  if (repeated && order.state !== 'settled' && order.payableFen !== shownAmountFen) {
    throw new DomainError('AMOUNT_CHANGED', { amountFen: order.payableFen });
  }
  if (repeated) return chargeOf(channel, order, now);
  throw refusalOf(order, event, guards);
}

/** Another tap at the same moment; or whatever else refuses it. */
function overtaken(channel: Channel, order: Order, event: OrderEvent, guards: readonly Guard[]): Charge {
  if (order.attempt?.kind !== 'complete') throw refusalOf(order, event, guards);
  return chargeOf(channel, order, event.at);
}

function chargeOf(channel: Channel, order: Order, now: Date): Charge {
  const collects = CHARGED_ALREADY.includes(order.state) && order.collectingSince !== null && !order.payment;
  // Its page takes what the channel collects, which may still be more than is payable.
  const payable = collects && collectsWhatIsPayable(order);
  return { order: viewOf(order), payView: payable ? channel.detailView(order._id, now) : null };
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
  const request = channel.completeRequest(order._id, order.payableFen, now);
  return openCall(services, order, 'complete', request, event);
}

function chargeEvent(at: Date, by: Actor, notice: Notice): OrderEvent {
  return { type: 'chargeRequested', at, by, amountFen: notice.amountFen, notice };
}
