import { describe, expect, it } from 'vitest';
import type { Order } from '../../domain/order/order.ts';
import { anAccount, anAttempt, later, ORDER, T0 } from '../../testing/builders.ts';
import { orderIn } from '../../testing/lives.ts';
import { NOT_FOUND, REFUSED, says, UNKNOWN } from '../../testing/scriptedChannel.ts';
import { CALLER, refusal, STRANGER, World } from '../../testing/world.ts';
import { cancelOwnOrder } from './cancelOrder.ts';

const HELD = { amountFen: 16_800, state: 'held', at: T0 } as const;

function aWorldWith(order: Order): World {
  const account = anAccount({ availableFen: 83_200, runningOrders: 1, holds: { [ORDER]: HELD } });
  const world = new World({ order, account });
  world.channel.answers('cancel', says('closed'));
  return world;
}

const cancel = (world: World, buyerId = CALLER.buyerId) =>
  cancelOwnOrder(world.services, buyerId, { orderId: ORDER, reason: '不想要了' });

describe('cancelling', () => {
  it('an order that the channel does not know yet ends it here, tombstone included', async () => {
    const world = new World({ order: orderIn('created'), account: anAccount() });
    expect((await cancel(world)).state).toBe('cancelled');
    expect(world.channel.sent).toEqual([]);
    expect(world.account().holds[ORDER]?.state).toBe('released');
  });

  it.each(['approved', 'accepted'] as const)(
    'an order that is %s ends it at the channel first',
    async (state) => {
      const world = aWorldWith(orderIn(state));
      world.channel.meanwhile = () => {
        expect(world.order()).toMatchObject({ state, attempt: { kind: 'cancel' } });
        expect(world.account().holds[ORDER]?.state).toBe('held');
      };
      expect((await cancel(world)).state).toBe('cancelled');
      expect(world.account()).toMatchObject({ availableFen: 100_000, runningOrders: 0 });
      expect(world.channel.sent).toHaveLength(1);
    },
  );

  it('leaves its tombstone for a day', async () => {
    const world = aWorldWith(orderIn('accepted'));
    await cancel(world);
    expect(world.order()).toMatchObject({
      accountDuty: { kind: 'forget', at: later(T0, 86_400_000) },
      next: { action: 'settleAccount', at: later(T0, 86_400_000) },
    });
  });

  it('again changes nothing', async () => {
    const world = aWorldWith(orderIn('cancelled'));
    expect((await cancel(world)).state).toBe('cancelled');
    expect(world.order()).toEqual(orderIn('cancelled'));
  });

  it.each(['shipped', 'received', 'settling', 'overdue', 'settled', 'rejected', 'writtenOff'] as const)(
    'is refused in the state %s, and nothing is sent',
    async (state) => {
      const world = aWorldWith(orderIn(state));
      expect(await refusal(cancel(world))).toBe('WRONG_STATE');
      expect(world.channel.sent).toEqual([]);
      expect(world.order()).toEqual(orderIn(state));
    },
  );

  it('somebody else’s order finds nothing', async () => {
    const world = aWorldWith(orderIn('cancelled'));
    expect(await refusal(cancel(world, STRANGER.buyerId))).toBe('ORDER_NOT_FOUND');
  });

  it('three times at once sends one cancellation', async () => {
    const world = aWorldWith(orderIn('accepted'));
    world.channel.answers('query', says('running'));
    await Promise.allSettled([cancel(world), cancel(world), cancel(world)]);
    const bodies = new Set(world.channel.sent.map((sent) => sent.request.body));
    expect(bodies.size).toBe(1);
    expect(world.order().history.filter((event) => event.type === 'cancelRequested')).toHaveLength(1);
    expect(world.order().state).toBe('cancelled');
  });
});

describe('a cancellation', () => {
  it('without an answer stays open: nothing else may happen', async () => {
    const world = aWorldWith(orderIn('accepted'));
    world.channel.answers('cancel', UNKNOWN);
    expect(await cancel(world)).toMatchObject({ state: 'accepted', pending: true });
    expect(world.account().holds[ORDER]?.state).toBe('held');
    expect(world.order().next?.action).toBe('resolveAttempt');
  });

  it('that is refused leaves the order running, if the channel says that it runs', async () => {
    const world = aWorldWith(orderIn('accepted'));
    world.channel.answers('cancel', REFUSED);
    world.channel.answers('query', says('running'));
    expect(await cancel(world)).toMatchObject({ state: 'accepted', pending: false });
    expect(world.order().history.at(-1)).toMatchObject({ type: 'cancelRefused', code: 'INVALID_REQUEST' });
  });

  it('that is refused because it took effect before has taken effect', async () => {
    const world = aWorldWith(orderIn('accepted'));
    world.channel.answers('cancel', REFUSED);
    world.channel.answers('query', says('closed'));
    expect((await cancel(world)).state).toBe('cancelled');
  });

  it('that comes too late is told as what it was: paid', async () => {
    const world = aWorldWith(orderIn('accepted'));
    world.channel.answers('cancel', REFUSED);
    world.channel.answers('query', says('paid'));
    expect((await cancel(world)).state).toBe('settled');
    expect(world.attentions()).toEqual(['PAID_UNEXPECTEDLY']);
  });

  it('clears up an open creation first', async () => {
    const world = aWorldWith(orderIn('approved', { attempt: anAttempt('create') }));
    world.channel.answers('query', says('running'));
    expect((await cancel(world)).state).toBe('cancelled');
    expect(
      world
        .order()
        .history.map((event) => event.type)
        .slice(-3),
    ).toEqual(['accepted', 'cancelRequested', 'cancelled']);
  });

  it('is refused while the fate of the creation is unknown', async () => {
    const world = aWorldWith(orderIn('approved', { attempt: anAttempt('create') }));
    world.channel.answers('query', UNKNOWN);
    expect(await refusal(cancel(world))).toBe('CHANNEL_CALL_OPEN');
    world.channel.answers('query', NOT_FOUND);
    world.channel.answers('create', UNKNOWN);
    expect(await refusal(cancel(world))).toBe('CHANNEL_CALL_OPEN');
  });

  it('of an order that is being charged does not send the charge again', async () => {
    const order = orderIn('settling', { attempt: anAttempt('complete'), collectingSince: null });
    const world = aWorldWith(order);
    world.channel.answers('query', says('running'));
    world.channel.answers('complete', says('collecting'));
    expect(await refusal(cancel(world))).toBe('WRONG_STATE');
    expect(world.channel.sentOf('complete')).toEqual([]);
  });

  it('that had no answer can be repeated, and then tells that it has taken effect', async () => {
    const world = aWorldWith(orderIn('accepted'));
    world.channel.answers('cancel', UNKNOWN);
    await cancel(world);
    world.channel.answers('query', says('closed'));
    expect(await refusal(cancel(world))).toBe('none');
  });
});
