import type { Payer } from '../../channels/channel.ts';
import { after, HOUR_MS } from '../../domain/duration.ts';
import { type Attempt, NOT_FOUND_FINAL_MS } from '../../domain/order/attempt.ts';
import { BY_TIMER } from '../../domain/order/events.ts';
import { noticeIsVoid } from '../../domain/order/notice.ts';
import type { Order } from '../../domain/order/order.ts';
import { requestedRefund } from '../../domain/order/refunds.ts';
import { isEnded } from '../../domain/order/states.ts';
import { isUntouched } from '../../domain/order/untouched.ts';
import type { Policy } from '../../domain/policy.ts';
import { takeHoldFor } from '../assessment/takeHoldFor.ts';
import { newAttention } from '../orders/attention.ts';
import { keepBooks, readOrder, takeStepOn } from '../orders/orderSteps.ts';
import type { Services } from '../services.ts';
import { askChannelAbout } from './askChannel.ts';
import { ASK_AFTER_MS, concludeFacts, decline, sendAttempt, withdrawCharge } from './channelCall.ts';
import { applyRefundFacts, queryRefundOf } from './refundCall.ts';

/** How often a create is sent again before "no such order" ends it. */
const MAX_RESENDS = 3;
/** From this resend on a person must look; it goes on, ever more rarely. */
const RESENDS_UNTIL_ATTENTION = 8;
const LONGEST_WAIT_MS = 6 * HOUR_MS;

/** What became of an open call: asks the channel, and sends the stored request again where it never arrived. */
export async function resolveAttempt(services: Services, order: Order): Promise<Order> {
  const { attempt } = order;
  if (!attempt) return order;
  if (attempt.kind === 'refund') return askRefund(services, order, attempt);
  if (attempt.kind !== 'create') return ask(services, order, attempt);
  const hold = await takeHoldFor(services, order);
  return hold.held ? ask(services, hold.order, attempt) : hold.order;
}

async function ask(services: Services, order: Order, attempt: Attempt): Promise<Order> {
  const answer = await askChannelAbout(services, order);
  switch (answer.kind) {
    case 'facts':
      return isUntouched(order, attempt, answer.facts) && attempt.kind !== 'collectAgain'
        ? sendAgain(services, order, attempt)
        : concludeFacts(services, order, answer.facts);
    case 'notFound':
      return notFound(services, order, attempt, answer.signed);
    default:
      return order;
  }
}

/** Refunds have numbers of their own, under which nothing is given back twice. */
async function askRefund(services: Services, order: Order, attempt: Attempt): Promise<Order> {
  const refund = requestedRefund(order.refunds);
  if (!refund) throw new Error('a refund is open that is not on the list');
  const channel = await services.channel(order.channel);
  const answer = await queryRefundOf(channel, order, refund.refundNo);
  if (answer.kind === 'facts') return applyRefundFacts(services, order, answer.facts);
  return answer.kind === 'notFound' && answer.signed ? resend(services, order, attempt) : order;
}

/**
 * The channel says that nothing has happened. A charge that is frozen now, that comes much later than was told, or
 * whose amount the merchant has lowered meanwhile, is not sent again; and once it cannot be on its way any more, it
 * is withdrawn.
 */
async function sendAgain(services: Services, order: Order, attempt: Attempt): Promise<Order> {
  if (attempt.kind !== 'complete') return resend(services, order, attempt);
  const { policy } = await services.rules();
  const now = services.now();
  const code = forbidsCharge(order, now, policy);
  if (!code) return resend(services, order, attempt);
  const isFinal = now >= after(lastSentAt(attempt), NOT_FOUND_FINAL_MS);
  return isFinal ? withdrawCharge(services, order, code) : order;
}

/** In a word, for the history; null if nothing does. */
function forbidsCharge({ freeze, notice, payableFen }: Order, now: Date, policy: Policy): string | null {
  if (freeze) return 'FROZEN';
  if (notice && notice.amountFen !== payableFen) return 'AMOUNT_LOWERED';
  // A claim in between, even one that has ended, has made it void.
  return !notice || noticeIsVoid(notice, now, policy) ? 'NOTICE_VOID' : null;
}

async function notFound(services: Services, order: Order, attempt: Attempt, signed: boolean): Promise<Order> {
  const now = services.now();
  const since = attempt.notFoundAt ?? now;
  const longAgo = now.getTime() - since.getTime() >= NOT_FOUND_FINAL_MS;
  if (isEnded(order.state) && attempt.kind === 'cancel' && (signed || neverSeenThere(order))) {
    return nothingThere(services, order, attempt);
  }
  // Where money may have moved, only a signed answer can say that it has not.
  if (attempt.kind !== 'create')
    return signed ? sendAgain(services, order, { ...attempt, notFoundAt: since }) : order;
  return longAgo && attempt.resends >= MAX_RESENDS
    ? decline(services, order, signed)
    : resend(services, order, { ...attempt, notFoundAt: since });
}

/** The channel declined it, and has never said anything else of it. */
function neverSeenThere({ history }: Order): boolean {
  return !history.some(({ type }) => type === 'withdrawRequested' || type === 'accepted');
}

/**
 * The order has ended here; that the channel knows none is what we want to hear, long enough after the last
 * call.
 */
async function nothingThere(services: Services, order: Order, attempt: Attempt): Promise<Order> {
  const now = services.now();
  if (now.getTime() - attempt.startedAt.getTime() < NOT_FOUND_FINAL_MS) return order;
  const event = { type: 'endedAtChannel', at: now, by: BY_TIMER } as const;
  return (await takeStepOn(services, order, event)) ?? readOrder(services, order._id);
}

/** Sends the identical request again. While the order is frozen nothing that collects money is sent. */
async function resend(services: Services, order: Order, attempt: Attempt): Promise<Order> {
  const askAt = after(services.now(), pauseMs(attempt.resends));
  if (order.freeze && attempt.kind === 'collectAgain') {
    return (await keepBooks(services, order, { attempt: { ...attempt, askAt } })) ?? order;
  }
  const resends = attempt.resends + 1;
  const stuck = resends === RESENDS_UNTIL_ATTENTION ? newAttention(services, order, 'STUCK') : undefined;
  const noted = await keepBooks(services, order, { attempt: { ...attempt, resends, askAt } }, stuck);
  if (!noted) return readOrder(services, order._id);
  return sendAttempt(services, noted, attempt.request.withPayerId ? await payerOf(services, order) : null);
}

function pauseMs(resends: number): number {
  return Math.min(ASK_AFTER_MS * 2 ** resends, LONGEST_WAIT_MS);
}

/** Each sending has set when to ask. */
function lastSentAt({ askAt, resends }: Attempt): Date {
  return after(askAt, -pauseMs(Math.max(0, resends - 1)));
}

async function payerOf(services: Services, order: Order): Promise<Payer | null> {
  return services.store.get<Payer & { _id: string }>('buyers', order.buyerId);
}
