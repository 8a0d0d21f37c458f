import type { ChannelFailure, ChannelOutcome, Payer } from '../../channels/channel.ts';
import { after, DAY_MS, MINUTE_MS } from '../../domain/duration.ts';
import {
  type Attempt,
  type CallKind,
  type ChannelRequest,
  NOT_FOUND_FINAL_MS,
} from '../../domain/order/attempt.ts';
import type { AttentionCode } from '../../domain/order/attentionCode.ts';
import type { ChannelFacts } from '../../domain/order/channelFacts.ts';
import { BY_CHANNEL, type OrderEvent } from '../../domain/order/events.ts';
import type { Order } from '../../domain/order/order.ts';
import { declinedEvent } from '../../domain/order/reconcile.ts';
import { EVENT_RULES } from '../../domain/order/rules.ts';
import { type Bookkeeping, openAttempt } from '../../domain/order/transition.ts';
import { isUntouched } from '../../domain/order/untouched.ts';
import { newAttention } from '../orders/attention.ts';
import { readOrder, takeStepOn } from '../orders/orderSteps.ts';
import type { Services } from '../services.ts';
import { askChannelAbout } from './askChannel.ts';
import { codeOf, noteFailure } from './channelFailure.ts';
import { reconcileOrder, strayCancel } from './reconcileOrder.ts';
import { concludeRefund } from './refundCall.ts';

/** After a call without an answer the channel is asked this much later. Longer than any call may take. */
export const ASK_AFTER_MS = MINUTE_MS;

/** Intent, then call, then outcome. Null if somebody else wrote to the order meanwhile; then nothing is sent. */
export async function openCall(
  services: Services,
  order: Order,
  kind: Exclude<CallKind, 'create'>,
  request: ChannelRequest,
  event: OrderEvent,
): Promise<Order | null> {
  const attempt = openAttempt(kind, request, event, ASK_AFTER_MS);
  const open = await takeStepOn(services, order, event, { bookkeeping: { attempt } });
  return open && sendAttempt(services, open, null);
}

/**
 * Sends the request of an order's open attempt, for the first time or again, and writes down what came of
 * it. An unknown outcome leaves the attempt open; the timer asks.
 */
export async function sendAttempt(services: Services, order: Order, payer: Payer | null): Promise<Order> {
  const { attempt } = order;
  if (!attempt) return order;
  const channel = await services.channel(order.channel);
  if (attempt.kind === 'refund') {
    return concludeRefund(services, channel, order, await channel.sendRefund(attempt.request));
  }
  const outcome = await channel.send(attempt.kind, attempt.request, order, payer);
  return conclude(services, order, attempt, outcome);
}

/** Writes the outcome of a call down. */
export async function conclude(
  services: Services,
  order: Order,
  attempt: Attempt,
  outcome: ChannelOutcome,
): Promise<Order> {
  if (outcome.kind === 'facts') return concludeFacts(services, order, outcome.facts);
  noteFailure(services, attempt.kind, outcome, order._id);
  if (outcome.kind === 'unknown') return order;
  if (attempt.kind === 'create') return concludeDeclined(services, order, attempt, outcome);
  // Unsigned, it proves nothing where money may have moved. A cancellation moves none, and is verified below.
  if (!outcome.signed && attempt.kind !== 'cancel') return order;
  return concludeRefusal(services, order, attempt, codeOf(outcome));
}

/** What the channel says now; an attempt to collect that got nothing is over with that. */
export async function concludeFacts(services: Services, order: Order, facts: ChannelFacts): Promise<Order> {
  const agreed = await reconcileOrder(services, order, facts);
  const triedInVain = agreed.attempt?.kind === 'collectAgain' && facts.stage === 'collecting';
  if (!triedInVain) return agreed;
  return close(services, agreed, { type: 'collectAgainEnded', at: services.now(), by: BY_CHANNEL });
}

/**
 * It has not taken effect; but sent again, or by another tap at the same moment, it may have the time before: the
 * channel is asked.
 */
