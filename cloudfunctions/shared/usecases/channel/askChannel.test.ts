import { beforeEach, describe, expect, it } from 'vitest';
import type { ChannelFailure } from '../../channels/channel.ts';
import { anAccount, anAttempt, BUYER, later, ORDER, T0 } from '../../testing/builders.ts';
import { orderIn } from '../../testing/lives.ts';
import { REFUSED, says, saysConfirmed, UNKNOWN } from '../../testing/scriptedChannel.ts';
import { World } from '../../testing/world.ts';
import { runDue } from '../time/runDue.ts';
import { askChannelAbout } from './askChannel.ts';
import { applyCallback } from './channelCallback.ts';

const MINUTE_MS = 60_000;
const CONFIRMED = saysConfirmed('agreement-2');
const HELD = { amountFen: 16_800, state: 'held', at: T0 } as const;
const timer = (world: World) => runDue(world.services, () => true);

let world: World;
beforeEach(() => {
  world = new World({
    order: orderIn('approved'),
    account: anAccount({ availableFen: 83_200, runningOrders: 1, holds: { [ORDER]: HELD } }),
  });
  world.channel.can.authorisesOnce = false;
  world.channel.can.knowsUnconfirmed = false;
  world.channel.answers('query', CONFIRMED);
});

describe('an order that its buyer has confirmed', () => {
  it('is accepted, once the channel has said that it was he', async () => {
    world.later(10 * MINUTE_MS);
    await timer(world);
    expect(world.order()).toMatchObject({ state: 'accepted', attention: [] });
    expect(world.channel.confirmersAsked).toEqual(['agreement-2 openid-1']);
  });

  it.each(['accepted', 'cancelled'] as const)('is not asked about any more once it is %s', async (state) => {
    world.store.seed('orders', orderIn(state));
    expect(await askChannelAbout(world.services, world.order())).toEqual(CONFIRMED);
    expect(world.channel.confirmersAsked).toEqual([]);
  });

  it('and has ended there is not asked about either', async () => {
    const closed = saysConfirmed('agreement-2', 'closed');
    world.channel.answers('query', closed);
    expect(await askChannelAbout(world.services, world.order())).toEqual(closed);
    expect(world.channel.confirmersAsked).toEqual([]);
  });
});

describe('an order that somebody else has confirmed', () => {
  beforeEach(() => {
    world.channel.confirmer = { kind: 'confirmer', isPayer: false };
  });

  it.each([
    ['the timer asks', { attempt: null }],
    ['the call is still open', { attempt: anAttempt('create') }],
  ])('is rejected in neutral words, ended there, and a person told (%s)', async (_what, changes) => {
    const next = { at: T0, action: changes.attempt ? 'resolveAttempt' : 'askChannel', tries: 0 } as const;
    world.store.seed('orders', orderIn('approved', { ...changes, next }));
    world.channel.answers('cancel', says('closed'));
    await timer(world);
    expect(world.order()).toMatchObject({
      state: 'rejected',
      attempt: null,
      attention: [{ code: 'CONFIRMED_BY_ANOTHER' }],
    });
    const rejected = world.order().history.find(({ type }) => type === 'rejected');
    expect(rejected).toMatchObject({ reasons: ['CHANNEL_DECLINED'] });
    expect(world.channel.sentOf('cancel')).toHaveLength(1);
    expect(world.attentions()).toEqual(['CONFIRMED_BY_ANOTHER']);
    expect(world.account()).toMatchObject({ availableFen: 100_000, runningOrders: 0 });
  });

  it('is told once, though somebody else writes at the same moment', async () => {
    world.store.before = ({ operation, collection }) => {
      if (operation !== 'update' || collection !== 'orders') return;
      world.store.before = () => {};
      world.store.seed('orders', { ...world.order(), version: 99 });
    };
    await applyCallback(world.services, 'wechatpay', asking());
    expect(world.order().attention).toMatchObject([{ code: 'CONFIRMED_BY_ANOTHER' }]);
    expect(world.order().state).toBe('rejected');
  });

  it('and that is being cancelled goes on being cancelled', async () => {
    world.store.seed('orders', orderIn('approved', { attempt: anAttempt('cancel'), next: null }));
    await applyCallback(world.services, 'wechatpay', asking());
    expect(world.order()).toMatchObject({ state: 'approved', attempt: { kind: 'cancel' } });
  });
});

describe('an order that who knows who has confirmed', () => {
  it.each<[string, ChannelFailure]>([
    ['no answer', UNKNOWN],
    ['a refusal', REFUSED],
  ])('is neither accepted nor ended on %s, and asked about again', async (_what, answer) => {
    world.channel.confirmer = answer;
    await expectStaysApproved();
    world.channel.confirmer = { kind: 'confirmer', isPayer: true };
    world.later(10 * MINUTE_MS);
    await timer(world);
    expect(world.order().state).toBe('accepted');
  });

  it('is not accepted where the channel names no agreement', async () => {
    world.channel.answers('query', saysConfirmed(null));
    await expectStaysApproved();
  });

  it('is not accepted where its buyer is not known any more', async () => {
    await world.store.remove('buyers', { _id: BUYER });
    await expectStaysApproved();
  });

  it('is acknowledged to the channel only once that is known', async () => {
    world.channel.confirmer = UNKNOWN;
    await expect(applyCallback(world.services, 'wechatpay', asking())).rejects.toThrow('not known yet');
  });

  async function expectStaysApproved(): Promise<void> {
    world.later(10 * MINUTE_MS);
    await timer(world);
    expect(world.order()).toMatchObject({
      state: 'approved',
      attention: [],
      askedAt: later(T0, 10 * MINUTE_MS),
    });
  }
});

function asking() {
  const evidence = { eventId: 'e-1', event: 'changed', keyId: 'k', signedAt: T0, bodyHash: 'h' };
  return { content: { kind: 'ask', orderId: ORDER }, evidence } as const;
}
