import { describe, expect, it } from 'vitest';
import { DAY_MS, HOUR_MS } from '../../domain/duration.ts';
import type { Order } from '../../domain/order/order.ts';
import { anOrder, aPayment, aRefund, later, T0 } from '../../testing/builders.ts';
import { World } from '../../testing/world.ts';
import { readMoney } from './readMoney.ts';

/** Ten in the morning of 1 March in China; the last minute of that day there; and the first of the next. */
const NOW = T0;
const BEFORE_MIDNIGHT = new Date('2026-03-01T15:59:00.000Z');
const AFTER_MIDNIGHT = new Date('2026-03-01T16:00:00.000Z');
const NOTHING = { orders: 0, amountFen: 0 };

/** A shop with these orders, each under a number of its own. */
function aShop(...orders: readonly Partial<Order>[]): World {
  const world = new World();
  for (const [index, order] of orders.entries()) {
    world.store.seed('orders', anOrder({ _id: String(index).padStart(32, '0'), ...order }));
  }
  return world;
}

const read = (...orders: readonly Partial<Order>[]) => readMoney(aShop(...orders).services);

describe('the money overview', () => {
  it('of a shop without orders is nothing everywhere', async () => {
    expect(await read()).toEqual({
      at: NOW,
      promised: NOTHING,
      owed: NOTHING,
      dueThisWeek: NOTHING,
      collecting: NOTHING,
      overdue: NOTHING,
      settled: NOTHING,
      refunded: NOTHING,
      dueByDay: [],
      settledByDay: [],
      waiting: { shipping: 0, claims: 0, reviews: 0, attention: 0 },
    });
  });

  it('counts as promised what is not received, and as owed what is', async () => {
    const chargeAt = later(NOW, 30 * DAY_MS);
    const money = await read(
      { state: 'created', payableFen: 1 },
      { state: 'approved', payableFen: 10 },
      { state: 'accepted', payableFen: 100 },
      { state: 'shipped', payableFen: 1_000 },
      { state: 'received', payableFen: 10_000, chargeAt },
      { state: 'settling', payableFen: 100_000 },
      { state: 'overdue', payableFen: 1_000_000 },
      { state: 'settled', payableFen: 10_000_000 },
      { state: 'cancelled', payableFen: 0 },
    );
    expect(money).toMatchObject({
      promised: { orders: 2, amountFen: 1_100 },
      owed: { orders: 3, amountFen: 1_110_000 },
      collecting: { orders: 1, amountFen: 100_000 },
      overdue: { orders: 1, amountFen: 1_000_000 },
      dueThisWeek: NOTHING,
    });
  });

  it('counts what was lowered at its lower price, and nothing that was lowered to nothing', async () => {
    const money = await read(
      { state: 'accepted', amountFen: 500, payableFen: 300 },
      { state: 'shipped', amountFen: 500, payableFen: 0 },
      { state: 'received', amountFen: 500, payableFen: 0, chargeAt: NOW },
    );
    expect(money).toMatchObject({ promised: { orders: 1, amountFen: 300 }, owed: NOTHING, dueByDay: [] });
  });

  it('says what is due on which day in China, and not before', async () => {
    const money = await read(
      { state: 'received', payableFen: 1, chargeAt: BEFORE_MIDNIGHT },
      { state: 'received', payableFen: 20, chargeAt: AFTER_MIDNIGHT },
      { state: 'received', payableFen: 300, chargeAt: later(AFTER_MIDNIGHT, DAY_MS - 1) },
      { state: 'received', payableFen: 4_000, chargeAt: later(AFTER_MIDNIGHT, DAY_MS) },
    );
    expect(money.dueByDay).toEqual([
      { day: '2026-03-01', orders: 1, amountFen: 1 },
      { day: '2026-03-02', orders: 2, amountFen: 320 },
      { day: '2026-03-03', orders: 1, amountFen: 4_000 },
    ]);
  });

  it('takes for this week today and the six days after it, and looks fourteen days ahead', async () => {
    const money = await read(
      { state: 'received', payableFen: 1, chargeAt: later(BEFORE_MIDNIGHT, 6 * DAY_MS) },
      { state: 'received', payableFen: 20, chargeAt: later(AFTER_MIDNIGHT, 6 * DAY_MS) },
      { state: 'received', payableFen: 300, chargeAt: later(BEFORE_MIDNIGHT, 13 * DAY_MS) },
      { state: 'received', payableFen: 4_000, chargeAt: later(AFTER_MIDNIGHT, 13 * DAY_MS) },
    );
    expect(money.dueThisWeek).toEqual({ orders: 1, amountFen: 1 });
    expect(money.dueByDay.map(({ day }) => day)).toEqual(['2026-03-07', '2026-03-08', '2026-03-14']);
    expect(money.owed.amountFen).toBe(4_321);
  });

  it('takes the day until which the buyer pays by a tap, where he does', async () => {
    const chargeAt = later(NOW, DAY_MS);
    const money = await read({ state: 'received', payableFen: 5, chargeAt, payBy: later(NOW, 4 * DAY_MS) });
    expect(money.dueByDay).toEqual([{ day: '2026-03-05', orders: 1, amountFen: 5 }]);
  });

  it('counts as due today what should have been charged before', async () => {
    const money = await read(
      { state: 'received', payableFen: 5, chargeAt: later(NOW, -3 * DAY_MS) },
      { state: 'received', payableFen: 6, chargeAt: later(NOW, HOUR_MS) },
    );
    expect(money.dueByDay).toEqual([{ day: '2026-03-01', orders: 2, amountFen: 11 }]);
    expect(money.dueThisWeek).toEqual({ orders: 2, amountFen: 11 });
  });

  it('does not say that something is due while a return or dispute is open', async () => {
    const freeze = { since: NOW, cause: 'return' } as const;
    const money = await read({ state: 'received', payableFen: 5, chargeAt: NOW, freeze });
    expect(money).toMatchObject({ owed: { orders: 1, amountFen: 5 }, dueThisWeek: NOTHING, dueByDay: [] });
  });

  it('adds up what was paid in thirty days by its day in China, whatever became of the order', async () => {
    const first = later(AFTER_MIDNIGHT, -30 * DAY_MS);
    const money = await read(
      { state: 'settled', payment: aPayment({ paidFen: 1, paidAt: first }) },
      { state: 'settled', payment: aPayment({ paidFen: 20, paidAt: later(first, -1) }) },
      { state: 'settled', payment: aPayment({ paidFen: 300, paidAt: NOW }) },
      { state: 'returned', payment: aPayment({ paidFen: 4_000, paidAt: later(NOW, -HOUR_MS) }) },
    );
    expect(money.settledByDay).toEqual([
      { day: '2026-01-31', orders: 1, amountFen: 1 },
      { day: '2026-03-01', orders: 2, amountFen: 4_300 },
    ]);
    expect(money.settled).toEqual({ orders: 3, amountFen: 4_301 });
  });

  it('adds up the refunds of thirty days that have left, each order once', async () => {
    const old = later(AFTER_MIDNIGHT, -30 * DAY_MS - 1);
    const payment = aPayment({ paidAt: later(NOW, -60 * DAY_MS) });
    const money = await read(
      {
        state: 'settled',
        payment,
        refunds: [
          aRefund({ amountFen: 1 }),
          aRefund({ amountFen: 20 }),
          aRefund({ amountFen: 300, requestedAt: old }),
          aRefund({ amountFen: 4_000, stage: 'failed' }),
          aRefund({ amountFen: 50_000, stage: 'processing' }),
        ],
      },
      { state: 'settled', payment, refunds: [aRefund({ amountFen: 600_000, stage: 'abnormal' })] },
      { state: 'settled', payment, refunds: [aRefund({ amountFen: 7_000_000, requestedAt: old })] },
    );
    expect(money.refunded).toEqual({ orders: 2, amountFen: 600_021 });
    expect(money.settled).toEqual(NOTHING);
  });

  it('counts what waits for the merchant’s people', async () => {
    const claim = {
      kind: 'return',
      amountFen: 1,
      payableFen: 1,
      requestedAt: NOW,
      since: NOW,
      deadline: NOW,
    } as const;
    const money = await read(
      { state: 'accepted' },
      { state: 'shipped', claim: { ...claim, stage: 'requested' } },
      { state: 'shipped', claim: { ...claim, stage: 'sentBack' } },
      { state: 'shipped', claim: { ...claim, stage: 'refused' } },
      { state: 'rejected', review: { stage: 'asked', at: NOW } },
      { state: 'rejected', review: { stage: 'kept', at: NOW } },
      {
        state: 'rejected',
        attention: [
          { code: 'STUCK', at: NOW },
          { code: 'PAID_TWICE', at: NOW },
        ],
      },
    );
    expect(money.waiting).toEqual({ shipping: 1, claims: 2, reviews: 1, attention: 1 });
  });

  it('asks everything side by side, and logs nothing', async () => {
    const world = aShop({ state: 'accepted' });
    let open = 0;
    let mostAtOnce = 0;
    world.store.before = async () => {
      mostAtOnce = Math.max(mostAtOnce, ++open);
      await new Promise((resolve) => setImmediate(resolve));
      open -= 1;
    };
    await readMoney(world.services);
    expect(world.store.trips.every(({ operation }) => operation === 'totals')).toBe(true);
    expect(mostAtOnce).toBe(world.store.trips.length);
    expect(world.logged).toEqual([]);
  });
});
