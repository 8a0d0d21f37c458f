import type { Payer } from '../../channels/channel.ts';
import type { CreditAccount } from '../../domain/account/account.ts';
import { PAGE_GOOD_FOR_MS, planAccount, triedLongEnough } from '../../domain/account/plan.ts';
import { after } from '../../domain/duration.ts';
import type { CoreServices, Services } from '../services.ts';
import { changeAccount, refreshAuthorisation } from './account.ts';

/** What the channel tells the buyer. */
export const REASON = '用户已关闭先用后付';

/**
 * Ends the channel's authorisation of an account that is closed and has nothing running. Where the channel does
 * not, it is asked again ever more rarely, and in the end it is left to the buyer.
 */
export async function endAuthorisation(services: Services, account: CreditAccount): Promise<CreditAccount> {
  const openid = await openidOf(services, account);
  // He may have agreed, and only the callback be missing.
  const pending = account.authorisation?.state === 'pending';
  const asked = pending ? await refreshAuthorisation(services, account, openid) : account;
  if (!asked?.authorisation || asked.authorisation.state === 'ended') return asked ?? account;
  if (asked.authorisation.state === 'pending') return neverGiven(services, asked);

  const channel = await services.channel(asked.authorisation.channel);
  const outcome = channel.can.endsAuthorisation
    ? await channel.endAuthorisation({ openid, code: asked.authorisation.code }, REASON)
    : ('cannot' as const);
  services.log('authorisationEnding', { buyerId: asked._id, outcome });
  if (outcome === 'ended') {
    const noted = await noteEnded(services, asked);
    // Opened again while the call was under way, with an authorisation that may have ended with it.
    return noted.state === 'open' ? ((await refreshAuthorisation(services, noted, openid)) ?? noted) : noted;
  }
  const leaveIt = outcome === 'cannot' || triedLongEnough(asked);
  return leaveIt ? changeClosed(services, asked, () => ({ next: null })) : asked;
}

/** Null once it is gone: then only the number of the agreement is left. */
export async function openidOf({ store }: CoreServices, { _id }: CreditAccount): Promise<string | null> {
  return (await store.get<Payer>('buyers', _id))?.openid ?? null;
}

/** Nobody has agreed. Once the page can no longer be used, nobody will. */
function neverGiven(services: Services, account: CreditAccount): Promise<CreditAccount> {
  const now = services.now();
  const since = account.authorisation?.since ?? now;
  if (now >= after(since, PAGE_GOOD_FOR_MS)) return noteEnded(services, account);
  return changeClosed(services, account, (read) => ({
    next: planAccount({ ...read, unaccepted: false }, now),
  }));
}

function noteEnded(services: Services, account: CreditAccount): Promise<CreditAccount> {
  const since = services.now();
  const ended = account.authorisation && ({ ...account.authorisation, state: 'ended', since } as const);
  return changeClosed(services, account, () => ({ authorisation: ended, next: null }));
}

/** Whoever opened the account again meanwhile has its own authorisation, which is none of ours. */
function changeClosed(
  services: Services,
  account: CreditAccount,
  change: (account: CreditAccount) => Pick<CreditAccount, 'next'> & Partial<CreditAccount>,
): Promise<CreditAccount> {
  return changeAccount(services, account, (read) => (read.state === 'closed' ? change(read) : null));
}
