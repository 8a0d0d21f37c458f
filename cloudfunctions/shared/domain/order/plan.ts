import { after, DAY_MS, HOUR_MS, MINUTE_MS } from '../duration.ts';
import type { Policy } from '../policy.ts';
import type { Order } from './order.ts';

/** What time will do to an order. */
export type Action =
  | 'resolveAttempt'
  | 'settleAccount'
  | 'cancelUnaccepted'
  | 'cancelUnshipped'
  | 'askReceipt'
  | 'confirmReceipt'
  | 'giveNotice'
  | 'charge'
  | 'askChannel'
  | 'markOverdue';

/** The earliest open obligation. `tries` counts how often the timer has claimed it. */
export interface Next {
  readonly at: Date;
  readonly action: Action;
  readonly tries: number;
}

/** The fields of an order that decide what time will do to it. */
export type PlanFacts = { readonly createdAt: Date | null } & Pick<
  Order,
  | 'state'
  | 'approvedAt'
  | 'acceptedAt'
  | 'shipment'
  | 'deliveredAt'
  | 'receiptAskedAt'
  | 'chargeAt'
  | 'notice'
  | 'attempt'
  | 'freeze'
  | 'cancelRefusedAt'
  | 'collectingSince'
  | 'dueAt'
  | 'askedAt'
  | 'accountDuty'
>;

/** The notice is given this much earlier than it must, so that a timer that comes late does not move the charge. */
const NOTICE_LEAD_MS = HOUR_MS;

interface Obligation {
  readonly at: Date;
  readonly action: Action;
}

/**
 * The one thing that time does next to an order in this situation, or null. Recomputed in every write and
 * stored with it; nothing sets it by hand.
 */
export function plan(facts: PlanFacts, policy: Policy): Next | null {
  const open = [...accountObligations(facts), ...orderObligations(facts, policy)];
  const earliest = open.reduce<Obligation | null>(
    (best, one) => (best === null || one.at < best.at ? one : best),
    null,
  );
  return earliest && { at: earliest.at, action: earliest.action, tries: 0 };
}

function accountObligations(facts: PlanFacts): Obligation[] {
  return facts.accountDuty ? [{ at: facts.accountDuty.at, action: 'settleAccount' }] : [];
}

function orderObligations(facts: PlanFacts, policy: Policy): Obligation[] {
  // While a call to the channel is open, only its fate matters: everything else would rest on a guess.
  if (facts.attempt) return [{ at: facts.attempt.askAt, action: 'resolveAttempt' }];
  switch (facts.state) {
    case 'created':
      return deadline(facts.createdAt, policy.deadlines.acceptHours * HOUR_MS, 'cancelUnaccepted');
    case 'approved': {
      const obligations = deadline(
        facts.approvedAt,
        policy.deadlines.acceptHours * HOUR_MS,
        'cancelUnaccepted',
      );
      return obligations.map((one) => notBeforeRetry(one, facts));
    }
    case 'accepted': {
      const obligations = deadline(facts.acceptedAt, policy.deadlines.shipDays * DAY_MS, 'cancelUnshipped');
      return obligations.map((one) => notBeforeRetry(one, facts));
    }
    case 'shipped':
      return receiptObligations(facts, policy);
    case 'received':
      return chargeObligations(facts, policy);
    case 'settling':
    case 'overdue':
      return collectionObligations(facts);
    default:
      return [];
  }
}

function deadline(start: Date | null, ms: number, action: Action): Obligation[] {
  return start ? [{ at: after(start, ms), action }] : [];
}

/** A channel that has just refused to cancel is asked again a day later. */
function notBeforeRetry(obligation: Obligation, { cancelRefusedAt }: PlanFacts): Obligation {
  const retryAt = cancelRefusedAt && after(cancelRefusedAt, DAY_MS);
  return retryAt && retryAt > obligation.at ? { ...obligation, at: retryAt } : obligation;
}

function receiptObligations(facts: PlanFacts, policy: Policy): Obligation[] {
  if (facts.freeze) return [];
  if (facts.deliveredAt) {
    return deadline(facts.deliveredAt, policy.deadlines.autoReceiptDays * DAY_MS, 'confirmReceipt');
  }
  const asked = facts.receiptAskedAt ?? facts.shipment?.shippedAt ?? null;
  return deadline(asked, policy.deadlines.askReceiptDays * DAY_MS, 'askReceipt');
}

function chargeObligations(facts: PlanFacts, policy: Policy): Obligation[] {
  if (facts.freeze || !facts.chargeAt) return [];
  if (facts.notice) return [{ at: facts.chargeAt, action: 'charge' }];
  const noticeAt = after(facts.chargeAt, -policy.charge.noticeHours * HOUR_MS - NOTICE_LEAD_MS);
  return [{ at: noticeAt, action: 'giveNotice' }];
}

function collectionObligations(facts: PlanFacts): Obligation[] {
  const since = facts.collectingSince;
  if (!since) return [];
  const open: Obligation[] = [{ at: nextAskAt(since, facts.askedAt ?? since), action: 'askChannel' }];
  if (facts.state === 'settling' && facts.dueAt && !facts.freeze) {
    open.push({ at: facts.dueAt, action: 'markOverdue' });
  }
  return open;
}

/** Callbacks are not guaranteed, so the channel is asked too: after ten minutes, then ever more rarely, at least daily. */
function nextAskAt(since: Date, askedAt: Date): Date {
  const waited = askedAt.getTime() - since.getTime();
  return after(askedAt, Math.min(Math.max(waited, 10 * MINUTE_MS), DAY_MS));
}
