import { assess, type Decision } from '../../cloudfunctions/shared/domain/assessment/assess.ts';
import { isReason, REASONS } from '../../cloudfunctions/shared/domain/assessment/reasons.ts';
import type { Policy } from '../../cloudfunctions/shared/domain/policy.ts';
import type { StoredOrder } from './storedOrders.ts';

/** An order that another policy decides otherwise. */
interface Flip {
  readonly orderId: string;
  readonly to: Decision['decision'];
  /** Why it is refused now, or was refused then. */
  readonly reasons: readonly string[];
}

export interface Replayed {
  readonly orders: number;
  readonly unchanged: number;
  readonly flips: readonly Flip[];
  /** Assessments without the facts to decide them again, by order id. */
  readonly withoutFacts: readonly string[];
  /** Orders on which nothing was decided. */
  readonly notAssessed: number;
}

/** Decides every stored assessment again, from the facts stored with it. */
export function replay(orders: readonly StoredOrder[], policy: Policy): Replayed {
  const flips: Flip[] = [];
  const withoutFacts: string[] = [];
  let unchanged = 0;
  let notAssessed = 0;
  for (const { _id: orderId, buyerId, assessment } of orders) {
    if (!assessment) notAssessed++;
    else if (!assessment.facts) withoutFacts.push(orderId);
    else {
      // Who is on the list is the policy's, not the order's.
      const rolloutAllowed = policy.rollout.allowBuyers.includes(buyerId);
      const { decision, reasons } = assess({ ...assessment.facts, rolloutAllowed }, policy);
      if (decision === assessment.decision) unchanged++;
      else
        flips.push({
          orderId,
          to: decision,
          reasons: decision === 'rejected' ? reasons : assessment.reasons,
        });
    }
  }
  return { orders: orders.length, unchanged, flips, withoutFacts, notAssessed };
}

/** As it is printed. */
export function reportOf({ orders, unchanged, flips, withoutFacts, notAssessed }: Replayed): string {
  const toRejected = flips.filter(({ to }) => to === 'rejected');
  const toApproved = flips.filter(({ to }) => to === 'approved');
  const row = (name: string, count: number, rest = '') =>
    `  ${name.padEnd(22)}${String(count).padStart(6)}${rest}`;
  return [
    `${orders} orders, ${unchanged + flips.length} decided again`,
    row('unchanged', unchanged),
    row('approved → rejected', toRejected.length, byReason(toRejected)),
    row('rejected → approved', toApproved.length, byReason(toApproved)),
    row('without stored facts', withoutFacts.length),
    row('never decided on', notAssessed),
    ...section('approved → rejected, and why now', toRejected.map(lineOf)),
    ...section('rejected → approved, and why not then', toApproved.map(lineOf)),
    ...section('without stored facts', withoutFacts),
  ].join('\n');
}

function byReason(flips: readonly Flip[]): string {
  const counts = new Map<string, number>();
  for (const code of flips.flatMap(({ reasons }) => reasons)) counts.set(code, (counts.get(code) ?? 0) + 1);
  const sorted = [...counts].sort(([, a], [, b]) => b - a);
  return sorted.length > 0 ? `   ${sorted.map(([code, count]) => `${code} ${count}`).join(', ')}` : '';
}

function lineOf({ orderId, reasons }: Flip): string {
  return `${orderId}  ${reasons.map((code) => (isReason(code) ? `${code} ${REASONS[code]}` : code)).join(' ')}`;
}

function section(title: string, lines: readonly string[]): string[] {
  return lines.length > 0 ? ['', title, ...lines.map((line) => `  ${line}`)] : [];
}
