import type { AccountAnswer } from '../../contract/functions.ts';
import { switchedLock } from '../../domain/account/minorsLock.ts';
import { DomainError } from '../../domain/domainError.ts';
import type { Caller, Services } from '../services.ts';
import { changeAccount, readAccount } from './account.ts';
import { accountResult } from './accountResult.ts';

/**
 * 未成年人保护: on at once, off only some hours after it was asked for, as the policy says.
 * @throws DomainError ACCOUNT_NOT_FOUND, CHANGED_MEANWHILE (it is being erased)
 */
export async function switchMinorsLock(
  services: Services,
  caller: Caller,
  { on }: { readonly on: boolean },
): Promise<AccountAnswer> {
  const [read, { policy }] = await Promise.all([readAccount(services, caller.buyerId), services.rules()]);
  const account = await changeAccount(services, read, (one) => {
    if (one.state === 'erasing') throw new DomainError('CHANGED_MEANWHILE');
    return { minorsLock: switchedLock(one, on, services.now(), policy) };
  });
  return accountResult(services, caller, account);
}
