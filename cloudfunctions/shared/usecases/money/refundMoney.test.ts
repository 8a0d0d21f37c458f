import { describe, expect, it } from 'vitest';
import { refundedFen } from '../../domain/order/refunds.ts';
import { aCallbackOf, anAccount, aPayment, ORDER, T0 } from '../../testing/builders.ts';
import { HostileChannel } from '../../testing/hostileChannel.ts';
import { orderIn } from '../../testing/lives.ts';
import { NOT_FOUND } from '../../testing/scriptedChannel.ts';
import type { Fate } from '../../testing/statefulChannel.ts';
import { World } from '../../testing/world.ts';
import { applyCallback } from '../channel/channelCallback.ts';
import { runDue } from '../time/runDue.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
const timer = (world: World) => runDue(world.services, () => true);

describe('the money of one payment', () => {
  /** Paid at a channel that keeps its own books of it. */
  function paidThere(): { world: World; channel: HostileChannel } {
    const channel = new HostileChannel();
    const order = orderIn('settled', {
      payment: aPayment({ transactionId: `tx-${ORDER}` }),
      payableFen: 10_000,
      loweredAt: T0,
      accountDuty: null,
      next: { at: T0, action: 'refund', tries: 0 },
    });
    const world = new World({ order, account: anAccount(), channel });
    const held = { body: '', amountFen: 16_800, collectFen: 16_800, paidElsewhereAt: null };
    channel.orders.set(ORDER, { stage: 'paid', ...held });
    return { world, channel };
  }

  const FATES: readonly Fate[] = ['works', 'lostBefore', 'lostAfter'];
  const sequences = FATES.flatMap((a) => FATES.flatMap((b) => FATES.map((c) => [a, b, c] as const)));

  it.each(sequences)('never goes back twice, whatever gets lost: %s, %s, %s', async (...fates) => {
    const { world, channel } = paidThere();
    channel.fates = [...fates];
    for (let round = 0; round < 10; round++) {
      await Promise.all([timer(world), timer(world)]);
      for (const facts of channel.refundFacts(ORDER))
        await applyCallback(world.services, 'wechatpay', aCallbackOf({ kind: 'refund', facts }));
      channel.progress(ORDER);
      world.later(10 * MINUTE_MS);
    }
    expect(channel.refundFacts(ORDER).map(({ amountFen, stage }) => [amountFen, stage])).toEqual([
      [6_800, 'refunded'],
    ]);
    expect(refundedFen(world.order().refunds)).toBe(6_800);
    expect([channel.broken, world.order().next]).toEqual([[], null]);
  });

  // The refund took effect, "not found" meant "not yet", and the resend was refused: a day later it is given
  // twice.
  it('never goes back twice, though a resend is refused that was taken before', async () => {
    const { world, channel } = paidThere();
    channel.fates = ['lostAfter'];
    await timer(world);
    const queryRefund = channel.queryRefund.bind(channel);
    channel.queryRefund = async () => NOT_FOUND;
    channel.lies = ['refused'];
    world.later(MINUTE_MS);
    await timer(world);
    channel.queryRefund = queryRefund;
    for (let day = 0; day < 3; day++) {
      world.later(DAY_MS);
      await timer(world);
    }
    const given = channel.refundFacts(ORDER).map(({ amountFen }) => amountFen);
    expect(given).toEqual([6_800]);
  });
});
