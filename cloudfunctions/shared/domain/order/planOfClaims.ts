import type { ClaimStage } from './order.ts';
import type { Action, Obligation, PlanFacts } from './plan.ts';

const AT_DEADLINE: Readonly<Partial<Record<ClaimStage, Action>>> = {
  // No answer means agreed.
  requested: 'agreeClaim',
  // Goods that are not sent back let it lapse.
  agreed: 'lapseClaim',
  // Goods on their way back count as arrived in the end.
  sentBack: 'finishClaim',
};

/** What the deadline of an open return or dispute brings. */
export function claimObligations({ claim }: Pick<PlanFacts, 'claim'>): Obligation[] {
  const action = claim && AT_DEADLINE[claim.stage];
  return action && claim.deadline ? [{ at: claim.deadline, action }] : [];
}
