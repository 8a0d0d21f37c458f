import { growthFen, shrinkageFen } from '../../cloudfunctions/shared/domain/account/limit.ts';
import { assess, type Decision } from '../../cloudfunctions/shared/domain/assessment/assess.ts';
import { factorsOf, pointsOf } from '../../cloudfunctions/shared/domain/assessment/factors.ts';
import type { AssessmentFacts } from '../../cloudfunctions/shared/domain/assessment/facts.ts';
import { FACTORS, REASONS } from '../../cloudfunctions/shared/domain/assessment/reasons.ts';
import {
  type ConfirmationCause,
  confirmationCauses,
} from '../../cloudfunctions/shared/domain/assessment/secondConfirmation.ts';
import { formatFen } from '../../cloudfunctions/shared/domain/money.ts';
import type { Policy } from '../../cloudfunctions/shared/domain/policy.ts';

/** What a policy decides from these facts, and why, as it is printed. */
export function explain(facts: AssessmentFacts, policy: Policy): string {
  const decision = assess(facts, policy);
  return [
    `${formatFen(facts.amountFen)} under version ${policy.version} of the policy: ${decision.decision}`,
    '',
    ...pointLines(facts, policy, decision),
    ...reasonLines('refused because', decision.reasons),
    ...reasonLines('set aside by an approved review', decision.waived),
    '',
    `second confirmation: ${confirmationWords(facts, policy, decision)}`,
    `limit: ${limitWords(facts, policy)}`,
  ].join('\n');
}

function pointLines(facts: AssessmentFacts, policy: Policy, { factors }: Decision): string[] {
  if (facts.account === 'none') return [];
  const all = factorsOf(facts, policy);
  const needed = policy.assessment.approveFromPoints;
  const notCounted =
    factors.length === 0 ? '; they do not count where something else rules the order out' : '';
  return [
    `${pointsOf(all)} points, ${needed} are needed${notCounted}`,
    ...all.map(({ code, points }) => `  ${signed(points)}  ${code.padEnd(17)}  ${FACTORS[code]}`),
  ];
}

function signed(points: number): string {
  return (points > 0 ? `+${points}` : String(points + 0)).padStart(5);
}

function reasonLines(title: string, codes: Decision['reasons']): string[] {
  if (codes.length === 0) return [];
  return ['', title, ...codes.map((code) => `  ${code.padEnd(21)}  ${REASONS[code]}`)];
}

const CAUSES: Readonly<Record<ConfirmationCause, string>> = {
  AMOUNT: 'the amount',
  QUANTITY: 'the number of pieces',
  COUNT: 'the number of orders',
};

function confirmationWords(facts: AssessmentFacts, policy: Policy, { decision }: Decision): string {
  const causes = confirmationCauses(facts, policy).map((cause) => CAUSES[cause]);
  if (causes.length === 0) return 'not needed';
  if (decision === 'rejected') return 'not asked for, as the order is refused';
  return `needed, because of ${causes.join(' and ')}`;
}

function limitWords({ account, limitFen }: AssessmentFacts, policy: Policy): string {
  if (account === 'none') return `${formatFen(policy.limits.openingFen)} once the account is opened`;
  const settledFen = limitFen + growthFen(limitFen, policy);
  const overdueFen = limitFen - shrinkageFen(limitFen, policy);
  return `${formatFen(limitFen)}; ${formatFen(settledFen)} once this order is settled in time, ${formatFen(overdueFen)} if it becomes overdue`;
}
