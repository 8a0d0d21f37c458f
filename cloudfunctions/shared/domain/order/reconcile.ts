import { after, DAY_MS } from '../duration.ts';
import type { Policy } from '../policy.ts';
import type { AttentionCode } from './attentionCode.ts';
import type { ChannelFacts } from './channelFacts.ts';
import { BY_CHANNEL, type OrderEvent } from './events.ts';
import { wasReturned } from './lowering.ts';
import type { Order, Payment } from './order.ts';
import { EVENT_RULES } from './rules.ts';
import { isEnded } from './states.ts';

export interface Reconciliation {
  /** What must happen to the order so that it agrees with the channel; null if it agrees already. */
  readonly event: OrderEvent | null;
  readonly attention: AttentionCode | null;
  /** The order has ended here (or ends by this event) and lives on at the channel, where it must be cancelled. */
  readonly stray: boolean;
}

const AGREES: Reconciliation = { event: null, attention: null, stray: false };

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
      return reconcileAwaiting(order, facts, now);
    case 'declined':
      return reconcileDeclined(order, now);
  }
}

function reconcileAwaiting(order: Order, facts: ChannelFacts, now: Date): Reconciliation {
  if (isUnpaidEnd(order)) return astray(order, null);
  if (order.state !== 'approved' || order.attempt?.kind !== 'create') return AGREES;
  const { channelOrderId } = facts;
  return { ...AGREES, event: { type: 'awaitingBuyer', at: now, by: BY_CHANNEL, channelOrderId } };
}

function reconcileDeclined(order: Order, now: Date): Reconciliation {
  if (isUnpaidEnd(order)) return astray(order, null);
  if (order.state !== 'approved' || order.attempt?.kind === 'cancel') return AGREES;
  return { ...AGREES, event: declinedEvent(now), stray: true };
}

/** The channel does not take the order: one neutral reason, whatever it said. */
export function declinedEvent(at: Date): OrderEvent {
  return { type: 'rejected', at, by: BY_CHANNEL, assessment: null, reasons: ['CHANNEL_DECLINED'] };
}

/** Ended here without money. */
function isUnpaidEnd(order: Order): boolean {
  return EVENT_RULES.endedAtChannel.from.includes(order.state);
}

/** An order that has ended here must end there too; while that is under way there is nothing to add. */
function astray(order: Order, attention: AttentionCode | null): Reconciliation {
  return order.attempt ? AGREES : { event: null, attention, stray: true };
}

function reconcilePaid(order: Order, facts: ChannelFacts, now: Date): Reconciliation {
  const { payment } = facts;
  if (!payment) return AGREES;
  if (order.state === 'settled') {
    const known = order.payment?.transactionId === payment.transactionId;
    return known ? AGREES : attend('PAID_TWICE');
  }
  if (isUnpaidEnd(order)) return reconcilePaidAfterEnd(order, payment, now);
  if (!EVENT_RULES.settled.from.includes(order.state)) return attend('PAID_AFTER_END');
  const event: OrderEvent = { type: 'settled', at: now, by: BY_CHANNEL, payment };
  const expected = order.state === 'settling' || order.state === 'overdue';
  const attention =
    otherAmount(payment.paidFen, order) ??
    otherWay(payment, order) ??
    (expected ? null : 'PAID_UNEXPECTEDLY');
  return { ...AGREES, event, attention };
}

/** The channel took the money although the merchant has it in cash, or cannot give back what it never had. */
function otherWay({ paidFen, transactionId }: Payment, order: Order): AttentionCode | null {
  if (transactionId === null) return paidFen > order.payableFen ? 'REFUND_BY_HAND' : null;
  return order.history.some(({ type }) => type === 'paidElsewhereReported') ? 'PAID_TWICE' : null;
}

/** Taken though nothing was owed any more: noted, so that the plan gives it back. */
function reconcilePaidAfterEnd(order: Order, payment: Payment, now: Date): Reconciliation {
  if (order.payment?.transactionId === payment.transactionId) return AGREES;
  if (order.payment) return attend('PAID_TWICE');
  return {
    ...attend('PAID_AFTER_END'),
    event: { type: 'paidAfterEnd', at: now, by: BY_CHANNEL, payment },
  };
}

