import type { Account } from './account';

/** Whether the channel takes orders of this buyer: he has agreed with it, or it asks him each time. */
export function isAuthorised({ authorisation }: Pick<Account, 'authorisation'>): boolean {
  return authorisation === 'active' || authorisation === 'notNeeded';
}

/** Whether 先用后付 can be used as the account stands: opened under these terms, authorised, and not locked. */
export function isReady(account: Account): boolean {
  const { state, termsOutdated, minorsLock } = account;
  return state === 'open' && isAuthorised(account) && !termsOutdated && minorsLock === null;
}
