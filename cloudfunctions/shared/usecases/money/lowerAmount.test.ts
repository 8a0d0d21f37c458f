import { describe, expect, it } from 'vitest';
import type { Order } from '../../domain/order/order.ts';
import type { OrderState } from '../../domain/order/states.ts';
import { anAccount, anAttempt, aPayment, aRefund, later, ORDER, T0 } from '../../testing/builders.ts';
import { CHARGE_AT, orderIn } from '../../testing/lives.ts';
import { REFUSED, says, saysRefund, UNKNOWN } from '../../testing/scriptedChannel.ts';
import { CALLER, OPERATOR, refusal, World } from '../../testing/world.ts';
import { confirmReceipt } from '../orders/confirmReceipt.ts';
import { runDue } from '../time/runDue.ts';
import { lowerAmount } from './settleByMerchant.ts';

const DAY_MS = 86_400_000;
const NOW = later(CHARGE_AT, 3_600_000);
const input = { orderId: ORDER, shownAmountFen: 16_800, amountFen: 9_000, reason: '有瑕疵' };
const HELD = { amountFen: 16_800, state: 'held', at: T0 } as const;
const COLLECTING_LESS = says('collecting', { amountFen: 9_000 });
const refundOf = (amountFen: number) =>
  saysRefund({ refundNo: `${ORDER}-1`, amountFen, stage: 'processing' });

function aShop(order: Order): World {
  const account = anAccount({ availableFen: 83_200, runningOrders: 1, holds: { [ORDER]: HELD } });
  // Asked just now, or the question to the channel would be due before all else.
  const world = new World({ order: { ...order, accountDuty: null, askedAt: NOW }, account });
  world.now = NOW;
  return world;
}

const lower = (world: World, changes: Partial<typeof input> = {}, caller = OPERATOR) =>
  lowerAmount(world.services, caller, { ...input, ...changes });
const typesOf = (world: World) => world.order().history.map(({ type }) => type);
const timer = (world: World) => runDue(world.services, () => true);

