import { describe, expect, it } from 'vitest';
import type { Authorisation, CreditAccount, Hold } from '../domain/account/account.ts';
import type { Order } from '../domain/order/order.ts';
import { anAccount, anAttempt, anOrder, later, OPENING, T0 } from '../testing/builders.ts';
import { killedAt } from '../testing/kill.ts';
import { orderIn } from '../testing/lives.ts';
import { REFUSED, says, UNKNOWN } from '../testing/scriptedChannel.ts';
import { StatefulChannel } from '../testing/statefulChannel.ts';
import { CALLER, refusal, World } from '../testing/world.ts';
import { assessCredit } from './assessCredit.ts';
import { closeAccount } from './closeAccount.ts';
import { openAccount } from './openAccount.ts';
import { runDue } from './runDue.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
const ID = { created: '1'.repeat(32), approved: '2'.repeat(32), shipped: '3'.repeat(32) };
const hold: Hold = { amountFen: 16_800, state: 'held', at: T0 };
const authorisation = (state: Authorisation['state']): Authorisation => ({
  channel: 'wechatpay',
  code: 'code-1',
  state,
  since: T0,
});
const close = (world: World) => closeAccount(world.services, CALLER);
const timer = (world: World) => runDue(world.services, () => true);

function accountWith(held: readonly string[], changes: Partial<CreditAccount> = {}): CreditAccount {
  return anAccount({
    holds: Object.fromEntries(held.map((id) => [id, hold])),
    availableFen: 100_000 - held.length * hold.amountFen,
    runningOrders: held.length,
    ...changes,
  });
}

/** An order in each state that matters, at a channel that keeps its own books. */
async function busy(): Promise<{ world: World; channel: StatefulChannel }> {
  const channel = new StatefulChannel();
  const world = new World({ channel, account: accountWith([ID.approved, ID.shipped]) });
  world.store.seed('orders', orderIn('created', { _id: ID.created }));
  world.store.seed('orders', orderIn('shipped', { _id: ID.shipped }));
  const request = channel.createRequest({ orderId: ID.approved, amountFen: 16_800, lines: [] });
  const attempt = anAttempt('create', { request });
  world.store.seed('orders', orderIn('approved', { _id: ID.approved, attempt }));
  for (const orderId of [ID.approved, ID.shipped]) {
    await channel.send('create', channel.createRequest({ orderId, amountFen: 16_800, lines: [] }));
  }
  world.later(DAY_MS / 2);
  return { world, channel };
}

