import type { Channel, RefundOutcome } from '../../channels/channel.ts';
import { NOT_FOUND_FINAL_MS } from '../../domain/order/attempt.ts';
import type { RefundFacts } from '../../domain/order/channelFacts.ts';
import { BY_CHANNEL } from '../../domain/order/events.ts';
import type { Order, Refund } from '../../domain/order/order.ts';
import { reconcileRefund } from '../../domain/order/reconcileRefund.ts';
import { requestedRefund } from '../../domain/order/refunds.ts';
import { newAttention } from '../orders/attention.ts';
import { keepBooks, readOrder, takeStepOn, untilWritten } from '../orders/orderSteps.ts';
import type { CoreServices } from '../services.ts';
import { codeOf, noteFailure } from './channelFailure.ts';

/** Writes the outcome of a refund's call down. Only what is signed counts: here money moves. */
export async function concludeRefund(
  services: CoreServices,
  channel: Channel,
  order: Order,
  outcome: RefundOutcome,
): Promise<Order> {
  if (outcome.kind === 'facts') return applyRefundFacts(services, order, outcome.facts);
  const refund = requestedRefund(order.refunds);
  noteFailure(services, 'refund', outcome, order._id);
  if (outcome.kind === 'unknown' || !outcome.signed || !refund) return order;
  const before = await takenBefore(services, channel, order, refund);
  if (before === 'perhaps') return order;
  if (before) return applyRefundFacts(services, order, before);
  const event = {
    type: 'refundFailed',
    at: services.now(),
    by: BY_CHANNEL,
    refundNo: refund.refundNo,
    code: codeOf(outcome),
  } as const;
  const attention = newAttention(services, order, 'REFUND_FAILED', refund.refundNo);
  return (await takeStepOn(services, order, event, { attention })) ?? readOrder(services, order._id);
}

/**
 * Sent again, a refund may be refused because it was taken the time before. "No such refund" is believed only
 * long after it was first asked for: if it counted as failed, the same money would be given twice.
 */
async function takenBefore(
  services: CoreServices,
  channel: Channel,
  order: Order,
  { refundNo }: Refund,
): Promise<RefundFacts | 'perhaps' | null> {
  const { attempt } = order;
  if (!attempt || attempt.resends === 0) return null;
  const answer = await queryRefundOf(channel, order, refundNo);
  if (answer.kind === 'facts') return answer.facts;
  const longAgo = services.now().getTime() - attempt.startedAt.getTime() >= NOT_FOUND_FINAL_MS;
  return answer.kind === 'notFound' && answer.signed && longAgo ? null : 'perhaps';
}

/** Asks what became of a refund of the order's payment. */
export function queryRefundOf(
  channel: Channel,
  { payment }: Order,
  refundNo: string,
): Promise<RefundOutcome> {
  if (!payment?.transactionId)
    throw new Error('a refund is open of a payment that the channel does not know');
  return channel.queryRefund({ refundNo, transactionId: payment.transactionId });
}

/**
 * Brings an order's refund into agreement with what the channel has signed.
 * @throws Error if the order kept changing
 */
export function applyRefundFacts(services: CoreServices, read: Order, facts: RefundFacts): Promise<Order> {
  return untilWritten(services, read, async (order) => {
    const { event, attention } = reconcileRefund(order, facts, services.now());
    const noted = newAttention(services, order, attention, facts.refundNo);
    if (event) return takeStepOn(services, order, event, { attention: noted });
    return noted ? keepBooks(services, order, {}, noted) : order;
  });
}
