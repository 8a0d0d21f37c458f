import { describe, expect, it } from 'vitest';
import type { ChannelOutcome } from '../../channels/channel.ts';
import type { Order } from '../../domain/order/order.ts';
import { ORDER_STATES } from '../../domain/order/states.ts';
import {
  aCallbackOf,
  anAccount,
  anAttempt,
  aPayment,
  factsAt,
  later,
  ORDER,
  T0,
} from '../../testing/builders.ts';
import { CHARGE_AT, orderIn } from '../../testing/lives.ts';
import {
  NOT_FOUND,
  REFUSED,
  says,
  UNKNOWN,
  UNSIGNED_NOT_FOUND,
  UNSIGNED_REFUSED,
} from '../../testing/scriptedChannel.ts';
import { CALLER, OPERATOR, refusal, World } from '../../testing/world.ts';
import { applyCallback } from '../channel/channelCallback.ts';
import { resolveAttempt } from '../channel/resolveAttempt.ts';
import { collectAgain, paidElsewhere } from './settleByMerchant.ts';

const NOW = later(CHARGE_AT, 3_600_000);
const FREEZE = { since: T0, cause: 'return' as const };
const HELD = { amountFen: 16_800, state: 'held', at: T0 } as const;
const SYNCED = says('paid', { payment: aPayment({ transactionId: null }) });
type Kind = 'collectAgain' | 'paidElsewhere';
const KINDS: readonly Kind[] = ['collectAgain', 'paidElsewhere'];

function aShop(order: Order): World {
  const account = anAccount({ availableFen: 83_200, runningOrders: 1, holds: { [ORDER]: HELD } });
  const world = new World({ order: { ...order, accountDuty: null }, account });
  world.now = NOW;
  return world;
}

async function call(world: World, kind: Kind, caller = OPERATOR) {
  return kind === 'collectAgain'
    ? collectAgain(world.services, caller, { orderId: ORDER })
    : paidElsewhere(world.services, caller, { orderId: ORDER, paidAt: later(world.now, -1) });
}

describe.each(KINDS)('the call %s of an operator', (kind) => {
  it.each(['settling', 'overdue'] as const)('settles an order that is %s, once it is paid', async (state) => {
    const world = aShop(orderIn(state));
    world.channel.answers(kind, kind === 'paidElsewhere' ? SYNCED : says('paid'));
    expect(await call(world, kind)).toMatchObject({ state: 'settled', pending: false });
    expect(world.account()).toMatchObject({ availableFen: 100_000, runningOrders: 0 });
    expect(world.channel.sent).toMatchObject([{ kind, payer: null }]);
  });

  it.each(ORDER_STATES.filter((state) => state !== 'settling' && state !== 'overdue'))(
    'is refused in the state %s',
    async (state) => {
      const world = aShop(orderIn(state));
      expect(await refusal(call(world, kind))).toBe('WRONG_STATE');
      expect(world.channel.sent).toEqual([]);
    },
  );

  it('is refused while another call is open, and to all but operators', async () => {
    const world = aShop(orderIn('settling', { attempt: anAttempt('modify') }));
    expect(await refusal(call(world, kind))).toBe('CHANNEL_CALL_OPEN');
    expect(await refusal(call(world, kind, CALLER))).toBe('FORBIDDEN');
    expect(await refusal(call(new World(), kind))).toBe('ORDER_NOT_FOUND');
    expect(world.channel.sent).toEqual([]);
  });

  it('is refused where the channel cannot', async () => {
    const world = aShop(orderIn('overdue'));
    world.channel.can.collectsAgain = false;
    world.channel.can.notesPaidElsewhere = false;
    expect(await refusal(call(world, kind))).toBe('CHANNEL_CANNOT');
    expect(world.order().attempt).toBeNull();
  });

  it('by two operators at once is sent once', async () => {
    const world = aShop(orderIn('overdue'));
    world.channel.answers(kind, UNKNOWN);
    const results = await Promise.all([refusal(call(world, kind)), refusal(call(world, kind))]);
    expect([...results].sort()).toEqual(['CHANNEL_CALL_OPEN', 'none']);
    expect(world.channel.sent).toHaveLength(1);
  });

  it.each<[string, ChannelOutcome, ChannelOutcome, string]>([
    ['no answer', UNKNOWN, UNKNOWN, 'overdue open'],
    ['a signed refusal, still collecting', REFUSED, says('collecting'), 'overdue closed'],
    ['a signed refusal, paid meanwhile', REFUSED, says('paid'), 'settled closed'],
    ['a signed refusal, closed meanwhile', REFUSED, says('closed'), 'writtenOff closed'],
    ['a signed refusal, and then nothing', REFUSED, UNKNOWN, 'overdue open'],
    ['an unsigned refusal', UNSIGNED_REFUSED, says('collecting'), 'overdue open'],
    ['an unsigned "not found"', UNSIGNED_NOT_FOUND, says('collecting'), 'overdue open'],
    ['"not found", twice', NOT_FOUND, NOT_FOUND, 'overdue open'],
    ['"not found", but collecting', NOT_FOUND, says('collecting'), 'overdue closed'],
    ['late news that it runs', says('running'), UNKNOWN, 'overdue open'],
  ])('ends rightly after %s', async (_what, answer, asked, expected) => {
    const world = aShop(orderIn('overdue'));
    world.channel.answers(kind, answer);
    world.channel.answers('query', asked);
    const answered = await refusal(call(world, kind));
    const { state, attempt, attention } = world.order();
    expect(`${state} ${attempt ? 'open' : 'closed'}`).toBe(expected);
    // Cash that the channel does not take note of: the operator and the list are told.
    const lost = kind === 'paidElsewhere' && expected === 'overdue closed';
    expect(answered).toBe(lost ? 'CHANNEL_REFUSED' : 'none');
    const twice = kind === 'paidElsewhere' && state === 'settled';
    const codes = attention.map(({ code }) => code);
    if (lost) expect(codes).toEqual(['PAID_ELSEWHERE_REFUSED']);
    if (twice) expect(codes).toEqual(['PAID_TWICE']);
  });

  it('leaves nothing open when the payment comes by callback before its answer', async () => {
    const world = aShop(orderIn('overdue'));
    world.channel.answers(kind, UNKNOWN);
    const news = aCallbackOf({ kind: 'order', facts: factsAt('paid') });
    world.channel.meanwhile = () => applyCallback(world.services, 'wechatpay', news);
    await call(world, kind);
    expect(world.order()).toMatchObject({ state: 'settled', attempt: null });
    expect(world.account().record.settledInTime + world.account().record.settledLate).toBe(1);
  });
});

