import type { AccountAnswer } from '../../contract/functions.ts';
import type { CreditAccount } from '../../domain/account/account.ts';
import type { Caller, Services } from '../services.ts';
import { refreshAuthorisation } from './account.ts';
import { accountResult } from './accountResult.ts';

/** The account as it stands; an authorisation that is still open is asked about. */
export async function viewAccount(services: Services, caller: Caller): Promise<AccountAnswer> {
  const account = await services.store.get<CreditAccount>('creditAccounts', caller.buyerId);
  const pending = account?.authorisation?.state === 'pending';
  const fresh =
    account && pending ? ((await refreshAuthorisation(services, account, caller)) ?? account) : account;
  return accountResult(services, caller, fresh);
}
