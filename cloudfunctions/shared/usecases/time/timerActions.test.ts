import { describe, expect, it } from 'vitest';
import type { Order } from '../../domain/order/order.ts';
import { anAccount, aPolicy, later, ORDER, T0 } from '../../testing/builders.ts';
import { CHARGE_AT, orderIn } from '../../testing/lives.ts';
import { says, UNKNOWN } from '../../testing/scriptedChannel.ts';
import { World } from '../../testing/world.ts';
import { TIMER_ACTIONS } from './timerActions.ts';

const DAY_MS = 86_400_000;

function at(now: Date, order: Order): World {
  const hold = { amountFen: 16_800, state: 'held', at: T0 } as const;
  const account = anAccount({ availableFen: 83_200, runningOrders: 1, holds: { [ORDER]: hold } });
  const world = new World({ order, account });
  world.now = now;
  world.channel.answers('complete', says('collecting'));
  world.channel.answers('cancel', says('closed'));
  return world;
}

async function done(world: World, action: keyof typeof TIMER_ACTIONS): Promise<Order> {
  await TIMER_ACTIONS[action](world.services, world.order());
  return world.order();
}

describe('the automatic charge', () => {
  it('comes when its notice stands', async () => {
    const world = at(CHARGE_AT, orderIn('received'));
    expect(await done(world, 'charge')).toMatchObject({ state: 'settling', collectingSince: CHARGE_AT });
    expect(world.channel.sentOf('complete')).toHaveLength(1);
  });

  it.each<[string, Date, Partial<Order>]>([
    ['without a notice', CHARGE_AT, { notice: null }],
    ['three days late', later(CHARGE_AT, 3 * DAY_MS), {}],
    ['before its time', later(CHARGE_AT, -1), {}],
    ['for another amount than the notice named', CHARGE_AT, { payableFen: 16_799 }],
    ['at another time than the notice named', later(CHARGE_AT, 1), { chargeAt: later(CHARGE_AT, 1) }],
  ])('does not come %s: a new notice comes first', async (_what, now, changes) => {
    const world = at(now, orderIn('received', changes));
    expect(await done(world, 'charge')).toMatchObject({ state: 'received', notice: null });
    expect(world.order().next?.action).toBe('giveNotice');
    expect(world.channel.sent).toEqual([]);
    const noticed = await done(world, 'giveNotice');
    expect(noticed.chargeAt).toEqual(later(now, 3 * DAY_MS));
    expect(noticed.next).toMatchObject({ action: 'charge', at: noticed.chargeAt });
  });

  it('does not come under a notice that a stricter policy finds too short', async () => {
    const world = at(CHARGE_AT, orderIn('received'));
    world.policy = aPolicy({ charge: { noticeHours: 24 * 30 } });
    expect((await done(world, 'charge')).state).toBe('received');
    expect(world.channel.sent).toEqual([]);
  });

  it('neither comes nor is announced while the order is frozen', async () => {
    const freeze = { since: T0, cause: 'return' as const };
    for (const action of ['charge', 'giveNotice'] as const) {
      const world = at(CHARGE_AT, orderIn('received', { freeze }));
      expect(await done(world, action)).toMatchObject({ state: 'received', notice: { via: 'inApp' } });
      expect(world.channel.sent).toEqual([]);
    }
  });
});

describe('overdue', () => {
  const dueAt = later(CHARGE_AT, 3 * DAY_MS);

  it('is said only after the channel was asked once more', async () => {
    const world = at(dueAt, orderIn('settling'));
    world.channel.answers('query', says('collecting'));
    expect(await done(world, 'markOverdue')).toMatchObject({
      state: 'overdue',
      accountDuty: { kind: 'markOverdue' },
    });
    expect(world.channel.queried).toEqual([ORDER]);
  });

  it('is not said if the money has come just now', async () => {
    const world = at(dueAt, orderIn('settling'));
    world.channel.answers('query', says('paid'));
    expect((await done(world, 'markOverdue')).state).toBe('settled');
  });

  it('is not said if the channel does not answer', async () => {
    const world = at(dueAt, orderIn('settling'));
    world.channel.answers('query', UNKNOWN);
    expect((await done(world, 'markOverdue')).state).toBe('settling');
  });

  it('is not said while the order is frozen', async () => {
    const world = at(dueAt, orderIn('settling', { freeze: { since: T0, cause: 'return' } }));
    world.channel.answers('query', says('collecting'));
    expect((await done(world, 'markOverdue')).state).toBe('settling');
  });
});

