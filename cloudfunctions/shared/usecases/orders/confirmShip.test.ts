import { describe, expect, it } from 'vitest';
import type { Order } from '../../domain/order/order.ts';
import { ORDER_STATES } from '../../domain/order/states.ts';
import { anAttempt, ORDER, T0 } from '../../testing/builders.ts';
import { BY_OPERATOR, orderIn } from '../../testing/lives.ts';
import { refusal, World } from '../../testing/world.ts';
import { recordDelivery, ship } from './confirmShip.ts';

const parcel = { orderId: ORDER, carrier: '顺丰速运', trackingNo: 'SF1' };
const shipped = (order: Order, input = parcel) => {
  const world = new World({ order });
  return { world, view: ship(world.services, BY_OPERATOR, input) };
};

describe('shipping', () => {
  it('is one round trip', async () => {
    const { world, view } = shipped(orderIn('accepted'));
    expect((await view).state).toBe('shipped');
    expect(world.store.trips).toHaveLength(1);
    expect(world.order()).toMatchObject({
      shipment: { carrier: '顺丰速运', trackingNo: 'SF1', shippedAt: T0 },
      next: { action: 'askReceipt' },
    });
    expect(world.order().history.at(-1)).toMatchObject({ type: 'shipped', by: BY_OPERATOR });
  });

  it('of the same parcel again changes nothing', async () => {
    const { world, view } = shipped(orderIn('shipped'));
    expect((await view).state).toBe('shipped');
    expect(world.order()).toEqual(orderIn('shipped'));
  });

  it('with another number is refused once it is shipped', async () => {
    const { view } = shipped(orderIn('shipped'), { ...parcel, trackingNo: 'SF2' });
    expect(await refusal(view)).toBe('WRONG_STATE');
  });

  it.each(ORDER_STATES.filter((state) => state !== 'accepted'))(
    'is refused in the state %s',
    async (state) => {
      const { world, view } = shipped(orderIn(state), { ...parcel, trackingNo: 'SF2' });
      expect(await refusal(view)).toBe('WRONG_STATE');
      expect(world.order()).toEqual(orderIn(state));
    },
  );

  it.each([
    ['a cancellation is open', { attempt: anAttempt('cancel') }, 'CHANNEL_CALL_OPEN'],
    ['the order is frozen', { freeze: { since: T0, cause: 'return' as const } }, 'ORDER_FROZEN'],
  ])('is refused while %s', async (_case, changes, code) => {
    expect(await refusal(shipped(orderIn('accepted', changes)).view)).toBe(code);
  });

  it('of an unknown order is refused', async () => {
    const { view } = shipped(orderIn('accepted'), { ...parcel, orderId: '0'.repeat(32) });
    expect(await refusal(view)).toBe('ORDER_NOT_FOUND');
  });

  it('by two operators at once happens once', async () => {
    const world = new World({ order: orderIn('accepted') });
    const numbers = ['SF1', 'SF2'];
    const ends = await Promise.all(
      numbers.map((trackingNo) => refusal(ship(world.services, BY_OPERATOR, { ...parcel, trackingNo }))),
    );
    expect(ends.sort()).toEqual(['WRONG_STATE', 'none']);
    expect(world.order().history.filter((event) => event.type === 'shipped')).toHaveLength(1);
  });
});

describe('evidence of delivery', () => {
  const delivery = { orderId: ORDER, evidence: '本人签收' };

  it('starts the days after which receipt is confirmed', async () => {
    const world = new World({ order: orderIn('shipped') });
    const view = await recordDelivery(world.services, BY_OPERATOR, delivery);
    expect(view.deliveredAt).toEqual(T0);
    expect(world.order().next?.action).toBe('confirmReceipt');
  });

  it('is kept as it was first recorded', async () => {
    const world = new World({ order: orderIn('shipped') });
    await recordDelivery(world.services, BY_OPERATOR, delivery);
    world.later(86_400_000);
    expect((await recordDelivery(world.services, BY_OPERATOR, delivery)).deliveredAt).toEqual(T0);
    expect(world.order().history.filter((event) => event.type === 'delivered')).toHaveLength(1);
  });

  it.each(ORDER_STATES.filter((state) => state !== 'shipped'))(
    'is refused in the state %s',
    async (state) => {
      const world = new World({ order: orderIn(state) });
      expect(await refusal(recordDelivery(world.services, BY_OPERATOR, delivery))).toBe('WRONG_STATE');
    },
  );
});
