import { describe, expect, it } from 'vitest';
import type { ChannelOutcome } from '../../channels/channel.ts';
import type { Order } from '../../domain/order/order.ts';
import {
  aCallbackOf,
  anAccount,
  anAttempt,
  anOrder,
  aPayment,
  factsAt,
  later,
  ORDER,
  T0,
} from '../../testing/builders.ts';
import { orderIn } from '../../testing/lives.ts';
import {
  NOT_FOUND,
  REFUSED,
  says,
  saysRefund,
  UNKNOWN,
  UNSIGNED_NOT_FOUND,
  UNSIGNED_REFUSED,
} from '../../testing/scriptedChannel.ts';
import { CALLER, World } from '../../testing/world.ts';
import { assessCredit } from '../assessment/assessCredit.ts';
import { runDue } from '../time/runDue.ts';
import { applyCallback } from './channelCallback.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
const timer = (world: World) => runDue(world.services, () => true);
const ends = ['rejected', 'cancelled', 'returned', 'writtenOff'] as const;
const tell = (world: World, stage: Parameters<typeof factsAt>[0]) =>
  applyCallback(world.services, 'wechatpay', aCallbackOf({ kind: 'order', facts: factsAt(stage) }));

function ended(state: (typeof ends)[number], changes: Partial<Order> = {}): World {
  const order = orderIn(state, { payableFen: 0, accountDuty: null, next: null, ...changes });
  return new World({ order, account: anAccount() });
}

/** Assessed and sent to the channel, which answers this. */
async function created(answer: ChannelOutcome): Promise<World> {
  const world = new World({ order: anOrder(), account: anAccount() });
  world.channel.answers('create', answer);
  world.channel.answers('query', NOT_FOUND);
  await assessCredit(world.services, CALLER, { orderId: ORDER });
  return world;
}

describe('an order that the channel refuses', () => {
  it.each([
    ['', REFUSED],
    ['with "not found"', NOT_FOUND],
  ])('and signs that %s, is over', async (_what, answer) => {
    const world = await created(answer);
    expect(world.order()).toMatchObject({ state: 'rejected', attempt: null });
    await timer(world);
    expect(world.account()).toMatchObject({ availableFen: 100_000, runningOrders: 0 });
  });

  it.each([
    ['', UNSIGNED_REFUSED],
    ['with "not found"', UNSIGNED_NOT_FOUND],
  ])('without a signature %s is over too, but asked about ten minutes later', async (_what, answer) => {
    const world = await created(answer);
    expect(world.order()).toMatchObject({
      state: 'rejected',
      attempt: { kind: 'cancel', askAt: later(T0, 10 * MINUTE_MS) },
    });
    await timer(world);
    expect(world.account()).toMatchObject({ availableFen: 100_000, runningOrders: 0 });
    world.later(10 * MINUTE_MS);
    world.channel.answers('query', NOT_FOUND);
    await timer(world);
    expect(world.order()).toMatchObject({ state: 'rejected', attempt: null });
    expect(world.channel.sentOf('cancel')).toEqual([]);
  });

  it('and has all the same is ended there', async () => {
    const world = await created(UNSIGNED_REFUSED);
    world.later(10 * MINUTE_MS);
    world.channel.answers('query', says('running'));
    world.channel.answers('cancel', says('closed'));
    await timer(world);
    expect(world.order()).toMatchObject({ state: 'rejected', attempt: null });
    expect(world.channel.sentOf('cancel')).toHaveLength(1);
  });

  it('and calls running before that moment is ended by the call that is open', async () => {
    const world = await created(UNSIGNED_REFUSED);
    await tell(world, 'running');
    expect(world.order()).toMatchObject({ state: 'rejected', attention: [] });
    expect(world.order().history.map(({ type }) => type)).not.toContain('withdrawRequested');
  });

  it('and stores as declined is ended there', async () => {
    const world = await created(says('declined'));
    expect(world.order()).toMatchObject({ state: 'rejected', attempt: { kind: 'cancel' } });
    world.channel.answers('query', says('declined'));
    world.channel.answers('cancel', says('closed'));
    await timer(world);
    expect(world.order()).toMatchObject({ state: 'rejected', attempt: null });
  });

  it('is not refused because somebody else’s tap sent it first', async () => {
    const world = new World({ order: anOrder(), account: anAccount() });
    world.channel.answers('create', UNKNOWN);
    world.channel.answers('query', says('running'));
    await assessCredit(world.services, CALLER, { orderId: ORDER });
    world.channel.answers('create', REFUSED);
    world.later(MINUTE_MS);
    await timer(world);
    expect(world.order().state).toBe('accepted');
  });

  // A repeated tap sends the order too, uncounted: the first refusal then ends an order that the channel has.
  it('is asked about before it is over, if a repeated tap has sent it meanwhile', async () => {
    const world = new World({ order: anOrder(), account: anAccount() });
    world.channel.can.authorisesOnce = false;
    world.channel.answers('create', says('awaitingBuyer'), REFUSED);
    world.channel.answers('query', says('awaitingBuyer'));
    let taps = 1;
    world.channel.meanwhile = async (call) => {
      if (call === 'create' && taps-- > 0) await assessCredit(world.services, CALLER, { orderId: ORDER });
    };
    await assessCredit(world.services, CALLER, { orderId: ORDER });
    const { state, attempt } = world.order();
    expect([state, attempt?.kind]).not.toEqual(['rejected', undefined]);
  });
});

