import { describe, expect, it } from 'vitest';
import type { Authorisation } from '../../domain/account/account.ts';
import { anAccount, aPolicy, BUYER, OPENING, someTerms, T0 } from '../../testing/builders.ts';
import { CALLER, refusal, World } from '../../testing/world.ts';
import { openAccount } from './openAccount.ts';

const open = (world: World) => openAccount(world.services, CALLER, OPENING);
const versions = (world: World) => world.account().consents.map(({ termsVersion }) => termsVersion);
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
    expect(account).toMatchObject({
      state: 'open',
      authorisation: 'pending',
      limitFen: 50_000,
      availableFen: 50_000,
      limitReasons: [{ code: 'OPENING', changeFen: 50_000, message: '开通先用后付时的额度。' }],
      termsOutdated: false,
      closing: null,
    });
    expect(authoriseView).toEqual(world.channel.authoriseView);
    expect(world.account()).toMatchObject({
      consents: [
        {
          termsVersion: 1,
          textHash: 'f'.repeat(64),
          at: T0,
          adult: true,
          shown: { chargeAfterReceiptDays: 7 },
        },
      ],
      authorisation: authorisation('pending', 'id-1'),
    });
  });

  it('is refused for a channel through whose door the buyer did not come', async () => {
    const world = new World();
    const elsewhere = { ...CALLER, channel: 'alipay' } as const;
    expect(await refusal(openAccount(world.services, elsewhere, OPENING))).toBe('CHANNEL_UNAVAILABLE');
    expect(world.store.all('creditAccounts')).toEqual([]);
  });

  it('keeps the openid apart from the account', async () => {
    const world = new World();
    await open(world);
    expect(JSON.stringify(world.account())).not.toContain(CALLER.openid);
    expect(world.store.peek('buyers', BUYER)).toMatchObject({ openid: CALLER.openid });
    expect(world.store.all('buyers')).toHaveLength(1);
  });

  it('writes the number of the authorisation down before it is used', async () => {
    const world = new World();
    await open(world);
    expect(world.channel.codes).toEqual([world.account().authorisation?.code]);
  });

  it('is refused if another day of the charge stood beside the box', async () => {
    const world = new World();
    world.policy = aPolicy({ charge: { afterReceiptDays: 8 } });
    expect(await refusal(open(world))).toBe('TERMS_CHANGED');
    expect(world.store.all('creditAccounts')).toEqual([]);
  });

  it('is offered to those of the rollout only; whoever has an account keeps it', async () => {
    const world = new World();
    world.policy = aPolicy({ rollout: { percent: 0 } });
    expect(await refusal(open(world))).toBe('NOT_YET_OFFERED');
    expect(world.store.all('creditAccounts')).toEqual([]);
    world.policy = aPolicy({ rollout: { percent: 0, allowBuyers: [BUYER] } });
    await open(world);
    world.policy = aPolicy({ rollout: { percent: 0 } });
    expect(await refusal(open(world))).toBe('none');
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
    expect(await open(world)).toMatchObject({ account: { authorisation: 'notNeeded' }, authoriseView: null });
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

describe('opening an account again', () => {
  const newer = someTerms({ version: 2, textHash: '2'.repeat(64) });
  const openNewer = (world: World) => {
    const { version: termsVersion, textHash } = newer;
    return openAccount(world.services, CALLER, {
      ...OPENING,
      consent: { ...OPENING.consent, termsVersion, textHash },
    });
  };

  it('under the same terms adds nothing', async () => {
    const world = new World({ account: anAccount() });
    world.channel.authorisation = { kind: 'state', state: 'active' };
    await open(world);
    expect(world.account()).toEqual(anAccount());
  });

  it('under newer terms keeps both consents', async () => {
    const world = new World({ account: anAccount() });
    world.terms = newer;
    world.channel.authorisation = { kind: 'state', state: 'active' };
    expect(await refusal(open(world))).toBe('TERMS_CHANGED');
    world.later(1_000);
    const { account } = await openNewer(world);
    expect(account.termsOutdated).toBe(false);
    expect(versions(world)).toEqual([1, 2]);
    expect(world.account()).toMatchObject({ limitFen: 100_000, state: 'open', openedAt: T0 });
  });

  it('after it was closed needs the consent anew, and keeps limit and record', async () => {
    const record = { settledInTime: 3, settledLate: 1, returned: 0 };
    const closed = anAccount({
      state: 'closed',
      closedAt: T0,
      limitFen: 130_000,
      availableFen: 130_000,
      record,
      next: { at: T0, action: 'endAuthorisation', tries: 2 },
    });
    const world = new World({ account: closed });
    world.policy = aPolicy({ rollout: { percent: 0 } });
    const { account } = await open(world);
    expect(account).toMatchObject({ state: 'open', limitFen: 130_000, closing: null });
    expect(versions(world)).toEqual([1, 1]);
    expect(world.account()).toMatchObject({ state: 'open', closedAt: null, next: null, record });
  });

  it('is refused while it is being erased, and leaves nothing that identifies the buyer', async () => {
    const world = new World({ account: anAccount({ state: 'erasing', erasedAs: 'id-9' }) });
    await world.store.remove('buyers', { _id: BUYER });
    expect(await refusal(open(world))).toBe('CHANGED_MEANWHILE');
    expect(world.store.all('buyers')).toEqual([]);
    expect(versions(world)).toEqual([1]);
  });

  it.each(['erasing', 'gone'])('that is %s by the time the openid comes leaves no openid', async (how) => {
    const world = new World();
    await world.store.remove('buyers', { _id: BUYER });
    world.store.before = async ({ operation, collection }) => {
      if (operation !== 'insert' || collection !== 'buyers') return;
      world.store.before = () => {};
      if (how === 'gone') await world.store.remove('creditAccounts', { _id: BUYER });
      else world.store.seed('creditAccounts', { ...world.account(), state: 'erasing', erasedAs: 'id-9' });
    };
    expect(await refusal(open(world))).toBe('CHANGED_MEANWHILE');
    expect(world.store.all('buyers')).toEqual([]);
    expect(world.channel.codes).toEqual([]);
  });

  it('twice at once under newer terms keeps one consent for them', async () => {
    const world = new World({ account: anAccount() });
    world.terms = newer;
    world.channel.authorisation = { kind: 'state', state: 'active' };
    await Promise.all([openNewer(world), openNewer(world)]);
    expect(versions(world)).toEqual([1, 2]);
  });
});
