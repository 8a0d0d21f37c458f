import { DAY_MS } from '../../domain/duration.ts';
import type { Attempt } from '../../domain/order/attempt.ts';
import type { ChannelFacts } from '../../domain/order/channelFacts.ts';
import { BY_CHANNEL, type OrderEvent } from '../../domain/order/events.ts';
import type { Order } from '../../domain/order/order.ts';
import { reconcile } from '../../domain/order/reconcile.ts';
import { isEnded } from '../../domain/order/states.ts';
import { type Bookkeeping, openAttempt } from '../../domain/order/transition.ts';
import { newAttention } from '../orders/attention.ts';
import { keepBooks, takeStepOn, untilWritten } from '../orders/orderSteps.ts';
import type { Services } from '../services.ts';

/**
 * For so long the buyer may still confirm an order on the channel's page that is open. How long it stays good is one of
 * the questions to the vendor, docs/alipay.md.
 */
const CONFIRMABLE_MS = DAY_MS;

/**
 * Brings an order into agreement with what the channel has signed, whoever else writes meanwhile.
 * @throws Error if the order kept changing
 */
export function reconcileOrder(services: Services, read: Order, facts: ChannelFacts): Promise<Order> {
  return untilWritten(services, read, (order) => reconcileOnce(services, order, facts));
}

/** Null if somebody else wrote to the order in between. */
async function reconcileOnce(services: Services, order: Order, facts: ChannelFacts): Promise<Order | null> {
  const { policy } = await services.rules();
  const now = services.now();
  const { event, attention, stray } = reconcile(order, facts, now, policy);
  const subject = attention === 'PAID_TWICE' ? (facts.payment?.transactionId ?? undefined) : undefined;
  const noted = newAttention(services, order, attention, subject);
  if (stray) {
    const ending: OrderEvent = event ?? { type: 'withdrawRequested', at: now, by: BY_CHANNEL };
    const attempt = await strayCancel(services, order, ending, 0);
    return takeStepOn(services, order, ending, { bookkeeping: { attempt }, attention: noted });
  }
  if (event) {
    const bookkeeping = await afterCancelling(services, order, event);
    return takeStepOn(services, order, event, { bookkeeping, attention: noted });
  }
  const hurried = confirmedAfterEnd(order, facts, now);
  return noted || hurried ? keepBooks(services, order, hurried ?? {}, noted) : order;
}

/** Where the channel knows nothing of an order before it is confirmed, one that was cancelled may yet be. */
async function afterCancelling(services: Services, order: Order, event: OrderEvent): Promise<Bookkeeping> {
  if (event.type !== 'cancelled' || order.acceptedAt) return {};
  const { can } = await services.channel(order.channel);
  return can.knowsUnconfirmed ? {} : { attempt: await strayCancel(services, order, event, CONFIRMABLE_MS) };
}

/** What was to be asked about later, in case that it runs after its end, is known now. */
function confirmedAfterEnd(
  { state, attempt }: Order,
  { stage }: ChannelFacts,
  now: Date,
): Bookkeeping | null {
  const waits = isEnded(state) && attempt?.kind === 'cancel' && attempt.askAt > now;
  return waits && stage === 'running' ? { attempt: { ...attempt, askAt: now } } : null;
}

/**
 * The call that ends an order at the channel which has ended here. It is only written down: the timer asks first,
 * and sends it if there is anything to end.
 */
export async function strayCancel(
  services: Services,
  order: Order,
  event: OrderEvent,
  askAfterMs: number,
): Promise<Attempt> {
  const channel = await services.channel(order.channel);
  return openAttempt('cancel', channel.cancelRequest(order._id, '订单已结束'), event, askAfterMs);
}