describe('lowering the amount', () => {
  it.each(['accepted', 'shipped', 'received'] as const)(
    'of an order that is %s needs no word to the channel',
    async (state) => {
      const world = aShop(orderIn(state));
      expect(await lower(world)).toMatchObject({ state, payableFen: 9_000, amountFen: 16_800 });
      expect(world.order()).toMatchObject({ payableFen: 9_000, loweredAt: NOW, attempt: null });
      expect([...world.channel.sent, ...world.channel.queried]).toEqual([]);
    },
  );

  it('of a received order voids the notice: the new one names the new amount', async () => {
    const world = aShop(orderIn('received'));
    await lower(world);
    await timer(world);
    expect(world.order().notice).toMatchObject({ amountFen: 9_000, chargeAt: later(NOW, 3 * DAY_MS) });
    world.channel.answers('complete', COLLECTING_LESS);
    world.now = later(NOW, 3 * DAY_MS);
    await timer(world);
    const body: { amountFen: number } = JSON.parse(world.channel.sentOf('complete')[0]?.request.body ?? '');
    expect(body.amountFen).toBe(9_000);
  });

  it.each(['settling', 'overdue'] as const)(
    'of an order that is %s lowers it there at once',
    async (state) => {
      const world = aShop(orderIn(state));
      world.channel.answers('modify', COLLECTING_LESS);
      expect(await lower(world)).toMatchObject({ state, payableFen: 9_000, pending: false });
      expect(world.order()).toMatchObject({ collectingFen: 9_000, attempt: null });
      expect(world.channel.sentOf('modify')[0]?.request.body).toContain('"amountFen":9000');
    },
  );

  it('of a settled order refunds the difference at once', async () => {
    const world = aShop(orderIn('settled'));
    world.channel.answersRefund('refund', refundOf(7_800));
    const view = await lower(world);
    expect(view.refunds).toMatchObject([{ amountFen: 7_800, stage: 'processing' }]);
    expect(world.channel.sentOf('refund')).toHaveLength(1);
  });

  it.each(['created', 'approved', 'rejected', 'cancelled', 'returned', 'writtenOff'] as const)(
    'of an order that is %s is refused',
    async (state) => {
      const world = aShop(orderIn(state));
      expect(await refusal(lower(world))).toBe('WRONG_STATE');
      expect(world.order()).toMatchObject({ state, loweredAt: null });
    },
  );

  it.each([
    ['AMOUNT_NOT_LOWER', 'as much as before', {}, { amountFen: 16_800 }],
    ['AMOUNT_NOT_LOWER', 'more than before', {}, { amountFen: 16_801 }],
    ['AMOUNT_CHANGED', 'another amount than was shown', {}, { shownAmountFen: 16_801 }],
    ['REFUND_IMPOSSIBLE', 'paid another way', { payment: aPayment({ transactionId: null }) }, {}],
  ])('is refused with %s for %s', async (code, _what, changes, asked) => {
    const world = aShop(orderIn('settled', changes));
    expect(await refusal(lower(world, asked))).toBe(code);
    expect([world.order().payableFen, world.channel.sent]).toEqual([16_800, []]);
  });

  it('is for operators only', async () => {
    const world = aShop(orderIn('received'));
    expect(await refusal(lower(world, {}, CALLER))).toBe('FORBIDDEN');
    expect(world.order().payableFen).toBe(16_800);
  });

  it('of an order that is not there finds nothing', async () => {
    expect(await refusal(lower(new World()))).toBe('ORDER_NOT_FOUND');
  });

  it('again is no error and does nothing', async () => {
    for (const state of ['received', 'settling', 'settled'] as const) {
      const world = aShop(orderIn(state));
      world.channel.answers('modify', COLLECTING_LESS);
      world.channel.answersRefund('refund', refundOf(7_800));
      await lower(world);
      const before = world.order();
      expect(await lower(world)).toMatchObject({ payableFen: 9_000 });
      expect(world.order()).toEqual(before);
    }
  });

  it('by two operators at once counts once, and the other is told', async () => {
    const world = aShop(orderIn('received'));
    const results = await Promise.all([refusal(lower(world)), refusal(lower(world, { amountFen: 5_000 }))]);
    expect([...results].sort()).toEqual(['CHANGED_MEANWHILE', 'none']);
    expect(typesOf(world).filter((type) => type === 'lowered')).toHaveLength(1);
  });

  it('twice, one after the other, collects the lower of both', async () => {
    const world = aShop(orderIn('settling'));
    world.channel.answers('modify', COLLECTING_LESS, says('collecting', { amountFen: 5_000 }));
    await lower(world);
    await lower(world, { shownAmountFen: 9_000, amountFen: 5_000 });
    expect(world.order()).toMatchObject({ payableFen: 5_000, collectingFen: 5_000, attempt: null });
  });

  it('twice, while the answer to the first is lost, collects the lower of both in the end', async () => {
    const world = aShop(orderIn('settling'));
    world.channel.answers('modify', UNKNOWN, says('collecting', { amountFen: 5_000 }));
    world.channel.answers('query', COLLECTING_LESS);
    await lower(world);
    await lower(world, { shownAmountFen: 9_000, amountFen: 5_000 });
    world.later(61_000);
    await timer(world);
    expect(world.order()).toMatchObject({ payableFen: 5_000, collectingFen: 5_000, attempt: null });
    expect(world.channel.sentOf('modify')).toHaveLength(2);
  });

  // The wait between two refunds, which the channel demands, is skipped when the operator lowers again.
  it('twice within a minute leaves the pause between two refunds', async () => {
    const refunded = aRefund({ amountFen: 800, requestedAt: later(NOW, -10_000) });
    const world = aShop(orderIn('settled', { payableFen: 16_000, loweredAt: T0, refunds: [refunded] }));
    world.channel.answersRefund('refund', UNKNOWN);
    await lower(world, { shownAmountFen: 16_000 });
    expect(world.channel.sentOf('refund')).toEqual([]);
  });
});

describe('lowering while a charge without an answer is open', () => {
  function charging(): World {
    const open = { attempt: anAttempt('complete'), collectingSince: null, collectingFen: null, dueAt: null };
    const world = aShop(orderIn('settling', open));
    world.now = later(CHARGE_AT, 61_000);
    return world;
  }

  it('that never arrived is charged anew, after a notice of the new amount', async () => {
    const world = charging();
    world.channel.answers('query', says('running'));
    await lower(world);
    await timer(world);
    expect(world.order()).toMatchObject({ state: 'received', attempt: null, payableFen: 9_000 });
    expect(world.order().notice).toMatchObject({ amountFen: 9_000 });
    expect(world.channel.sent).toEqual([]);
  });

  it('that arrived is lowered at the channel', async () => {
    const world = charging();
    world.channel.answers('query', says('collecting'));
    world.channel.answers('modify', COLLECTING_LESS);
    await lower(world);
    await timer(world);
    expect(world.order()).toMatchObject({ state: 'settling', collectingFen: 9_000, attempt: null });
  });

  it('that was paid is refunded', async () => {
    const world = charging();
    world.channel.answers('query', says('paid'));
    world.channel.answersRefund('refund', refundOf(7_800));
    await lower(world);
    await timer(world);
    expect(world.order()).toMatchObject({ state: 'settled', refunds: [{ amountFen: 7_800 }] });
  });

  it.each([
    ['never arrived', 'running'],
    ['arrived', 'collecting'],
  ] as const)('to nothing, when it %s, ends the order at the channel', async (_what, stage) => {
    const world = charging();
    world.channel.answers('query', says(stage));
    world.channel.answers('cancel', says('closed'));
    await lower(world, { amountFen: 0 });
    await timer(world);
    expect(world.order()).toMatchObject({ state: 'writtenOff', payableFen: 0, attempt: null });
    expect(world.channel.sentOf('complete')).toEqual([]);
    expect(world.account()).toMatchObject({ availableFen: 100_000, record: { settledInTime: 0 } });
  });
});

