import type { OverTheWire } from '../../cloudfunctions/shared/contract/overTheWire.ts';
import type { OwedView } from '../../cloudfunctions/shared/contract/views.ts';
import { OWED_SAYS } from '../copy/owed';
import { formatFen } from '../format/money';
import { formatMoment } from '../format/time';

export type Owed = OverTheWire<OwedView>;

/** An amount that is owed, with the day or the rule that gives it. */
export interface OwedLine {
  readonly orderId: string;
  readonly amount: string;
  readonly amountFen: number;
  readonly when: string;
  readonly late: boolean;
  /** The day that counts, as ISO text; null as long as there is none. */
  readonly at: string | null;
}

/** What is owed, in words: what comes first stands first, and what has no day yet last. */
export function owedLines(owed: readonly Owed[], now: Date): readonly OwedLine[] {
  return owed
    .filter(({ payableFen }) => payableFen > 0)
    .map((one) => ({
      orderId: one.orderId,
      amount: formatFen(one.payableFen),
      amountFen: one.payableFen,
      ...dueOf(one, now),
    }))
    .sort((a, b) => timeOf(a) - timeOf(b));
}

/** The sum of what is owed, in fen. */
export function sumFen(lines: readonly Pick<OwedLine, 'amountFen'>[]): number {
  return lines.reduce((sum, { amountFen }) => sum + amountFen, 0);
}

type Due = Pick<OwedLine, 'when' | 'late' | 'at'>;

function dueOf({ state, frozen, payBy, chargeAt, dueAt, chargeAfterReceiptDays }: Owed, now: Date): Due {
  const inTime = { late: false };
  if (frozen) return { ...inTime, when: OWED_SAYS.paused, at: null };
  if (state === 'overdue') return { late: true, when: OWED_SAYS.late, at: dueAt };
  if (state === 'settling') return { ...inTime, when: OWED_SAYS.collecting, at: dueAt };
  if (payBy) return { ...inTime, when: OWED_SAYS.payBy(formatMoment(payBy, now)), at: payBy };
  if (chargeAt) return { ...inTime, when: OWED_SAYS.chargeAt(formatMoment(chargeAt, now)), at: chargeAt };
  return { ...inTime, when: OWED_SAYS.afterReceipt(chargeAfterReceiptDays), at: null };
}

function timeOf({ at }: OwedLine): number {
  return at === null ? Number.MAX_VALUE : new Date(at).getTime();
}
