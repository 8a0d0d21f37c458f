import { describe, expect, it } from 'vitest';
import { aLine, anAccount, anOrder, aPolicy, later, ORDER, T0 } from '../../testing/builders.ts';
import { orderIn } from '../../testing/lives.ts';
import { says } from '../../testing/scriptedChannel.ts';
import { CALLER, refusal, World } from '../../testing/world.ts';
import { assessCredit } from './assessCredit.ts';

const policy = aPolicy({ secondConfirmation: { fromAmountFen: 16_000, fromQuantity: 3, fromOrders: 2 } });
const confirmed = { amountFen: 16_800, quantity: 3 };

function anApplicant(changes: Parameters<typeof anAccount>[0] = {}): World {
  const order = anOrder({ lines: [aLine({ quantity: 1 }), aLine({ quantity: 2 })] });
  const world = new World({ order, account: anAccount(changes) });
  world.policy = policy;
  world.channel.answers('create', says('running'));
  return world;
}

const assess = (world: World, input: object = {}) =>
  assessCredit(world.services, CALLER, { orderId: ORDER, ...input });

describe('an order that must be confirmed again', () => {
  it('is not decided on, and says what to repeat and why', async () => {
    const world = anApplicant();
    const { order, confirmView, secondConfirmation } = await assess(world);
    expect([order.state, confirmView]).toEqual(['created', null]);
    expect(secondConfirmation).toEqual({
      causes: ['AMOUNT', 'QUANTITY'],
      amountFen: 16_800,
      quantity: 3,
      orders: 1,
    });
    expect(world.order().version).toBe(1);
    expect(world.account()).toEqual(anAccount());
    expect(world.channel.sent).toEqual([]);
  });

  it('is approved when amount and count are repeated, and keeps when that was', async () => {
    const world = anApplicant();
    await assess(world);
    world.later(90_000);
    const { order, secondConfirmation } = await assess(world, { confirmed });
    expect([order.state, secondConfirmation]).toEqual(['accepted', null]);
    expect(world.order().assessment?.confirmedAgain).toEqual(later(T0, 90_000));
  });

  it.each([
    { amountFen: 16_801, quantity: 3 },
    { amountFen: 16_800, quantity: 2 },
  ])('is not decided on with %j, which is another order', async (other) => {
    const world = anApplicant();
    expect(await refusal(assess(world, { confirmed: other }))).toBe('CONFIRMATION_DIFFERS');
    expect(world.order().state).toBe('created');
  });

  it('is asked for nothing that would be refused anyway', async () => {
    const world = anApplicant({ state: 'closed' });
    const { order, secondConfirmation } = await assess(world);
    expect([order.state, secondConfirmation]).toEqual(['rejected', null]);
    expect(world.order().assessment?.confirmedAgain).toBeNull();
  });

  it('is asked for each time anew: nothing of one order confirms the next', async () => {
    const world = anApplicant();
    await assess(world, { confirmed });
    const second = 'b'.repeat(32);
    world.store.seed('orders', anOrder({ _id: second }));
    const { secondConfirmation } = await assess(world, { orderId: second });
    expect(secondConfirmation).toMatchObject({ causes: ['AMOUNT', 'COUNT'], quantity: 1, orders: 2 });
  });

  it('does not count orders that were accepted before the window', async () => {
    const world = anApplicant();
    world.store.seed('orders', orderIn('accepted', { _id: 'c'.repeat(32) }));
    // It was accepted an hour after the start.
    world.later(25 * 3_600_000 + 1);
    expect((await assess(world)).secondConfirmation?.orders).toBe(1);
  });

  it('keeps no time where nothing was repeated', async () => {
    const world = anApplicant();
    world.policy = aPolicy();
    await assess(world);
    expect(world.order().assessment?.confirmedAgain).toBeNull();
  });
});
