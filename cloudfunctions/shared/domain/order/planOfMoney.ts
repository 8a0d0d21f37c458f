import { after, DAY_MS, HOUR_MS, MINUTE_MS } from '../duration.ts';
import type { Policy } from '../policy.ts';
import type { Obligation, PlanFacts } from './plan.ts';
import { openRefund, refundDueAt } from './refunds.ts';

/** The notice is given this much earlier than it must, so that a timer that comes late does not move the charge. */
const NOTICE_LEAD_MS = HOUR_MS;

/** Received, not yet charged. */
export function chargeObligations(facts: PlanFacts, policy: Policy): Obligation[] {
  const { notice, chargeAt, payableFen } = facts;
  if (payableFen === 0) return withdrawal(facts);
  if (facts.freeze || !chargeAt) return [];
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

/** The channel collects. */
export function collectionObligations(facts: PlanFacts): Obligation[] {
  const { collectingSince: since, payableFen, collectingFen } = facts;
  if (!since) return [];
  const open: Obligation[] = [{ at: nextAskAt(since, facts.askedAt), action: 'askChannel' }];
  if (payableFen === 0) return [...open, ...withdrawal(facts)];
  if (facts.state === 'settling' && facts.dueAt && !facts.freeze) {
    open.push({ at: facts.dueAt, action: 'markOverdue' });
  }
  const tooMuch = payableFen !== null && collectingFen !== null && collectingFen > payableFen;
  if (tooMuch && facts.loweredAt && !isAfter(facts.lowerRefusedAt, facts.loweredAt)) {
    open.push({ at: facts.loweredAt, action: 'lowerAtChannel' });
  }
  return open;
}

/**
 * Nothing is to be paid any more: the channel's order is cancelled. Where the channel refuses, it is asked again ever more
 * rarely; what it collects all the same is refunded.
 */
export function withdrawal(facts: PlanFacts): Obligation[] {
  const { loweredAt } = facts;
  const refusedAt = facts.state === 'accepted' ? facts.cancelRefusedAt : facts.withdrawRefusedAt;
  if (loweredAt && (!refusedAt || refusedAt < loweredAt)) {
    return [{ at: loweredAt, action: 'withdrawAtChannel' }];
  }
  if (!refusedAt) return [];
  const waitMs = Math.max(DAY_MS, refusedAt.getTime() - (loweredAt ?? refusedAt).getTime());
  return [{ at: after(refusedAt, waitMs), action: 'withdrawAtChannel' }];
}

/** Ended, with or without money: what was paid too much goes back. */
export function refundObligations(facts: PlanFacts): Obligation[] {
  const open = openRefund(facts.refunds);
  if (open) return [{ at: nextAskAt(open.requestedAt, facts.askedAt), action: 'askRefund' }];
  const at = refundDueAt(facts);
  if (at) return [{ at, action: 'refund' }];
  // It has ended here, and the channel would not end it there.
  return facts.withdrawRefusedAt && !facts.payment ? withdrawal(facts) : [];
}

/** Callbacks are not guaranteed, so the channel is asked too: after ten minutes, then ever more rarely, at least daily. */
function nextAskAt(since: Date, lastAskedAt: Date | null): Date {
  const askedAt = lastAskedAt && lastAskedAt > since ? lastAskedAt : since;
  const waited = askedAt.getTime() - since.getTime();
  return after(askedAt, Math.min(Math.max(waited, 10 * MINUTE_MS), DAY_MS));
}

function isAfter(date: Date | null, other: Date): boolean {
  return date !== null && date >= other;
}