describe.each(ends)('an order that ended as %s', (state) => {
  it.each([
    ['awaitingBuyer', []],
    ['declined', []],
    ['running', []],
    ['collecting', ['COLLECTING_AFTER_END']],
  ] as const)('and is %s at the channel is ended there', async (stage, attentions) => {
    const world = ended(state);
    await tell(world, stage);
    await tell(world, stage);
    expect(world.order()).toMatchObject({ state, attempt: { kind: 'cancel' } });
    expect(world.attentions()).toEqual(attentions);
    world.channel.answers('query', says(stage));
    world.channel.answers('cancel', says('closed'));
    await timer(world);
    expect(world.order()).toMatchObject({ state, attempt: null, next: null });
    expect(world.channel.sentOf('cancel')).toHaveLength(1);
  });

  it('is asked about first: what has ended there by itself needs no call', async () => {
    const world = ended(state);
    await tell(world, 'running');
    world.channel.answers('query', says('closed'));
    await timer(world);
    expect([world.channel.sent, world.order().attempt]).toEqual([[], null]);
  });

  it('and is paid meanwhile gives the money back by itself', async () => {
    const world = ended(state);
    await tell(world, 'running');
    world.channel.answers('query', says('paid'));
    const refund = { refundNo: `${ORDER}-1`, amountFen: 16_800, stage: 'refunded' } as const;
    world.channel.answersRefund('refund', saysRefund(refund));
    for (let round = 0; round < 3; round++) await timer(world);
    expect(world.order()).toMatchObject({ state, payment: aPayment(), refunds: [refund], next: null });
    expect(world.attentions()).toEqual(['PAID_AFTER_END']);
  });

  it.each<[string, ChannelOutcome, ChannelOutcome, boolean]>([
    ['no answer', UNKNOWN, says('running'), true],
    ['a refusal, still running', REFUSED, says('running'), false],
    ['an unsigned refusal, still running', UNSIGNED_REFUSED, says('running'), false],
    ['a refusal, closed meanwhile', REFUSED, says('closed'), false],
    ['a refusal, and then nothing', REFUSED, UNKNOWN, true],
  ])('is held open rightly after %s', async (_what, answer, asked, open) => {
    const world = ended(state);
    await tell(world, 'running');
    world.channel.answers('query', says('running'), asked);
    world.channel.answers('cancel', answer);
    await timer(world);
    expect([world.order().state, world.order().attempt !== null]).toEqual([state, open]);
  });

  // After one refusal nobody asks again: the channel may collect from the buyer, and a lost callback hides it.
  it.each(['running', 'collecting'] as const)(
    'that the channel would not end is tried again (%s)',
    async (stage) => {
      const world = ended(state);
      await tell(world, stage);
      world.channel.answers('query', says(stage));
      world.channel.answers('cancel', UNSIGNED_REFUSED, says('closed'));
      await timer(world);
      world.later(30 * DAY_MS);
      for (let round = 0; round < 3; round++) await timer(world);
      expect(world.channel.sentOf('cancel')).toHaveLength(2);
    },
  );

  it('is given up for "not found" only long after the call', async () => {
    const attempt = anAttempt('cancel', { askAt: T0 });
    const next = { at: T0, action: 'resolveAttempt', tries: 0 } as const;
    for (const answer of [NOT_FOUND, UNSIGNED_NOT_FOUND]) {
      const world = ended(state, { attempt, next });
      world.channel.answers('query', answer);
      world.later(10 * MINUTE_MS - 1);
      await timer(world);
      expect(world.order().attempt).not.toBeNull();
      world.later(10 * MINUTE_MS);
      await timer(world);
      // What was once seen there is believed to be gone only if that is signed.
      const given = answer === NOT_FOUND || state === 'rejected';
      expect([world.order().state, world.order().attempt === null]).toEqual([state, given]);
      expect(world.channel.sent).toEqual([]);
    }
  });
});
