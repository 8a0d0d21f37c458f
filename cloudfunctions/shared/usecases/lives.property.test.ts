import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Order } from '../domain/order/order.ts';
import { act, aMarket, anAction, rest, someManners } from '../testing/market.ts';
import { expectAtRest, expectSound } from '../testing/soundness.ts';

describe.each([
  ['authorised once', true],
  ['confirmed each time', false],
])('orders that are %s, whatever happens in whatever sequence', (_mode, needsAuthorisation) => {
  it('keep limit, history, money and the channel in agreement, and come to rest', {
    timeout: 60_000,
  }, async () => {
    const reached = new Set<string>();
    const lives = fc.array(anAction, { minLength: 15, maxLength: 40, size: 'max' });
    await fc.assert(
      fc.asyncProperty(someManners, lives, async (how, actions) => {
        const { world, channel } = aMarket(needsAuthorisation, how);
        for (const action of actions) {
          await act(world, channel, action);
          expectSound(world, channel);
        }
        await rest(world, channel);
        expectSound(world, channel);
        expectAtRest(world, channel);
        for (const order of world.store.all<Order>('orders')) {
          for (const { type } of order.history) reached.add(type);
        }
      }),
      { numRuns: 80 },
    );
    // Otherwise the lives above were too short to prove anything.
    const wanted = ['settled', 'overdue', 'cancelled', 'rejected', 'writtenOff', 'lowered', 'refunded'];
    expect(wanted.filter((type) => !reached.has(type))).toEqual([]);
  });
});
