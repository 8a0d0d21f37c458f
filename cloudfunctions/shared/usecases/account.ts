import type * as v from 'valibot';
import type { ChannelView, Payer } from '../channels/channel.ts';
import type { accountInput } from '../contract/inputs.ts';
import type { AccountView } from '../contract/views.ts';
import type { Authorisation, CreditAccount } from '../domain/account/account.ts';
import { DomainError } from '../domain/domainError.ts';
import type { ChannelName } from '../domain/order/order.ts';
import { noteFailure } from './channelFailure.ts';
import { checkConsent } from './consent.ts';
import type { Caller, Rules, Services } from './services.ts';

type OpenInput = Extract<v.InferOutput<typeof accountInput>, { action: 'open' }>;

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
  return { account: accountView(fresh), authoriseView: null };
}

/**
 * Opens the account with the policy's opening limit, consent first, and starts the channel's authorisation
 * where it needs one. Repeating it starts an unfinished authorisation anew.
 * @throws DomainError TERMS_CHANGED, CHANNEL_UNAVAILABLE
 */
export async function openAccount(
  services: Services,
  caller: Caller,
  input: OpenInput,
): Promise<AccountResult> {
  const { store } = services;
  const [known, rules, channel] = await Promise.all([
    store.get<CreditAccount>('creditAccounts', caller.buyerId),
    services.rules(),
    services.channel(input.channel),
  ]);
  checkConsent(input.consent, rules.terms);
  // The channel creates orders for an openid; it lives apart from account and orders, and is erasable.
  await store.put('buyers', { _id: caller.buyerId, openid: caller.openid, since: services.now() });
  const stored = known ?? (await insertAccount(services, caller, rules));
  // It may have been given, and only its callback be missing: a new number would lose it.
  const account = stored.authorisation
    ? ((await refreshAuthorisation(services, stored, caller)) ?? stored)
    : stored;
  const done = !channel.can.authorisesOnce || account.authorisation?.state === 'active';
  if (done) return { account: accountView(account), authoriseView: null };

  const pending = await startAuthorisation(services, account, input.channel);
  const started = await channel.startAuthorisation(pending.authorisation?.code ?? '');
  if (started.kind === 'view') return { account: accountView(pending), authoriseView: started.view };
  noteFailure(services, 'startAuthorisation', started, null);
  throw new DomainError('CHANNEL_UNAVAILABLE');
}

/**
 * Asks the channel what became of the account's authorisation and notes it.
 * @returns null if the channel did not answer, or the account changed meanwhile
 */
export async function refreshAuthorisation(
  services: Services,
  account: CreditAccount,
  payer: Payer,
): Promise<CreditAccount | null> {
  const { authorisation } = account;
  if (!authorisation) return account;
  const channel = await services.channel(authorisation.channel);
  const answer = await channel.queryAuthorisation(payer);
  if (answer.kind === 'unknown') return null;
  // What was given once and is unknown now was given for another service.
  const state = answer.state === 'never' && authorisation.state === 'active' ? 'ended' : answer.state;
  if (state === 'never' || state === authorisation.state) return account;
  return writeAuthorisation(services, account, {
    ...authorisation,
    state,
    since: services.now(),
  });
}

async function insertAccount(
  services: Services,
  caller: Caller,
  { policy, terms }: Rules,
): Promise<CreditAccount> {
  const now = services.now();
  const account: CreditAccount = {
    _id: caller.buyerId,
    version: 1,
    state: 'open',
    openedAt: now,
    closedAt: null,
    consents: [
      {
        termsVersion: terms.version,
        textHash: terms.textHash,
        at: now,
        adult: true,
        shown: { chargeAfterReceiptDays: policy.charge.afterReceiptDays },
      },
    ],
    authorisation: null,
    limitFen: policy.limits.openingFen,
    availableFen: policy.limits.openingFen,
    limitChanges: [{ at: now, code: 'OPENING', changeFen: policy.limits.openingFen }],
    runningOrders: 0,
    overdueOrders: 0,
    holds: {},
    record: { settledInTime: 0, settledLate: 0, returned: 0 },
    allowance: null,
    minorsLock: null,
    erasedAs: null,
    next: null,
  };
  if (await services.store.insert('creditAccounts', account)) return account;
  // Two taps at once: the first one's account counts.
  const first = await services.store.get<CreditAccount>('creditAccounts', caller.buyerId);
  if (!first) throw new Error('an account that exists could not be read');
  return first;
}

/** A new number for each start: the channel wants it unique. */
async function startAuthorisation(
  services: Services,
  account: CreditAccount,
  channel: ChannelName,
): Promise<CreditAccount> {
  const authorisation = { channel, code: services.newId(), state: 'pending', since: services.now() } as const;
  const pending = await writeAuthorisation(services, account, authorisation);
  if (!pending) throw new DomainError('CHANGED_MEANWHILE');
  return pending;
}

function writeAuthorisation(
  services: Services,
  account: CreditAccount,
  authorisation: Authorisation,
): Promise<CreditAccount | null> {
  return services.store.update<CreditAccount>('creditAccounts', {
    filter: { _id: account._id, version: account.version },
    set: { authorisation },
    increment: { version: 1 },
  });
}

function accountView(account: CreditAccount | null): AccountView {
  return {
    state: account?.state ?? 'none',
    authorisation: account?.authorisation?.state ?? 'none',
    limitFen: account?.limitFen ?? 0,
    availableFen: account?.availableFen ?? 0,
    runningOrders: account?.runningOrders ?? 0,
    overdueOrders: account?.overdueOrders ?? 0,
  };
}
