import { after, DAY_MS, HOUR_MS, MINUTE_MS } from '../duration.ts';
import type { Policy } from '../policy.ts';
import type { Action, Obligation, PlanFacts } from './plan.ts';
import { claimObligations } from './planOfClaims.ts';
import { openRefund, refundDueAt } from './refunds.ts';

/**
 * The notice is given this much earlier than it must, so that a timer that comes late does not move the
 * charge.
 */
const NOTICE_LEAD_MS = HOUR_MS;

/** Received, not yet charged. */
export function chargeObligations(facts: PlanFacts, policy: Policy): Obligation[] {
  const { notice, chargeAt, payableFen } = facts;
  if (payableFen === 0) return withdrawal(facts);
  if (facts.freeze) return claimObligations(facts);
  if (facts.payBy) return tapObligations(facts, facts.payBy, policy);
  if (!chargeAt) return [];
  const told: Obligation[] = [];
  // Before anything else: the channel's own message must go out long before the charge.
  if (policy.charge.channelMessage && !facts.channelToldAt && facts.receivedAt) {
    told.push({ at: facts.receivedAt, action: 'tellThroughChannel' });
  }
  const stands = notice && (payableFen === null || notice.amountFen === payableFen);
  if (stands) return [...told, { at: chargeAt, action: 'charge' }];
  const noticeAt = after(chargeAt, -policy.charge.noticeHours * HOUR_MS - NOTICE_LEAD_MS);
  return [...told, { at: noticeAt, action: 'giveNotice' }];
}

/** The buyer pays by a tap: reminded once in time, overdue after the day until which he may. */
function tapObligations(facts: PlanFacts, payBy: Date, { reminders }: Policy): Obligation[] {
  const overdue: Obligation = { at: payBy, action: 'markOverdue' };
  if (facts.reminders) return [overdue];
  return [{ at: after(payBy, -reminders.payByHours * HOUR_MS), action: 'remind' }, overdue];
}

/** The channel collects, or the buyer who pays by a tap is late. */
export function collectionObligations(facts: PlanFacts, policy: Policy): Obligation[] {
  const { collectingSince: since, payableFen, collectingFen } = facts;
  const asksFrom = since ?? (facts.state === 'overdue' ? facts.dueAt : null);
  const open: Obligation[] = asksFrom ? [askAgain(asksFrom, facts.askedAt, 'askChannel')] : [];
  if (payableFen === 0) return [...open, ...withdrawal(facts)];
  open.push(...(facts.freeze ? claimObligations(facts) : reminderObligations(facts, policy)));
  if (!since) return open;
  if (facts.state === 'settling' && facts.dueAt && !facts.freeze) {
    open.push({ at: facts.dueAt, action: 'markOverdue' });
  }
  const tooMuch = payableFen !== null && collectingFen !== null && collectingFen > payableFen;
  if (tooMuch && facts.loweredAt && !isAfter(facts.lowerRefusedAt, facts.loweredAt)) {
    open.push({ at: facts.loweredAt, action: 'lowerAtChannel' });
  }
  return open;
}

/** So many times as the policy says; then the merchant is told, and nobody is reminded for ever. */
function reminderObligations({ state, dueAt, reminders }: PlanFacts, policy: Policy): Obligation[] {
  const { overdueEveryDays, overdueTimes } = policy.reminders;
  if (state !== 'overdue' || !dueAt || (reminders?.count ?? 0) >= overdueTimes) return [];
  const at = reminders ? after(reminders.lastAt, overdueEveryDays * DAY_MS) : dueAt;
  return [{ at, action: 'remind' }];
}

/**
 * Nothing is to be paid any more: the channel's order is cancelled. Where the channel refuses, it is asked
 * again ever more rarely; what it collects all the same is refunded.
 */
export function withdrawal(facts: PlanFacts): Obligation[] {
  const { loweredAt } = facts;
  const refusedAt = facts.state === 'accepted' ? facts.cancelRefusedAt : facts.withdrawRefusedAt;
  if (loweredAt && (!refusedAt || refusedAt < loweredAt)) {
    return [{ at: loweredAt, action: 'withdrawAtChannel' }];
  }
  if (!refusedAt) return [];
  const since = loweredAt ?? facts.createdAt ?? refusedAt;
  const waitMs = Math.max(DAY_MS, refusedAt.getTime() - since.getTime());
  return [{ at: after(refusedAt, waitMs), action: 'withdrawAtChannel' }];
}

/** Ended, with or without money: what was paid too much goes back. */
export function refundObligations(facts: PlanFacts): Obligation[] {
  const open = openRefund(facts.refunds);
  const asks = open ? [askAgain(open.requestedAt, facts.askedAt, 'askRefund')] : [];
  // One after the other; but one that is stuck on its way does not hold up the others.
  if (open?.stage === 'processing') return asks;
  const at = refundDueAt(facts);
  if (at) return [...asks, { at, action: 'refund' }];
  if (open) return asks;
  // It has ended here, and the channel would not end it there.
  return facts.withdrawRefusedAt && !facts.payment ? withdrawal(facts) : [];
}

/**
 * Callbacks are not guaranteed, so the channel is asked too: after ten minutes, then ever more rarely, at
 * least daily.
 */
export function askAgain(since: Date, lastAskedAt: Date | null, action: Action): Obligation {
  const askedAt = lastAskedAt && lastAskedAt > since ? lastAskedAt : since;
  const waited = askedAt.getTime() - since.getTime();
  return { at: after(askedAt, Math.min(Math.max(waited, 10 * MINUTE_MS), DAY_MS)), action };
}

function isAfter(date: Date | null, other: Date): boolean {
  return date !== null && date >= other;
}
