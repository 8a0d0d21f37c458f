import type { ChannelView } from '../../channels/channel.ts';
import type { AccountView } from '../../contract/views.ts';
import type { CreditAccount } from '../../domain/account/account.ts';
import type { Caller, Services } from '../services.ts';
import { refreshAuthorisation } from './account.ts';
import { accountView } from './accountView.ts';

export interface AccountResult {
  readonly account: AccountView;
  /** The channel's page where the buyer authorises; null if that is done, or not needed. */
  readonly authoriseView: ChannelView | null;
}

/** The account as it stands; an authorisation that is still open is asked about. */
export async function viewAccount(services: Services, caller: Caller): Promise<AccountResult> {
  const account = await services.store.get<CreditAccount>('creditAccounts', caller.buyerId);
  const pending = account?.authorisation?.state === 'pending';
  const fresh =
    account && pending ? ((await refreshAuthorisation(services, account, caller)) ?? account) : account;
  return { account: await accountView(services, fresh), authoriseView: null };
}
