import { isDeepStrictEqual } from 'node:util';
import { expect } from 'vitest';
import type { CreditAccount } from '../domain/account/account.ts';
import { isRunning } from '../domain/account/holds.ts';
import type { Order } from '../domain/order/order.ts';
import { plan } from '../domain/order/plan.ts';
import { owedBackFen, refundedFen } from '../domain/order/refunds.ts';
import { replay } from '../domain/order/replay.ts';
import { isEnded } from '../domain/order/states.ts';
import type { StatefulChannel } from './statefulChannel.ts';
import type { World } from './world.ts';

/** What the history does not tell: the books beside it. */
const BOOKS = ['attempt', 'accountDuty'];

/** That every field which the history tells is stored as it tells it. */
export function expectToldByHistory(order: Order): void {
  const differing = Object.entries(replay(order.history)).filter(
    ([field, told]) => !BOOKS.includes(field) && !isDeepStrictEqual(told, Reflect.get(order, field)),
  );
  expect(differing).toEqual([]);
}

/** What must be true of account, orders and channel at any moment. */
export function expectSound(world: World, channel: StatefulChannel): void {
  for (const account of world.store.all<CreditAccount>('creditAccounts')) {
    expectSoundAccount(account, world);
  }
  for (const order of world.store.all<Order>('orders')) {
    expectSoundOrder(order, channel, world);
    expectSoundMoney(order, channel);
    // The timer's claims move the time; what is to be done follows from the order all the same.
    const planned = plan(order, world.policy)?.action;
    expect(`${order.state} ${order.next?.action}`).toBe(`${order.state} ${planned}`);
  }
  expect(channel.broken).toEqual([]);
}

/** The hold arithmetic, and that each hold belongs to an order that runs, or is about to be let go. */
function expectSoundAccount(account: CreditAccount, world: World): void {
  const { limitFen, availableFen, runningOrders, overdueOrders, holds, limitChanges } = account;
  const running = Object.entries(holds).filter(([, hold]) => isRunning(hold));
  expect(limitChanges.reduce((sum, { changeFen }) => sum + changeFen, 0)).toBe(limitFen);
  // Only a limit that shrank may leave less than nothing.
  if (!limitChanges.some(({ code }) => code === 'OVERDUE')) expect(availableFen).toBeGreaterThanOrEqual(0);
  expect(limitFen).toBe(availableFen + running.reduce((sum, [, hold]) => sum + hold.amountFen, 0));
  expect(runningOrders).toBe(running.length);
  expect(overdueOrders).toBe(running.filter(([, hold]) => hold.state === 'overdue').length);
  for (const [orderId] of running) {
    const order = world.order(orderId);
    const told = [orderId, order.state];
    expect([...told, takesLimit(order) || order.next !== null]).toEqual([...told, true]);
  }
}

/** From the channel's agreement to the end the amount is held. */
function takesLimit({ state }: Order): boolean {
  return ['accepted', 'shipped', 'received', 'settling', 'overdue'].includes(state);
}

function expectSoundOrder(order: Order, channel: StatefulChannel, world: World): void {
  expectToldByHistory(order);
  if (takesLimit(order)) {
    const hold = world.account(order.buyerId).holds[order._id];
    expect([order._id, order.state, hold?.state]).toEqual([
      order._id,
      order.state,
      expect.stringMatching(/^(held|overdue)$/),
    ]);
  }
  const stage = channel.facts(order._id)?.stage;
  const anothers = !channel.can.knowsUnconfirmed && channel.passedOn(order._id);
  if (anothers) expect([order._id, takesLimit(order)]).toEqual([order._id, false]);
  const types = order.history.map((event) => event.type);
  if (stage === 'collecting' || stage === 'paid') expect(types).toContain('received');
  if (order.state === 'settled') expect(stage).toBe('paid');
  // Nothing is to be paid for it any more, and the channel has let go of it.
  if (order.state === 'shipped' && order.payableFen > 0) expect(stage).toBe('running');
  expect(types.filter((type) => type === 'settled').length).toBeLessThanOrEqual(1);
}

function expectSoundMoney(order: Order, channel: StatefulChannel): void {
  const { amountFen, payableFen, payment, refunds } = order;
  const facts = channel.facts(order._id);
  expect(facts?.amountFen ?? 0).toBeLessThanOrEqual(amountFen);
  expect(payableFen).toBeLessThanOrEqual(amountFen);
  const paidFen = payment?.paidFen ?? 0;
  expect(refundedFen(refunds)).toBeLessThanOrEqual(Math.max(0, paidFen - payableFen));
  expect(givenFen(order, channel)).toBeLessThanOrEqual(Math.max(0, paidFen - payableFen));
}

/** What the channel has given back of an order, or is about to. */
function givenFen(order: Order, channel: StatefulChannel): number {
  return channel
    .refundFacts(order._id)
    .filter(({ stage }) => stage !== 'closed')
    .reduce((sum, { amountFen }) => sum + amountFen, 0);
}

/** What must be true once nothing gets lost any more and time has done all that it does. */
export function expectAtRest(world: World, channel: StatefulChannel): void {
  for (const { _id, holds } of world.store.all<CreditAccount>('creditAccounts')) {
    const own = world.store.all<Order>('orders').filter((one) => one.buyerId === _id && takesLimit(one));
    const owed = own.map((one) => [one._id, one.amountFen]).sort();
    const held = Object.entries(holds).map(([orderId, hold]) => [
      orderId,
      isRunning(hold) ? hold.amountFen : 0,
    ]);
    expect(held.sort()).toEqual(owed);
  }
  for (const order of world.store.all<Order>('orders')) {
    const facts = channel.facts(order._id);
    const told = [order.state, order.payableFen, facts?.stage];
    expect([...told, order.attempt]).toEqual([...told, null]);
    // Where nothing is to be paid the channel may still refuse to let go of what it collects.
    const heldOn = order.payableFen === 0 && facts?.stage === 'collecting';
    expect([
      ...told,
      isEnded(order.state) || order.state === 'shipped' || order.state === 'overdue' || heldOn,
    ]).toEqual([...told, true]);
    if (isEnded(order.state)) expectEnded(world, order, channel);
    const { payment } = order;
    // Whatever is owed and cannot be given, a person knows of.
    const owed = owedBackFen(order) > 0 && order.next === null;
    if (owed) expect([...told, order.attention.length > 0]).toEqual([...told, true]);
    // A refund that did not reach the buyer waits for a person, and what comes after it waits too.
    if (payment?.transactionId && !hasAbnormal(order)) {
      expect([...told, payment.paidFen - givenFen(order, channel)]).toEqual([...told, order.payableFen]);
    }
  }
}

function expectEnded(world: World, order: Order, channel: StatefulChannel): void {
  const stage = channel.facts(order._id)?.stage;
  const left = hasAbnormal(order) ? 'askRefund' : undefined;
  expect([order.state, order.next?.action]).toEqual([order.state, left]);
  // Who ordered after he was erased may have no account.
  const account = world.store.peek<CreditAccount>('creditAccounts', order.buyerId);
  expect(account?.holds[order._id]).toBeUndefined();
  expect([undefined, 'closed', 'paid']).toContain(stage);
  if (stage === 'paid') expect(order.payment?.paidFen).toBe(channel.facts(order._id)?.payment?.paidFen);
}

function hasAbnormal({ refunds }: Order): boolean {
  return refunds.some(({ stage }) => stage === 'abnormal');
}
