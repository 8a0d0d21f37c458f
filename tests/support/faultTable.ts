import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../cloudfunctions/shared/domain/duration.ts';
import type { OrderState } from '../../cloudfunctions/shared/domain/order/states.ts';
import { MOMENT_MS } from '../../tools/local/buyer.ts';
import { tap } from './calls.ts';
import type { ChannelInTest } from './channels/standIn.ts';
import { changePolicy, NO_COUNTS } from './policy.ts';
import { expectSound } from './soundness.ts';
import { type Aftermaths, nameOf, type Strike, Striker, type Struck, type Subject } from './strikes.ts';
import { useSystemOver } from './system.ts';

interface Case extends Struck {
  /** Where the order may stand an hour later: after another tap, and if nobody taps again. */
  readonly hourLater: {
    readonly retry: readonly OrderState[];
    readonly clock: readonly (OrderState | null)[];
  };
}

const idOf = ({ orderId }: Subject) => ({ orderId: orderId ?? '' });
const PARCEL = { step: 'ship', carrier: '顺丰速运', trackingNo: 'SF1' } as const;

function casesOver({ way, calls, listener }: ChannelInTest): readonly Case[] {
  const payment = (subject: Subject) =>
    ({
      step: 'payNow',
      ...idOf(subject),
      channel: way.channel,
      shownAmountFen: subject.amountFen,
    }) as const;
  return [
    {
      name: 'the timer, clearing up a charge that never arrived',
      functions: ['timer'],
      calls: 7,
      afterwards: ['clock'],
      from: 'received',
      channel: [],
      async act({ cloud }, subject) {
        const match = { service: way.channel, action: calls.complete[0] };
        await cloud.post('/_emulator/faults', [{ match, effect: 'dropBefore' }]);
        await tap(subject.buyer, 'settle', payment(subject));
        await cloud.advance(2 * MINUTE_MS);
      },
      hourLater: { retry: ['settled'], clock: ['settled'] },
    },
    {
      name: 'createOrder',
      functions: [way.servedBy('createOrder')],
      calls: 10,
      afterwards: ['retry', 'clock'],
      from: null,
      channel: [],
      async act(_system, subject) {
        if (!subject.checkout) return;
        const answer = await tap(subject.buyer, 'createOrder', subject.checkout);
        if (answer?.ok) subject.orderId = answer.data.orderId;
      },
      hourLater: { retry: ['created'], clock: ['created', null] },
    },
    {
      name: 'assessCredit',
      functions: [way.servedBy('assessCredit')],
      calls: 14,
      afterwards: ['retry', 'clock'],
      from: 'created',
      channel: calls.create,
      act: (_system, subject) => tap(subject.buyer, 'assessCredit', idOf(subject)),
      hourLater: { retry: ['accepted'], clock: ['accepted', 'created'] },
    },
    {
      name: 'confirmShip',
      functions: ['confirmShip'],
      calls: 6,
      afterwards: ['retry', 'clock'],
      from: 'accepted',
      channel: [],
      act: ({ operator }, subject) => tap(operator, 'confirmShip', { ...PARCEL, ...idOf(subject) }),
      hourLater: { retry: ['shipped'], clock: ['shipped', 'accepted'] },
    },
    {
      name: 'confirmReceipt',
      functions: [way.servedBy('confirmReceipt')],
      calls: 6,
      afterwards: ['retry', 'clock'],
      from: 'shipped',
      channel: [],
      act: (_system, subject) => tap(subject.buyer, 'confirmReceipt', idOf(subject)),
      hourLater: { retry: ['received'], clock: ['received', 'shipped'] },
    },
    {
      name: 'settle',
      functions: [way.servedBy('settle')],
      calls: 8,
      afterwards: ['retry', 'clock'],
      from: 'received',
      channel: calls.complete,
      act: (_system, subject) => tap(subject.buyer, 'settle', payment(subject)),
      hourLater: { retry: ['settled'], clock: ['settled', 'received'] },
    },
    {
      name: 'cancelOrder',
      functions: [way.servedBy('cancelOrder')],
      calls: 12,
      afterwards: ['retry', 'clock'],
      from: 'accepted',
      channel: calls.cancel,
      act: (_system, subject) => tap(subject.buyer, 'cancelOrder', idOf(subject)),
      hourLater: { retry: ['cancelled'], clock: ['cancelled', 'accepted'] },
    },
    {
      name: 'handleReturn, asked for and agreed to',
      functions: [...new Set([way.servedBy('handleReturn'), 'handleReturn'])],
      calls: 20,
      afterwards: ['retry', 'clock'],
      from: 'received',
      // What is asked beside it was struck with cancelOrder.
      channel: calls.cancel.slice(0, 1),
      async act({ operator }, subject) {
        const wish = { step: 'request', ...idOf(subject), kind: 'notReceived', reason: '没有收到' } as const;
        await tap(subject.buyer, 'handleReturn', wish);
        const { claim } = await operator.read(wish.orderId);
        const requestedAt = claim?.requestedAt ?? new Date(0).toISOString();
        await tap(operator, 'handleReturn', { step: 'agree', ...idOf(subject), requestedAt });
      },
      hourLater: { retry: ['returned'], clock: ['returned', 'received'] },
    },
    {
      name: 'the news that it is paid',
      functions: [listener],
      calls: 10,
      afterwards: ['clock'],
      from: 'settling',
      channel: [],
      act: ({ cloud }) => cloud.advance(MOMENT_MS),
      hourLater: { retry: ['settled'], clock: ['settled'] },
    },
  ];
}

/**
 * Every call of every step fails in every way there is, over one channel. Prints the number of combinations.
 * @param aftermaths what follows a failure is the same code over each channel: over a second one it may be tried in turn
 */
export function faultTable(tested: ChannelInTest, aftermaths: Aftermaths = 'each'): void {
  const cases = casesOver(tested).map((one) => [one.name, one] as const);
  const system = useSystemOver(tested);
  let striker: Striker;

  beforeAll(async () => {
    // Room for many orders of one buyer: opening an account for each would take longer than the rest.
    const limits = { openingFen: 10_000_000, ceilingFen: 10_000_000, maxRunningOrders: 100 };
    await changePolicy(system(), { ...NO_COUNTS, limits });
    await system().channel.makeRoom();
    striker = new Striker(system(), aftermaths);
  });
  afterAll(() => console.log(`${striker.strikes.length} combinations of step, call, effect and aftermath`));

  describe('whatever call of a step fails, and however', () => {
    test.each(cases)(
      '%s: the order goes on, or stays as it was',
      async (_name, step) => {
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
      180_000,
    );

    test('days later each order has come to its right end, and was charged its amount or nothing', async () => {
      const { cloud, database, channel } = system();
      await cloud.advance(12 * DAY_MS);
      await expectSound(system());
      const [orders, standings] = await Promise.all([database.orders(), channel.standings()]);
      const ends = (strike: Strike) => {
        const order = orders.find((one) => one._id === strike.subject.orderId);
        if (!order) return null;
        const paidFen = standings.get(order._id)?.paidFen ?? 0;
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
}
