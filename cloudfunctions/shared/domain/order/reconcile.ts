import { after, DAY_MS } from '../duration.ts';
import type { Policy } from '../policy.ts';
import type { ChannelFacts } from './channelFacts.ts';
import type { Actor, OrderEvent } from './events.ts';
import type { Order } from './order.ts';
import { EVENT_RULES } from './rules.ts';
import { isEnded } from './states.ts';

/** Why a person must look at an order after the channel has spoken. */
export type AttentionCode =
  | 'PAID_AFTER_END'
  | 'PAID_TWICE'
  | 'PAID_UNEXPECTEDLY'
  | 'COLLECTED_MORE_THAN_AGREED'
  | 'COLLECTED_LESS_THAN_AGREED'
  | 'COLLECTING_UNEXPECTEDLY'
  | 'COLLECTING_AFTER_END'
  | 'RUNNING_AFTER_END'
  | 'CLOSED_AFTER_SHIPPING';

export interface Reconciliation {
  /** What must happen to the order so that it agrees with the channel; null if it agrees already. */
  readonly event: OrderEvent | null;
  readonly attention: AttentionCode | null;
}

const AGREES: Reconciliation = { event: null, attention: null };
const CHANNEL: Actor = { role: 'channel', id: null };

/**
 * The channel's facts win: what a signed fact means for an order as it stands. Facts that are older than
 * the order (a late "running" for an order already collected) change nothing.
 */
export function reconcile(order: Order, facts: ChannelFacts, now: Date, policy: Policy): Reconciliation {
  switch (facts.stage) {
    case 'paid':
      return reconcilePaid(order, facts, now);
    case 'collecting':
      return reconcileCollecting(order, facts, now, policy);
    case 'closed':
      return reconcileClosed(order, now);
    case 'running':
      return reconcileRunning(order, facts, now);
    case 'awaitingBuyer':
      return order.state === 'approved' && order.attempt?.kind === 'create'
        ? {
            ...AGREES,
            event: { type: 'awaitingBuyer', at: now, by: CHANNEL, channelOrderId: facts.channelOrderId },
          }
        : AGREES;
  }
}

function reconcilePaid(order: Order, facts: ChannelFacts, now: Date): Reconciliation {
  const { payment } = facts;
  if (!payment) return AGREES;
  if (order.state === 'settled') {
    const known = order.payment?.transactionId === payment.transactionId;
    return known ? AGREES : { event: null, attention: 'PAID_TWICE' };
  }
  if (!EVENT_RULES.settled.from.includes(order.state)) return { event: null, attention: 'PAID_AFTER_END' };
  const event: OrderEvent = { type: 'settled', at: now, by: CHANNEL, payment };
  if (payment.paidFen !== order.amountFen) return { event, attention: otherAmount(payment.paidFen, order) };
  const expected = order.state === 'settling' || order.state === 'overdue';
  return { event, attention: expected ? null : 'PAID_UNEXPECTEDLY' };
}

function reconcileCollecting(order: Order, facts: ChannelFacts, now: Date, policy: Policy): Reconciliation {
  if (order.state === 'settled') return AGREES;
  if (order.state === 'overdue' || (order.state === 'settling' && order.collectingSince)) return AGREES;
  if (!EVENT_RULES.collecting.from.includes(order.state))
    return { event: null, attention: 'COLLECTING_AFTER_END' };
  const amountFen = facts.amountFen ?? order.amountFen;
  const event: OrderEvent = {
    type: 'collecting',
    at: now,
    by: CHANNEL,
    amountFen,
    since: now,
    dueAt: after(now, policy.charge.graceDays * DAY_MS),
  };
  if (amountFen !== order.amountFen) return { event, attention: otherAmount(amountFen, order) };
  return { event, attention: order.state === 'settling' ? null : 'COLLECTING_UNEXPECTEDLY' };
}

function otherAmount(amountFen: number, order: Order): AttentionCode {
  return amountFen > order.amountFen ? 'COLLECTED_MORE_THAN_AGREED' : 'COLLECTED_LESS_THAN_AGREED';
}

function reconcileClosed(order: Order, now: Date): Reconciliation {
  if (isEnded(order.state)) return AGREES;
  if (EVENT_RULES.cancelled.from.includes(order.state)) {
    const reason = order.attempt?.kind === 'cancel' ? 'requested' : 'closedByChannel';
    return { ...AGREES, event: { type: 'cancelled', at: now, by: CHANNEL, reason } };
  }
  return {
    event: { type: 'writtenOff', at: now, by: CHANNEL, reason: 'closedByChannel' },
    attention: 'CLOSED_AFTER_SHIPPING',
  };
}

function reconcileRunning(order: Order, facts: ChannelFacts, now: Date): Reconciliation {
  // While it is being cancelled, what became of the cancellation is what counts.
  if (order.attempt?.kind === 'cancel') return AGREES;
  if (order.state === 'approved') {
    return {
      ...AGREES,
      event: { type: 'accepted', at: now, by: CHANNEL, channelOrderId: facts.channelOrderId },
    };
  }
  const endedHere = order.state === 'rejected' || order.state === 'cancelled';
  return endedHere ? { event: null, attention: 'RUNNING_AFTER_END' } : AGREES;
}