async function concludeDeclined(
  services: Services,
  order: Order,
  attempt: Attempt,
  outcome: Exclude<ChannelFailure, { kind: 'unknown' }>,
): Promise<Order> {
  const now = await askChannelAbout(services, order);
  if (now.kind === 'facts') return reconcileOrder(services, order, now.facts);
  const ours = outcome.kind === 'refused' && outcome.misconfigured ? 'CHANNEL_NO_AUTHORITY' : undefined;
  if (now.kind === 'notFound') return decline(services, order, outcome.signed && now.signed, ours);
  return attempt.resends > 0 ? order : decline(services, order, false, ours);
}

/** Refused perhaps because it took effect before: only the channel's own state tells. */
async function concludeRefusal(
  services: Services,
  order: Order,
  attempt: Attempt,
  code: string,
): Promise<Order> {
  const now = await askChannelAbout(services, order);
  if (now.kind !== 'facts') return order;
  if (!isUntouched(order, attempt, now.facts)) return concludeFacts(services, order, now.facts);
  services.alarm('channelRefused', { orderId: order._id, call: attempt.kind, code });
  return refuse(services, order, attempt, code);
}

/** The call has surely not taken effect, and will not. */
function refuse(services: Services, order: Order, attempt: Attempt, code: string): Promise<Order> {
  const recorded = { at: services.now(), by: BY_CHANNEL };
  switch (attempt.kind) {
    case 'cancel':
      return EVENT_RULES.cancelRefused.from.includes(order.state)
        ? close(services, order, { ...recorded, type: 'cancelRefused', code })
        : close(services, order, { ...recorded, type: 'withdrawRefused', code }, 'WITHDRAW_REFUSED');
    case 'modify':
      return close(services, order, { ...recorded, type: 'lowerRefused', code });
    case 'collectAgain':
      return close(services, order, { ...recorded, type: 'collectAgainEnded' });
    case 'paidElsewhere':
      return close(
        services,
        order,
        { ...recorded, type: 'paidElsewhereRefused', code },
        'PAID_ELSEWHERE_REFUSED',
      );
    case 'complete':
      return withdrawCharge(services, order, code, 'CHARGE_REFUSED');
    // Their refusals are concluded elsewhere.
    case 'create':
    case 'refund':
      return Promise.resolve(order);
  }
}

/**
 * The channel does not take the order. Nothing about money rests on that, so an unsigned refusal will do; but
 * then the channel is asked later whether it has the order all the same, and if so the order is ended there.
 */
export async function decline(
  services: Services,
  order: Order,
  certain: boolean,
  attentionCode?: AttentionCode,
): Promise<Order> {
  const event = declinedEvent(services.now());
  if (certain) return close(services, order, event, attentionCode);
  const attempt = await strayCancel(services, order, event, NOT_FOUND_FINAL_MS);
  return close(services, order, event, attentionCode, { attempt });
}

/** The charge was surely not taken: it waits for its agreed day, and for a new notice. */
export function withdrawCharge(
  services: Services,
  order: Order,
  code: string,
  attention?: AttentionCode,
): Promise<Order> {
  const at = services.now();
  const chargeAt = order.chargeAt && order.chargeAt > at ? order.chargeAt : at;
  // Who tapped in time is not late because his tap did not get through.
  const payBy = order.payBy && order.payBy < after(at, DAY_MS) ? after(at, DAY_MS) : order.payBy;
  const event: OrderEvent = { type: 'chargeRefused', at, by: BY_CHANNEL, code, chargeAt, payBy };
  return close(services, order, event, attention);
}

async function close(
  services: Services,
  order: Order,
  event: OrderEvent,
  attentionCode?: AttentionCode,
  bookkeeping: Bookkeeping = {},
): Promise<Order> {
  const attention = newAttention(services, order, attentionCode);
  const step = { attention, bookkeeping };
  return (await takeStepOn(services, order, event, step)) ?? readOrder(services, order._id);
}
