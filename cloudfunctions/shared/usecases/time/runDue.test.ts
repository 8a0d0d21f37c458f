import { describe, expect, it } from 'vitest';
import type { CreditAccount } from '../../domain/account/account.ts';
import type { Order } from '../../domain/order/order.ts';
import type { Next } from '../../domain/order/plan.ts';
import { anAccount, anOrder, BUYER, later, ORDER, T0 } from '../../testing/builders.ts';
import { orderIn } from '../../testing/lives.ts';
import { REFUSED, says, UNKNOWN } from '../../testing/scriptedChannel.ts';
import { World } from '../../testing/world.ts';
import { runDue } from './runDue.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
const always = () => true;
const id = (index: number) => String(index).padStart(32, '0');

/** Orders that were never assessed, all overdue for being given up. */
function abandoned(count: number): World {
  const world = new World({ account: anAccount() });
  for (let index = 0; index < count; index++) world.store.seed('orders', anOrder({ _id: id(index) }));
  world.later(2 * DAY_MS);
  return world;
}

const states = (world: World) => world.store.all<Order>('orders').map((order) => order.state);

describe('the timer', () => {
  it('does all that is due, over many pages, and nothing that is not', async () => {
    const world = abandoned(45);
    world.store.seed(
      'orders',
      anOrder({ _id: id(99), next: { at: later(world.now, 1), action: 'cancelUnaccepted', tries: 0 } }),
    );
    expect(await runDue(world.services, always)).toEqual({ done: 45, failed: 0, unfinished: false });
    expect(states(world).filter((state) => state === 'cancelled')).toHaveLength(45);
    expect(world.order(id(99)).state).toBe('created');
  });

  it('does nothing when nothing is due', async () => {
    const world = new World({ order: orderIn('settled') });
    expect(await runDue(world.services, always)).toEqual({ done: 0, failed: 0, unfinished: false });
    expect(world.store.trips.map(({ collection }) => collection)).toEqual(['orders', 'creditAccounts']);
  });

  it('stops in time, says so, and goes on next time', async () => {
    const world = abandoned(5);
    let left = 3;
    expect(await runDue(world.services, () => left-- > 0)).toEqual({ done: 3, failed: 0, unfinished: true });
    expect(states(world).filter((state) => state === 'created')).toHaveLength(2);
    await runDue(world.services, always);
    expect(states(world)).not.toContain('created');
  });

  it('run twice at once does everything once', async () => {
    const world = abandoned(30);
    await Promise.all([runDue(world.services, always), runDue(world.services, always)]);
    for (const order of world.store.all<Order>('orders')) {
      expect(order.history.map((event) => event.type)).toEqual(['created', 'cancelled']);
    }
  });

  it('run twice at once lets one of them have the order', async () => {
    const world = new World({ order: orderIn('overdue', { accountDuty: null }) });
    world.later(60 * DAY_MS);
    world.channel.answers('query', UNKNOWN);
    await Promise.all([runDue(world.services, always), runDue(world.services, always)]);
    expect(world.channel.queried).toEqual([ORDER]);
  });

  it('moves an order out of the way before it touches anything', async () => {
    const world = new World({ order: orderIn('overdue', { accountDuty: null }) });
    world.later(60 * DAY_MS);
    world.channel.answers('query', UNKNOWN);
    world.channel.meanwhile = () => {
      expect(world.order().next).toEqual({
        at: later(world.now, 2 * MINUTE_MS),
        action: 'askChannel',
        tries: expect.any(Number),
      });
    };
    await runDue(world.services, always);
    expect(world.channel.queried).toHaveLength(1);
  });

  it('survives a jump of a month: each step happens once, in order', async () => {
    const world = new World({ order: orderIn('received', { notice: null }), account: anAccount() });
    world.channel.answers('complete', says('collecting'));
    world.channel.answers('query', says('collecting'));
    for (let day = 0; day < 3; day++) {
      world.later(30 * DAY_MS);
      await runDue(world.services, always);
    }
    const types = world.order().history.map((event) => event.type);
    expect(types.filter((type) => type === 'chargeRequested').length).toBeLessThanOrEqual(1);
    expect(types.slice(types.lastIndexOf('received') + 1)[0]).toBe('noticed');
  });
});

