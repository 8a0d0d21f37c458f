import { afterEach, describe, expect, test } from 'vitest';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../cloudfunctions/shared/domain/duration.ts';
import { MOMENT_MS } from '../tools/local/buyer.ts';
import { tap } from './support/calls.ts';
import { EFFECTS } from './support/faults.ts';
import { orderAt } from './support/lives.ts';
import { expectSound } from './support/soundness.ts';
import { useSystem } from './support/system.ts';

const system = useSystem();
afterEach(async () => {
  await system().cloud.clearFaults();
  await system().channel.behave({ callbacks: 'normal' });
  await expectSound(system());
});

describe('callbacks of the channel', () => {
  test('that are lost are made up for by the timer’s question', async () => {
    const { cloud, channel } = system();
    const buyer = await system().buyer();
    await channel.behave({ callbacks: 'lost' });
    const { orderId } = await orderAt(system(), buyer, 'settling');
    await cloud.advance(MOMENT_MS);
    expect((await buyer.read(orderId)).state).toBe('settling');
    await cloud.advance(15 * MINUTE_MS);
    expect(await buyer.read(orderId)).toMatchObject({ state: 'settled', payment: { paidFen: 8_900 } });
  });

  test('that come twice change nothing the second time', async () => {
    const { cloud, channel, database } = system();
    const buyer = await system().buyer();
    await channel.behave({ callbacks: 'duplicate' });
    const { orderId } = await orderAt(system(), buyer, 'settling');
    await cloud.advance(MOMENT_MS);
    const { version, history } = await database.order(orderId);
    expect(history.filter((event) => event.type === 'settled')).toHaveLength(1);
    const { deliveries } = await channel.state();
    const paid = deliveries
      .map(([, delivery]) => delivery)
      .find(({ event }) => event.resource['out_order_no'] === orderId);
    expect(paid?.attempts.map((attempt) => attempt.outcome)).toEqual([204, 204]);
    await cloud.advance(HOUR_MS);
    expect((await database.order(orderId)).version).toBe(version);
    // It has grown by one order that was settled in time.
    expect(await buyer.account()).toMatchObject({ availableFen: 110_000 });
  });

  test('that were tampered with are refused, and the timer finds out', async () => {
    const { cloud, channel } = system();
    const buyer = await system().buyer();
    await channel.behave({ callbacks: 'tampered' });
    const { orderId } = await orderAt(system(), buyer, 'settling');
    await cloud.advance(MOMENT_MS);
    expect((await buyer.read(orderId)).state).toBe('settling');
    const { deliveries } = await channel.state();
    const paid = deliveries
      .map(([, delivery]) => delivery)
      .find(({ event }) => event.resource['out_order_no'] === orderId);
    expect(paid?.attempts[0]?.outcome).toBe(401);
    await cloud.advance(15 * MINUTE_MS);
    expect((await buyer.read(orderId)).state).toBe('settled');
  });
});

test('an authorisation whose callback is lost does not get the next order rejected', async () => {
  const { channel } = system();
  await channel.behave({ callbacks: 'lost' });
  const buyer = await system().buyer();
  const order = await orderAt(system(), buyer, 'created');
  expect((await buyer.assess(order.orderId)).order.state).toBe('accepted');
});

