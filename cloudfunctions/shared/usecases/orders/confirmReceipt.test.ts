import { describe, expect, it } from 'vitest';
import { ORDER_STATES } from '../../domain/order/states.ts';
import { aPolicy, later, ORDER, T0 } from '../../testing/builders.ts';
import { orderIn } from '../../testing/lives.ts';
import { CALLER, refusal, STRANGER, World } from '../../testing/world.ts';
import { confirmReceipt } from './confirmReceipt.ts';

const DAY_MS = 86_400_000;
const LATER_STATES = ['received', 'settling', 'overdue', 'settled'] as const;
const confirm = (world: World, caller = CALLER) => confirmReceipt(world.services, caller, { orderId: ORDER });

describe('confirming receipt', () => {
  it('is one round trip, and fixes the day of the charge', async () => {
    const world = new World({ order: orderIn('shipped') });
    const view = await confirm(world);
    expect(view).toMatchObject({ state: 'received', receivedAt: T0, chargeAt: later(T0, 7 * DAY_MS) });
    expect(world.store.trips).toHaveLength(1);
    expect(world.order().next?.action).toBe('giveNotice');
  });

  it('counts the days that were agreed, not those of a newer policy', async () => {
    for (const afterReceiptDays of [1, 30]) {
      const world = new World({ order: orderIn('shipped') });
      world.policy = aPolicy({ charge: { afterReceiptDays } });
      expect((await confirm(world)).chargeAt).toEqual(later(T0, 7 * DAY_MS));
    }
  });

  it.each(LATER_STATES)('again, in the state %s, changes nothing', async (state) => {
    const world = new World({ order: orderIn(state) });
    expect((await confirm(world)).state).toBe(state);
    expect(world.order()).toEqual(orderIn(state));
  });

  it.each(ORDER_STATES.filter((state) => state !== 'shipped' && !LATER_STATES.some((one) => one === state)))(
    'is refused in the state %s',
    async (state) => {
      expect(await refusal(confirm(new World({ order: orderIn(state) })))).toBe('WRONG_STATE');
    },
  );

  it('is refused while the order is frozen, under the old policy and a new one', async () => {
    const world = new World({ order: orderIn('shipped', { freeze: { since: T0, cause: 'return' } }) });
    expect(await refusal(confirm(world))).toBe('ORDER_FROZEN');
    world.policy = aPolicy({ charge: { afterReceiptDays: 1 } });
    expect(await refusal(confirm(world))).toBe('ORDER_FROZEN');
  });

  it.each(['shipped', 'received', 'settled'] as const)(
    'of somebody else’s order, which is %s, finds nothing',
    async (state) => {
      const world = new World({ order: orderIn(state) });
      expect(await refusal(confirm(world, STRANGER))).toBe('ORDER_NOT_FOUND');
      expect(world.order()).toEqual(orderIn(state));
    },
  );

  it('of an unknown order finds nothing', async () => {
    expect(await refusal(confirm(new World()))).toBe('ORDER_NOT_FOUND');
  });

  it('five times at once happens once', async () => {
    const world = new World({ order: orderIn('shipped') });
    const views = await Promise.all(Array.from({ length: 5 }, () => confirm(world)));
    expect(views.map((view) => view.state)).toEqual(Array(5).fill('received'));
    expect(world.order().history.filter((event) => event.type === 'received')).toHaveLength(1);
  });
});
