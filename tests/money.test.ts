import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { Functions } from '../cloudfunctions/shared/contract/functions.ts';
import { chinaDay, startOfChinaDay } from '../cloudfunctions/shared/domain/chinaTime.ts';
import { DAY_MS, MINUTE_MS } from '../cloudfunctions/shared/domain/duration.ts';
import { totalsPipeline } from '../cloudfunctions/shared/platform/totalsPipeline.ts';
import { later } from '../cloudfunctions/shared/testing/builders.ts';
import { totalsOf } from '../cloudfunctions/shared/testing/totals.ts';
import type { Total, TotalsOptions } from '../cloudfunctions/shared/usecases/store.ts';
import { data, MOMENT_MS } from '../tools/local/buyer.ts';
import { roundTrips } from '../tools/local/roundTrips.ts';
import { orderAt, TEA_SET, THERMOS } from './support/lives.ts';
import { expectSound } from './support/soundness.ts';
import { OPERATOR, type System, useSystem } from './support/system.ts';

/** A query that no index serves is refused. */
const system = useSystem(['--memory', '--strict']);
afterEach(() => expectSound(system()));

type List = Omit<Extract<Functions['readOrders']['input'], { view: 'merchant' }>, 'view'>;

const TEA_SET_FEN = 16_800;
const THERMOS_FEN = 8_900;
const LOWERED_FEN = 5_900;

async function readMoney({ cloud }: System) {
  return data(await cloud.call(OPERATOR, 'readOrders', { view: 'money' }));
}

/** To so many minutes before (or after) a midnight in China: the coming one, or if it is too late for that, the next. */
async function advanceToMidnight(minutes: number): Promise<Date> {
  const now = await system().now();
  const coming = later(startOfChinaDay(now), DAY_MS + minutes * MINUTE_MS);
  const at = coming > now ? coming : later(coming, DAY_MS);
  await system().cloud.advance(at.getTime() - now.getTime());
  return at;
}

describe('the merchant’s money', () => {
  /** The last day of the story, in China. */
  let lastDay: Date;

  // Two buyers, the second of whom has no money; midnight comes between the two payments of the first.
  beforeAll(async () => {
    const [first, second] = [await system().buyer(), await system().buyer()];
    await second.setBalance(0);
    await advanceToMidnight(-30);
    await orderAt(system(), second, 'settling', TEA_SET);
    await system().cloud.advance(3 * DAY_MS + MINUTE_MS);
    await orderAt(system(), first, 'settled', TEA_SET);
    lastDay = await advanceToMidnight(+10);
    const dear = await orderAt(system(), first, 'settled', THERMOS);
    await system().operator.lower(dear, LOWERED_FEN);
    await system().cloud.advance(MOMENT_MS);
    await orderAt(system(), first, 'shipped', TEA_SET);
    await orderAt(system(), first, 'received', THERMOS);
  }, 60_000);

  test('is told to the fen, over the orders of all buyers', async () => {
    const dayAfter = (days: number) => chinaDay(later(lastDay, days * DAY_MS));
    expect(await readMoney(system())).toEqual({
      at: expect.any(String),
      promised: { orders: 1, amountFen: TEA_SET_FEN },
      owed: { orders: 2, amountFen: TEA_SET_FEN + THERMOS_FEN },
      dueThisWeek: { orders: 0, amountFen: 0 },
      collecting: { orders: 0, amountFen: 0 },
      overdue: { orders: 1, amountFen: TEA_SET_FEN },
      settled: { orders: 2, amountFen: TEA_SET_FEN + THERMOS_FEN },
      refunded: { orders: 1, amountFen: THERMOS_FEN - LOWERED_FEN },
      dueByDay: [{ day: dayAfter(7), orders: 1, amountFen: THERMOS_FEN }],
      settledByDay: [
        { day: dayAfter(-1), orders: 1, amountFen: TEA_SET_FEN },
        { day: dayAfter(0), orders: 1, amountFen: THERMOS_FEN },
      ],
      waiting: { shipping: 0, claims: 0, reviews: 0, attention: 0 },
    });
  });

  test('is read by a warm instance in one round trip', async () => {
    const { cloud } = system();
    await readMoney(system());
    await cloud.databaseAway(25);
    await readMoney(system());
    await cloud.clearFaults();
    const call = (await cloud.calls()).findLast((one) => one.function === 'readOrders');
    expect(call?.cold).toBe(false);
    expect(call && roundTrips(call)).toBe(1);
  });

  test('is for the merchant’s people only, and so is his policy', async () => {
    const { cloud } = system();
    const { openid } = system().stranger();
    for (const view of ['money', 'policy'] as const) {
      expect(await cloud.call(openid, 'readOrders', { view })).toMatchObject({
        ok: false,
        error: { code: 'FORBIDDEN' },
      });
    }
  });

  const QUESTIONS: readonly TotalsOptions[] = [
    { filter: { state: { $in: ['settled', 'overdue'] } }, groupBy: 'state', sum: 'payableFen' },
    { filter: { state: 'settled' }, groupBy: null, sum: 'payment.paidFen' },
    {
      filter: { createdAt: { $gte: new Date(0) } },
      groupBy: { dayOf: ['payBy', 'chargeAt', 'createdAt'], utcOffsetHours: 8 },
      sum: 'amountFen',
    },
    {
      filter: { 'refunds.requestedAt': { $gte: new Date(0) }, 'refunds.stage': { $in: ['refunded'] } },
      each: 'refunds',
      groupBy: { dayOf: ['refunds.requestedAt'], utcOffsetHours: -9 },
      sum: 'refunds.amountFen',
    },
    { filter: { createdAt: { $gte: new Date(0) } }, each: 'lines', groupBy: 'state', sum: 'lines.quantity' },
    { filter: { state: 'writtenOff' }, groupBy: null, sum: 'payableFen' },
  ];
  test.each(QUESTIONS)('is added up by the database as by the tests’ own: %j', async (options) => {
    const orders = system().database.collection('orders').options({ raw: true });
    const { data: totals } = await orders.aggregate(totalsPipeline(options)).end<Total>();
    const byKey = (a: Total, b: Total) => String(a.key).localeCompare(String(b.key));
    const expected = totalsOf(await system().database.orders(), options);
    expect(totals.sort(byKey)).toEqual(expected.sort(byKey));
  });

  test('is due this week a day later', async () => {
    await system().cloud.advance(DAY_MS);
    expect(await readMoney(system())).toMatchObject({
      dueThisWeek: { orders: 1, amountFen: THERMOS_FEN },
      dueByDay: [{ day: chinaDay(later(lastDay, 7 * DAY_MS)) }],
    });
  });
});

