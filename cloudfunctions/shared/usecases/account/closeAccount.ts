import type { AccountAnswer } from '../../contract/functions.ts';
import type { CreditAccount } from '../../domain/account/account.ts';
import { planAccount } from '../../domain/account/plan.ts';
import { DomainError } from '../../domain/domainError.ts';
import type { Caller, Services } from '../services.ts';
import { changeAccount, readAccount } from './account.ts';
import { accountResult } from './accountResult.ts';
import { goOnClosing } from './goOnClosing.ts';

/**
 * Closes the service at once, whatever runs: one write, after which no hold can be taken. What follows from it
 * is begun in this call, and the timer goes on where it does not get through. Repeating it changes nothing.
 * @throws DomainError ACCOUNT_NOT_FOUND, CHANGED_MEANWHILE (it is being erased)
 */
export async function closeAccount(services: Services, caller: Caller): Promise<AccountAnswer> {
  const read = await readAccount(services, caller.buyerId);
  let closedNow = false;
  const closed = await changeAccount(services, read, (account) => {
    if (account.state === 'erasing') throw new DomainError('CHANGED_MEANWHILE');
    closedNow = account.state === 'open';
    if (!closedNow) return null;
    const now = services.now();
    const next = planAccount({ ...account, state: 'closed', unaccepted: true }, now);
    return { state: 'closed', closedAt: now, next };
  });
  const account = closedNow ? await asFarAsItGets(services, closed) : closed;
  return accountResult(services, caller, account);
}

/** It is closed already: that the rest must wait for the timer is no failure of the closing. */
async function asFarAsItGets(services: Services, closed: CreditAccount): Promise<CreditAccount> {
  try {
    return await goOnClosing(services, closed);
  } catch (error) {
    const cause = error instanceof Error ? error.message : String(error);
    services.log('closingPutOff', { buyerId: closed._id, cause });
    return closed;
  }
}
