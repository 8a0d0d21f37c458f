import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../cloudfunctions/shared/domain/duration.ts';
import type { OrderState } from '../cloudfunctions/shared/domain/order/states.ts';
import { MOMENT_MS } from '../tools/local/buyer.ts';
import { tap } from './support/calls.ts';
import { THERMOS } from './support/lives.ts';
import { changePolicy, NO_COUNTS } from './support/policy.ts';
import { expectSound } from './support/soundness.ts';
import { nameOf, type Strike, Striker, type Struck, type Subject } from './support/strikes.ts';
import { OPERATOR, useSystem } from './support/system.ts';

const system = useSystem();
let striker: Striker;

beforeAll(async () => {
  // Room for many orders of one buyer: opening an account for each would take longer than the rest.
  const limits = { openingFen: 10_000_000, ceilingFen: 10_000_000, maxRunningOrders: 100 };
  await changePolicy(system(), { ...NO_COUNTS, limits });
  await system().channel.behave({ maxRunningOrders: 1_000 });
  striker = new Striker(system());
});
afterAll(() => console.log(`${striker.strikes.length} combinations of step, call, effect and aftermath`));

const idOf = ({ orderId }: Subject) => ({ orderId: orderId ?? '' });

interface Case extends Struck {
  /** Where the order may stand an hour later: after another tap, and if nobody taps again. */
  readonly hourLater: {
    readonly retry: readonly OrderState[];
    readonly clock: readonly (OrderState | null)[];
  };
}

const CASES: readonly Case[] = [
  {
    name: 'the timer, clearing up a charge that never arrived',
    function: 'timer',
    calls: 7,
    afterwards: ['clock'],
    from: 'received',
    channel: [],
    async act({ cloud }, subject) {
      await cloud.post('/_emulator/faults', [
        { match: { service: 'wechatpay', action: 'complete' }, effect: 'dropBefore' },
      ]);
      await tap(cloud, subject.buyer.openid, 'settle', {
        step: 'payNow',
        ...idOf(subject),
        channel: 'wechatpay',
        shownAmountFen: subject.amountFen,
      });
      await cloud.advance(2 * MINUTE_MS);
    },
    hourLater: { retry: ['settled'], clock: ['settled'] },
  },
  {
    name: 'createOrder',
    function: 'createOrder',
    calls: 10,
    afterwards: ['retry', 'clock'],
    from: null,
    channel: [],
    async act({ cloud }, subject) {
      const input = await subject.buyer.checkout(subject.requestId, THERMOS);
      const answer = await tap(cloud, subject.buyer.openid, 'createOrder', input);
      if (answer?.ok) subject.orderId = answer.data.orderId;
    },
    hourLater: { retry: ['created'], clock: ['created', null] },
  },
  {
    name: 'assessCredit',
    function: 'assessCredit',
    calls: 14,
    afterwards: ['retry', 'clock'],
    from: 'created',
    channel: ['create'],
    act: ({ cloud }, subject) => tap(cloud, subject.buyer.openid, 'assessCredit', idOf(subject)),
    hourLater: { retry: ['accepted'], clock: ['accepted', 'created'] },
  },
  {
    name: 'confirmShip',
    function: 'confirmShip',
    calls: 6,
    afterwards: ['retry', 'clock'],
    from: 'accepted',
    channel: [],
    act: ({ cloud }, subject) =>
      tap(cloud, OPERATOR, 'confirmShip', {
        step: 'ship',
        ...idOf(subject),
        carrier: '顺丰速运',
        trackingNo: 'SF1',
      }),
    hourLater: { retry: ['shipped'], clock: ['shipped', 'accepted'] },
  },
  {
    name: 'confirmReceipt',
    function: 'confirmReceipt',
    calls: 6,
    afterwards: ['retry', 'clock'],
    from: 'shipped',
    channel: [],
    act: ({ cloud }, subject) => tap(cloud, subject.buyer.openid, 'confirmReceipt', idOf(subject)),
    hourLater: { retry: ['received'], clock: ['received', 'shipped'] },
  },
  {
    name: 'settle',
    function: 'settle',
    calls: 8,
    afterwards: ['retry', 'clock'],
    from: 'received',
    channel: ['complete'],
    act: ({ cloud }, subject) =>
      tap(cloud, subject.buyer.openid, 'settle', {
        step: 'payNow',
        ...idOf(subject),
        channel: 'wechatpay',
        shownAmountFen: subject.amountFen,
      }),
    hourLater: { retry: ['settled'], clock: ['settled', 'received'] },
  },
  {
    name: 'cancelOrder',
    function: 'cancelOrder',
    calls: 12,
    afterwards: ['retry', 'clock'],
    from: 'accepted',
    channel: ['cancel'],
    act: ({ cloud }, subject) => tap(cloud, subject.buyer.openid, 'cancelOrder', idOf(subject)),
    hourLater: { retry: ['cancelled'], clock: ['cancelled', 'accepted'] },
  },
  {
    name: 'handleReturn, asked for and agreed to',
    function: 'handleReturn',
    calls: 20,
    afterwards: ['retry', 'clock'],
    from: 'received',
    channel: ['cancel'],
    async act({ cloud, operator }, subject) {
      const wish = { step: 'request', ...idOf(subject), kind: 'notReceived', reason: '没有收到' } as const;
      await tap(cloud, subject.buyer.openid, 'handleReturn', wish);
      const { claim } = await operator.read(wish.orderId);
      const requestedAt = claim?.requestedAt ?? new Date(0).toISOString();
      await tap(cloud, OPERATOR, 'handleReturn', { step: 'agree', ...idOf(subject), requestedAt });
    },
    hourLater: { retry: ['returned'], clock: ['returned', 'received'] },
  },
  {
    name: 'wechatpayCallback',
    function: 'wechatpayCallback',
    calls: 10,
    afterwards: ['clock'],
    from: 'settling',
    channel: [],
    act: ({ cloud }) => cloud.advance(MOMENT_MS),
    hourLater: { retry: ['settled'], clock: ['settled'] },
  },
];

