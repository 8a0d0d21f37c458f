import { ACCOUNT_SAYS } from '../copy/account';
import type { Account } from './answers';

/** Where the channel's authorisation of a closed account stands; empty while the account is open. */
export function closingText({ closing, authorisation }: Pick<Account, 'closing' | 'authorisation'>): string {
  const { waiting, ended, noneGiven, byBuyer } = ACCOUNT_SAYS.closing;
  if (!closing) return '';
  if (closing.authorisation === 'byBuyer') return byBuyer(closing.where);
  if (closing.authorisation === 'waiting') return waiting;
  return authorisation === 'ended' ? ended : noneGiven;
}
