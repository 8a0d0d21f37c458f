import type { Channel, ChannelOutcome, Payer } from '../channels/channel.ts';
import type { Attempt } from '../domain/order/attempt.ts';
import type { Actor, OrderEvent } from '../domain/order/events.ts';
import type { Order } from '../domain/order/order.ts';
import { readOrder, takeStepOn } from './orderSteps.ts';
import { reconcileOrder } from './reconcileOrder.ts';
import type { Services } from './services.ts';

/** After a call without an answer the channel is asked this much later. Longer than any call may take. */
export const ASK_AFTER_MS = 60_000;

const CHANNEL: Actor = { role: 'channel', id: null };

/**
 * Sends the request of an order's open attempt, for the first time or again, and writes down what came of
 * it. An unknown outcome leaves the attempt open; the timer asks.
 */
export async function sendAttempt(services: Services, order: Order, payer: Payer | null): Promise<Order> {
  const { attempt } = order;
  if (!attempt) return order;
  const channel = await services.channel(order.channel);
  const outcome = await channel.send(attempt.kind, attempt.request, payer);
  return conclude(services, channel, order, attempt, outcome);
}

/** Writes the outcome of a call down. */
export async function conclude(
  services: Services,
  channel: Channel,
  order: Order,
  attempt: Attempt,
  outcome: ChannelOutcome,
): Promise<Order> {
  if (outcome.kind === 'facts') return reconcileOrder(services, order, outcome.facts);
  const answer =
    outcome.kind === 'unknown' ? outcome.cause : outcome.kind === 'refused' ? outcome.code : 'notFound';
  services.log('channelCall', { orderId: order._id, call: attempt.kind, outcome: outcome.kind, answer });
  if (outcome.kind === 'unknown') return order;
  if (attempt.kind !== 'create') return concludeRefusal(services, channel, order, attempt, answer);
  // Sent for the first time it has surely not taken effect; sent again, it may have the time before.
  const before = attempt.resends > 0 ? await channel.query(order._id) : null;
  if (before?.kind === 'facts') return reconcileOrder(services, order, before.facts);
  const certain = before === null || before.kind === 'notFound';
  return certain ? decline(services, order) : order;
}

/** Refused perhaps because it took effect before: only the channel's own state tells. */
async function concludeRefusal(
  services: Services,
  channel: Channel,
  order: Order,
  attempt: Attempt,
  code: string,
): Promise<Order> {
  const now = await channel.query(order._id);
  if (now.kind !== 'facts') return order;
  const { stage } = now.facts;
  const untouched = stage === 'running' || stage === 'awaitingBuyer';
  if (!untouched) return reconcileOrder(services, order, now.facts);
  services.alarm('channelRefused', { orderId: order._id, call: attempt.kind, code });
  return attempt.kind === 'cancel'
    ? close(services, order, { type: 'cancelRefused', at: services.now(), by: CHANNEL, code })
    : withdrawCharge(services, order, code);
}

/** The channel does not take the order: one neutral reason, whatever it said. */
export function decline(services: Services, order: Order): Promise<Order> {
  const at = services.now();
  return close(services, order, {
    type: 'rejected',
    at,
    by: CHANNEL,
    assessment: null,
    reasons: ['CHANNEL_DECLINED'],
  });
}

/** The charge was surely not taken: it waits for its agreed day, and for a new notice. */
export function withdrawCharge(services: Services, order: Order, code: string): Promise<Order> {
  const at = services.now();
  const chargeAt = order.chargeAt && order.chargeAt > at ? order.chargeAt : at;
  return close(services, order, { type: 'chargeRefused', at, by: CHANNEL, code, chargeAt });
}

async function close(services: Services, order: Order, event: OrderEvent): Promise<Order> {
  return (await takeStepOn(services, order, event)) ?? readOrder(services, order._id);
}