function attend(attention: AttentionCode): Reconciliation {
  return { ...AGREES, attention };
}

function reconcileCollecting(order: Order, facts: ChannelFacts, now: Date, policy: Policy): Reconciliation {
  if (order.state === 'settled') return AGREES;
  if (isUnpaidEnd(order)) return astray(order, 'COLLECTING_AFTER_END');
  if (order.collectingSince) return reconcileAmount(order, facts, now);
  if (!EVENT_RULES.collecting.from.includes(order.state)) return attend('COLLECTING_AFTER_END');
  const amountFen = facts.amountFen ?? order.payableFen;
  const event: OrderEvent = {
    type: 'collecting',
    at: now,
    by: BY_CHANNEL,
    amountFen,
    since: now,
    dueAt: after(now, policy.charge.graceDays * DAY_MS),
  };
  const expected = order.state === 'settling' || order.state === 'overdue';
  const attention = otherAmount(amountFen, order) ?? (expected ? null : 'COLLECTING_UNEXPECTEDLY');
  return { ...AGREES, event, attention };
}

/** Lowered over there: by our own wish, or by hand on the channel's pages. */
function reconcileAmount(order: Order, { amountFen }: ChannelFacts, now: Date): Reconciliation {
  if (amountFen === null) return AGREES;
  // Never to more: a higher amount is old news, as long as it was once agreed.
  const lower = amountFen < (order.collectingFen ?? amountFen);
  if (!lower)
    return { ...AGREES, attention: amountFen > order.amountFen ? otherAmount(amountFen, order) : null };
  const asked = order.attempt?.kind === 'modify';
  const event: OrderEvent = { type: 'collectionLowered', at: now, by: BY_CHANNEL, amountFen, asked };
  return { ...AGREES, event, attention: otherAmount(amountFen, order) };
}

/**
 * More than was ever agreed, or less than is payable. In between the merchant has lowered the amount
 * meanwhile: what was collected too much goes back by itself.
 */
function otherAmount(amountFen: number, order: Order): AttentionCode | null {
  if (amountFen > order.amountFen) return 'COLLECTED_MORE_THAN_AGREED';
  return amountFen < order.payableFen ? 'COLLECTED_LESS_THAN_AGREED' : null;
}

function reconcileClosed(order: Order, now: Date): Reconciliation {
  if (isUnpaidEnd(order) && order.attempt?.kind === 'cancel')
    return { ...AGREES, event: { type: 'endedAtChannel', at: now, by: BY_CHANNEL } };
  if (isEnded(order.state)) return AGREES;
  if (EVENT_RULES.cancelled.from.includes(order.state)) {
    const reason = order.attempt?.kind === 'cancel' ? 'requested' : 'closedByChannel';
    return { ...AGREES, event: { type: 'cancelled', at: now, by: BY_CHANNEL, reason } };
  }
  if (wasReturned(order)) return { ...AGREES, event: { type: 'returned', at: now, by: BY_CHANNEL } };
  const wanted = order.payableFen === 0;
  return {
    ...AGREES,
    event: { type: 'writtenOff', at: now, by: BY_CHANNEL, reason: wanted ? 'forgiven' : 'closedByChannel' },
    attention: wanted ? null : 'CLOSED_AFTER_SHIPPING',
  };
}

function reconcileRunning(order: Order, facts: ChannelFacts, now: Date): Reconciliation {
  // While it is being cancelled, what became of the cancellation is what counts.
  if (order.attempt?.kind === 'cancel') return AGREES;
  if (order.state === 'approved') {
    return {
      ...AGREES,
      event: { type: 'accepted', at: now, by: BY_CHANNEL, channelOrderId: facts.channelOrderId },
    };
  }
  return isUnpaidEnd(order) ? astray(order, null) : AGREES;
}
