import type { CreditAccount } from '../account/account.ts';
import type { AssessmentRecord } from '../order/order.ts';
import type { Policy } from '../policy.ts';
import type { ReasonCode } from './reasons.ts';

export interface AssessmentInput {
  readonly amountFen: number;
  readonly account: CreditAccount | null;
  /** False where the channel asks the buyer for each order, so no standing authorisation is needed. */
  readonly needsAuthorisation: boolean;
  /** The most that the channel takes for one order, in fen; null if it has not said. */
  readonly channelMaxFen: number | null;
  readonly policy: Policy;
}

/**
 * Decides whether this buyer may pay this order later. First what rules it out, each with its reason; then
 * points, each factor by name, so that the decision explains itself. Uses this merchant's own order data only.
 */
export function assess(input: AssessmentInput): AssessmentRecord {
  const { policy } = input;
  const reasons = blockers(input);
  const factors = reasons.length === 0 ? scored(input) : [];
  const points = factors.reduce((sum, factor) => sum + factor.points, 0);
  if (reasons.length === 0 && points < policy.assessment.approveFromPoints)
    reasons.push('NOT_ENOUGH_HISTORY');
  return {
    decision: reasons.length === 0 ? 'approved' : 'rejected',
    reasons,
    factors,
    points,
    policyVersion: policy.version,
  };
}

function blockers(input: AssessmentInput): ReasonCode[] {
  const { account, amountFen, needsAuthorisation, policy } = input;
  if (!account) return ['ACCOUNT_NOT_OPEN'];
  const channelMaxFen = input.channelMaxFen ?? Number.POSITIVE_INFINITY;
  const { limits } = policy;
  const checks: readonly (readonly [boolean, ReasonCode])[] = [
    [account.state !== 'open', 'ACCOUNT_CLOSED'],
    [needsAuthorisation && account.authorisation?.state !== 'active', 'NOT_AUTHORISED'],
    [account.overdueOrders >= limits.maxOverdueOrders, 'OVERDUE_NOW'],
    [account.runningOrders >= limits.maxRunningOrders, 'TOO_MANY_RUNNING'],
    [amountFen > Math.min(limits.maxOrderFen, channelMaxFen), 'ORDER_ABOVE_MAXIMUM'],
    [amountFen > account.availableFen, 'LIMIT_EXCEEDED'],
  ];
  return checks.filter(([applies]) => applies).map(([, code]) => code);
}

function scored({ account, amountFen, policy }: AssessmentInput): AssessmentRecord['factors'] {
  if (!account) return [];
  const { assessment } = policy;
  const { settledInTime, settledLate } = account.record;
  const counted = (orders: number) => Math.min(orders, assessment.countedOrders);
  const isFirst = settledInTime + settledLate === 0;
  const isLarge = amountFen * 100 > account.limitFen * assessment.firstOrderLargePercent;
  return [
    { code: 'BASE', points: assessment.basePoints },
    { code: 'SETTLED_IN_TIME', points: counted(settledInTime) * assessment.perOrderSettledInTime },
    { code: 'SETTLED_LATE', points: counted(settledLate) * assessment.perOrderSettledLate },
    { code: 'FIRST_ORDER_LARGE', points: isFirst && isLarge ? assessment.firstOrderLargePoints : 0 },
  ];
}

/** Why a hold was not taken although the order had been approved on an older look at the account. */
export function holdRefusal(account: CreditAccount | null, orderId: string, policy: Policy): ReasonCode {
  if (!account) return 'ACCOUNT_NOT_OPEN';
  if (account.state !== 'open' || account.holds[orderId]) return 'ACCOUNT_CLOSED';
  if (account.overdueOrders >= policy.limits.maxOverdueOrders) return 'OVERDUE_NOW';
  if (account.runningOrders >= policy.limits.maxRunningOrders) return 'TOO_MANY_RUNNING';
  return 'LIMIT_EXCEEDED';
}
