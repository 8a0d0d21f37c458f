import type { OrderView } from '../../contract/views.ts';
import type { Actor, OrderEvent } from '../../domain/order/events.ts';
import type { Order } from '../../domain/order/order.ts';
import { EVENT_RULES } from '../../domain/order/rules.ts';
import { withAccount } from '../account/accountDuty.ts';
import { openCall } from '../channel/channelCall.ts';
import { resolveAttempt } from '../channel/resolveAttempt.ts';
import type { Services } from '../services.ts';
import { readOrder, readOwnOrder, refusalOf, takeStepOn } from './orderSteps.ts';
import { viewOf } from './orderView.ts';

/**
 * Ends an order that was not shipped yet. What the channel knows of it is cancelled there first; until it
 * has answered the order stays, and nothing else can happen to it.
 * @throws DomainError WRONG_STATE, CHANNEL_CALL_OPEN, CHANGED_MEANWHILE
 */
export async function cancelOrder(
  services: Services,
  order: Order,
  by: Actor,
  reason: string,
): Promise<Order> {
  if (order.state === 'cancelled') return order;
  // A call without an answer must be cleared up first: the order may exist over there, or not.
  const open = order.attempt !== null && EVENT_RULES.cancelRequested.from.includes(order.state);
  const clear = open ? await resolveAttempt(services, order) : order;
  const cancel = clear.state === 'created' ? cancelHere : cancelAtChannel;
  const ended = clear.state === 'cancelled' ? clear : await cancel(services, clear, by, reason);
  return withAccount(services, ended);
}

/** The door's form: finds the order, checks whose it is. @throws DomainError also ORDER_NOT_FOUND */
export async function cancelOwnOrder(
  services: Services,
  buyerId: string,
  input: { readonly orderId: string; readonly reason: string },
): Promise<OrderView> {
  const order = await readOwnOrder(services, buyerId, input.orderId);
  return viewOf(await cancelOrder(services, order, { role: 'buyer', id: buyerId }, input.reason));
}

async function cancelHere(services: Services, order: Order, by: Actor, reason: string): Promise<Order> {
  const event: OrderEvent = { type: 'cancelled', at: services.now(), by, reason };
  return (await takeStepOn(services, order, event)) ?? overtaken(services, order, event);
}

async function cancelAtChannel(services: Services, order: Order, by: Actor, reason: string): Promise<Order> {
  const channel = await services.channel(order.channel);
  const event: OrderEvent = { type: 'cancelRequested', at: services.now(), by, reason };
  const request = channel.cancelRequest(order._id, reason);
  return (await openCall(services, order, 'cancel', request, event)) ?? overtaken(services, order, event);
}

/** Somebody else was faster: with the same wish, or with one that rules it out. */
async function overtaken(services: Services, order: Order, event: OrderEvent): Promise<Order> {
  const now = await readOrder(services, order._id);
  if (now.state === 'cancelled') return now;
  throw refusalOf(now, event, []);
}
