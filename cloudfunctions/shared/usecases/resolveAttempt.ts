import type { Payer } from '../channels/channel.ts';
import { after, HOUR_MS, MINUTE_MS } from '../domain/duration.ts';
import type { Attempt } from '../domain/order/attempt.ts';
import { noticeIsVoid } from '../domain/order/notice.ts';
import type { Order } from '../domain/order/order.ts';
import { newAttention } from './attention.ts';
import { ASK_AFTER_MS, decline, sendAttempt, withdrawCharge } from './channelCall.ts';
import { keepBooks, readOrder } from './orderSteps.ts';
import { reconcileOrder } from './reconcileOrder.ts';
import type { Services } from './services.ts';
import { takeHoldFor } from './takeHoldFor.ts';

/** "No such order" may mean "not yet": believed only when the channel still says so this much later. */
const NOT_FOUND_FINAL_MS = 10 * MINUTE_MS;
/** How often a create is sent again before "no such order" ends it. */
const MAX_RESENDS = 3;
/** From this resend on a person must look; it goes on, ever more rarely. */
const RESENDS_UNTIL_ATTENTION = 8;
const LONGEST_WAIT_MS = 6 * HOUR_MS;

/** What became of an open call: asks the channel, and sends the stored request again where it never arrived. */
export async function resolveAttempt(services: Services, order: Order): Promise<Order> {
  const { attempt } = order;
  if (!attempt) return order;
  if (attempt.kind !== 'create') return ask(services, order, attempt);
  const hold = await takeHoldFor(services, order);
  return hold.held ? ask(services, hold.order, attempt) : hold.order;
}

async function ask(services: Services, order: Order, attempt: Attempt): Promise<Order> {
  const channel = await services.channel(order.channel);
  const answer = await channel.query(order._id);
  switch (answer.kind) {
    case 'facts': {
      const { stage } = answer.facts;
      const untouched = attempt.kind !== 'create' && (stage === 'running' || stage === 'awaitingBuyer');
      return untouched ? sendAgain(services, order, attempt) : reconcileOrder(services, order, answer.facts);
    }
    case 'notFound':
      return notFound(services, order, attempt);
    default:
      return order;
  }
}

/** The channel says that nothing has happened. A charge that comes much later than was told is not sent again. */
async function sendAgain(services: Services, order: Order, attempt: Attempt): Promise<Order> {
  const { policy } = await services.rules();
  const tooLate = order.notice !== null && noticeIsVoid(order.notice, services.now(), policy);
  return attempt.kind === 'complete' && tooLate
    ? withdrawCharge(services, order, 'NOTICE_VOID')
    : resend(services, order, attempt);
}

async function notFound(services: Services, order: Order, attempt: Attempt): Promise<Order> {
  const now = services.now();
  const since = attempt.notFoundAt ?? now;
  const final = now.getTime() - since.getTime() >= NOT_FOUND_FINAL_MS && attempt.resends >= MAX_RESENDS;
  return final && attempt.kind === 'create'
    ? decline(services, order)
    : sendAgain(services, order, { ...attempt, notFoundAt: since });
}

/** Sends the identical request again. While the order is frozen nothing that collects money is sent. */
async function resend(services: Services, order: Order, attempt: Attempt): Promise<Order> {
  const askAt = after(services.now(), Math.min(ASK_AFTER_MS * 2 ** attempt.resends, LONGEST_WAIT_MS));
  if (order.freeze && attempt.kind === 'complete') {
    return (await keepBooks(services, order, { attempt: { ...attempt, askAt } })) ?? order;
  }
  const resends = attempt.resends + 1;
  const stuck = resends === RESENDS_UNTIL_ATTENTION ? newAttention(services, order, 'STUCK') : undefined;
  const noted = await keepBooks(services, order, { attempt: { ...attempt, resends, askAt } }, stuck);
  if (!noted) return readOrder(services, order._id);
  return sendAttempt(services, noted, attempt.request.withPayerId ? await payerOf(services, order) : null);
}

async function payerOf(services: Services, order: Order): Promise<Payer | null> {
  return services.store.get<Payer & { _id: string }>('buyers', order.buyerId);
}
