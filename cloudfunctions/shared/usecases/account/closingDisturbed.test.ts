import { describe, expect, it } from 'vitest';
import type { Authorisation } from '../../domain/account/account.ts';
import type { Order } from '../../domain/order/order.ts';
import { aCallbackOf, anAccount, anOrder, later, OPENING, T0 } from '../../testing/builders.ts';
import { killedAt } from '../../testing/kill.ts';
import { orderIn } from '../../testing/lives.ts';
import { aBusyBuyer, accountWith, BUSY } from '../../testing/pastAndBusy.ts';
import { REFUSED, says, UNKNOWN } from '../../testing/scriptedChannel.ts';
import { StatefulChannel } from '../../testing/statefulChannel.ts';
import { CALLER, World } from '../../testing/world.ts';
import { assessCredit } from '../assessment/assessCredit.ts';
import { applyCallback } from '../channel/channelCallback.ts';
import { runDue } from '../time/runDue.ts';
import { closeAccount } from './closeAccount.ts';
import { endAuthorisation } from './endAuthorisation.ts';
import { goOnClosing } from './goOnClosing.ts';
import { openAccount } from './openAccount.ts';

const DAY_MS = 86_400_000;
const authorisation = (state: Authorisation['state']): Authorisation => ({
  channel: 'wechatpay',
  code: 'code-1',
  state,
  since: T0,
});
const close = (world: World) => closeAccount(world.services, CALLER);
const timer = (world: World) => runDue(world.services, () => true);

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
        const { world, channel } = await aBusyBuyer();
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
          { state: 'closed', given: 'active', runningOrders: 1, held: [BUSY.shipped] },
        ]);
        expect(ended(world).states).toEqual(['cancelled', 'shipped', 'cancelled']);
        expect([trip, channel.facts(BUSY.approved)?.stage]).toEqual([trip, 'closed']);
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

  it('does not touch what came after the account was opened again', async () => {
    const closed = anAccount({ state: 'closed', closedAt: T0, version: 3 });
    const world = new World({ account: anAccount({ version: 4 }) });
    world.store.seed('orders', anOrder({ createdAt: later(T0, 1) }));
    await goOnClosing(world.services, closed);
    expect(world.order().state).toBe('created');
    // The channel was asked just before; what the buyer has given since is his.
    world.channel.authorisation = { kind: 'state', state: 'active' };
    await endAuthorisation(world.services, closed);
    expect(world.account()).toEqual(anAccount({ version: 4 }));
  });

  it('notes that the authorisation is gone where the account was opened again while it was ended', async () => {
    const closed = anAccount({ state: 'closed', closedAt: T0, version: 3 });
    const world = new World({ account: closed });
    const ending = world.channel.endAuthorisation.bind(world.channel);
    world.channel.authorisation = { kind: 'state', state: 'active' };
    world.channel.endAuthorisation = async (...call) => {
      await openAccount(world.services, CALLER, OPENING);
      world.channel.authorisation = { kind: 'state', state: 'ended' };
      return ending(...call);
    };
    await endAuthorisation(world.services, closed);
    expect(world.account()).toMatchObject({ state: 'open', authorisation: { state: 'ended' } });
    const { authoriseView } = await openAccount(world.services, CALLER, OPENING);
    expect(authoriseView).not.toBeNull();
  });

  it('ends an authorisation that the buyer gives on an old page long after', async () => {
    const account = anAccount({ state: 'closed', closedAt: T0, authorisation: authorisation('ended') });
    const world = new World({ account });
    world.channel.authorisation = { kind: 'state', state: 'active' };
    const given = { kind: 'authorisation', openid: CALLER.openid, state: 'active' } as const;
    await applyCallback(world.services, 'wechatpay', aCallbackOf(given));
    expect(world.account().next).toEqual({ at: T0, action: 'endAuthorisation', tries: 0 });
    await timer(world);
    expect(world.channel.ended).toHaveLength(1);
    expect(world.account()).toMatchObject({ authorisation: { state: 'ended' }, next: null });
  });

  it('by a channel that refuses to cancel goes on asking, and tells a person', async () => {
    const world = new World({ account: accountWith([BUSY.approved]) });
    world.store.seed('orders', orderIn('approved', { _id: BUSY.approved }));
    world.channel.answers('cancel', REFUSED);
    world.channel.answers('query', says('running', { orderId: BUSY.approved }));
    await close(world);
    for (let hour = 0; hour < 48; hour++, world.later(DAY_MS / 24)) await timer(world);
    expect(world.channel.sentOf('cancel').length).toBeGreaterThan(2);
    expect(world.alarms.map(({ event }) => event)).toContain('accountNeedsAttention');
    expect(world.channel.ended).toEqual([]);
  });

  it('by a channel that does not answer leaves the account closed, and its plan to the timer', async () => {
    const world = new World({ account: accountWith([BUSY.approved]) });
    world.store.seed('orders', orderIn('approved', { _id: BUSY.approved }));
    world.channel.answers('cancel', UNKNOWN);
    const { account } = await close(world);
    expect(account.state).toBe('closed');
    expect(world.account().next?.action).toBe('cancelUnaccepted');
  });
});
