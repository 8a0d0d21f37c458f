import type { Account } from './answers';

/** Why 先用后付 cannot be used as the account stands. */
export type Hindrance = 'locked' | 'notOpen' | 'outdated' | 'unauthorised';

/** Whether the channel takes orders of this buyer: he has agreed with it, or it asks him each time. */
export function isAuthorised({ authorisation }: Pick<Account, 'authorisation'>): boolean {
  return authorisation === 'active' || authorisation === 'notNeeded';
}

/** What stands in the way of an order, the first thing that must be seen to; null if nothing does. */
export function hindranceOf(account: Account): Hindrance | null {
  if (account.minorsLock) return 'locked';
  if (account.state !== 'open') return 'notOpen';
  if (account.termsOutdated) return 'outdated';
  return isAuthorised(account) ? null : 'unauthorised';
}
