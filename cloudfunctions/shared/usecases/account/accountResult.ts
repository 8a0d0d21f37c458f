import type { ChannelView } from '../../channels/channel.ts';
import type { AccountAnswer } from '../../contract/functions.ts';
import type { CreditAccount } from '../../domain/account/account.ts';
import { DomainError } from '../../domain/domainError.ts';
import type { Caller, CoreServices, Services } from '../services.ts';
import { accountView } from './accountView.ts';

/** The account as its buyer may see it after what he did with it. */
export async function accountResult(
  services: Services,
  caller: Caller,
  account: CreditAccount | null,
  authoriseView: ChannelView | null = null,
): Promise<AccountAnswer> {
  const [view, operator] = await Promise.all([
    accountView(services, caller, account),
    isOperator(services, caller),
  ]);
  return { account: view, authoriseView, operator };
}

async function isOperator(services: CoreServices, caller: Caller): Promise<boolean> {
  try {
    await services.operator(caller);
    return true;
  } catch (error) {
    if (error instanceof DomainError) return false;
    throw error;
  }
}