describe('an outage', () => {
  test('of the channel for six hours delays a charge and a cancellation, and nothing more', async () => {
    const { cloud, channel } = system();
    const payer = await system().buyer();
    const leaver = await system().buyer();
    const paid = await orderAt(system(), payer, 'received');
    const left = await orderAt(system(), leaver, 'accepted');
    const down = { match: { service: 'wechatpay' }, effect: 'errorBefore', times: 1_000_000 };
    await cloud.post('/_emulator/faults', [down]);
    await tap(cloud, payer.openid, 'settle', {
      step: 'payNow',
      orderId: paid.orderId,
      channel: 'wechatpay',
      shownAmountFen: 8_900,
    });
    await tap(cloud, leaver.openid, 'cancelOrder', { orderId: left.orderId });
    await cloud.advance(6 * HOUR_MS);
    expect(await payer.read(paid.orderId)).toMatchObject({ state: 'settling', pending: true });
    expect(await leaver.read(left.orderId)).toMatchObject({ state: 'accepted', pending: true });
    await cloud.clearFaults();
    await cloud.advance(6 * HOUR_MS + HOUR_MS);
    expect((await payer.read(paid.orderId)).state).toBe('settled');
    expect((await leaver.read(left.orderId)).state).toBe('cancelled');
    expect(await channel.order(paid.orderId)).toMatchObject({ wallet: { balanceFen: 1_000_000 - 8_900 } });
  });

  test('of the database makes a tap fail, and the next one succeed', async () => {
    const { cloud } = system();
    const buyer = await system().buyer();
    const order = await orderAt(system(), buyer, 'received');
    const down = { match: { service: 'database' }, effect: 'dropBefore', times: 1_000_000 };
    await cloud.post('/_emulator/faults', [down]);
    const settle = {
      step: 'payNow',
      orderId: order.orderId,
      channel: 'wechatpay',
      shownAmountFen: 8_900,
    } as const;
    const answer = await cloud.call(buyer.openid, 'settle', settle);
    expect(answer).toMatchObject({ ok: false, error: { code: 'INTERNAL' } });
    await cloud.clearFaults();
    expect((await buyer.payNow(order)).state).toBe('settling');
    await cloud.advance(MOMENT_MS);
    expect((await buyer.read(order.orderId)).state).toBe('settled');
  });

  test('that keeps the channel silent until we give up counts as no answer, and is cleared up later', async () => {
    const { cloud, channel } = system();
    const [payer, leaver] = [await system().buyer(), await system().buyer()];
    const paid = await orderAt(system(), payer, 'received');
    const left = await orderAt(system(), leaver, 'accepted');
    const silent = (action: string) => ({
      match: { service: 'wechatpay', action },
      effect: 'delay',
      ms: 4_500,
    });
    await cloud.post('/_emulator/faults', ['complete', 'cancel'].map(silent));
    const [settling, leaving] = await Promise.all([payer.payNow(paid), leaver.cancel(left.orderId)]);
    expect(settling).toMatchObject({ state: 'settling', pending: true });
    expect(leaving).toMatchObject({ state: 'accepted', pending: true });
    await cloud.advance(10 * MINUTE_MS);
    expect((await payer.read(paid.orderId)).state).toBe('settled');
    expect((await leaver.read(left.orderId)).state).toBe('cancelled');
    expect(await channel.order(paid.orderId)).toMatchObject({ wallet: { balanceFen: 1_000_000 - 8_900 } });
  });
});

test('a fortnight of faults everywhere, and still each order is charged once and in the end', async () => {
  const { cloud, channel } = system();
  const buyers = await Promise.all([1, 2, 3, 4].map(() => system().buyer()));
  const orders = await Promise.all(
    buyers.flatMap((buyer) => [1, 2, 3].map(async () => orderAt(system(), buyer, 'received'))),
  );
  // From now on each of these strikes once, at a call of its own.
  const storm = EFFECTS.flatMap((effect, kind) =>
    Array.from({ length: 12 }, (_, at) => ({
      match: { service: at % 3 === 0 ? 'wechatpay' : 'database', nth: 5 + 7 * at + kind },
      effect,
      ms: 20,
    })),
  );
  await cloud.post('/_emulator/faults', storm);
  await cloud.advance(14 * DAY_MS);
  const left = (
    (await (await fetch(`${cloud.origin}/_emulator/faults`)).json()) as { hits: number }[]
  ).filter((fault) => fault.hits === 0);
  expect(left.length).toBeLessThan(storm.length / 2);
  await cloud.clearFaults();
  await cloud.advance(DAY_MS);
  for (const { orderId } of orders) {
    expect(await system().database.order(orderId)).toMatchObject({ state: 'settled', attention: [] });
  }
  for (const buyer of buyers) {
    expect(await buyer.account()).toMatchObject({ availableFen: 130_000, runningOrders: 0 });
    const [order] = await system().ordersOf(buyer);
    expect((await channel.order(order?._id ?? ''))?.wallet?.balanceFen).toBe(1_000_000 - 3 * 8_900);
  }
});
