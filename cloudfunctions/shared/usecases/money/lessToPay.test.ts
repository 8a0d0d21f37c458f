import { describe, expect, it } from 'vitest';
import type { ChannelOutcome } from '../../channels/channel.ts';
import type { Order } from '../../domain/order/order.ts';
import {
  aCallbackOf,
  anAccount,
  anAttempt,
  aPayment,
  aPolicy,
  factsAt,
  later,
  ORDER,
  T0,
} from '../../testing/builders.ts';
import { CHARGE_AT, orderIn } from '../../testing/lives.ts';
import {
  NOT_FOUND,
  REFUSED,
  says,
  saysRefund,
  UNKNOWN,
  UNSIGNED_NOT_FOUND,
  UNSIGNED_REFUSED,
} from '../../testing/scriptedChannel.ts';
import { World } from '../../testing/world.ts';
import { applyCallback } from '../channel/channelCallback.ts';
import { runDue } from '../time/runDue.ts';
import { TIMER_ACTIONS } from '../time/timerActions.ts';

const NOW = later(CHARGE_AT, 3_600_000);
const DAY_MS = 86_400_000;
const FREEZE = { since: T0, cause: 'return' as const };
const LESS = says('collecting', { amountFen: 9_000 });
const HELD = { amountFen: 16_800, state: 'held', at: T0 } as const;
const timer = (world: World) => runDue(world.services, () => true);
const tell = (world: World, facts: ReturnType<typeof factsAt>) =>
  applyCallback(world.services, 'wechatpay', aCallbackOf({ kind: 'order', facts }));

/** An order of which less is payable than the channel collects. */
function aWorld(state: 'settling' | 'overdue' | 'received' | 'shipped', changes: Partial<Order> = {}): World {
  const order = orderIn(state, { payableFen: 9_000, loweredAt: NOW, accountDuty: null, ...changes });
  const account = anAccount({ availableFen: 83_200, runningOrders: 1, holds: { [ORDER]: HELD } });
  const world = new World({ order, account });
  world.now = NOW;
  return world;
}

async function done(world: World, action: keyof typeof TIMER_ACTIONS): Promise<Order> {
  await TIMER_ACTIONS[action](world.services, world.order());
  return world.order();
}

