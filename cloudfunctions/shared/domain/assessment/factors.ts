import type { Policy } from '../policy.ts';
import type { AssessmentFacts } from './facts.ts';
import type { FactorCode } from './reasons.ts';

/** One thing that speaks for an order or against it, and by how much. */
export interface Factor {
  readonly code: FactorCode;
  readonly points: number;
}

interface Assessor {
  readonly code: FactorCode;
  readonly points: (facts: AssessmentFacts, policy: Policy['assessment']) => number;
}

const counted = (orders: number, { countedOrders }: Policy['assessment']) => Math.min(orders, countedOrders);

/** Uses this merchant's own order data only. */
const ASSESSORS: readonly Assessor[] = [
  { code: 'BASE', points: (_facts, policy) => policy.basePoints },
  {
    code: 'SETTLED_IN_TIME',
    points: ({ settledInTime }, policy) => counted(settledInTime, policy) * policy.perOrderSettledInTime,
  },
  {
    code: 'SETTLED_LATE',
    points: ({ settledLate }, policy) => counted(settledLate, policy) * policy.perOrderSettledLate,
  },
  {
    code: 'RETURNED',
    points: ({ returned }, policy) => counted(returned, policy) * policy.perOrderReturned,
  },
  {
    code: 'FIRST_ORDER_LARGE',
    points: (facts, policy) => (isLargeFirst(facts, policy) ? policy.firstOrderLargePoints : 0),
  },
  {
    code: 'NEW_ADDRESS',
    points: ({ addressKnown }, policy) => (addressKnown === false ? policy.newAddressPoints : 0),
  },
];

export function factorsOf(facts: AssessmentFacts, policy: Policy): Factor[] {
  return ASSESSORS.map(({ code, points }) => ({ code, points: points(facts, policy.assessment) }));
}

export function pointsOf(factors: readonly Factor[]): number {
  return factors.reduce((sum, { points }) => sum + points, 0);
}

function isLargeFirst(facts: AssessmentFacts, { firstOrderLargePercent }: Policy['assessment']): boolean {
  const isFirst = facts.settledInTime + facts.settledLate === 0;
  return isFirst && facts.amountFen * 100 > facts.limitFen * firstOrderLargePercent;
}
