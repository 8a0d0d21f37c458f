import type { Filter } from '../conditionalWrite.ts';
import { after, HOUR_MS } from '../duration.ts';
import type { Policy } from '../policy.ts';
import type { CreditAccount } from './account.ts';

type Lock = CreditAccount['minorsLock'];
type Locked = Pick<CreditAccount, 'minorsLock'>;

/** The lock stands until the time that was set when somebody asked to open it. */
export function isMinorsLocked(account: Locked | null, now: Date): boolean {
  const lock = account?.minorsLock;
  return lock ? lock.until === null || lock.until > now : false;
}

/** That no lock stands: there is none, or still the one that was read and has opened since. */
export function noMinorsLock(account: Locked | null, now: Date): Filter {
  const opened = isMinorsLocked(account, now) ? null : account?.minorsLock?.until;
  return opened ? { 'minorsLock.until': opened } : { minorsLock: null };
}

/**
 * The lock after somebody switched it: it stands at once, and opens only some hours after it was asked to, so
 * that a child with the phone in hand cannot. Asking again does not make it later, or sooner.
 */
export function switchedLock(account: Locked, on: boolean, now: Date, { protection }: Policy): Lock {
  const standing = isMinorsLocked(account, now) ? account.minorsLock : null;
  if (on) return { since: standing?.since ?? now, until: null };
  if (!standing || standing.until) return standing;
  return { since: standing.since, until: after(now, protection.unlockAfterHours * HOUR_MS) };
}
