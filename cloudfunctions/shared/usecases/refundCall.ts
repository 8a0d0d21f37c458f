import type { RefundOutcome } from '../channels/channel.ts';
import type { RefundFacts } from '../domain/order/channelFacts.ts';
import type { Order } from '../domain/order/order.ts';
import { reconcileRefund } from '../domain/order/reconcileRefund.ts';
import { newAttention } from './attention.ts';
import { codeOf, noteFailure } from './channelFailure.ts';
import { keepBooks, readOrder, takeStepOn } from './orderSteps.ts';
import type { CoreServices } from './services.ts';

/** More writers than this on one order at once never happen; then the next callback or the timer goes on. */
const MAX_RACES = 5;

/** Writes the outcome of a refund's call down. Only what is signed counts: here money moves. */
export async function concludeRefund(
  services: CoreServices,
  order: Order,
  outcome: RefundOutcome,
): Promise<Order> {
  if (outcome.kind === 'facts') return applyRefundFacts(services, order, outcome.facts);
  const refund = order.refunds.find(({ stage }) => stage === 'requested');
  noteFailure(services, 'refund', outcome, order._id);
  if (outcome.kind === 'unknown' || !outcome.signed || !refund) return order;
  const event = {
    type: 'refundFailed',
    at: services.now(),
    by: { role: 'channel', id: null },
    refundNo: refund.refundNo,
    code: codeOf(outcome),
  } as const;
  const attention = newAttention(services, order, 'REFUND_FAILED');
  return (await takeStepOn(services, order, event, { attention })) ?? readOrder(services, order._id);
}

/**
 * Brings an order's refund into agreement with what the channel has signed.
 * @throws Error if the order kept changing
 */
export async function applyRefundFacts(
  services: CoreServices,
  read: Order,
  facts: RefundFacts,
): Promise<Order> {
  let order = read;
  for (let race = 0; race < MAX_RACES; race++) {
    const { event, attention } = reconcileRefund(order, facts, services.now());
    const noted = attention ? newAttention(services, order, attention) : undefined;
    if (!event && !noted) return order;
    const written = event
      ? await takeStepOn(services, order, event, { attention: noted })
      : await keepBooks(services, order, {}, noted);
    if (written) return written;
    order = await readOrder(services, order._id);
  }
  throw new Error('the order kept changing');
}
