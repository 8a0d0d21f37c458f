import { describe, expect, it } from 'vitest';
import type { ChannelOutcome } from '../../channels/channel.ts';
import type { Attempt } from '../../domain/order/attempt.ts';
import type { Order } from '../../domain/order/order.ts';
import { anAccount, anAttempt, later, ORDER, T0 } from '../../testing/builders.ts';
import { orderIn } from '../../testing/lives.ts';
import { NOT_FOUND, REFUSED, says, UNKNOWN, UNSIGNED_NOT_FOUND } from '../../testing/scriptedChannel.ts';
import { CALLER, World } from '../../testing/world.ts';
import { resolveAttempt } from './resolveAttempt.ts';

const MINUTE_MS = 60_000;
const HELD = { amountFen: 16_800, state: 'held', at: T0 } as const;
const FREEZE = { since: T0, cause: 'return' as const };
const STATE = {
  create: 'approved',
  cancel: 'accepted',
  complete: 'settling',
  modify: 'settling',
  collectAgain: 'overdue',
  paidElsewhere: 'settling',
} as const;
type OrderCall = keyof typeof STATE;

function waiting(kind: OrderCall, attempt: Partial<Attempt> = {}, changes: Partial<Order> = {}): World {
  const order = orderIn(STATE[kind], { attempt: anAttempt(kind, attempt), ...changes });
  const fresh = kind === 'complete' ? { collectingSince: null, dueAt: null } : {};
  const account = anAccount({ availableFen: 83_200, runningOrders: 1, holds: { [ORDER]: HELD } });
  return new World({ order: { ...order, ...fresh }, account });
}

async function resolved(world: World): Promise<Order> {
  await resolveAttempt(world.services, world.order());
  return world.order();
}

/** What an answer to the question makes of the order: its state, whether the call is open, what was sent again. */
const ANSWERS: readonly (readonly [OrderCall, string, ChannelOutcome, string])[] = [
  ['create', 'awaiting the buyer', says('awaitingBuyer'), 'approved closed'],
  ['create', 'running', says('running'), 'accepted closed'],
  ['create', 'collecting', says('collecting'), 'settling closed'],
  ['create', 'paid', says('paid'), 'settled closed'],
  ['create', 'closed', says('closed'), 'cancelled closed'],
  ['create', 'not found', NOT_FOUND, 'approved open create'],
  ['create', 'nothing', UNKNOWN, 'approved open'],
  ['create', 'a refusal to tell', REFUSED, 'approved open'],
  ['cancel', 'awaiting the buyer', says('awaitingBuyer'), 'accepted open cancel'],
  ['cancel', 'running', says('running'), 'accepted open cancel'],
  ['cancel', 'collecting', says('collecting'), 'settling closed'],
  ['cancel', 'paid', says('paid'), 'settled closed'],
  ['cancel', 'closed', says('closed'), 'cancelled closed'],
  ['cancel', 'not found', NOT_FOUND, 'accepted open cancel'],
  ['cancel', 'nothing', UNKNOWN, 'accepted open'],
  ['cancel', 'a refusal to tell', REFUSED, 'accepted open'],
  ['complete', 'running', says('running'), 'settling open complete'],
  ['complete', 'collecting', says('collecting'), 'settling closed'],
  ['complete', 'paid', says('paid'), 'settled closed'],
  ['complete', 'closed', says('closed'), 'writtenOff closed'],
  ['complete', 'not found', NOT_FOUND, 'settling open complete'],
  ['complete', 'nothing', UNKNOWN, 'settling open'],
  ['complete', 'a refusal to tell', REFUSED, 'settling open'],
  ['complete', 'not found, unsigned', UNSIGNED_NOT_FOUND, 'settling open'],
  ['modify', 'collecting as before', says('collecting'), 'settling open modify'],
  ['modify', 'collecting less', says('collecting', { amountFen: 9_000 }), 'settling closed'],
  ['modify', 'paid', says('paid'), 'settled closed'],
  ['modify', 'closed', says('closed'), 'writtenOff closed'],
  ['modify', 'nothing', UNKNOWN, 'settling open'],
  ['collectAgain', 'collecting still', says('collecting'), 'overdue closed'],
  ['collectAgain', 'paid', says('paid'), 'settled closed'],
  ['collectAgain', 'nothing', UNKNOWN, 'overdue open'],
  ['paidElsewhere', 'collecting still', says('collecting'), 'settling open paidElsewhere'],
  ['paidElsewhere', 'paid', says('paid'), 'settled closed'],
  ['paidElsewhere', 'nothing', UNKNOWN, 'settling open'],
];