describe('collecting less', () => {
  it.each<[string, ChannelOutcome, ChannelOutcome, string]>([
    ['taken', LESS, UNKNOWN, 'settling 9000 closed'],
    [
      'taken, and paid at once',
      says('paid', { payment: aPayment({ paidFen: 9_000 }) }),
      UNKNOWN,
      'settled 16800 closed',
    ],
    ['refused', REFUSED, says('collecting'), 'settling 16800 closed !'],
    ['refused, since it was taken before', REFUSED, LESS, 'settling 9000 closed'],
    ['refused, since it was paid', REFUSED, says('paid'), 'settled 16800 closed'],
    ['refused, since it was closed', REFUSED, says('closed'), 'writtenOff 16800 closed'],
    ['refused, and nothing more', REFUSED, UNKNOWN, 'settling 16800 open'],
    ['refused by nobody we know', UNSIGNED_REFUSED, says('collecting'), 'settling 16800 open'],
    ['not found by nobody we know', UNSIGNED_NOT_FOUND, says('collecting'), 'settling 16800 open'],
    ['not found', NOT_FOUND, NOT_FOUND, 'settling 16800 open'],
    ['not answered', UNKNOWN, says('collecting'), 'settling 16800 open'],
  ])('that is %s', async (_what, answer, asked, expected) => {
    const world = aWorld('settling');
    world.channel.answers('modify', answer);
    world.channel.answers('query', asked);
    const { state, collectingFen, attempt, lowerRefusedAt } = await done(world, 'lowerAtChannel');
    const found = `${state} ${collectingFen} ${attempt ? 'open' : 'closed'}${lowerRefusedAt ? ' !' : ''}`;
    expect(found).toBe(expected);
    expect(world.channel.sentOf('modify')).toHaveLength(1);
  });

  it('that the channel refused is not asked for again; the difference goes back after the payment', async () => {
    const world = aWorld('settling', { askedAt: NOW });
    world.channel.answers('modify', REFUSED);
    world.channel.answers('query', says('collecting'));
    await done(world, 'lowerAtChannel');
    expect(world.order().next?.action).not.toBe('lowerAtChannel');
    const refund = { refundNo: `${ORDER}-1`, amountFen: 7_800, stage: 'refunded' } as const;
    world.channel.answersRefund('refund', saysRefund(refund));
    await tell(world, factsAt('paid'));
    await timer(world);
    expect(world.order()).toMatchObject({ state: 'settled', refunds: [refund] });
    expect(world.attentions()).toEqual([]);
  });

  it('where the channel cannot is not asked for at all', async () => {
    const world = aWorld('overdue');
    world.channel.can.lowersAmount = false;
    expect(await done(world, 'lowerAtChannel')).toMatchObject({ lowerRefusedAt: NOW, attempt: null });
    expect(world.channel.sent).toEqual([]);
    expect(world.order().next?.action).not.toBe('lowerAtChannel');
  });

  it.each([16_800, 9_000])('while the payment of %d comes leaves nothing open', async (paidFen) => {
    for (const answer of [UNKNOWN, REFUSED, LESS]) {
      const world = aWorld('settling');
      world.channel.answers('modify', answer);
      const facts = factsAt('paid', { amountFen: paidFen, payment: aPayment({ paidFen }) });
      world.channel.answers('query', { kind: 'facts', facts, confirmView: null });
      world.channel.meanwhile = (call) => (call === 'modify' ? tell(world, facts) : undefined);
      const order = await done(world, 'lowerAtChannel');
      expect(order).toMatchObject({
        state: 'settled',
        attempt: null,
        payableFen: 9_000,
        payment: { paidFen },
      });
      expect(order.history.filter(({ type }) => type === 'settled')).toHaveLength(1);
      expect(order.next?.action).toBe(paidFen > 9_000 ? 'refund' : 'settleAccount');
    }
  });

  it('by two timers at once is asked for once', async () => {
    const world = aWorld('settling', { askedAt: NOW });
    world.store.seed('orders', { ...world.order(), next: { at: NOW, action: 'lowerAtChannel', tries: 0 } });
    world.channel.answers('modify', UNKNOWN);
    await Promise.all([timer(world), timer(world)]);
    expect(world.channel.sentOf('modify')).toHaveLength(1);
  });

  it.each(['before', 'after'] as const)(
    'is not lost when the database fails %s its outcome is written',
    async (hook) => {
      const world = aWorld('settling', { askedAt: NOW });
      world.channel.answers('modify', LESS);
      world.channel.answers('query', LESS);
      let writes = 0;
      world.store[hook] = ({ operation, collection }) => {
        if (operation === 'update' && collection === 'orders' && ++writes === 2) throw new Error('down');
      };
      await expect(done(world, 'lowerAtChannel')).rejects.toThrow('down');
      world.later(61_000);
      await timer(world);
      expect(world.order()).toMatchObject({ collectingFen: 9_000, attempt: null });
      expect(world.channel.sentOf('modify')).toHaveLength(1);
    },
  );

  it('goes on while the order is frozen, for it is in the buyer’s favour', async () => {
    const world = aWorld('settling', { freeze: FREEZE });
    world.channel.answers('modify', LESS);
    expect(await done(world, 'lowerAtChannel')).toMatchObject({ collectingFen: 9_000 });
  });
});