describe('the merchant’s lists', () => {
  const LISTS: readonly List[] = [
    {},
    { states: ['accepted'] },
    { states: ['settled', 'overdue'] },
    { waitingFor: 'claim' },
    { waitingFor: 'review' },
    { needsAttention: true },
  ];
  test.each(LISTS)('are each served by an index, page after page: %j', async (list) => {
    const page = { view: 'merchant', limit: 1, ...list } as const;
    const { nextCursor } = data(await system().cloud.call(OPERATOR, 'readOrders', page));
    const cursor = nextCursor ?? `${Date.now()}_${'a'.repeat(32)}`;
    expect(await system().cloud.call(OPERATOR, 'readOrders', { ...page, cursor })).toMatchObject({
      ok: true,
    });
  });

  test('have as many orders as the overview says', async () => {
    const buyer = await system().buyer();
    const { orderId } = await orderAt(system(), buyer, 'shipped');
    await buyer.claim({ step: 'request', orderId, kind: 'notReceived', reason: '一直没收到' });
    await orderAt(system(), buyer, 'accepted');
    const tooMuch = await buyer.createOrder(`test-${Date.now()}`, [
      { productId: 'massage-chair', quantity: 1 },
    ]);
    await buyer.assess(tooMuch.orderId);
    await buyer.askReview(tooMuch.orderId, '我常来');
    const { waiting } = await readMoney(system());
    expect(waiting).toEqual({
      shipping: await length({ states: ['accepted'] }),
      claims: await length({ waitingFor: 'claim' }),
      reviews: await length({ waitingFor: 'review' }),
      attention: await length({ needsAttention: true }),
    });
    expect(waiting).toEqual({ shipping: 1, claims: 1, reviews: 1, attention: 2 });
  });

  async function length(list: List): Promise<number> {
    const all = { view: 'merchant', limit: 50, ...list } as const;
    return data(await system().cloud.call(OPERATOR, 'readOrders', all)).items.length;
  }
});
