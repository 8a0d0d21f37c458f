import type { ChannelView } from '../../channels/channel.ts';
import type { AccountView } from '../../contract/views.ts';
import type { CreditAccount } from '../../domain/account/account.ts';
import { DomainError } from '../../domain/domainError.ts';
import type { Caller, CoreServices, Services } from '../services.ts';
import { accountView } from './accountView.ts';

/** What each action on an account answers. */
export interface AccountResult {
  readonly account: AccountView;
  /** The channel's page where the buyer authorises; null if that is done, or not needed. */
  readonly authoriseView: ChannelView | null;
  /** Whether the caller may open the merchant's pages. */
  readonly operator: boolean;
}

export async function accountResult(
  services: Services,
  caller: Caller,
  account: CreditAccount | null,
  authoriseView: ChannelView | null = null,
): Promise<AccountResult> {
  const [view, operator] = await Promise.all([accountView(services, account), isOperator(services, caller)]);
  return { account: view, authoriseView, operator };
}

async function isOperator(services: CoreServices, { openid }: Caller): Promise<boolean> {
  try {
    await services.operator(openid);
    return true;
  } catch (error) {
    if (error instanceof DomainError) return false;
    throw error;
  }
}
