import { describe, expect, it } from 'vitest';
import type { Authorisation } from '../../domain/account/account.ts';
import { anAccount, anOrder, later, T0 } from '../../testing/builders.ts';
import { orderIn } from '../../testing/lives.ts';
import { aBusyBuyer, accountWith, BUSY } from '../../testing/pastAndBusy.ts';
import { CALLER, refusal, World } from '../../testing/world.ts';
import { assessCredit } from '../assessment/assessCredit.ts';
import { runDue } from '../time/runDue.ts';
import { closeAccount } from './closeAccount.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
const authorisation = (state: Authorisation['state']): Authorisation => ({
  channel: 'wechatpay',
  code: 'code-1',
  state,
  since: T0,
});
const close = (world: World) => closeAccount(world.services, CALLER);
const timer = (world: World) => runDue(world.services, () => true);

describe('closing the service', () => {
  it('takes effect at once, in one write, whatever runs', async () => {
    const { world } = await aBusyBuyer();
    world.store.before = ({ collection }) => {
      if (collection === 'orders') throw new Error('database down');
    };
    await expect(close(world)).rejects.toThrow('database down');
    expect(world.account()).toMatchObject({ state: 'closed', closedAt: world.now });
    expect(world.account().next).toEqual({ at: world.now, action: 'cancelUnaccepted', tries: 0 });
    world.store.before = () => {};
    const late = anOrder({ _id: 'f'.repeat(32), createdAt: world.now });
    world.store.seed('orders', late);
    const { order } = await assessCredit(world.services, CALLER, { orderId: late._id });
    expect(order).toMatchObject({ state: 'rejected', reasons: [{ code: 'ACCOUNT_CLOSED' }] });
  });

  it('cancels what was not accepted, here and at the channel, and leaves what runs', async () => {
    const { world, channel } = await aBusyBuyer();
    const { account } = await close(world);
    expect(account).toMatchObject({ state: 'closed', runningOrders: 1 });
    expect(account.closing?.authorisation).toBe('waiting');
    expect(account.owed).toMatchObject([{ orderId: BUSY.shipped, payableFen: 16_800 }]);
    expect(Object.values(BUSY).map((id) => world.order(id).state)).toEqual([
      'cancelled',
      'cancelled',
      'shipped',
    ]);
    expect(channel.facts(BUSY.approved)?.stage).toBe('closed');
    expect(channel.facts(BUSY.shipped)?.stage).toBe('running');
    expect(channel.ended).toEqual([]);
  });

  it('leaves an order alone that was accepted before', async () => {
    const world = new World({ account: accountWith([BUSY.shipped]) });
    world.store.seed('orders', orderIn('accepted', { _id: BUSY.shipped }));
    world.later(DAY_MS);
    await close(world);
    expect(world.order(BUSY.shipped).state).toBe('accepted');
  });

  it('cancels an acceptance that comes back only after it', async () => {
    const { world, channel } = await aBusyBuyer();
    channel.fates = ['lostBefore', 'lostBefore'];
    await close(world);
    expect(world.order(BUSY.approved).state).toBe('approved');
    // The order's own plan comes first, and learns that the channel has taken it.
    world.later(MINUTE_MS);
    for (let minute = 0; minute < 5; minute++, world.later(MINUTE_MS)) await timer(world);
    expect(world.order(BUSY.approved).history.map(({ type }) => type)).toContain('accepted');
    expect(world.order(BUSY.approved).state).toBe('cancelled');
    expect(channel.facts(BUSY.approved)?.stage).toBe('closed');
  });

  it('ends the authorisation at once where nothing runs', async () => {
    const world = new World({ account: anAccount() });
    const { account } = await close(world);
    expect(world.channel.ended).toEqual([{ whose: CALLER.openid, reason: '用户已关闭先用后付' }]);
    expect(account).toMatchObject({ authorisation: 'ended', closing: { authorisation: 'ended' } });
    expect(world.account().next).toBeNull();
  });

  it('ends the authorisation after the last order that ran, and not before', async () => {
    const { world } = await aBusyBuyer();
    await close(world);
    for (let day = 0; day < 3; day++, world.later(DAY_MS)) await timer(world);
    expect(world.channel.ended).toEqual([]);
    world.store.seed('creditAccounts', { ...world.account(), holds: {}, runningOrders: 0 });
    world.later(DAY_MS);
    await timer(world);
    expect(world.channel.ended).toHaveLength(1);
    expect(world.account()).toMatchObject({ authorisation: { state: 'ended' }, next: null });
  });

  it.each(['refused', 'unknown'] as const)(
    'asks a channel that answers %s ever more rarely, and then leaves it to the buyer',
    async (ending) => {
      const world = new World({ account: anAccount() });
      world.channel.ending = ending;
      expect((await close(world)).account.closing?.authorisation).toBe('waiting');
      const pausesMs: number[] = [];
      for (let next = world.account().next; next && pausesMs.length < 50; next = world.account().next) {
        pausesMs.push(next.at.getTime() - world.now.getTime());
        world.now = next.at;
        await timer(world);
      }
      expect(pausesMs).toEqual(pausesMs.toSorted((a, b) => a - b));
      expect(pausesMs.reduce((sum, ms) => sum + ms, 0)).toBeGreaterThan(3 * DAY_MS);
      expect(world.channel.ended).toHaveLength(21);
      expect(world.account().authorisation?.state).toBe('active');
    },
  );

  it('leaves it to the buyer at once where the channel cannot', async () => {
    const world = new World({ account: anAccount() });
    world.channel.can.endsAuthorisation = false;
    expect((await close(world)).account.closing?.authorisation).toBe('byBuyer');
    expect(world.channel.ended).toEqual([]);
  });

  it('asks first about an authorisation that is still open, and ends it if it was given', async () => {
    const world = new World({ account: anAccount({ authorisation: authorisation('pending') }) });
    world.channel.authorisation = { kind: 'state', state: 'active' };
    await close(world);
    expect(world.channel.ended).toHaveLength(1);
    expect(world.account().authorisation?.state).toBe('ended');
  });

  it('waits for a page on which the buyer may still agree, and ends what he gives there', async () => {
    for (const answer of ['never', 'active'] as const) {
      const world = new World({ account: anAccount({ authorisation: authorisation('pending') }) });
      await close(world);
      expect(world.channel.ended).toEqual([]);
      expect(world.account().next?.at).toEqual(later(T0, 2 * 3_600_000));
      world.channel.authorisation = { kind: 'state', state: answer };
      world.later(2 * 3_600_000);
      await timer(world);
      expect(world.channel.ended).toHaveLength(answer === 'active' ? 1 : 0);
      expect(world.account()).toMatchObject({ authorisation: { state: 'ended' }, next: null });
    }
  });

  it('again changes nothing', async () => {
    const world = new World({ account: anAccount() });
    await close(world);
    const before = world.account();
    world.later(DAY_MS);
    await close(world);
    expect(world.account()).toEqual(before);
    expect(world.channel.ended).toHaveLength(1);
  });

  it('needs an account, and none that is being erased', async () => {
    expect(await refusal(close(new World()))).toBe('ACCOUNT_NOT_FOUND');
    expect(await refusal(close(new World({ account: anAccount({ state: 'erasing' }) })))).toBe(
      'CHANGED_MEANWHILE',
    );
  });
});
