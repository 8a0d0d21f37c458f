import { afterEach, describe, expect, test } from 'vitest';
import { DAY_MS, HOUR_MS } from '../cloudfunctions/shared/domain/duration.ts';
import { MOMENT_MS } from '../tools/local/buyer.ts';
import { CHANNELS } from './support/channels.ts';
import { AMOUNT_FEN, balanceFen, later, settled } from './support/settlement.ts';
import { expectSound } from './support/soundness.ts';
import { useSystem, useSystemOver } from './support/system.ts';

describe.each(CHANNELS)('over %s:', (_name, tested) => {
  const { can, way } = tested;
  const system = useSystemOver(tested);
  afterEach(() => expectSound(system()));

  describe('the merchant lowers the amount', () => {
    test('after the payment: the difference is refunded, once', async () => {
      const { channel, operator } = system();
      const { buyer, order } = await settled(system());
      const asked = await channel.asked('refund');
      const lowered = await operator.lower(order, 15_000);
      expect(lowered.refunds).toMatchObject([{ amountFen: 1_800 }]);
      const refunded = await later(system(), buyer, order, MOMENT_MS);
      expect(refunded).toMatchObject({
        state: 'settled',
        payableFen: 15_000,
        refunds: [{ amountFen: 1_800, stage: 'refunded' }],
      });
      expect(await balanceFen(system(), order)).toBe(1_800);
      expect(await channel.asked('refund')).toBe(asked + 1);
    });

    test('again, and at last to nothing: all that was paid is back', async () => {
      const { operator } = system();
      const { buyer, order } = await settled(system());
      const once = await operator.lower(order, 15_000);
      const twice = await operator.lower(once, 9_000);
      await operator.lower(twice, 0);
      const refunded = await later(system(), buyer, order, HOUR_MS);
      const sumFen = refunded.refunds.reduce((sum, { amountFen }) => sum + amountFen, 0);
      expect(refunded.refunds.every(({ stage }) => stage === 'refunded')).toBe(true);
      expect([sumFen, await balanceFen(system(), order)]).toEqual([AMOUNT_FEN, AMOUNT_FEN]);
    });
  });

  describe('a refund', () => {
    test('that fails at the channel is asked for until the money is back, once', async () => {
      const { channel, database, operator } = system();
      const { buyer, order } = await settled(system());
      await channel.failRefunds();
      await operator.lower(order, 15_000);
      const failed = await later(system(), buyer, order, MOMENT_MS);
      expect(failed.refunds).toMatchObject([
        { amountFen: 1_800, stage: can.tellsFailedRefunds ? 'failed' : 'requested' },
      ]);
      await channel.recover();
      const refunded = await later(system(), buyer, order, DAY_MS + HOUR_MS);
      const [stages, told] = can.tellsFailedRefunds
        ? [['failed', 'refunded'], ['REFUND_FAILED']]
        : [['refunded'], []];
      expect(refunded.refunds.map(({ stage }) => stage)).toEqual(stages);
      expect(await balanceFen(system(), order)).toBe(1_800);
      const { attention } = await database.order(order.orderId);
      expect(attention.map(({ code }) => code)).toEqual(told);
      if (told.length > 0) await operator.lookedAt(order.orderId);
      expect((await database.order(order.orderId)).attention).toEqual([]);
    });

    test('whose answer and callback are lost is found out by the timer, and given once', async () => {
      const { cloud, channel, operator } = system();
      const { buyer, order } = await settled(system());
      await channel.tell('lost');
      const match = { service: way.channel, action: tested.calls.refund[0] };
      await cloud.post('/_emulator/faults', [{ match, effect: 'dropAfter' }]);
      await operator.lower(order, 15_000);
      const refunded = await later(system(), buyer, order, HOUR_MS);
      await channel.tell('normal');
      expect(refunded.refunds).toMatchObject([{ amountFen: 1_800, stage: 'refunded' }]);
      expect(await balanceFen(system(), order)).toBe(1_800);
    });
  });
});

describe('over WeChat Pay alone:', () => {
  const system = useSystem();

  test('a refund that is stuck on its way is not sent a second time: a person must help', async () => {
    const { channel, database, operator } = system();
    const { buyer, order } = await settled(system());
    await channel.behave({ refunds: 'abnormal' });
    await operator.lower(order, 15_000);
    const stuck = await later(system(), buyer, order, 10 * DAY_MS);
    expect(stuck.refunds).toMatchObject([{ amountFen: 1_800, stage: 'abnormal' }]);
    expect((await database.order(order.orderId)).attention).toMatchObject([{ code: 'REFUND_ABNORMAL' }]);
    await expectSound(system());
  });
});
