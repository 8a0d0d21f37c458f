import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { DAY_MS, HOUR_MS } from '../cloudfunctions/shared/domain/duration.ts';
import { Buyer, data, MOMENT_MS } from '../tools/local/buyer.ts';
import { launchEmulator } from '../tools/local/launch.ts';
import { WECHATPAY } from './support/channels/wechatpay.ts';
import { orderAt, type Stage } from './support/lives.ts';
import { expectSound } from './support/soundness.ts';
import { OPERATOR, System, useSystem } from './support/system.ts';

const system = useSystem();
afterEach(() => expectSound(system()));

const STAGES: readonly Stage[] = ['created', 'accepted', 'shipped', 'received', 'settling', 'settled'];

test('a jump of thirty days takes an order in every state to where time should have led it', async () => {
  const { cloud, database } = system();
  const at = async (stage: Stage) => orderAt(system(), await system().buyer(), stage);
  const [created, accepted, shipped, received, settling, settled] = await Promise.all(STAGES.map(at));
  const delivered = await at('shipped');
  const evidence = { step: 'delivered', orderId: delivered.orderId, evidence: '签收' } as const;
  data(await cloud.call(OPERATOR, 'confirmShip', evidence));
  const poor = await system().buyer();
  await poor.setBalance(0);
  const unpaid = await orderAt(system(), poor, 'settling');
  await cloud.advance(30 * DAY_MS);
  const stateOf = async (order?: { orderId: string }) => (await database.order(order?.orderId ?? '')).state;
  expect({
    created: await stateOf(created),
    accepted: await stateOf(accepted),
    shipped: await stateOf(shipped),
    delivered: await stateOf(delivered),
    received: await stateOf(received),
    settling: await stateOf(settling),
    settled: await stateOf(settled),
    unpaid: await stateOf(unpaid),
  }).toEqual({
    created: 'cancelled',
    accepted: 'cancelled',
    shipped: 'shipped',
    delivered: 'settled',
    received: 'settled',
    settling: 'settled',
    settled: 'settled',
    unpaid: 'overdue',
  });
});

describe('an order that was damaged by hand', () => {
  test('does not stop the others, whatever the damage', async () => {
    const { cloud, database } = system();
    const at = async () => orderAt(system(), await system().buyer(), 'accepted');
    const damages = [
      { agreed: null, lines: 'broken' },
      { channel: 'cash' },
      { amountFen: null },
      { history: null },
      { version: 'one' },
      { next: { at: new Date(0), action: 'dance', tries: 0 } },
    ];
    const damaged = await Promise.all(damages.map(at));
    const others = await Promise.all([1, 2, 3].map(at));
    for (const [index, damage] of damages.entries()) {
      await database
        .collection('orders')
        .doc(damaged[index]?.orderId ?? '')
        .update(damage);
    }
    await cloud.advance(8 * DAY_MS);
    for (const { orderId } of others) expect((await database.order(orderId)).state).toBe('cancelled');
    for (const { orderId } of damaged) {
      // What was broken by hand cannot be sound any more.
      const { buyerId } = await database.order(orderId);
      await database.collection('orders').doc(orderId).remove();
      await database.collection('creditAccounts').doc(buyerId).remove();
    }
  });

  test('in a way that always fails is tried ever more rarely, and comes on the operator’s list', async () => {
    const { cloud, database } = system();
    const { orderId } = await orderAt(system(), await system().buyer(), 'accepted');
    await database.collection('orders').doc(orderId).update({ channel: 'cash' });
    await cloud.advance(10 * DAY_MS);
    const order = await database.order(orderId);
    expect(order).toMatchObject({ state: 'accepted', attention: [{ code: 'STUCK' }] });
    expect(order.next?.tries).toBeLessThan(25);
    const list = data(await cloud.call(OPERATOR, 'readOrders', { view: 'merchant', needsAttention: true }));
    const found = list.items.filter((item) => item.orderId === orderId);
    expect(found).toMatchObject([{ attention: [{ code: 'STUCK' }] }]);
    const alarms = (await cloud.calls()).flatMap((call) => call.console.map((line) => line.text));
    expect(alarms.some((line) => line.includes('orderNeedsAttention') && line.includes(orderId))).toBe(true);
    await database.collection('orders').doc(orderId).update({ channel: 'wechatpay' });
    await cloud.advance(DAY_MS);
    expect((await database.order(orderId)).state).toBe('cancelled');
  });
});

test('at the moment of the charge, five timers and a payment by hand charge each order once', async () => {
  const { cloud, channel, database } = system();
  const buyers = [await system().buyer(), await system().buyer()];
  const orders = await Promise.all(
    buyers.flatMap((buyer) => [1, 2, 3].map(() => orderAt(system(), buyer, 'received'))),
  );
  const [payer] = buyers;
  const [paidByHand] = orders;
  if (!payer || !paidByHand) throw new Error('nobody is there');
  await dueForCharge(orders.map((order) => order.orderId));
  const timers = Promise.all([1, 2, 3, 4, 5].map(() => cloud.callRaw('timer', '{}')));
  await payer.payNow(paidByHand);
  const runs = await Promise.all((await timers).map(async (answer) => (await answer.json()) as object));
  // A run that finds its page taken by the others ends, and says that work may be left.
  for (const run of runs) expect(run).toMatchObject({ failed: 0 });
  await cloud.advance(MOMENT_MS);
  for (const { orderId } of orders) {
    const { history, state } = await database.order(orderId);
    expect(state).toBe('settled');
    expect(history.filter((event) => event.type === 'chargeRequested')).toHaveLength(1);
    expect(await channel.requests(orderId, 'complete')).toBe(1);
  }
});

describe('after the death of the whole emulator', () => {
  let folder: string;
  let running: System;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'houfu-data-'));
    running = await start();
  });
  afterEach(async () => {
    await running.emulator.stop();
    await rm(folder, { recursive: true });
  });
  const start = async () => new System(await launchEmulator(process.cwd(), ['--data', folder]), WECHATPAY);

  /** Kills it and starts it again, having checked that nothing is lost. */
  async function restart(): Promise<void> {
    const before = await running.database.everything();
    await running.emulator.kill();
    running = await start();
    expect(await running.database.everything()).toBe(before);
  }

  test('everything is still there, and orders go on', async () => {
    const buyer = await running.buyer();
    const created = await orderAt(running, buyer, 'created');
    const shipped = await orderAt(running, buyer, 'shipped');
    await restart();
    const same = new Buyer(running.cloud, buyer.openid);
    expect((await same.confirmReceipt(shipped.orderId)).state).toBe('received');
    expect((await same.cancel(created.orderId)).state).toBe('cancelled');
    await expectSound(running);
  });

  test('orders that the channel knew go on to settled', async () => {
    const buyer = await running.buyer();
    const { orderId } = await orderAt(running, buyer, 'shipped');
    await restart();
    const same = new Buyer(running.cloud, buyer.openid);
    await same.payNow(await same.confirmReceipt(orderId));
    await running.cloud.advance(HOUR_MS);
    expect((await same.read(orderId)).state).toBe('settled');
  });
});

/** Moves the clock to just after the charge of these orders is due, before the minute's own timer comes. */
async function dueForCharge(orderIds: readonly string[]): Promise<void> {
  const { cloud, database } = system();
  await cloud.advance(7 * DAY_MS - HOUR_MS);
  const orders = await database.orders();
  const charges = orders
    .filter((order) => orderIds.includes(order._id))
    .map((order) => order.chargeAt?.getTime() ?? 0);
  await cloud.advance(Math.max(...charges) - (await system().now()).getTime() + 1);
}
