import { ASSESSMENT } from '../copy/order';
import type { MerchantOrder } from './answers';

/** Why an order was approved or refused. */
export interface AssessmentBlock {
  readonly summary: string;
  readonly policy: string;
  readonly factors: readonly { readonly code: string; readonly message: string; readonly points: string }[];
  /** Reasons that an approved review has set aside. */
  readonly waived: readonly string[];
}

export function assessmentBlock({ assessment }: Pick<MerchantOrder, 'assessment'>): AssessmentBlock | null {
  if (!assessment) return null;
  const { decision, points, policyVersion, factors, waived } = assessment;
  return {
    summary:
      factors.length > 0
        ? ASSESSMENT.summary(ASSESSMENT[decision], points)
        : ASSESSMENT.withoutPoints(ASSESSMENT[decision]),
    policy: ASSESSMENT.policy(policyVersion),
    factors: factors.map(({ code, message, points }) => ({ code, message, points: signed(points) })),
    waived: waived.map(({ message }) => message),
  };
}

function signed(points: number): string {
  return points > 0 ? `+${points}` : String(points);
}
