import { describe, expect, it } from 'vitest';
import type { Authorisation } from '../domain/account/account.ts';
import { anAccount, aPolicy, BUYER, someTerms, T0 } from '../testing/builders.ts';
import { CALLER, refusal, World } from '../testing/world.ts';
import { openAccount, viewAccount } from './account.ts';

const input = {
  action: 'open',
  channel: 'wechatpay',
  consent: { accepted: true, termsVersion: 1, textHash: 'f'.repeat(64) },
} as const;
const open = (world: World) => openAccount(world.services, CALLER, input);
const authorisation = (state: Authorisation['state'], code = 'code-1'): Authorisation => ({
  channel: 'wechatpay',
  code,
  state,
  since: T0,
});

describe('opening an account', () => {
  it('notes the consent, gives the opening limit, and leads to the channel’s page', async () => {
    const world = new World();
    world.policy = aPolicy({ limits: { openingFen: 50_000 } });
    const { account, authoriseView } = await open(world);
    expect(account).toEqual({
      state: 'open',
      authorisation: 'pending',
      limitFen: 50_000,
      availableFen: 50_000,
      runningOrders: 0,
      overdueOrders: 0,
    });
    expect(authoriseView).toEqual(world.channel.authoriseView);
    expect(world.account()).toMatchObject({
      consent: { termsVersion: 1, textHash: 'f'.repeat(64), at: T0 },
      authorisation: authorisation('pending', 'id-1'),
    });
  });

  it('keeps the openid apart from the account', async () => {
    const world = new World();
    await open(world);
    expect(JSON.stringify(world.account())).not.toContain(CALLER.openid);
    expect(world.store.peek('buyers', BUYER)).toMatchObject({ openid: CALLER.openid });
  });

  it('writes the number of the authorisation down before it is used', async () => {
    const world = new World();
    await open(world);
    expect(world.channel.codes).toEqual([world.account().authorisation?.code]);
  });

  it.each([
    ['other terms', someTerms({ version: 2 })],
    ['another text', someTerms({ textHash: '0'.repeat(64) })],
  ])('is refused for %s than count now, and stores nothing', async (_what, terms) => {
    const world = new World();
    world.terms = terms;
    expect(await refusal(open(world))).toBe('TERMS_CHANGED');
    expect(world.store.all('creditAccounts')).toEqual([]);
  });

  it('again starts an unfinished authorisation anew, under a new number', async () => {
    const world = new World();
    await open(world);
    await open(world);
    expect(world.channel.codes.at(-1)).toBe('id-2');
    expect(world.account().authorisation?.code).toBe('id-2');
    expect(world.store.all('creditAccounts')).toHaveLength(1);
  });

  it('again keeps an authorisation that was given but not yet heard of', async () => {
    const world = new World({ account: anAccount({ authorisation: authorisation('pending') }) });
    world.channel.authorisation = { kind: 'state', state: 'active' };
    await open(world);
    expect(world.account().authorisation).toMatchObject({ state: 'active', code: 'code-1' });
  });

  it('again, when it is authorised, changes nothing: not the limit either', async () => {
    const world = new World({ account: anAccount({ limitFen: 70_000, availableFen: 3_000 }) });
    world.policy = aPolicy({ limits: { openingFen: 1 } });
    world.channel.authorisation = { kind: 'state', state: 'active' };
    const { account, authoriseView } = await open(world);
    expect(account).toMatchObject({ limitFen: 70_000, availableFen: 3_000, authorisation: 'active' });
    expect(authoriseView).toBeNull();
    expect(world.account()).toEqual(anAccount({ limitFen: 70_000, availableFen: 3_000 }));
  });

  it('starts anew where the channel has never heard of the authorisation: it was for another service', async () => {
    const world = new World({ account: anAccount() });
    const { account, authoriseView } = await open(world);
    expect(account.authorisation).toBe('pending');
    expect(authoriseView).toEqual(world.channel.authoriseView);
  });

  it('starts anew after the authorisation has ended', async () => {
    const world = new World({ account: anAccount({ authorisation: authorisation('ended') }) });
    await open(world);
    expect(world.account().authorisation).toMatchObject({ state: 'pending', code: 'id-1' });
  });

  it('asks for nothing more where the channel asks for each order', async () => {
    const world = new World();
    world.channel.can.authorisesOnce = false;
    expect(await open(world)).toMatchObject({ account: { authorisation: 'none' }, authoriseView: null });
  });

  it('twice at once makes one account with one limit', async () => {
    const world = new World();
    await Promise.allSettled([open(world), open(world)]);
    expect(world.store.all('creditAccounts')).toHaveLength(1);
    expect(world.account()).toMatchObject({ limitFen: 100_000, availableFen: 100_000 });
  });

  it('says so if the channel gives no page', async () => {
    const world = new World();
    world.channel.authoriseView = null;
    expect(await refusal(open(world))).toBe('CHANNEL_UNAVAILABLE');
    expect(world.logged).toMatchObject([{ event: 'channelCall', fields: { call: 'startAuthorisation' } }]);
  });
});

describe('viewing an account', () => {
  it('that was never opened', async () => {
    const world = new World();
    expect((await viewAccount(world.services, CALLER)).account).toMatchObject({ state: 'none', limitFen: 0 });
  });

  it.each([
    ['active', 'active'],
    ['ended', 'ended'],
    ['never', 'pending'],
  ] as const)('asks about an authorisation that is pending: %s makes it %s', async (answer, state) => {
    const world = new World({ account: anAccount({ authorisation: authorisation('pending') }) });
    world.channel.authorisation = { kind: 'state', state: answer };
    const { account } = await viewAccount(world.services, CALLER);
    expect(account.authorisation).toBe(state);
    expect(world.account().authorisation?.state).toBe(state);
  });

  it('leaves it pending if the channel does not answer', async () => {
    const world = new World({ account: anAccount({ authorisation: authorisation('pending') }) });
    world.channel.authorisation = { kind: 'unknown', cause: 'ECONNABORTED' };
    expect((await viewAccount(world.services, CALLER)).account.authorisation).toBe('pending');
  });

  it('shows neither holds nor numbers of the channel', async () => {
    const world = new World({ account: anAccount() });
    const view = JSON.stringify(await viewAccount(world.services, CALLER));
    expect(view).not.toMatch(/code-1|holds|consent|buyer-1/);
  });
});