describe('an open call', () => {
  it.each(ANSWERS)('to %s, asked about and answered with %s', async (kind, _answer, answer, expected) => {
    const world = waiting(kind);
    world.channel.answers('query', answer);
    world.channel.answers(kind, UNKNOWN);
    const order = await resolved(world);
    const sent = world.channel.sent.map((one) => ` ${one.kind}`).join('');
    expect(`${order.state} ${order.attempt ? 'open' : 'closed'}${sent}`).toBe(expected);
    expect(world.channel.queried).toEqual([ORDER]);
  });

  it('is sent again exactly as it was stored, and the next question comes a minute later', async () => {
    const world = waiting('complete');
    const stored = world.order().attempt?.request;
    world.later(5 * MINUTE_MS);
    world.channel.answers('query', says('running'));
    world.channel.answers('complete', UNKNOWN);
    const order = await resolved(world);
    expect(world.channel.sent[0]?.request).toEqual(stored);
    expect(order.attempt).toMatchObject({ resends: 1, askAt: later(T0, 6 * MINUTE_MS) });
    expect(order.next).toMatchObject({ action: 'resolveAttempt', at: later(T0, 6 * MINUTE_MS) });
  });

  it('that was sent again is closed by its answer', async () => {
    const world = waiting('complete');
    world.channel.answers('query', says('running'));
    world.channel.answers('complete', says('collecting'));
    expect(await resolved(world)).toMatchObject({ state: 'settling', attempt: null, collectingSince: T0 });
  });

  it('that never arrived is not sent again while the order is frozen: the charge waits for its end', async () => {
    for (const answer of [says('running'), NOT_FOUND]) {
      const world = waiting('complete', {}, { freeze: FREEZE });
      world.channel.answers('query', answer);
      world.later(10 * MINUTE_MS);
      const order = await resolved(world);
      expect(world.channel.sent).toEqual([]);
      expect(order).toMatchObject({ state: 'received', attempt: null, notice: null });
    }
  });

  it('to collect again is not sent again while the order is frozen', async () => {
    const world = waiting('collectAgain', {}, { freeze: FREEZE });
    world.channel.answers('query', NOT_FOUND);
    const order = await resolved(world);
    expect(world.channel.sent).toEqual([]);
    expect(order.attempt).toMatchObject({ kind: 'collectAgain', resends: 0 });
    expect(order.next?.at).toEqual(later(T0, MINUTE_MS));
  });

  it('to cancel is sent again even while the order is frozen', async () => {
    const world = waiting('cancel', {}, { freeze: FREEZE });
    world.channel.answers('query', says('running'));
    world.channel.answers('cancel', says('closed'));
    expect((await resolved(world)).state).toBe('cancelled');
  });

  it('is left to whoever wrote in between', async () => {
    const world = waiting('complete');
    world.channel.answers('query', says('running'));
    world.channel.meanwhile = () => world.store.seed('orders', orderIn('settled', { version: 99 }));
    expect(await resolved(world)).toEqual(orderIn('settled', { version: 99 }));
    expect(world.channel.sent).toEqual([]);
  });

  it('that is closed needs nothing', async () => {
    const world = new World({ order: orderIn('settling') });
    expect(await resolved(world)).toEqual(orderIn('settling'));
    expect(world.channel.queried).toEqual([]);
  });
});

