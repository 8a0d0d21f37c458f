import { after, DAY_MS, HOUR_MS } from '../duration.ts';
import type { Policy } from '../policy.ts';
import type { Order } from './order.ts';
import { claimObligations } from './planOfClaims.ts';
import {
  askAgain,
  chargeObligations,
  collectionObligations,
  refundObligations,
  withdrawal,
} from './planOfMoney.ts';

/** What time will do to an order. */
export type Action =
  | 'resolveAttempt'
  | 'settleAccount'
  | 'cancelUnaccepted'
  | 'cancelUnshipped'
  | 'askReceipt'
  | 'confirmReceipt'
  | 'tellThroughChannel'
  | 'giveNotice'
  | 'charge'
  | 'askChannel'
  | 'markOverdue'
  | 'lowerAtChannel'
  | 'withdrawAtChannel'
  | 'refund'
  | 'askRefund'
  | 'agreeClaim'
  | 'lapseClaim'
  | 'finishClaim'
  | 'remind';

/** The earliest open obligation. `tries` counts how often the timer has claimed it. */
export interface Next {
  readonly at: Date;
  readonly action: Action;
  readonly tries: number;
}

/** The fields of an order that decide what time will do to it. */
export type PlanFacts = {
  readonly createdAt: Date | null;
  /** Null if it is not known, which a step that has not read the order may not. */
  readonly payableFen: number | null;
} & Pick<
  Order,
  | 'state'
  | 'approvedAt'
  | 'acceptedAt'
  | 'shipment'
  | 'deliveredAt'
  | 'receiptAskedAt'
  | 'receivedAt'
  | 'chargeAt'
  | 'notice'
  | 'attempt'
  | 'freeze'
  | 'claim'
  | 'autoCharge'
  | 'payBy'
  | 'reminders'
  | 'cancelRefusedAt'
  | 'withdrawRefusedAt'
  | 'lowerRefusedAt'
  | 'loweredAt'
  | 'collectingSince'
  | 'collectingFen'
  | 'dueAt'
  | 'payment'
  | 'refunds'
  | 'askedAt'
  | 'channelToldAt'
  | 'accountDuty'
>;

export interface Obligation {
  readonly at: Date;
  readonly action: Action;
}

/**
 * The one thing that time does next to an order in this situation, or null. Recomputed in every write and
 * stored with it; nothing sets it by hand.
 */
export function plan(facts: PlanFacts, policy: Policy): Next | null {
  const earliest = obligations(facts, policy).reduce<Obligation | null>(
    (best, one) => (best === null || one.at < best.at ? one : best),
    null,
  );
  return earliest && { at: earliest.at, action: earliest.action, tries: 0 };
}

/** All that is open in this situation; `plan` is the earliest of it. */
export function obligations(facts: PlanFacts, policy: Policy): readonly Obligation[] {
  return [...accountObligations(facts), ...orderObligations(facts, policy)];
}

function accountObligations(facts: PlanFacts): Obligation[] {
  return facts.accountDuty ? [{ at: facts.accountDuty.at, action: 'settleAccount' }] : [];
}

function orderObligations(facts: PlanFacts, policy: Policy): Obligation[] {
  // While a call to the channel is open, only its fate matters: everything else would rest on a guess. What buyer and
  // merchant owe each other does not.
  if (facts.attempt) {
    return [{ at: facts.attempt.askAt, action: 'resolveAttempt' }, ...claimObligations(facts)];
  }
  switch (facts.state) {
    case 'created':
      return deadline(facts.createdAt, policy.deadlines.acceptHours * HOUR_MS, 'cancelUnaccepted');
    case 'approved': {
      const obligations = deadline(
        facts.approvedAt,
        policy.deadlines.acceptHours * HOUR_MS,
        'cancelUnaccepted',
      );
      // The buyer may have confirmed at the channel meanwhile, and the callback be lost.
      const asked = facts.approvedAt ? [askAgain(facts.approvedAt, facts.askedAt, 'askChannel')] : [];
      return [...obligations.map((one) => notBeforeRetry(one, facts)), ...asked];
    }
    case 'accepted': {
      if (facts.payableFen === 0) return withdrawal(facts);
      const obligations = deadline(facts.acceptedAt, policy.deadlines.shipDays * DAY_MS, 'cancelUnshipped');
      return obligations.map((one) => notBeforeRetry(one, facts));
    }
    case 'shipped':
      return receiptObligations(facts, policy);
    case 'received':
      return chargeObligations(facts, policy);
    case 'settling':
    case 'overdue':
      return collectionObligations(facts, policy);
    case 'settled':
      return [...refundObligations(facts), ...claimObligations(facts)];
    default:
      return refundObligations(facts);
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
  if (facts.payableFen === 0) return withdrawal(facts);
  if (facts.freeze) return claimObligations(facts);
  if (facts.deliveredAt) {
    return deadline(
      notBeforeClaim(facts.deliveredAt, facts),
      policy.deadlines.autoReceiptDays * DAY_MS,
      'confirmReceipt',
    );
  }
  const asked = facts.receiptAskedAt ?? facts.shipment?.shippedAt ?? null;
  return deadline(
    asked && notBeforeClaim(asked, facts),
    policy.deadlines.askReceiptDays * DAY_MS,
    'askReceipt',
  );
}

/** A dispute that has ended leaves the buyer the whole time again. */
function notBeforeClaim(start: Date, { claim }: PlanFacts): Date {
  return claim && claim.since > start ? claim.since : start;
}
