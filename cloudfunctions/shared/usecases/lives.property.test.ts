import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { aMarket, ordersIn } from '../testing/market/market.ts';
import { aStep, happen, rest, someManners } from '../testing/market/story.ts';
import { expectAtRest, expectSound } from '../testing/soundness.ts';

/** `npm run lives -- 100000` sets it: about so many steps in each mode. */
const STEPS = Number(process.env['HOUFU_LIVES_STEPS'] ?? 5_000);
const LONGEST = 100;
const RUNS = Math.ceil(STEPS / (LONGEST / 2));

/** From so many steps on; otherwise the lives were too short to prove anything. */
const ENOUGH = 4_000;
/** Each in more than one life of fifteen, so that it is missed by chance less than once in ten thousand times. */
const REACHED = [
  'collecting',
  'overdue',
  'cancelled',
  'rejected',
  'returned',
  'lowered',
  'reminded',
  'claimDone',
  'claimLapsed',
  'reviewAnswered',
];
/** What fewer lives come to, and from how many steps on it may be demanded. */
const RARELY_REACHED = ['settled', 'writtenOff', 'refunded', 'claimRefused', 'autoChargeSwitched'];
const ENOUGH_FOR_RARE = 50_000;

/** Where pages get too old, or are passed on, fewer orders come that far. */
const REACHED_FROM_PAGES = ['accepted', 'received', 'cancelled', 'rejected', 'endedAtChannel'];

describe.each([
  ['authorised once', 'once', REACHED],
  ['confirmed each time', 'each', REACHED],
  ['confirmed each time, and not known before', 'eachOnPage', REACHED_FROM_PAGES],
] as const)('orders that are %s, whatever happens in whatever sequence', (mode, agreeing, ways) => {
  it('keep the rules, the limit, the history and the money, and come to rest', {
    timeout: 80_000 + STEPS * 20,
  }, async () => {
    const reached = new Set<string>();
    let steps = 0;
    const lives = fc.array(aStep, { maxLength: LONGEST, size: 'max' });
    await fc.assert(
      fc.asyncProperty(someManners, lives, async (manners, life) => {
        const market = aMarket(agreeing, manners);
        const { world, channel, watch } = market;
        for (const step of life) {
          await happen(market, step);
          watch.look();
          expect(watch.broken).toEqual([]);
          expectSound(world, channel);
          steps++;
        }
        await rest(market);
        watch.look();
        watch.lookAtRest();
        expect(watch.broken).toEqual([]);
        expectSound(world, channel);
        expectAtRest(world, channel);
        for (const { history } of ordersIn(world)) for (const { type } of history) reached.add(type);
      }),
      // A failure is made short for so long, and then told.
      { numRuns: RUNS, interruptAfterTimeLimit: 40_000 + STEPS * 10 },
    );
    console.log(`${steps} steps of random lives, ${mode}`);
    if (STEPS < ENOUGH) return;
    const rare = STEPS >= ENOUGH_FOR_RARE && ways === REACHED ? RARELY_REACHED : [];
    expect([...ways, ...rare].filter((type) => !reached.has(type))).toEqual([]);
    expect(steps).toBeGreaterThan(STEPS * 0.72);
  });
});
