import type { Authorisation, CreditAccount } from '../../domain/account/account.ts';
import { PAGE_GOOD_FOR_MS, planAccount } from '../../domain/account/plan.ts';
import { DomainError } from '../../domain/domainError.ts';
import { after } from '../../domain/duration.ts';
import { noteFailure } from '../channel/channelFailure.ts';
import type { CoreServices, Services } from '../services.ts';

/** Two writers on one account at the same moment are rare; more than a few in a row never happen. */
const MAX_RACES = 10;

export type AccountChange = Partial<Omit<CreditAccount, '_id' | 'version'>>;

/** @throws DomainError ACCOUNT_NOT_FOUND */
export async function readAccount({ store }: CoreServices, buyerId: string): Promise<CreditAccount> {
  const account = await store.get<CreditAccount>('creditAccounts', buyerId);
  if (!account) throw new DomainError('ACCOUNT_NOT_FOUND');
  return account;
}

/**
 * Changes an account that was read, and looks at it anew where somebody else wrote in between. Where `change`
 * gives null, nothing is written.
 * @throws DomainError ACCOUNT_NOT_FOUND; Error if the account kept changing
 */
export async function changeAccount(
  services: CoreServices,
  read: CreditAccount,
  change: (account: CreditAccount) => AccountChange | null,
): Promise<CreditAccount> {
  let account = read;
  for (let race = 0; race < MAX_RACES; race++) {
    const changes = change(account);
    if (!changes) return account;
    const written = await writeAccount(services, account, changes);
    if (written) return written;
    account = await readAccount(services, account._id);
  }
  throw new Error('the account kept changing');
}

/** Null if somebody else wrote to the account since it was read. */
export function writeAccount(
  { store }: CoreServices,
  account: CreditAccount,
  changes: AccountChange,
): Promise<CreditAccount | null> {
  return store.update<CreditAccount>('creditAccounts', {
    filter: { _id: account._id, version: account.version },
    set: changes,
    increment: { version: 1 },
  });
}

/** What the channel has told by itself of an authorisation. */
export interface AuthorisationNews {
  readonly closed: boolean;
  /** Our number of it: he may have agreed on an earlier page. */
  readonly code: string;
}

/**
 * Asks the channel what became of the account's authorisation and notes it.
 * @param openid whose, or null once it is no longer kept
 * @returns null if the channel did not answer, or the account changed meanwhile
 */
export async function refreshAuthorisation(
  services: Services,
  account: CreditAccount,
  openid: string | null,
  news?: AuthorisationNews,
): Promise<CreditAccount | null> {
  const { authorisation } = account;
  if (!authorisation) return account;
  const channel = await services.channel(authorisation.channel);
  const code = news?.code ?? authorisation.code;
  const answer = await channel.queryAuthorisation({ openid, code });
  if (answer.kind !== 'state') {
    noteFailure(services, 'queryAuthorisation', answer, null);
    return null;
  }
  // What was given once and is unknown now was given for another service.
  const state = answer.state === 'never' && authorisation.state === 'active' ? 'ended' : answer.state;
  if (state === 'never' || state === authorisation.state) return account;
  // One that was replaced long ago has ended: the one that counts has not.
  if (state === 'ended' && code !== authorisation.code) return account;
  // Asked unprompted, that may be an earlier one: on the page that he was given he may still agree anew.
  const mayAgree = !news?.closed && services.now() < after(authorisation.since, PAGE_GOOD_FOR_MS);
  if (state === 'ended' && authorisation.state === 'pending' && mayAgree) return account;
  return writeAuthorisation(services, account, { ...authorisation, code, state, since: services.now() });
}

/** On an account that is closed this decides what is left to do. Null if the account changed meanwhile. */
export function writeAuthorisation(
  services: CoreServices,
  account: CreditAccount,
  authorisation: Authorisation,
): Promise<CreditAccount | null> {
  if (account.state !== 'closed') return writeAccount(services, account, { authorisation });
  const unaccepted = account.next?.action === 'cancelUnaccepted';
  const next = planAccount({ ...account, authorisation, unaccepted }, services.now());
  return writeAccount(services, account, { authorisation, next });
}