describe('closing the service', () => {
  it('takes effect at once, in one write, whatever runs', async () => {
    const { world } = await busy();
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
    const { world, channel } = await busy();
    const { account } = await close(world);
    expect(account).toMatchObject({ state: 'closed', runningOrders: 1 });
    expect(account.closing?.authorisation).toBe('waiting');
    expect(account.owed).toMatchObject([{ orderId: ID.shipped, payableFen: 16_800 }]);
    expect(Object.values(ID).map((id) => world.order(id).state)).toEqual([
      'cancelled',
      'cancelled',
      'shipped',
    ]);
    expect(channel.facts(ID.approved)?.stage).toBe('closed');
    expect(channel.facts(ID.shipped)?.stage).toBe('running');
    expect(channel.ended).toEqual([]);
  });

  it('leaves an order alone that was accepted before', async () => {
    const world = new World({ account: accountWith([ID.shipped]) });
    world.store.seed('orders', orderIn('accepted', { _id: ID.shipped }));
    world.later(DAY_MS);
    await close(world);
    expect(world.order(ID.shipped).state).toBe('accepted');
  });

  it('cancels an acceptance that comes back only after it', async () => {
    const { world, channel } = await busy();
    channel.fates = ['lostBefore', 'lostBefore'];
    await close(world);
    expect(world.order(ID.approved).state).toBe('approved');
    // The order's own plan comes first, and learns that the channel has taken it.
    world.later(MINUTE_MS);
    for (let minute = 0; minute < 5; minute++, world.later(MINUTE_MS)) await timer(world);
    expect(world.order(ID.approved).history.map(({ type }) => type)).toContain('accepted');
    expect(world.order(ID.approved).state).toBe('cancelled');
    expect(channel.facts(ID.approved)?.stage).toBe('closed');
  });

  it('ends the authorisation at once where nothing runs', async () => {
    const world = new World({ account: anAccount() });
    const { account } = await close(world);
    expect(world.channel.ended).toEqual([{ whose: CALLER.openid, reason: '用户已关闭先用后付' }]);
    expect(account).toMatchObject({ authorisation: 'ended', closing: { authorisation: 'ended' } });
    expect(world.account().next).toBeNull();
  });

  it('ends the authorisation after the last order that ran, and not before', async () => {
    const { world } = await busy();
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
      for (let next = world.account().next; next; next = world.account().next) {
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

describe('closing that is disturbed', () => {
  const ended = (world: World) => {
    const { state, authorisation: given, next, holds, runningOrders } = world.account();
    const states = world.store.all<Order>('orders').map((order) => order.state);
    return { state, given: given?.state, next, held: Object.keys(holds), runningOrders, states };
  };

  it.each(['before', 'after'] as const)(
    '%s any of its round trips ends as if nothing had been',
    async (when) => {
      for (let trip = 0; ; trip++) {
        const { world, channel } = await busy();
        const died = await killedAt(world.store, trip, when, () => close(world));
        if (!died) {
          expect(trip).toBeGreaterThan(10);
          break;
        }
        // A buyer to whom it was not confirmed taps again; the timer does the rest.
        if (world.account().state === 'open') await close(world);
        for (let hour = 0; hour < 30; hour++, world.later(DAY_MS / 24)) await timer(world);
        expect([trip, ended(world)]).toMatchObject([
          trip,
          { state: 'closed', given: 'active', runningOrders: 1, held: [ID.shipped] },
        ]);
        expect(ended(world).states).toEqual(['cancelled', 'shipped', 'cancelled']);
        expect([trip, channel.facts(ID.approved)?.stage]).toEqual([trip, 'closed']);
      }
    },
  );

  it('leaves no order running that was assessed at the same moment', async () => {
    for (let delay = 0; delay < 25; delay++) {
      const channel = new StatefulChannel();
      const world = new World({ channel, account: anAccount(), order: anOrder() });
      const closing = async () => {
        for (let turn = 0; turn < delay; turn++) await Promise.resolve();
        await close(world);
      };
      await Promise.allSettled([assessCredit(world.services, CALLER, { orderId: anOrder()._id }), closing()]);
      for (let hour = 0; hour < 30; hour++, world.later(DAY_MS / 24)) await timer(world);
      const { state } = world.order();
      expect([delay, ['accepted', 'cancelled', 'rejected'].includes(state)]).toEqual([delay, true]);
      // Accepted before the closing it runs on under its own terms.
      const { acceptedAt } = world.order();
      if (state === 'accepted')
        expect(acceptedAt && acceptedAt < (world.account().closedAt ?? T0)).toBe(true);
      else expect(world.account()).toMatchObject({ runningOrders: 0, authorisation: { state: 'ended' } });
    }
  });

  it('at the same moment as an opening leaves one of the two, whole', async () => {
    for (let delay = 0; delay < 25; delay++) {
      const world = new World({ account: anAccount() });
      world.terms = { ...world.terms, version: 2 };
      world.channel.authorisation = { kind: 'state', state: 'active' };
      const consent = { ...OPENING.consent, termsVersion: 2 };
      const closing = async () => {
        for (let turn = 0; turn < delay; turn++) await Promise.resolve();
        await close(world);
      };
      await Promise.allSettled([openAccount(world.services, CALLER, { ...OPENING, consent }), closing()]);
      const { state, closedAt, next, consents } = world.account();
      expect(consents.map(({ termsVersion }) => termsVersion)).toEqual([1, 2]);
      if (state === 'open') expect([closedAt, next]).toEqual([null, null]);
      else expect(closedAt).toEqual(T0);
    }
  });

  it('by a channel that refuses to cancel goes on asking, and tells a person', async () => {
    const world = new World({ account: accountWith([ID.approved]) });
    world.store.seed('orders', orderIn('approved', { _id: ID.approved }));
    world.channel.answers('cancel', REFUSED);
    world.channel.answers('query', says('running', { orderId: ID.approved }));
    await close(world);
    for (let hour = 0; hour < 48; hour++, world.later(DAY_MS / 24)) await timer(world);
    expect(world.channel.sentOf('cancel').length).toBeGreaterThan(2);
    expect(world.alarms.map(({ event }) => event)).toContain('accountNeedsAttention');
    expect(world.channel.ended).toEqual([]);
  });

  it('by a channel that does not answer leaves the account closed, and its plan to the timer', async () => {
    const world = new World({ account: accountWith([ID.approved]) });
    world.store.seed('orders', orderIn('approved', { _id: ID.approved }));
    world.channel.answers('cancel', UNKNOWN);
    const { account } = await close(world);
    expect(account.state).toBe('closed');
    expect(world.account().next?.action).toBe('cancelUnaccepted');
  });
});
