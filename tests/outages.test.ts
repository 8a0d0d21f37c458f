import { afterEach, describe, expect, test } from 'vitest';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../cloudfunctions/shared/domain/duration.ts';
import { MOMENT_MS } from '../tools/local/buyer.ts';
import { tap } from './support/calls.ts';
import { CHANNELS } from './support/channels.ts';
import { EFFECTS } from './support/faults.ts';
import { orderAt } from './support/lives.ts';
import { expectSound } from './support/soundness.ts';
import { useSystemOver } from './support/system.ts';

describe.each(CHANNELS)('over %s:', (_name, tested) => {
  const { calls, way } = tested;
  const system = useSystemOver(tested);
  afterEach(async () => {
    await system().cloud.clearFaults();
    await system().channel.tell('normal');
    await expectSound(system());
  });

  describe('callbacks of the channel', () => {
    test('that are lost are made up for by the timer’s question', async () => {
      const { cloud, channel } = system();
      const buyer = await system().buyer();
      await channel.tell('lost');
      const { orderId } = await orderAt(system(), buyer, 'settling');
      await cloud.advance(MOMENT_MS);
      expect((await buyer.read(orderId)).state).toBe('settling');
      await cloud.advance(15 * MINUTE_MS);
      expect(await buyer.read(orderId)).toMatchObject({ state: 'settled', payment: { paidFen: 8_900 } });
    });

    test('that come twice change nothing the second time', async () => {
      const { cloud, channel, database } = system();
      const buyer = await system().buyer();
      await channel.tell('duplicate');
      const { orderId } = await orderAt(system(), buyer, 'settling');
      await cloud.advance(MOMENT_MS);
      const { version, history } = await database.order(orderId);
      expect(history.filter((event) => event.type === 'settled')).toHaveLength(1);
      const news = await channel.news(orderId);
      expect(news.length).toBeGreaterThan(0);
      expect(news).toEqual(news.map(() => ['accepted', 'accepted']));
      await cloud.advance(HOUR_MS);
      expect((await database.order(orderId)).version).toBe(version);
      // It has grown by one order that was settled in time.
      expect(await buyer.account()).toMatchObject({ availableFen: 110_000 });
    });

    test('that were tampered with are refused, and the timer finds out', async () => {
      const { cloud, channel } = system();
      const buyer = await system().buyer();
      await channel.tell('tampered');
      const { orderId } = await orderAt(system(), buyer, 'settling');
      await cloud.advance(MOMENT_MS);
      expect((await buyer.read(orderId)).state).toBe('settling');
      const news = await channel.news(orderId);
      expect(news.length).toBeGreaterThan(0);
      expect(news.flat()).not.toContain('accepted');
      await cloud.advance(15 * MINUTE_MS);
      expect((await buyer.read(orderId)).state).toBe('settled');
    });
  });

  test('an authorisation whose callback is lost does not get the next order rejected', async () => {
    const { channel } = system();
    await channel.tell('lost');
    const buyer = await system().buyer();
    const order = await orderAt(system(), buyer, 'created');
    expect((await buyer.assess(order.orderId)).order.state).toBe('accepted');
  });

  test('a channel that we call too often has refused nothing: the order is placed later', async () => {
    const { cloud } = system();
    const buyer = await system().buyer();
    const order = await orderAt(system(), buyer, 'created');
    const match = { service: way.channel, action: calls.create[0] };
    await cloud.post('/_emulator/faults', [{ match, effect: 'errorBefore', code: tested.tooOften }]);
    expect((await buyer.assess(order.orderId)).order.state).toBe('approved');
    await cloud.advance(5 * MINUTE_MS);
    expect((await buyer.read(order.orderId)).state).toBe('accepted');
  });

  describe('an outage', () => {
    test('of the channel for six hours delays a charge and a cancellation, and nothing more', async () => {
      const { cloud, channel, operator } = system();
      const payer = await system().buyer();
      const leaver = await system().buyer();
      const paid = await orderAt(system(), payer, 'received');
      const left = await orderAt(system(), leaver, 'accepted');
      const down = { match: { service: way.channel }, effect: 'errorBefore', times: 1_000_000 };
      await cloud.post('/_emulator/faults', [down]);
      await tap(payer, 'settle', {
        step: 'payNow',
        orderId: paid.orderId,
        channel: way.channel,
        shownAmountFen: 8_900,
      });
      await tap(leaver, 'cancelOrder', { orderId: left.orderId });
      await cloud.advance(6 * HOUR_MS);
      expect(await operator.read(paid.orderId)).toMatchObject({ state: 'settling', pending: true });
      expect(await operator.read(left.orderId)).toMatchObject({ state: 'accepted', pending: true });
      await cloud.clearFaults();
      await cloud.advance(6 * HOUR_MS + HOUR_MS);
      expect((await payer.read(paid.orderId)).state).toBe('settled');
      expect((await leaver.read(left.orderId)).state).toBe('cancelled');
      expect(await channel.balanceFen(payer.openid)).toBe(1_000_000 - 8_900);
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
        channel: way.channel,
        shownAmountFen: 8_900,
      } as const;
      const answer = await buyer.call('settle', settle);
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
      const silent = (action: string | undefined) => ({
        match: { service: way.channel, action },
        effect: 'delay',
        ms: 4_500,
      });
      await cloud.post('/_emulator/faults', [calls.complete[0], calls.cancel[0]].map(silent));
      const [settling, leaving] = await Promise.all([payer.payNow(paid), leaver.cancel(left.orderId)]);
      expect(settling).toMatchObject({ state: 'settling', pending: true });
      expect(leaving).toMatchObject({ state: 'accepted', pending: true });
      await cloud.advance(10 * MINUTE_MS);
      expect((await payer.read(paid.orderId)).state).toBe('settled');
      expect((await leaver.read(left.orderId)).state).toBe('cancelled');
      expect(await channel.balanceFen(payer.openid)).toBe(1_000_000 - 8_900);
    });
  });

  // Half a minute of work, beside what else runs.
  const LONG = { timeout: 180_000 };
  test(
    'a fortnight of faults everywhere, and still each order is charged once and in the end',
    LONG,
    async () => {
      const { cloud, channel } = system();
      const buyers = await Promise.all([1, 2, 3, 4].map(() => system().buyer()));
      const orders = await Promise.all(
        buyers.flatMap((buyer) => [1, 2, 3].map(async () => orderAt(system(), buyer, 'received'))),
      );
      // From now on each of these strikes once, at a call of its own.
      const storm = EFFECTS.flatMap((effect, kind) =>
        Array.from({ length: 12 }, (_, at) => ({
          match: { service: at % 3 === 0 ? way.channel : 'database', nth: 5 + 7 * at + kind },
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
        expect(await channel.balanceFen(buyer.openid)).toBe(1_000_000 - 3 * 8_900);
      }
    },
  );
});
