import { after, HOUR_MS } from '../duration.ts';
import type { Policy } from '../policy.ts';
import type { CreditAccount } from './account.ts';

type Lock = CreditAccount['minorsLock'];

/** Whether 未成年人保护 stands: then nothing new may be bought. */
export function minorsLocked({ minorsLock }: Pick<CreditAccount, 'minorsLock'>, now: Date): boolean {
  return minorsLock !== null && (minorsLock.until === null || now < minorsLock.until);
}

/**
 * The lock after somebody switched it: it stands at once, and opens only some hours after it was asked to, so
 * that a child with the phone in hand cannot. Asking again does not make it later, or sooner.
 */
export function switchedLock(
  account: Pick<CreditAccount, 'minorsLock'>,
  on: boolean,
  now: Date,
  { protection }: Policy,
): Lock {
  const standing = minorsLocked(account, now) ? account.minorsLock : null;
  if (on) return { since: standing?.since ?? now, until: null };
  if (!standing || standing.until) return standing;
  return { since: standing.since, until: after(now, protection.unlockAfterHours * HOUR_MS) };
}
