import { describe, expect, it } from 'vitest';
import type { Order } from '../../domain/order/order.ts';
import { ORDER_STATES } from '../../domain/order/states.ts';
import { anAttempt, later, ORDER, T0 } from '../../testing/builders.ts';
import { BY_TIMER, CHARGE_AT, orderIn } from '../../testing/lives.ts';
import { NOT_FOUND, REFUSED, says, UNKNOWN } from '../../testing/scriptedChannel.ts';
import { CALLER, refusal, STRANGER, World } from '../../testing/world.ts';
import { chargeOrder, payNow } from './charge.ts';

const input = { orderId: ORDER, channel: 'wechatpay', shownAmountFen: 16_800 } as const;
const FREEZE = { since: T0, cause: 'return' as const };

function aPayer(order: Order = orderIn('received')): World {
  const world = new World({ order });
  world.channel.answers('complete', says('collecting'));
  return world;
}

async function pay(world: World, changes: Partial<typeof input> | object = {}, caller = CALLER) {
  return (await payNow(world.services, caller, { ...input, ...changes })).order;
}

describe('paying now', () => {
  it('is a write, a call, a write', async () => {
    const world = aPayer();
    const view = await pay(world);
    expect(view).toMatchObject({ state: 'settling', pending: false });
    expect(world.store.trips.map((trip) => trip.operation)).toEqual(['update', 'update']);
    expect(world.channel.sent).toMatchObject([{ kind: 'complete', payer: null }]);
    expect(world.order()).toMatchObject({ collectingSince: T0, dueAt: later(T0, 3 * 86_400_000) });
  });

  it('writes the exact request and its notice down before it is sent', async () => {
    const world = aPayer();
    world.channel.meanwhile = () => {
      const { attempt, notice, state } = world.order();
      expect(state).toBe('settling');
      expect(attempt?.request).toEqual(world.channel.sent[0]?.request);
      expect(notice).toMatchObject({ amountFen: 16_800, chargeAt: T0, at: T0, via: 'payNow' });
    };
    await pay(world);
    expect(world.channel.sent).toHaveLength(1);
  });

  it('is settled only if the channel says paid', async () => {
    const world = aPayer();
    world.channel.answers('complete', says('paid'));
    expect((await pay(world)).state).toBe('settled');
    expect((await pay(aPayer())).state).toBe('settling');
  });

  it('ten times at once asks the channel once', async () => {
    const world = aPayer();
    const views = await Promise.all(Array.from({ length: 10 }, () => pay(world)));
    expect(world.channel.sent).toHaveLength(1);
    expect(new Set(views.map((view) => view.state))).toEqual(new Set(['settling']));
    expect(world.order().history.filter((event) => event.type === 'chargeRequested')).toHaveLength(1);
  });

  it('at the same moment as the automatic charge asks the channel once', async () => {
    const world = aPayer();
    const order = world.order();
    const notice = order.notice;
    if (!notice) throw new Error('no notice');
    await Promise.all([pay(world), chargeOrder(world.services, order, BY_TIMER, notice)]);
    expect(world.channel.sent).toHaveLength(1);
  });

  it.each(['settling', 'overdue', 'settled'] as const)(
    'again, in the state %s, changes nothing',
    async (state) => {
      const world = aPayer(orderIn(state));
      expect((await pay(world)).state).toBe(state);
      expect(world.channel.sent).toEqual([]);
    },
  );

  it.each(ORDER_STATES.filter((state) => !['received', 'settling', 'overdue', 'settled'].includes(state)))(
    'is refused in the state %s: nothing that was not received is charged',
    async (state) => {
      const world = aPayer(orderIn(state));
      expect(await refusal(pay(world))).toBe('WRONG_STATE');
      expect(world.channel.sent).toEqual([]);
    },
  );

  it.each([
    ['AMOUNT_CHANGED', 'another amount', {}, { shownAmountFen: 16_799 }],
    ['AMOUNT_CHANGED', 'nothing at all', {}, { shownAmountFen: 0 }],
    ['CHANGED_MEANWHILE', 'another channel', {}, { channel: 'alipay' }],
    ['ORDER_FROZEN', 'an order in dispute', { freeze: FREEZE }, {}],
    ['CHANNEL_CALL_OPEN', 'an order with an open call', { attempt: anAttempt('complete') }, {}],
  ])('is refused with %s for %s, and nothing is sent', async (code, _what, order, changes) => {
    const world = aPayer(orderIn('received', order));
    expect(await refusal(pay(world, changes))).toBe(code);
    expect(world.channel.sent).toEqual([]);
  });

  it.each(['received', 'settled'] as const)(
    'for somebody else’s order, which is %s, finds nothing',
    async (state) => {
      const world = aPayer(orderIn(state));
      expect(await refusal(pay(world, {}, STRANGER))).toBe('ORDER_NOT_FOUND');
      expect(world.channel.sent).toEqual([]);
    },
  );
});

describe('a charge', () => {
  it('without an answer stays open, and is never asked for a second time', async () => {
    const world = aPayer();
    world.channel.answers('complete', UNKNOWN);
    expect(await pay(world)).toMatchObject({ state: 'settling', pending: true });
    await pay(world);
    expect(world.channel.sent).toHaveLength(1);
    expect(world.order().next?.action).toBe('resolveAttempt');
  });

  it.each([
    ['refused', REFUSED],
    ['answered with "no such order"', NOT_FOUND],
  ])('%s is taken back only when the channel says that the order still runs', async (_what, answer) => {
    const world = aPayer();
    world.channel.answers('complete', answer);
    world.channel.answers('query', says('running'));
    expect(await pay(world)).toMatchObject({ state: 'received', notice: null, pending: false });
    expect(world.order()).toMatchObject({ chargeAt: CHARGE_AT, next: { action: 'giveNotice' } });
    expect(world.alarms.map((alarm) => alarm.event)).toEqual(['channelRefused', 'orderNeedsAttention']);
    expect(world.attentions()).toEqual(['CHARGE_REFUSED']);
  });

  it.each(['collecting', 'paid'] as const)(
    'that was refused because it is %s already is none the worse',
    async (stage) => {
      const world = aPayer();
      world.channel.answers('complete', REFUSED);
      world.channel.answers('query', says(stage));
      expect((await pay(world)).state).toBe(stage === 'paid' ? 'settled' : 'settling');
    },
  );

  it('that was refused stays open if the channel does not say how the order stands', async () => {
    for (const answer of [UNKNOWN, NOT_FOUND]) {
      const world = aPayer();
      world.channel.answers('complete', REFUSED);
      world.channel.answers('query', answer);
      expect(await pay(world)).toMatchObject({ state: 'settling', pending: true });
    }
  });

  it('by the timer does not happen to an order that somebody changed', async () => {
    const world = aPayer();
    const order = world.order();
    world.store.seed('orders', { ...order, version: order.version + 1 });
    if (!order.notice) throw new Error('no notice');
    expect(await chargeOrder(world.services, order, BY_TIMER, order.notice)).toBeNull();
    expect(world.channel.sent).toEqual([]);
  });

  it('never names more than the amount agreed', async () => {
    const world = aPayer();
    await pay(world);
    const body: { amountFen: number } = JSON.parse(world.channel.sent[0]?.request.body ?? '');
    expect(body.amountFen).toBe(world.order().amountFen);
  });
});
