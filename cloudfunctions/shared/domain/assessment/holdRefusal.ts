import type { CreditAccount } from '../account/account.ts';
import { isMinorsLocked } from '../account/minorsLock.ts';
import type { AssessmentRecord } from '../order/order.ts';
import type { Policy } from '../policy.ts';
import type { ReasonCode } from './reasons.ts';

interface RefusedHold {
  readonly orderId: string;
  readonly now: Date;
  /** On what the order had been approved. */
  readonly assessment: AssessmentRecord | null;
}

/** Why a hold was not taken although the order had been approved on an older look at the account. */
export function holdRefusal(
  account: CreditAccount | null,
  { orderId, now, assessment }: RefusedHold,
  policy: Policy,
): readonly ReasonCode[] {
  if (!account) return ['ACCOUNT_NOT_OPEN'];
  if (account.state !== 'open' || account.holds[orderId]) return ['ACCOUNT_CLOSED'];
  if (isMinorsLocked(account, now)) return ['MINORS_LOCK'];
  // Another order was faster to use the allowance: what it had set aside counts again.
  if (assessment && assessment.waived.length > 0) return assessment.waived;
  if (account.overdueOrders >= policy.limits.maxOverdueOrders) return ['OVERDUE_NOW'];
  if (account.runningOrders >= policy.limits.maxRunningOrders) return ['TOO_MANY_RUNNING'];
  return ['LIMIT_EXCEEDED'];
}
