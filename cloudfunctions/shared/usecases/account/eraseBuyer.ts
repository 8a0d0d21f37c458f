import type { AccountAnswer } from '../../contract/functions.ts';
import type { ClosingView } from '../../contract/views.ts';
import type { CreditAccount } from '../../domain/account/account.ts';
import { isRunning } from '../../domain/account/holds.ts';
import { isMinorsLocked } from '../../domain/account/minorsLock.ts';
import { emptyAccount } from '../../domain/account/newAccount.ts';
import { planAccount } from '../../domain/account/plan.ts';
import { DomainError } from '../../domain/domainError.ts';
import type { Caller, Services } from '../services.ts';
import { writeAccount } from './account.ts';
import { accountResult } from './accountResult.ts';
import { findRunning, goOnErasing } from './goOnErasing.ts';

const MAX_RACES = 10;

/**
 * Erases what identifies the buyer, once nothing runs; money facts stay under a random id. From the one write
 * that begins it the account is closed for good. The rest is done in this call, and the timer goes on where it
 * does not get through. Repeating it changes nothing. A minors' lock must have opened first: whoever erases the
 * account could open another one without it.
 * @throws DomainError MINORS_LOCKED; STILL_RUNNING, with the orders
 */
export async function eraseBuyer(services: Services, caller: Caller): Promise<AccountAnswer> {
  const account = await beginErasing(services, caller);
  if (!account.begun) return accountResult(services, caller, account.before);
  const left = await asFarAsItGets(services, account.begun);
  const answer = await accountResult(services, caller, left);
  if (left) return answer;
  return {
    ...answer,
    account: { ...answer.account, closing: await leftAtChannel(services, caller, account.begun) },
  };
}

/** What only the buyer can still end: this is the last answer that knows of it. Null where nothing is left. */
async function leftAtChannel(
  services: Services,
  caller: Caller,
  { authorisation, consents }: CreditAccount,
): Promise<ClosingView | null> {
  // Who never opened the service has confirmed no order.
  if (consents.length === 0 || authorisation?.state === 'ended') return null;
  const { can, whereToEnd: where } = await services.channel(authorisation?.channel ?? caller.channel);
  const left = authorisation ? !can.endsAuthorisation : can.confirmingAgrees;
  return left ? { authorisation: 'byBuyer', where } : null;
}

/** The account as this call began to erase it, or as another call had before. */
type Begun =
  | { readonly begun: CreditAccount; readonly before: null }
  | { readonly begun: null; readonly before: CreditAccount };

async function beginErasing(services: Services, { buyerId }: Caller): Promise<Begun> {
  for (let race = 0; race < MAX_RACES; race++) {
    const [account, running] = await Promise.all([
      services.store.get<CreditAccount>('creditAccounts', buyerId),
      findRunning(services, buyerId),
    ]);
    if (account?.state === 'erasing') return { begun: null, before: account };
    if (isMinorsLocked(account, services.now())) throw new DomainError('MINORS_LOCKED');
    const orderIds = new Set([...running.map(({ _id }) => _id), ...openHolds(account)]);
    if (orderIds.size > 0) throw new DomainError('STILL_RUNNING', { orderIds: [...orderIds] });
    const begun = await noteErasing(services, buyerId, account);
    if (begun) return { begun, before: null };
  }
  throw new Error('the account kept changing');
}

function openHolds(account: CreditAccount | null): string[] {
  return Object.entries(account?.holds ?? {})
    .filter(([, hold]) => isRunning(hold))
    .map(([orderId]) => orderId);
}

/**
 * Null if somebody else wrote to the account since it was read: an order may run now. Who never opened one gets
 * one for this alone, so that the erasure is not forgotten half-way.
 */
async function noteErasing(
  services: Services,
  buyerId: string,
  account: CreditAccount | null,
): Promise<CreditAccount | null> {
  const now = services.now();
  const before = account ?? emptyAccount(buyerId, now);
  const next = planAccount({ ...before, state: 'erasing', unaccepted: false }, now);
  const erasing = {
    state: 'erasing',
    closedAt: before.closedAt ?? now,
    erasedAs: services.newId(),
    next,
  } as const;
  if (account) return writeAccount(services, account, erasing);
  const inserted = { ...before, ...erasing };
  return (await services.store.insert('creditAccounts', inserted)) ? inserted : null;
}

/** It has begun and will be done: that the rest must wait for the timer is no failure. */
async function asFarAsItGets(services: Services, account: CreditAccount): Promise<CreditAccount | null> {
  try {
    return await goOnErasing(services, account);
  } catch (error) {
    const cause = error instanceof Error ? error.message : String(error);
    services.log('erasingPutOff', { buyerId: account.erasedAs, cause });
    return account;
  }
}