describe('lowering to nothing', () => {
  const free = (world: World) => lower(world, { amountFen: 0 });

  it.each([
    ['accepted', 'cancelled'],
    ['shipped', 'writtenOff'],
    ['received', 'writtenOff'],
    ['settling', 'writtenOff'],
    ['overdue', 'writtenOff'],
  ] as const)('an order that is %s makes it %s and frees the limit', async (state, ended) => {
    const world = aShop(orderIn(state));
    world.channel.answers('cancel', says('closed'));
    expect(await free(world)).toMatchObject({ state: ended, payableFen: 0, pending: false });
    expect(world.account()).toMatchObject({ availableFen: 100_000, runningOrders: 0 });
    expect(world.channel.sent.map(({ kind }) => kind)).toEqual(['cancel']);
    expect(world.alarms).toEqual([]);
  });

  it('a settled order refunds all of it', async () => {
    const world = aShop(orderIn('settled'));
    world.channel.answersRefund('refund', refundOf(16_800));
    expect((await free(world)).refunds).toMatchObject([{ amountFen: 16_800 }]);
  });

  const STATES: readonly OrderState[] = ['shipped', 'received', 'settling', 'overdue'];
  it.each(STATES)('an order that is %s is kept to, though the channel did not answer', async (state) => {
    const world = aShop(orderIn(state));
    world.channel.answers('cancel', UNKNOWN, says('closed'));
    world.channel.answers(
      'query',
      says(state === 'shipped' || state === 'received' ? 'running' : 'collecting'),
    );
    expect(await free(world)).toMatchObject({ state, payableFen: 0, pending: true });
    world.later(61_000);
    await timer(world);
    expect(world.order()).toMatchObject({ state: 'writtenOff', attempt: null });
  });

  it.each(['settling', 'overdue'] as const)(
    'an order that is %s, which the channel will not let go of, calls for a person and is tried again',
    async (state) => {
      const world = aShop(orderIn(state));
      world.channel.answers('cancel', REFUSED, says('closed'));
      world.channel.answers('query', says('collecting'));
      expect(await free(world)).toMatchObject({ state, pending: false });
      expect(world.attentions()).toEqual(['WITHDRAW_REFUSED']);
      world.later(DAY_MS);
      for (let round = 0; round < 5; round++) await timer(world);
      expect(world.order()).toMatchObject({ state: 'writtenOff', attempt: null });
      expect(world.channel.sentOf('cancel')).toHaveLength(2);
    },
  );

  it.each(['settling', 'overdue'] as const)(
    'an order that is %s and is paid all the same gives all of it back',
    async (state) => {
      const world = aShop(orderIn(state));
      world.channel.answers('cancel', REFUSED);
      world.channel.answers('query', says('paid'));
      world.channel.answersRefund('refund', refundOf(16_800));
      await free(world);
      await timer(world);
      expect(world.order()).toMatchObject({ state: 'settled', refunds: [{ amountFen: 16_800 }] });
    },
  );

  // The docstring promises that repeating is no error; once the order has ended by it, the repetition is refused.
  it.each(['accepted', 'shipped', 'received', 'settling', 'overdue'] as const)(
    'an order that was %s, again, is no error',
    async (state) => {
      const world = aShop(orderIn(state));
      world.channel.answers('cancel', says('closed'));
      await free(world);
      expect(await refusal(free(world))).toBe('none');
    },
  );

  // Receipt is written without a read, as if nothing had been lowered: the withdrawal waits for days.
  it('stays the next thing to do when the buyer confirms receipt meanwhile', async () => {
    const lowered = { payableFen: 0, loweredAt: later(NOW, -DAY_MS), withdrawRefusedAt: NOW };
    const world = aShop(orderIn('shipped', lowered));
    await confirmReceipt(world.services, CALLER, { orderId: ORDER });
    expect(world.order().next?.action).toBe('withdrawAtChannel');
  });

  // A cancellation that the channel refuses takes the promise back in silence: the full amount is payable again.
  it('an accepted order is kept to, though the channel refuses to cancel', async () => {
    const world = aShop(orderIn('accepted'));
    world.channel.answers('cancel', REFUSED);
    world.channel.answers('query', says('running'));
    await free(world);
    expect(world.order().payableFen).toBe(0);
  });
});
