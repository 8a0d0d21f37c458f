import type { Policy } from '../policy.ts';
import type { CreditAccount, Hold, LimitChange } from './account.ts';

/** What each change of a limit is called, in words for the buyer. */
const LIMIT_WORDS: Readonly<Record<LimitChange['code'], string>> = {
  OPENING: '开通先用后付时的额度。',
  SETTLED_IN_TIME: '订单按时付清，额度提高。',
  OVERDUE: '有订单过了付款时间，额度降低。',
  OVERDUE_LIFTED: '过了付款时间的订单最终无需付款，降低的额度已恢复。',
  ALLOWANCE: '人工复核通过，为一笔订单临时提高的额度。',
  ALLOWANCE_ENDED: '临时提高额度的订单已结束，额度恢复原样。',
};

/** The words of one entry of `explainLimit`, with the change in fen. */
export interface LimitExplanation extends LimitChange {
  readonly message: string;
}

/** Why the limit is what it is: the changes add up to it, oldest first. */
export function explainLimit({ limitChanges }: Pick<CreditAccount, 'limitChanges'>): LimitExplanation[] {
  return limitChanges.map(({ code, changeFen, at }) => ({ code, message: LIMIT_WORDS[code], changeFen, at }));
}

/** The limit without what allowances have added to it for single orders, in fen. */
export function ownLimitFen({ limitFen, holds }: Pick<CreditAccount, 'limitFen' | 'holds'>): number {
  return limitFen - Object.values(holds).reduce((sum, { extraFen = 0 }) => sum + extraFen, 0);
}

/** What an order settled in time adds, in fen: nothing beyond the ceiling, and nothing is taken from above it. */
export function growthFen(ownFen: number, { limits }: Policy): number {
  return Math.min(limits.growPerOrderInTimeFen, Math.max(0, limits.ceilingFen - ownFen));
}

/** What an order that becomes overdue takes away, in fen: nothing below the floor. */
export function shrinkageFen(ownFen: number, { limits }: Policy): number {
  const wantedFen = Math.floor((ownFen * limits.shrinkPerOverduePercent) / 100);
  return Math.min(wantedFen, Math.max(0, ownFen - limits.floorFen));
}

/** What is given back of what this hold's order took away, in fen: the limit may have grown to its ceiling since. */
export function liftFen(ownFen: number, hold: Hold, { limits }: Policy): number {
  const { shrunkFen = 0, shrunkFromFen = 0 } = hold;
  return Math.min(shrunkFen, Math.max(0, Math.max(limits.ceilingFen, shrunkFromFen) - ownFen));
}

/** How a hold ends: see `endHold`. */
export type HoldEnd = 'released' | 'returned' | 'settledInTime' | 'settledLate';

/** What of the limit changes as this hold ends, in fen; changes of nothing are left out. */
export function changesAtEnd(
  account: CreditAccount,
  hold: Hold,
  end: HoldEnd,
  policy: Policy,
): Pick<LimitChange, 'code' | 'changeFen'>[] {
  const ownFen = ownLimitFen(account);
  const ended = { code: 'ALLOWANCE_ENDED', changeFen: -(hold.extraFen ?? 0) } as const;
  return [ended, consequence()].filter(({ changeFen }) => changeFen !== 0);

  function consequence(): Pick<LimitChange, 'code' | 'changeFen'> {
    switch (end) {
      case 'settledInTime':
        return { code: 'SETTLED_IN_TIME', changeFen: growthFen(ownFen, policy) };
      case 'settledLate':
        // Paid before the account was told that it was overdue.
        return { code: 'OVERDUE', changeFen: hold.state === 'held' ? -shrinkageFen(ownFen, policy) : 0 };
      case 'released':
      case 'returned':
        return { code: 'OVERDUE_LIFTED', changeFen: liftFen(ownFen, hold, policy) };
    }
  }
}