describe('asking the channel', () => {
  it.each(['collecting', 'running'] as const)(
    'and hearing %s only notes that it was asked',
    async (stage) => {
      const world = at(later(CHARGE_AT, 600_000), orderIn('settling'));
      world.channel.answers('query', says(stage));
      const order = await done(world, 'askChannel');
      expect(order).toMatchObject({ state: 'settling', askedAt: world.now });
      expect(order.history).toEqual(orderIn('settling').history);
      expect(order.next).toMatchObject({ action: 'askChannel', at: later(CHARGE_AT, 1_200_000) });
    },
  );

  it('and hearing nothing asks again, ever more rarely', async () => {
    const world = at(later(CHARGE_AT, 600_000), orderIn('settling'));
    world.channel.answers('query', UNKNOWN);
    expect((await done(world, 'askChannel')).next?.at).toEqual(later(CHARGE_AT, 1_200_000));
  });

  it.each([
    ['paid', 'settled'],
    ['closed', 'writtenOff'],
  ] as const)('and hearing %s makes the order %s', async (stage, state) => {
    const world = at(later(CHARGE_AT, 600_000), orderIn('overdue'));
    world.channel.answers('query', says(stage));
    expect((await done(world, 'askChannel')).state).toBe(state);
  });
});

describe('the other deadlines', () => {
  it('without evidence of delivery ask the buyer, and never confirm', async () => {
    const world = at(later(T0, 20 * DAY_MS), orderIn('shipped'));
    const order = await done(world, 'askReceipt');
    expect(order).toMatchObject({
      state: 'shipped',
      receiptAskedAt: world.now,
      next: { action: 'askReceipt' },
    });
  });

  it('with evidence confirm receipt, under the terms of the order', async () => {
    const world = at(later(T0, 20 * DAY_MS), orderIn('shipped', { deliveredAt: T0 }));
    world.policy = aPolicy({ charge: { afterReceiptDays: 1 } });
    expect(await done(world, 'confirmReceipt')).toMatchObject({
      state: 'received',
      chargeAt: later(world.now, 7 * DAY_MS),
    });
  });

  it('end what was never assessed', async () => {
    const world = at(later(T0, DAY_MS), orderIn('created'));
    expect((await done(world, 'cancelUnaccepted')).state).toBe('cancelled');
    expect(world.channel.sent).toEqual([]);
  });

  it('end what the buyer never confirmed at the channel', async () => {
    const world = at(later(T0, DAY_MS), orderIn('approved'));
    world.channel.answers('query', says('awaitingBuyer'));
    expect((await done(world, 'cancelUnaccepted')).state).toBe('cancelled');
    expect(world.account().availableFen).toBe(100_000);
  });

  it('accept what the buyer has confirmed, though the callback was lost', async () => {
    const world = at(later(T0, DAY_MS), orderIn('approved'));
    world.channel.answers('query', says('running'));
    expect((await done(world, 'cancelUnaccepted')).state).toBe('accepted');
    expect(world.channel.sent).toEqual([]);
  });

  it('end what was not shipped, and name the reason', async () => {
    const world = at(later(T0, 9 * DAY_MS), orderIn('accepted'));
    expect((await done(world, 'cancelUnshipped')).state).toBe('cancelled');
    expect(world.channel.sentOf('cancel')[0]?.request.body).toContain('超时未发货');
  });
});
