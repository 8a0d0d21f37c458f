import type * as v from 'valibot';
import type { AccountAnswer } from '../../contract/functions.ts';
import type { accountInput } from '../../contract/inputs.ts';
import type { CreditAccount, OpeningConsent } from '../../domain/account/account.ts';
import { newAccount } from '../../domain/account/newAccount.ts';
import { isInRollout } from '../../domain/assessment/rollout.ts';
import { DomainError } from '../../domain/domainError.ts';
import type { ChannelName } from '../../domain/order/order.ts';
import { noteFailure } from '../channel/channelFailure.ts';
import { checkDoor } from '../channel/checkDoor.ts';
import { checkConsent, isFor } from '../orders/consent.ts';
import type { Caller, Rules, Services } from '../services.ts';
import { changeAccount, readAccount, refreshAuthorisation, writeAuthorisation } from './account.ts';
import { accountResult } from './accountResult.ts';

type Input = Extract<v.InferOutput<typeof accountInput>, { action: 'open' }>;

/**
 * Opens the account with the policy's opening limit, or opens a closed one again with the limit it had; consent
 * first. Then starts the channel's authorisation where it needs one; repeating it starts an unfinished one anew.
 * @throws DomainError TERMS_CHANGED, NOT_YET_OFFERED, CHANGED_MEANWHILE, CHANNEL_UNAVAILABLE
 */
export async function openAccount(services: Services, caller: Caller, input: Input): Promise<AccountAnswer> {
  checkDoor(caller, input.channel);
  const { store } = services;
  const [known, rules, channel] = await Promise.all([
    store.get<CreditAccount>('creditAccounts', caller.buyerId),
    services.rules(),
    services.channel(input.channel),
  ]);
  checkConsent(input.consent, rules);
  const consent: OpeningConsent = {
    termsVersion: rules.terms.version,
    textHash: rules.terms.textHash,
    at: services.now(),
    adult: input.consent.adult,
    shown: { chargeAfterReceiptDays: input.consent.shownChargeAfterReceiptDays },
  };
  const existing = known ?? (await firstOpening(services, caller, consent, rules));
  const stored = await changeAccount(services, existing, (account) => agreedAnew(account, consent, rules));
  // The channel creates orders for an openid; it lives apart from account and orders, and is erasable. After the
  // account: an erasure that is under way refuses that, and nothing that identifies must come in behind it.
  const identity = { _id: caller.buyerId, openid: caller.openid, since: consent.at };
  if (await store.insert('buyers', identity)) await stillThere(services, caller);
  // It may have been given, and only its callback be missing: a new number would lose it.
  const account = stored.authorisation
    ? ((await refreshAuthorisation(services, stored, caller.openid)) ?? stored)
    : stored;
  const done = !channel.can.authorisesOnce || account.authorisation?.state === 'active';
  if (done) return accountResult(services, caller, account);

  const pending = await startAuthorisation(services, account, input.channel);
  const started = await channel.startAuthorisation(pending.authorisation?.code ?? '');
  if (started.kind === 'view') return accountResult(services, caller, pending, started.view);
  noteFailure(services, 'startAuthorisation', started, null);
  throw new DomainError('CHANNEL_UNAVAILABLE');
}

async function firstOpening(
  services: Services,
  { buyerId }: Caller,
  consent: OpeningConsent,
  { policy }: Rules,
): Promise<CreditAccount> {
  if (!isInRollout(buyerId, policy)) throw new DomainError('NOT_YET_OFFERED');
  const account = newAccount(buyerId, consent, policy);
  if (await services.store.insert('creditAccounts', account)) return account;
  // Two taps at once: the first one's account counts.
  return readAccount(services, buyerId);
}

/**
 * Each consent is kept beside those before it. An open account under these very terms has it already; a closed
 * one needs it anew, whatever was agreed to before.
 */
function agreedAnew(account: CreditAccount, consent: OpeningConsent, { terms }: Rules) {
  if (account.state === 'erasing') throw new DomainError('CHANGED_MEANWHILE');
  const latest = account.consents.at(-1);
  if (account.state === 'open' && latest && isFor(latest, terms)) return null;
  const consents = [...account.consents, consent];
  return { consents, state: 'open', closedAt: null, next: null } as const;
}

/**
 * An erasure may have begun, and ended, between the account and the openid that came after it.
 * @throws DomainError CHANGED_MEANWHILE
 */
async function stillThere({ store }: Services, { buyerId }: Caller): Promise<void> {
  const account = await store.get<CreditAccount>('creditAccounts', buyerId);
  if (account && account.state !== 'erasing') return;
  await store.remove('buyers', { _id: buyerId });
  throw new DomainError('CHANGED_MEANWHILE');
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
