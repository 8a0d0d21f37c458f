import type { AccountAnswer } from '../../contract/functions.ts';
import type { CreditAccount } from '../../domain/account/account.ts';
import type { Caller, Services } from '../services.ts';
import { refreshAuthorisation } from './account.ts';
import { accountResult } from './accountResult.ts';

/** The account as it stands; an authorisation that is still open is asked about. */
export async function viewAccount(services: Services, caller: Caller): Promise<AccountAnswer> {
  const account = await read(services, caller);
  const pending = account?.authorisation?.state === 'pending';
  // Its news may come in at this very moment: then it is written already.
  const fresh = pending
    ? ((await refreshAuthorisation(services, account, caller.openid)) ?? (await read(services, caller)))
    : account;
  return accountResult(services, caller, fresh);
}

function read({ store }: Services, { buyerId }: Caller): Promise<CreditAccount | null> {
  return store.get<CreditAccount>('creditAccounts', buyerId);
}