describe('a poisoned order', () => {
  /** The first order's account cannot be read; whatever touches it fails. */
  function poisoned(count: number): World {
    const world = abandoned(count);
    world.store.seed('orders', anOrder({ _id: id(0), buyerId: 'poison' }));
    world.store.before = ({ collection, what }) => {
      if (collection === 'creditAccounts' && what === 'poison') throw new Error('poison');
    };
    return world;
  }

  it('does not stop the others', async () => {
    const world = poisoned(25);
    expect(await runDue(world.services, always)).toMatchObject({ done: 24 });
    expect(states(world).filter((state) => state === 'cancelled')).toHaveLength(25);
    expect(world.alarms[0]).toMatchObject({
      event: 'timerActionFailed',
      fields: { orderId: id(0), tries: 1, cause: 'poison' },
    });
    expect(new Set(world.alarms.map((alarm) => alarm.fields['orderId']))).toEqual(new Set([id(0)]));
  });

  it('is tried ever more rarely, and put on the operator’s list after eight tries', async () => {
    const world = new World({ order: orderIn('overdue', { accountDuty: null }) });
    world.channel.meanwhile = () => {
      throw new Error('poison');
    };
    const waits: number[] = [];
    const listed: boolean[] = [];
    world.later(60 * DAY_MS);
    for (let round = 0; round < 12; round++) {
      await runDue(world.services, always);
      const next = world.order().next;
      if (!next) throw new Error('nothing planned');
      waits.push((next.at.getTime() - world.now.getTime()) / MINUTE_MS);
      listed.push(world.order().attention.length > 0);
      world.now = next.at;
    }
    expect(waits).toEqual([2, 4, 8, 16, 32, 64, 128, 256, 360, 360, 360, 360]);
    expect(listed.indexOf(true)).toBe(7);
    expect(world.attentions()).toEqual(['STUCK']);
  });

  it('that cannot even be claimed does not keep the timer busy for ever', async () => {
    const world = abandoned(1);
    world.store.before = ({ operation }) => {
      if (operation === 'update') throw new Error('document too large');
    };
    let rounds = 0;
    await runDue(world.services, () => ++rounds < 100);
    expect(rounds).toBeLessThan(10);
  });

  it('keeps what a person had to look at before', async () => {
    const attention = [{ code: 'PAID_TWICE', at: T0 }];
    const next: Next = { at: T0, action: 'askChannel', tries: 7 };
    const world = new World({ order: orderIn('overdue', { accountDuty: null, attention, next }) });
    world.channel.answers('query', UNKNOWN);
    await runDue(world.services, always);
    expect(world.order().attention.map((one) => one.code)).toEqual(['PAID_TWICE', 'STUCK']);
  });
});

describe('an order that the channel will not let go', () => {
  function uncancellable(): World {
    const world = new World({ order: orderIn('accepted'), account: anAccount() });
    world.channel.answers('cancel', REFUSED);
    world.channel.answers('query', says('running'));
    world.later(30 * DAY_MS);
    return world;
  }

  it('is not asked to be cancelled again and again in one run', async () => {
    const world = uncancellable();
    let rounds = 0;
    await runDue(world.services, () => ++rounds < 50);
    expect(world.channel.sentOf('cancel').length).toBeLessThanOrEqual(2);
  });

  it('comes onto the operator’s list if its call never gets an answer', async () => {
    const world = new World({ order: orderIn('accepted'), account: anAccount() });
    world.channel.answers('cancel', UNKNOWN);
    world.channel.answers('query', says('running'));
    world.later(30 * DAY_MS);
    for (let minute = 0; minute < 24 * 60; minute += 5) {
      await runDue(world.services, always);
      world.later(5 * MINUTE_MS);
    }
    expect(world.order(ORDER).attention).toMatchObject([{ code: 'STUCK' }]);
  });
});

describe('accounts that wait for something', () => {
  const closing = (_id: string, at = T0): CreditAccount =>
    anAccount({ _id, state: 'closed', closedAt: T0, next: { at, action: 'endAuthorisation', tries: 0 } });

  it('are looked after beside the orders, whatever was due first', async () => {
    const world = abandoned(25);
    world.store.seed('creditAccounts', closing('buyer-9', later(T0, DAY_MS - 1)));
    let left = 1;
    await runDue(world.services, () => left-- > 0);
    expect(world.account('buyer-9').authorisation?.state).toBe('ended');
    expect(states(world)).not.toContain('cancelled');
    expect(await runDue(world.services, always)).toEqual({ done: 25, failed: 0, unfinished: false });
  });

  it('are not touched before they are due', async () => {
    const world = new World({ account: closing(BUYER, later(T0, 1)) });
    expect(await runDue(world.services, always)).toMatchObject({ done: 0 });
    expect(world.channel.ended).toEqual([]);
  });

  it('are claimed for a lease, so that two runs do not both ask the channel', async () => {
    const world = new World({ account: closing(BUYER) });
    world.channel.ending = 'unknown';
    await Promise.all([runDue(world.services, always), runDue(world.services, always)]);
    expect(world.channel.ended).toHaveLength(1);
    expect(world.account().next).toEqual({
      at: later(T0, 2 * MINUTE_MS),
      action: 'endAuthorisation',
      tries: 1,
    });
  });

  it('that fail do not stop the others, are told of by their pseudonym, and after eight tries to a person', async () => {
    const world = new World({ account: closing(BUYER) });
    world.store.seed('creditAccounts', closing('poison'));
    world.store.before = ({ collection, what }) => {
      if (collection === 'buyers' && what === 'poison') throw new Error('poison');
    };
    expect(await runDue(world.services, always)).toEqual({ done: 1, failed: 1, unfinished: false });
    expect(world.account().authorisation?.state).toBe('ended');
    expect(world.alarms).toEqual([
      {
        event: 'timerActionFailed',
        fields: { buyerId: 'poison', action: 'endAuthorisation', tries: 1, cause: 'poison' },
      },
    ]);
    for (
      let next = world.account('poison').next;
      next && next.tries < 10;
      next = world.account('poison').next
    ) {
      world.now = next.at;
      await runDue(world.services, always);
    }
    const told = world.alarms.filter(({ event }) => event === 'accountNeedsAttention');
    expect(told).toEqual([
      { event: 'accountNeedsAttention', fields: { buyerId: 'poison', action: 'endAuthorisation' } },
    ]);
  });
});
