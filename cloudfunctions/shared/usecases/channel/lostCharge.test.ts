import { describe, expect, it } from 'vitest';
import type { Attempt } from '../../domain/order/attempt.ts';
import type { Order } from '../../domain/order/order.ts';
import { anAccount, anAttempt, later, ORDER, T0 } from '../../testing/builders.ts';
import { orderIn } from '../../testing/lives.ts';
import { says, UNKNOWN } from '../../testing/scriptedChannel.ts';
import { World } from '../../testing/world.ts';
import { resolveAttempt } from './resolveAttempt.ts';

const MINUTE_MS = 60_000;
const HELD = { amountFen: 16_800, state: 'held', at: T0 } as const;

function waiting(attempt: Partial<Attempt>, changes: Partial<Order>): World {
  const open = { attempt: anAttempt('complete', attempt), collectingSince: null, dueAt: null };
  const account = anAccount({ availableFen: 83_200, runningOrders: 1, holds: { [ORDER]: HELD } });
  return new World({ order: orderIn('settling', { ...open, ...changes }), account });
}

async function resolved(world: World): Promise<Order> {
  await resolveAttempt(world.services, world.order());
  return world.order();
}

describe('an open charge that never arrived', () => {
  const notice = { amountFen: 16_800, chargeAt: T0, at: T0, via: 'inApp', text: '' } as const;

  function unanswered(hoursLater: number): World {
    const world = waiting({}, { notice });
    world.channel.answers('query', says('running'));
    world.channel.answers('complete', UNKNOWN);
    world.later(hoursLater * 60 * MINUTE_MS);
    return world;
  }

  it.each([
    { late: 'within three days of the time that was told', hours: 71, state: 'settling', sent: 1 },
    { late: 'and not after three days', hours: 72, state: 'received', sent: 0 },
  ])('is sent again $late', async ({ hours, state, sent }) => {
    const world = unanswered(hours);
    expect((await resolved(world)).state).toBe(state);
    expect(world.channel.sentOf('complete')).toHaveLength(sent);
  });

  // "Not there" may mean "not yet": a charge believed to be gone would be followed by another one.
  it.each<[string, Partial<Order>]>([
    ['while it was frozen', { freeze: { since: T0, cause: 'return' }, notice }],
    ['for an amount that was lowered', { payableFen: 9_000, notice }],
    ['under a notice that is void', { notice: null }],
  ])('%s is withdrawn only ten minutes after it was last sent', async (_what, changes) => {
    const sentAt = later(T0, 60 * MINUTE_MS);
    // Never sent again; sent again, with ever longer pauses, for the second time and the third.
    for (const [resends, pause] of [
      [0, 1],
      [2, 2],
      [3, 4],
    ] as const) {
      const askAt = later(sentAt, pause * MINUTE_MS);
      const world = waiting({ resends, askAt }, changes);
      world.channel.answers('query', says('running'));
      world.later(70 * MINUTE_MS - 1);
      expect(await resolved(world)).toMatchObject({ state: 'settling', attempt: { resends, askAt } });
      world.later(1);
      expect(await resolved(world)).toMatchObject({ state: 'received', attempt: null });
      expect(world.channel.sent).toEqual([]);
    }
  });

  it('waits for a new notice once it has become too late', async () => {
    const order = await resolved(unanswered(72));
    expect(order).toMatchObject({ notice: null, attempt: null, next: { action: 'giveNotice' } });
  });
});
