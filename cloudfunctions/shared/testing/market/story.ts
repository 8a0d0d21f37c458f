import * as fc from 'fast-check';
import { isOpen } from '../../domain/order/claimEffects.ts';
import type { Order } from '../../domain/order/order.ts';
import { runDue } from '../../usecases/time/runDue.ts';
import type { Lie } from '../hostileChannel.ts';
import type { Fate } from '../statefulChannel.ts';
import { ACTIONS, ON_CLAIM, orderIdOf, SELDOM, type Turn, USUALLY } from './actions.ts';
import { BUYERS, type Manners, type Market, ORDERS_EACH, ordersIn } from './market.ts';

const DAY_MS = 86_400_000;

/** One thing that happens, or several at once, some time after the one before. */
export interface Step extends Turn {
  /** Whether what usually comes next happens too. */
  readonly usual: boolean;
  readonly names: readonly string[];
  readonly waitMs: number;
  readonly fates: readonly Fate[];
  readonly lies: readonly Lie[];
  /** Which round trip to the database fails, before or after it took effect; null: none. */
  readonly databaseFault: { readonly trip: number; readonly when: 'before' | 'after' } | null;
}

const often = Object.keys(ACTIONS).filter((name) => !SELDOM.includes(name));
const claims = Object.keys(ACTIONS).filter((name) => name.startsWith('claim'));

export const aStep: fc.Arbitrary<Step> = fc
  .record({
    buyer: fc.constantFrom(...BUYERS),
    slot: fc.integer({ min: 0, max: ORDERS_EACH - 1 }),
    usual: fc.constantFrom(true, true, true, false),
    names: fc.oneof(
      { weight: 8, arbitrary: fc.constant([]) },
      { weight: 3, arbitrary: fc.constantFrom(['lower'], ['lower', 'callback'], ['collectAgain']) },
      {
        weight: 4,
        arbitrary: fc.constantFrom(...[...claims, 'refuse', 'refuse', 'withdraw'].map((name) => [name])),
      },
      // At one moment the charge and what forbids it.
      {
        weight: 2,
        arbitrary: fc.constantFrom(
          ['pay', 'claimReturn'],
          ['claimNotReceived', 'pay'],
          ['timer', 'claimReturn'],
        ),
      },
      { weight: 1, arbitrary: fc.constantFrom(['autoOff'], ['autoOff'], ['autoOn']) },
      { weight: 4, arbitrary: fc.array(fc.constantFrom(...often), { maxLength: 3 }) },
      { weight: 1, arbitrary: fc.constantFrom(...SELDOM.map((name) => [name])) },
    ),
    percent: fc.constantFrom(0, 0, 30, 50, 99, 100),
    waitMs: fc.constantFrom(1, 1, 1, 1, 1_000, 61_000, 7_200_000, DAY_MS, 3 * DAY_MS, 8 * DAY_MS),
    fates: fc.array(fc.constantFrom<Fate>('works', 'works', 'lostBefore', 'lostAfter'), { maxLength: 4 }),
    lies: fc.array(
      fc.constantFrom<Lie>(
        'none',
        'none',
        'none',
        'none',
        'none',
        'refused',
        'unsignedRefused',
        'unsignedRefusedAfter',
        'unsignedNotFound',
        'unsignedNotFoundAfter',
      ),
      { maxLength: 3 },
    ),
    databaseFault: fc.option(
      fc.record({
        trip: fc.integer({ min: 0, max: 6 }),
        when: fc.constantFrom('before' as const, 'after' as const),
      }),
      { freq: 6 },
    ),
  })
  .map((step) => ({ ...step, [fc.toStringMethod]: () => sentence(step) }));

export const someManners: fc.Arbitrary<Manners> = fc.record({
  lowersAmount: fc.boolean(),
  cancelsWhileCollecting: fc.boolean(),
  findsMoney: fc.boolean(),
  ending: fc.constantFrom('refunded' as const, 'refunded' as const, 'closed' as const, 'abnormal' as const),
  declines: fc.constantFrom(false, false, true),
  passesOn: fc.constantFrom(false, false, true),
  messages: fc.constantFrom('sent' as const, 'refused' as const, 'unknown' as const),
});

/** A failing run prints these, one a line. */
function sentence({ buyer, slot, usual, names, percent, waitMs, fates, lies, databaseFault }: Step): string {
  const what = [...(usual ? ['what usually comes next'] : []), ...names].join(' and ') || 'nothing';
  const beside = [
    ...(names.includes('lower') || usual ? [`lowering to ${percent} %`] : []),
    ...(fates.some((fate) => fate !== 'works') ? [`calls: ${fates.join(', ')}`] : []),
    ...(lies.some((lie) => lie !== 'none') ? [`answers: ${lies.join(', ')}`] : []),
    ...(databaseFault ? [`the database fails ${databaseFault.when} round trip ${databaseFault.trip}`] : []),
  ];
  const about = beside.length > 0 ? ` (${beside.join('; ')})` : '';
  return `\n  after ${waitMs} ms, ${buyer.buyerId}, order ${slot}: ${what}${about}`;
}

/** Lets a step happen. Refusals and outages are part of life; broken rules are found afterwards. */
export async function happen(market: Market, step: Step): Promise<void> {
  const { world, channel } = market;
  const { usual, names, waitMs, fates, lies, databaseFault, ...turn } = step;
  world.later(waitMs);
  channel.fates = [...fates];
  channel.lies = [...lies];
  if (databaseFault) failAt(market, databaseFault);
  const orderId = orderIdOf(market, turn);
  const next = usual ? whatUsuallyComes(world.store.peek<Order>('orders', orderId), step) : [];
  const acts = [...next, ...names].map((name) => ACTIONS[name]);
  await Promise.allSettled(acts.map(async (act) => act?.(market, { ...turn, orderId })));
  market.watch.databaseWorks();
}

function whatUsuallyComes(order: Order | null, { names, percent }: Step): readonly string[] {
  if (!order) return USUALLY.none ?? [];
  const { state, claim } = order;
  if (claim && isOpen(claim)) return names.length > 0 ? [] : (ON_CLAIM[claim.stage] ?? []);
  // While it is received or collected, what somebody does comes before the money: that is soon over.
  const soonOver = state === 'received' || state === 'settling' || state === 'overdue';
  if (soonOver && names.length > 0) return [];
  return state === 'received' && percent < 50 ? ['timer'] : (USUALLY[state] ?? []);
}

function failAt({ watch }: Market, { trip, when }: NonNullable<Step['databaseFault']>): void {
  watch.failAt(trip, when);
}

/** Long enough for refunds that failed several times, and for all that the timer puts off ever longer. */
export async function rest({ world, channel }: Market): Promise<void> {
  channel.fates = [];
  channel.lies = [];
  channel.refunds.ending = 'refunded';
  const rounds = [...Array<number>(75).fill(1), ...Array<number>(8).fill(100)];
  for (const days of rounds) {
    world.later(days * DAY_MS);
    await runDue(world.services, () => true);
    for (const { _id } of ordersIn(world)) channel.refunds.progress(_id);
  }
}