describe('letting go of an order', () => {
  const free = { payableFen: 0 };

  it.each<['received' | 'settling', string, ChannelOutcome, ChannelOutcome, string]>([
    ['received', 'taken', says('closed'), UNKNOWN, 'writtenOff closed'],
    ['received', 'refused', REFUSED, says('running'), 'received closed WITHDRAW_REFUSED'],
    ['received', 'refused, unsigned', UNSIGNED_REFUSED, says('running'), 'received closed WITHDRAW_REFUSED'],
    [
      'received',
      'refused, since it collects',
      REFUSED,
      says('collecting'),
      'settling closed COLLECTING_UNEXPECTEDLY',
    ],
    ['received', 'refused, since it was paid', REFUSED, says('paid'), 'settled closed PAID_UNEXPECTEDLY'],
    ['received', 'not found', NOT_FOUND, NOT_FOUND, 'received open'],
    ['received', 'not answered', UNKNOWN, UNKNOWN, 'received open'],
    ['settling', 'taken', says('closed'), UNKNOWN, 'writtenOff closed'],
    ['settling', 'refused', REFUSED, says('collecting'), 'settling closed WITHDRAW_REFUSED'],
    ['settling', 'refused, since it was closed', REFUSED, says('closed'), 'writtenOff closed'],
    ['settling', 'refused, since it was paid', REFUSED, says('paid'), 'settled closed'],
    ['settling', 'refused, and nothing more', REFUSED, UNKNOWN, 'settling open'],
  ])('that is %s, when that is %s', async (state, _what, answer, asked, expected) => {
    const world = aWorld(state, free);
    world.channel.answers('cancel', answer);
    world.channel.answers('query', asked);
    const order = await done(world, 'withdrawAtChannel');
    const told = [order.state, order.attempt ? 'open' : 'closed', ...world.attentions()].join(' ');
    expect(told).toBe(expected);
    expect(order.payableFen).toBe(0);
  });

  it('that the channel never lets go of is tried ever more rarely, and calls for a person once', async () => {
    const world = aWorld('settling', { ...free, askedAt: NOW });
    world.channel.answers('cancel', REFUSED);
    world.channel.answers('query', says('collecting'));
    world.store.seed('orders', {
      ...world.order(),
      next: { at: NOW, action: 'withdrawAtChannel', tries: 0 },
    });
    for (let day = 0; day < 65; day++) {
      await timer(world);
      world.later(DAY_MS);
    }
    expect(world.channel.sentOf('cancel').length).toBeGreaterThan(4);
    expect(world.channel.sentOf('cancel').length).toBeLessThan(9);
    expect(world.attentions()).toEqual(['WITHDRAW_REFUSED']);
    expect(world.order().state).toBe('settling');
  });

  it('survives a jump of the clock by thirty days', async () => {
    const world = aWorld('received', { ...free, attempt: anAttempt('cancel') });
    world.later(30 * DAY_MS);
    world.store.seed('orders', { ...world.order(), next: { at: NOW, action: 'resolveAttempt', tries: 0 } });
    world.channel.answers('query', says('running'));
    world.channel.answers('cancel', says('closed'));
    await timer(world);
    expect(world.order()).toMatchObject({ state: 'writtenOff', attempt: null });
    expect(world.account().availableFen).toBe(100_000);
  });
});

describe('the message of the channel before a charge', () => {
  function told(changes: Partial<Order> = {}): World {
    const world = aWorld('received', { payableFen: 16_800, loweredAt: null, ...changes });
    world.policy = aPolicy({ charge: { channelMessage: true } });
    return world;
  }

  it('names the amount that is payable and the day', async () => {
    const world = told({ payableFen: 9_000 });
    await done(world, 'tellThroughChannel');
    expect(world.channel.announced).toMatchObject([
      { order: { _id: ORDER, lines: [{}] }, chargeFen: 9_000, chargeAt: CHARGE_AT },
    ]);
  });

  it.each(['sent', 'refused', 'unknown'] as const)(
    'is tried once, whatever comes of it (%s)',
    async (answer) => {
      const world = told();
      world.channel.announcing = answer;
      const order = await done(world, 'tellThroughChannel');
      expect(order).toMatchObject({ state: 'received', channelToldAt: NOW });
      expect(order.next?.action).not.toBe('tellThroughChannel');
      expect(world.logged).toMatchObject([{ event: 'chargeAnnounced', fields: { outcome: answer } }]);
    },
  );

  it('is not asked of a channel that cannot', async () => {
    const world = told();
    world.channel.can.announcesCharge = false;
    await done(world, 'tellThroughChannel');
    expect([world.channel.announced, world.order().channelToldAt]).toEqual([[], NOW]);
  });

  it('by two timers at once goes out once', async () => {
    const world = told();
    world.store.seed('orders', {
      ...world.order(),
      next: { at: NOW, action: 'tellThroughChannel', tries: 0 },
    });
    world.channel.answers('complete', says('collecting'));
    await Promise.all([timer(world), timer(world)]);
    expect(world.channel.announced).toHaveLength(1);
  });

  it('does not go out if somebody else wrote meanwhile', async () => {
    const world = told();
    const read = world.order();
    world.store.seed('orders', { ...read, version: read.version + 1 });
    expect(await TIMER_ACTIONS.tellThroughChannel(world.services, read)).toBeNull();
    expect(world.channel.announced).toEqual([]);
  });
});