describe('an open creation', () => {
  it('is sent again with the payer, who is not stored with the order', async () => {
    const world = waiting('create');
    world.channel.answers('query', NOT_FOUND);
    world.channel.answers('create', says('running'));
    expect((await resolved(world)).state).toBe('accepted');
    expect(world.channel.sent[0]?.payer).toMatchObject({ openid: CALLER.openid });
  });

  it('takes the hold that its first sender did not come to take', async () => {
    const world = waiting('create');
    world.store.seed('creditAccounts', anAccount());
    world.channel.answers('query', UNKNOWN);
    await resolved(world);
    expect(world.account()).toMatchObject({ availableFen: 83_200, runningOrders: 1 });
  });

  it('takes no second hold', async () => {
    const world = waiting('create');
    world.channel.answers('query', UNKNOWN);
    await resolved(world);
    expect(world.account()).toMatchObject({ availableFen: 83_200, runningOrders: 1 });
  });

  it('ends without a word to the channel if the account no longer allows a hold', async () => {
    const world = waiting('create');
    world.store.seed('creditAccounts', anAccount({ state: 'closed' }));
    expect(await resolved(world)).toMatchObject({ state: 'rejected', attempt: null });
    expect([...world.channel.sent, ...world.channel.queried]).toEqual([]);
  });

  it.each(['released', 'consumed'] as const)(
    'does not take the tombstone of a hold (%s) for a hold',
    async (state) => {
      const world = waiting('create');
      world.store.seed('creditAccounts', anAccount({ holds: { [ORDER]: { amountFen: 0, state, at: T0 } } }));
      expect((await resolved(world)).state).toBe('rejected');
      expect(world.channel.sent).toEqual([]);
    },
  );

  it('is not given up when the channel does not find it at first', async () => {
    const world = waiting('create', { resends: 50 });
    world.channel.answers('query', NOT_FOUND);
    world.channel.answers('create', UNKNOWN);
    expect(await resolved(world)).toMatchObject({
      state: 'approved',
      attempt: { notFoundAt: T0, resends: 51 },
    });
  });

  it('is not given up before it was sent again several times', async () => {
    const world = waiting('create', { notFoundAt: T0, resends: 2 });
    world.later(60 * MINUTE_MS);
    world.channel.answers('query', NOT_FOUND);
    world.channel.answers('create', UNKNOWN);
    expect((await resolved(world)).attempt).toMatchObject({ resends: 3, notFoundAt: T0 });
  });

  it('is given up when the channel still does not find it much later', async () => {
    const world = waiting('create', { notFoundAt: T0, resends: 3 });
    world.later(60 * MINUTE_MS);
    world.channel.answers('query', NOT_FOUND);
    const order = await resolved(world);
    expect(order).toMatchObject({ state: 'rejected', attempt: null, accountDuty: { kind: 'release' } });
    expect(world.channel.sent).toEqual([]);
  });

  it('comes to an end if it is asked about every minute', async () => {
    const world = waiting('create');
    world.channel.answers('query', NOT_FOUND);
    world.channel.answers('create', UNKNOWN);
    for (let minute = 0; minute < 60 && world.order().state === 'approved'; minute++) {
      await resolved(world);
      world.later(MINUTE_MS);
    }
    expect(world.order().state).toBe('rejected');
    expect(world.now.getTime() - T0.getTime()).toBeGreaterThanOrEqual(10 * MINUTE_MS);
  });

  it('is over when the channel refuses it', async () => {
    const world = waiting('create');
    world.channel.answers('query', NOT_FOUND);
    world.channel.answers('create', REFUSED);
    expect((await resolved(world)).state).toBe('rejected');
  });

  it('is not over when it is refused because it took effect before', async () => {
    const world = waiting('create');
    world.channel.answers('query', NOT_FOUND, says('running'));
    world.channel.answers('create', REFUSED);
    expect((await resolved(world)).state).toBe('accepted');
  });
});

it.each([
  ['cancel', 'accepted'],
  ['cancel', 'approved'],
  ['complete', 'settling'],
] as const)(
  'an open call to %s an order that is %s is never given up for "not found"',
  async (kind, state) => {
    const attempt = anAttempt(kind, { notFoundAt: T0, resends: 90 });
    const world = waiting(kind, {}, orderIn(state, { attempt, collectingSince: null }));
    world.later(24 * 60 * MINUTE_MS);
    world.channel.answers('query', NOT_FOUND);
    world.channel.answers(kind, UNKNOWN);
    expect(await resolved(world)).toMatchObject({ state, attempt: { kind, resends: 91 } });
    expect(world.channel.sentOf(kind)).toHaveLength(1);
  },
);
