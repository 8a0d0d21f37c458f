import { describe, expect, it } from 'vitest';
import type { CreditAccount, Hold } from '../../domain/account/account.ts';
import { anAccount, later, ORDER, someTerms, T0 } from '../../testing/builders.ts';
import { CHARGE_AT, orderIn } from '../../testing/lives.ts';
import { CALLER, OPERATOR, World } from '../../testing/world.ts';
import { viewAccount } from './viewAccount.ts';

const pending = anAccount({
  authorisation: { channel: 'wechatpay', code: 'code-1', state: 'pending', since: T0 },
});
const held: Hold = { amountFen: 16_800, state: 'held', at: T0 };
const view = async (world: World) => (await viewAccount(world.services, CALLER)).account;
const viewOf = (changes: Partial<CreditAccount>) => view(new World({ account: anAccount(changes) }));

describe('viewing an account', () => {
  it('that was never opened', async () => {
    expect(await view(new World())).toMatchObject({ state: 'none', limitFen: 0, closing: null, owed: [] });
  });

  it.each([
    [true, 'none'],
    [false, 'notNeeded'],
  ])('without an authorisation tells whether the channel needs one (%s)', async (authorisesOnce, told) => {
    const world = new World({ account: anAccount({ authorisation: null }) });
    world.channel.can.authorisesOnce = authorisesOnce;
    expect((await view(world)).authorisation).toBe(told);
    const never = new World();
    never.channel.can.authorisesOnce = authorisesOnce;
    expect((await view(never)).authorisation).toBe(told);
  });

  it('tells an operator that he is one, and nobody else', async () => {
    const { services } = new World();
    expect(await viewAccount(services, OPERATOR)).toMatchObject({ operator: true });
    expect(await viewAccount(services, CALLER)).toMatchObject({ operator: false });
  });

  it.each([
    ['active', 'active'],
    ['never', 'pending'],
  ] as const)('asks about an authorisation that is pending: %s makes it %s', async (answer, state) => {
    const world = new World({ account: pending });
    world.channel.authorisation = { kind: 'state', state: answer };
    expect((await view(world)).authorisation).toBe(state);
    expect(world.account().authorisation?.state).toBe(state);
  });

  it('does not take the end of an earlier authorisation for the one that may still be given', async () => {
    const world = new World({ account: pending });
    world.channel.authorisation = { kind: 'state', state: 'ended' };
    world.later(2 * 3_600_000 - 1);
    expect((await view(world)).authorisation).toBe('pending');
    world.later(1);
    expect((await view(world)).authorisation).toBe('ended');
  });

  it('tells what its news have written meanwhile', async () => {
    const world = new World({ account: pending });
    world.channel.authorisation = { kind: 'state', state: 'active' };
    let others = 1;
    world.store.before = ({ operation }) => {
      if (operation === 'update' && others-- > 0) {
        const active = { ...pending.authorisation, state: 'active' };
        world.store.seed('creditAccounts', {
          ...pending,
          version: pending.version + 1,
          authorisation: active,
        });
      }
    };
    expect((await view(world)).authorisation).toBe('active');
  });

  it('leaves it pending if the channel does not answer', async () => {
    const world = new World({ account: pending });
    world.channel.authorisation = { kind: 'unknown', cause: 'ECONNABORTED' };
    expect((await view(world)).authorisation).toBe('pending');
  });

  it('shows neither the buyer’s pseudonym nor numbers of the channel, nor the text that was agreed to', async () => {
    const world = new World({ account: anAccount(), order: orderIn('received') });
    expect(JSON.stringify(await view(world))).not.toMatch(/code-1|buyer-1|version"|ffff/);
  });

  it('tells what is held, and beside each later amount its date or the rule', async () => {
    const order = orderIn('received');
    const other = orderIn('shipped', { _id: 'b'.repeat(32), freeze: { since: T0, cause: 'notReceived' } });
    const holds = { [ORDER]: held, [other._id]: held, gone: { ...held, state: 'released' } as const };
    const world = new World({ order, account: anAccount({ holds, runningOrders: 2 }) });
    world.store.seed('orders', other);
    const account = await view(world);
    expect(account.holds).toEqual([
      { orderId: ORDER, amountFen: 16_800, state: 'held' },
      { orderId: other._id, amountFen: 16_800, state: 'held' },
    ]);
    const open = { payBy: null, dueAt: null, payableFen: 16_800, chargeAfterReceiptDays: 7 };
    expect(account.owed).toEqual([
      { ...open, orderId: ORDER, state: 'received', chargeAt: CHARGE_AT, frozen: false },
      { ...open, orderId: other._id, state: 'shipped', chargeAt: null, frozen: true },
    ]);
  });

  it('never tells that less than nothing is available', async () => {
    expect(await viewOf({ limitFen: 20_000, availableFen: -10_000 })).toMatchObject({
      limitFen: 20_000,
      availableFen: 0,
    });
  });

  it('explains each change of the limit in words', async () => {
    const limitChanges = [
      { at: T0, code: 'OPENING', changeFen: 100_000 },
      { at: later(T0, 1), code: 'OVERDUE', changeFen: -20_000 },
    ] as const;
    expect((await viewOf({ limitChanges })).limitReasons).toEqual([
      { ...limitChanges[0], message: '开通先用后付时的额度。' },
      { ...limitChanges[1], message: '有订单过了付款时间，额度降低。' },
    ]);
  });

  it('tells that newer terms count than it was opened under, if it is open', async () => {
    const terms = someTerms({ version: 2 });
    for (const [state, outdated] of [
      ['open', true],
      ['closed', false],
    ] as const) {
      const world = new World({ account: anAccount({ state }) });
      expect((await view(world)).termsOutdated).toBe(false);
      world.terms = terms;
      expect((await view(world)).termsOutdated).toBe(outdated);
    }
  });

  it('tells of the minors’ lock only while it stands', async () => {
    const until = later(T0, 1_000);
    const world = new World({ account: anAccount({ minorsLock: { since: T0, until } }) });
    expect((await view(world)).minorsLock).toEqual({ since: T0, until });
    world.later(1_000);
    expect((await view(world)).minorsLock).toBeNull();
  });

  it.each<[string, Partial<CreditAccount>]>([
    ['waiting', { next: { at: T0, action: 'endAuthorisation', tries: 0 } }],
    ['byBuyer', { next: null }],
    ['ended', { authorisation: null }],
    ['ended', { authorisation: { channel: 'wechatpay', code: 'code-1', state: 'ended', since: T0 } }],
  ])('of a closed one tells how far the channel is: %s', async (authorisation, changes) => {
    const { closing } = await viewOf({ state: 'closed', closedAt: T0, ...changes });
    expect(closing?.authorisation).toBe(authorisation);
    expect(closing?.where).toContain('支付分');
  });

  it('of a closed one leaves to the buyer what he may have agreed to with an order', async () => {
    const world = new World({ account: anAccount({ state: 'closed', closedAt: T0, authorisation: null }) });
    world.channel.can.confirmingAgrees = true;
    expect((await view(world)).closing).toEqual({
      authorisation: 'byBuyer',
      where: world.channel.whereToEnd,
    });
  });
});
