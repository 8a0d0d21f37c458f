import { afterEach, describe, expect, test } from 'vitest';
import { DAY_MS, HOUR_MS } from '../cloudfunctions/shared/domain/duration.ts';
import { MOMENT_MS } from '../tools/local/buyer.ts';
import { AMOUNT_FEN, balanceFen, later, settled } from './support/settlement.ts';
import { expectSound } from './support/soundness.ts';
import { useSystem } from './support/system.ts';

const system = useSystem();
afterEach(() => expectSound(system()));

describe('the merchant lowers the amount', () => {
  test('after the payment: the difference is refunded, once', async () => {
    const { channel, operator } = system();
    const { buyer, order } = await settled(system());
    const lowered = await operator.lower(order, 15_000);
    expect(lowered.refunds).toMatchObject([{ amountFen: 1_800, stage: 'processing' }]);
    const refunded = await later(system(), buyer, order, MOMENT_MS);
    expect(refunded).toMatchObject({
      state: 'settled',
      payableFen: 15_000,
      refunds: [{ amountFen: 1_800, stage: 'refunded' }],
    });
    expect(await balanceFen(system(), order)).toBe(1_800);
    expect(await channel.creations('refund')).toBe(1);
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
  test('that the channel closes is asked for anew, and a person told', async () => {
    const { channel, database, operator } = system();
    const { buyer, order } = await settled(system());
    await channel.behave({ refunds: 'closed' });
    await operator.lower(order, 15_000);
    const closed = await later(system(), buyer, order, MOMENT_MS);
    expect(closed.refunds).toMatchObject([{ amountFen: 1_800, stage: 'failed' }]);
    await channel.behave({ refunds: 'succeed' });
    const refunded = await later(system(), buyer, order, DAY_MS + HOUR_MS);
    expect(refunded.refunds).toMatchObject([{ stage: 'failed' }, { amountFen: 1_800, stage: 'refunded' }]);
    expect(await balanceFen(system(), order)).toBe(1_800);
    expect((await database.order(order.orderId)).attention).toMatchObject([{ code: 'REFUND_FAILED' }]);
    await operator.lookedAt(order.orderId);
    expect((await database.order(order.orderId)).attention).toEqual([]);
  });

  test('that is stuck on its way is not sent a second time: a person must help', async () => {
    const { channel, database, operator } = system();
    const { buyer, order } = await settled(system());
    await channel.behave({ refunds: 'abnormal' });
    await operator.lower(order, 15_000);
    const stuck = await later(system(), buyer, order, 10 * DAY_MS);
    await channel.behave({ refunds: 'succeed' });
    expect(stuck.refunds).toMatchObject([{ amountFen: 1_800, stage: 'abnormal' }]);
    expect((await database.order(order.orderId)).attention).toMatchObject([{ code: 'REFUND_ABNORMAL' }]);
  });

  test('whose answer and callback are lost is found out by the timer, and given once', async () => {
    const { cloud, channel, operator } = system();
    const { buyer, order } = await settled(system());
    await channel.behave({ callbacks: 'lost' });
    const fault = { match: { service: 'wechatpay', action: 'refund' }, effect: 'dropAfter' };
    await cloud.post('/_emulator/faults', [fault]);
    await operator.lower(order, 15_000);
    const refunded = await later(system(), buyer, order, HOUR_MS);
    await channel.behave({ callbacks: 'normal' });
    expect(refunded.refunds).toMatchObject([{ amountFen: 1_800, stage: 'refunded' }]);
    expect(await balanceFen(system(), order)).toBe(1_800);
  });
});