describe('whatever call of a step fails, and however', () => {
  test.each(CASES)(
    '$function: the order goes on, or stays as it was',
    async (step) => {
      const { cloud, database } = system();
      const strikes = await striker.strikeAll(step);
      expect(strikes.length).toBeGreaterThan(0);
      await cloud.advance(HOUR_MS);
      await expectSound(system());
      const orders = await database.orders();
      const wrong = strikes.flatMap((strike) => {
        const order = orders.find((one) => one._id === strike.subject.orderId);
        const expected: readonly (OrderState | null)[] = step.hourLater[strike.afterwards];
        const fine = expected.includes(order?.state ?? null) && !order?.attempt;
        return fine
          ? []
          : [`${nameOf(strike)}: ${order?.state} ${order?.attempt ? 'with an open call' : ''}`];
      });
      expect(wrong).toEqual([]);
    },
    120_000,
  );

  test('days later each order has come to its right end, and was charged its amount or nothing', async () => {
    const { cloud, database, channel } = system();
    await cloud.advance(12 * DAY_MS);
    await expectSound(system());
    const [orders, { orders: atChannel }] = await Promise.all([database.orders(), channel.state()]);
    const ends = (strike: Strike) => {
      const order = orders.find((one) => one._id === strike.subject.orderId);
      if (!order) return null;
      const paidFen = atChannel.find((one) => one.out_order_no === order._id)?.collection?.paid_amount ?? 0;
      const paid = order.state === 'settled' ? order.amountFen : 0;
      const ended = ['settled', 'cancelled', 'shipped', 'returned'].includes(order.state);
      return ended && paidFen === paid ? null : `${nameOf(strike)}: ${order.state}, ${paidFen} fen paid`;
    };
    expect(striker.strikes.map(ends).filter((problem) => problem !== null)).toEqual([]);
  });

  test('and no call hangs', async () => {
    const calls = await system().cloud.calls();
    expect(calls.filter((call) => call.outcome === 'running')).toEqual([]);
  });
});
