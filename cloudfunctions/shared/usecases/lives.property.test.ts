import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Hold } from '../domain/account/account.ts';
import type { Order } from '../domain/order/order.ts';
import { replay } from '../domain/order/replay.ts';
import { isEnded, type OrderState } from '../domain/order/states.ts';
import { aCallbackOf, anAccount, anOrder } from '../testing/builders.ts';
import { BY_OPERATOR } from '../testing/lives.ts';
import { type Fate, StatefulChannel } from '../testing/statefulChannel.ts';
import { CALLER, World } from '../testing/world.ts';
import { assessCredit } from './assessCredit.ts';
import { cancelOwnOrder } from './cancelOrder.ts';
import { applyCallback } from './channelCallback.ts';
import { payNow } from './charge.ts';
import { confirmReceipt } from './confirmReceipt.ts';
import { recordDelivery, ship } from './confirmShip.ts';
import { runDue } from './runDue.ts';

const IDS = ['1'.repeat(32), '2'.repeat(32), '3'.repeat(32)] as const;
const AMOUNT_FEN = 40_000;
const DAY_MS = 86_400_000;

/** What may happen to an order, in any sequence, also two things at once. */
const ACTIONS: Readonly<
  Record<string, (world: World, channel: StatefulChannel, orderId: string) => Promise<unknown>>
> = {
  assess: ({ services }, _channel, orderId) => assessCredit(services, CALLER, { orderId }),
  cancel: ({ services }, _channel, orderId) =>
    cancelOwnOrder(services, CALLER.buyerId, { orderId, reason: '不想要了' }),
  ship: ({ services }, _channel, orderId) =>
    ship(services, BY_OPERATOR, { orderId, carrier: '顺丰', trackingNo: 'SF1' }),
  deliver: ({ services }, _channel, orderId) =>
    recordDelivery(services, BY_OPERATOR, { orderId, evidence: '签收' }),
  receive: ({ services }, _channel, orderId) => confirmReceipt(services, CALLER, { orderId }),
  pay: ({ services }, _channel, orderId) =>
    payNow(services, CALLER, { orderId, channel: 'wechatpay', shownAmountFen: AMOUNT_FEN }),
  timer: ({ services }) => runDue(services, () => true),
  timers: ({ services }) => Promise.all([runDue(services, () => true), runDue(services, () => true)]),
  progress: async (_world, channel, orderId) => channel.progress(orderId),
  callback: async ({ services }, channel, orderId) => {
    const facts = channel.facts(orderId);
    if (facts) await applyCallback(services, 'wechatpay', aCallbackOf({ kind: 'order', facts }));
  },
};

/** What usually comes next, so that lives become long. */
const USUALLY: Readonly<Partial<Record<OrderState, readonly string[]>>> = {
  created: ['assess'],
  approved: ['progress', 'callback'],
  accepted: ['ship'],
  shipped: ['receive'],
  received: ['pay'],
  settling: ['progress', 'callback'],
  overdue: ['progress', 'callback'],
};

const UNENDING = Object.keys(ACTIONS).filter((name) => name !== 'cancel');

const action = fc.record({
  usual: fc.constantFrom(true, true, true, false),
  // To cancel ends a life: seldom, or there are no long ones.
  names: fc.oneof(
    { weight: 6, arbitrary: fc.constant([]) },
    { weight: 5, arbitrary: fc.array(fc.constantFrom(...UNENDING), { maxLength: 2 }) },
    { weight: 1, arbitrary: fc.constant(['cancel']) },
  ),
  orderId: fc.constantFrom(...IDS),
  waitMs: fc.constantFrom(0, 0, 0, 0, 1_000, 61_000, 7_200_000, DAY_MS, 3 * DAY_MS),
  fates: fc.array(fc.constantFrom<Fate>('works', 'works', 'lostBefore', 'lostAfter'), { maxLength: 4 }),
});

