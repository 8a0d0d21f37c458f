import type { Filter } from '../conditionalWrite.ts';
import type { CreditAccount } from './account.ts';

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