describe('collecting again', () => {
  it('that finds no money is over with that, and may be repeated', async () => {
    const world = aShop(orderIn('overdue'));
    world.channel.answers('collectAgain', says('collecting'));
    expect(await call(world, 'collectAgain')).toMatchObject({ state: 'overdue', pending: false });
    expect(await call(world, 'collectAgain')).toMatchObject({ pending: false });
    expect(world.channel.sent).toHaveLength(2);
  });

  it('is refused while the order is frozen', async () => {
    const world = aShop(orderIn('overdue', { freeze: FREEZE }));
    expect(await refusal(call(world, 'collectAgain'))).toBe('ORDER_FROZEN');
  });

  it('is never sent a second time by itself: it is over once the channel still collects', async () => {
    const world = aShop(orderIn('overdue', { attempt: anAttempt('collectAgain') }));
    world.channel.answers('query', says('collecting'));
    expect(await resolveAttempt(world.services, world.order())).toMatchObject({ attempt: null });
    expect(world.channel.sent).toEqual([]);
  });

  // Only an open "complete" is held back by a freeze: this call collects money too, and is sent again.
  it('is not sent again while the order is frozen', async () => {
    const world = aShop(orderIn('overdue', { attempt: anAttempt('collectAgain'), freeze: FREEZE }));
    world.channel.answers('query', NOT_FOUND);
    world.channel.answers('collectAgain', UNKNOWN);
    await resolveAttempt(world.services, world.order());
    expect(world.channel.sent).toEqual([]);
  });

  // Nothing guards it: the channel is told to collect at once what the merchant has forgiven or lowered.
  it.each([
    ['costs nothing any more', { payableFen: 0 }],
    ['costs less than the channel collects', { payableFen: 9_000 }],
  ])('is refused for an order that %s', async (_what, changes) => {
    const world = aShop(orderIn('overdue', { ...changes, loweredAt: T0, lowerRefusedAt: NOW }));
    world.channel.answers('collectAgain', says('collecting'));
    await refusal(call(world, 'collectAgain'));
    expect(world.channel.sent).toEqual([]);
  });
});

describe('a payment another way', () => {
  it('cannot lie in the future', async () => {
    const world = aShop(orderIn('overdue'));
    const report = async (paidAt: Date) =>
      paidElsewhere(world.services, OPERATOR, { orderId: ORDER, paidAt });
    expect(await refusal(report(later(NOW, 5 * 60_000 + 1)))).toBe('INVALID_INPUT');
    expect(world.channel.sent).toEqual([]);
  });

  it('by a phone whose clock is a little ahead is taken for now', async () => {
    const world = aShop(orderIn('overdue'));
    world.channel.answers('paidElsewhere', SYNCED);
    await paidElsewhere(world.services, OPERATOR, { orderId: ORDER, paidAt: later(NOW, 60_000) });
    expect(world.order().history).toContainEqual(
      expect.objectContaining({ type: 'paidElsewhereReported', paidAt: NOW }),
    );
  });

  it('reported again, once it is settled, is no error', async () => {
    const world = aShop(orderIn('overdue'));
    world.channel.answers('paidElsewhere', SYNCED);
    await call(world, 'paidElsewhere');
    expect((await call(world, 'paidElsewhere')).state).toBe('settled');
    expect(world.channel.sent).toHaveLength(1);
  });

  it('may be reported while the order is frozen: it stops the collection', async () => {
    const world = aShop(orderIn('overdue', { freeze: FREEZE }));
    world.channel.answers('paidElsewhere', SYNCED);
    expect((await call(world, 'paidElsewhere')).state).toBe('settled');
  });

  it('that the channel has not heard of is reported again, in the same words', async () => {
    const world = aShop(orderIn('overdue'));
    world.channel.answers('paidElsewhere', UNKNOWN, SYNCED);
    world.channel.answers('query', says('collecting'));
    await call(world, 'paidElsewhere');
    const order = await resolveAttempt(world.services, world.order());
    expect(order).toMatchObject({ state: 'settled', payment: { transactionId: null } });
    const [first, second] = world.channel.sent.map(({ request }) => request);
    expect(second).toEqual(first);
  });

  it('is never refunded through the channel', async () => {
    const world = aShop(orderIn('overdue', { payableFen: 9_000, loweredAt: T0, lowerRefusedAt: NOW }));
    world.channel.answers('paidElsewhere', SYNCED);
    await call(world, 'paidElsewhere');
    expect(world.order().next?.action).not.toBe('refund');
  });
});