function aMarket(needsAuthorisation: boolean): { world: World; channel: StatefulChannel } {
  const channel = new StatefulChannel();
  channel.can.authorisesOnce = needsAuthorisation;
  const world = new World({ account: anAccount(), channel });
  for (const _id of IDS) world.store.seed('orders', anOrder({ _id, amountFen: AMOUNT_FEN }));
  channel.onCreate = (orderId) => {
    if (world.account().holds[orderId]?.state !== 'held')
      channel.broken.push(`${orderId}: created without a hold`);
  };
  return { world, channel };
}

const isRunning = (hold: Hold) => hold.state === 'held' || hold.state === 'overdue';

function expectSound(world: World, channel: StatefulChannel): void {
  const { limitFen, availableFen, runningOrders, overdueOrders, holds } = world.account();
  const running = Object.values(holds).filter(isRunning);
  expect(availableFen).toBeGreaterThanOrEqual(0);
  expect(limitFen).toBe(availableFen + running.reduce((sum, hold) => sum + hold.amountFen, 0));
  expect(runningOrders).toBe(running.length);
  expect(overdueOrders).toBe(running.filter((hold) => hold.state === 'overdue').length);
  for (const order of world.store.all<Order>('orders')) expectSoundOrder(order, channel);
  expect(channel.broken).toEqual([]);
}

function expectSoundOrder(order: Order, channel: StatefulChannel): void {
  expect(order.state).toBe(replay(order.history).state);
  const stage = channel.facts(order._id)?.stage;
  const types = order.history.map((event) => event.type);
  if (stage === 'collecting' || stage === 'paid') expect(types).toContain('received');
  if (order.state === 'settled') expect(stage).toBe('paid');
  if (order.state === 'shipped') expect(stage).toBe('running');
  expect(types.filter((type) => type === 'settled').length).toBeLessThanOrEqual(1);
}

/** What must be true once nothing gets lost any more and time has done all that it does. */
function expectAtRest(world: World, channel: StatefulChannel): void {
  for (const order of world.store.all<Order>('orders')) {
    const stage = channel.facts(order._id)?.stage;
    expect([order.state, order.attempt]).toEqual([order.state, null]);
    expect(isEnded(order.state) || order.state === 'shipped' || order.state === 'overdue').toBe(true);
    if (isEnded(order.state)) {
      expect(order.next).toBeNull();
      expect(world.account().holds[order._id]).toBeUndefined();
      expect([undefined, 'closed', 'paid']).toContain(stage);
    }
  }
}

async function rest(world: World): Promise<void> {
  for (let round = 0; round < 60; round++) {
    world.later(12 * 3_600_000);
    await runDue(world.services, () => true);
  }
}

describe.each([
  ['authorised once', true],
  ['confirmed each time', false],
])('orders that are %s, whatever happens in whatever sequence', (_mode, needsAuthorisation) => {
  it('keep limit, history and the channel in agreement, and come to rest', { timeout: 60_000 }, async () => {
    const reached = new Set<string>();
    await fc.assert(
      fc.asyncProperty(fc.array(action, { minLength: 15, maxLength: 40, size: 'max' }), async (actions) => {
        const { world, channel } = aMarket(needsAuthorisation);
        for (const { usual, names, orderId, waitMs, fates } of actions) {
          world.later(waitMs);
          channel.fates = [...fates];
          const next = usual ? (USUALLY[world.order(orderId).state] ?? []) : [];
          await Promise.allSettled(
            [...next, ...names].map((name) => ACTIONS[name]?.(world, channel, orderId)),
          );
          expectSound(world, channel);
        }
        channel.fates = [];
        await rest(world);
        expectSound(world, channel);
        expectAtRest(world, channel);
        for (const order of world.store.all<Order>('orders')) reached.add(order.state);
      }),
      { numRuns: 60 },
    );
    // Otherwise the lives above were too short to prove anything.
    expect([...reached]).toEqual(expect.arrayContaining(['settled', 'overdue', 'cancelled', 'rejected']));
  });
});
