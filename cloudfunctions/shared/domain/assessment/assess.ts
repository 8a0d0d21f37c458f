import type { Policy } from '../policy.ts';
import { blockersOf } from './blockers.ts';
import { type Factor, factorsOf, pointsOf } from './factors.ts';
import type { AssessmentFacts } from './facts.ts';
import { isReviewable, type ReasonCode } from './reasons.ts';

/** What was decided on an order, and why. */
export interface Decision {
  readonly decision: 'approved' | 'rejected';
  readonly reasons: readonly ReasonCode[];
  /** Reasons that an approved review has set aside. */
  readonly waived: readonly ReasonCode[];
  /** Empty where the order was ruled out before any points were counted. */
  readonly factors: readonly Factor[];
  readonly points: number;
  readonly policyVersion: number;
}

/**
 * Decides whether this order may be paid later. First what rules it out, each with its reason; then points, each
 * factor by name, so that the decision explains itself; last an approved review, which sets our own reasons aside.
 */
export function assess(facts: AssessmentFacts, policy: Policy): Decision {
  const found = blockersOf(facts, policy);
  const factors = found.length === 0 ? factorsOf(facts, policy) : [];
  const points = pointsOf(factors);
  if (found.length === 0 && points < policy.assessment.approveFromPoints) found.push('NOT_ENOUGH_HISTORY');
  // Where something else rules the order out too, the review helps nothing: all reasons are told.
  const waives = facts.amountFen <= facts.allowanceFen && found.every(isReviewable);
  const reasons = waives ? [] : found;
  return {
    decision: reasons.length === 0 ? 'approved' : 'rejected',
    reasons,
    waived: waives ? found : [],
    factors,
    points,
    policyVersion: policy.version,
  };
}
