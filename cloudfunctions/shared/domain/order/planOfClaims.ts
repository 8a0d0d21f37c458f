import { after, DAY_MS } from '../duration.ts';
import type { Policy } from '../policy.ts';
import type { Obligation, PlanFacts } from './plan.ts';

/**
 * The deadline of an open return or dispute: no answer means agreed, goods that are not sent back let it lapse,
 * goods on their way back count as arrived in the end.
 */
export function claimObligations({ claim }: PlanFacts, { returns }: Policy): Obligation[] {
  const at = (days: number) => after(claim?.since ?? new Date(0), days * DAY_MS);
  switch (claim?.stage) {
    case 'requested':
      return [{ at: at(returns.answerDays), action: 'agreeClaim' }];
    case 'agreed':
      return [{ at: at(returns.sendBackDays), action: 'lapseClaim' }];
    case 'sentBack':
      return [{ at: at(returns.arriveDays), action: 'finishClaim' }];
    default:
      return [];
  }
}
