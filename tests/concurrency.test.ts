import { afterEach, describe, expect, test } from 'vitest';
import type { EventType } from '../cloudfunctions/shared/domain/order/events.ts';
import { data, MOMENT_MS } from '../tools/local/buyer.ts';
import { tap } from './support/calls.ts';
import { newRequestId, orderAt, THERMOS } from './support/lives.ts';
import { expectSound } from './support/soundness.ts';
import { useSystem } from './support/system.ts';

const system = useSystem();
afterEach(() => expectSound(system()));

const TAPS = 50;

function atOnce<T>(times: number, act: () => Promise<T>): Promise<T[]> {
  return Promise.all(Array.from({ length: times }, act));
}

async function happened(orderId: string, type: EventType): Promise<number> {
  const { history } = await system().database.order(orderId);
  return history.filter((event) => event.type === type).length;
}

describe(`${TAPS} taps at once take effect once`, () => {
  test('on createOrder', async () => {
    const { cloud, database } = system();
    const buyer = system().stranger();
    const input = await buyer.checkout(newRequestId(), THERMOS);
    const answers = await atOnce(TAPS, () => cloud.call(buyer.openid, 'createOrder', input));
    const ids = new Set(answers.map((answer) => data(answer).orderId));
    expect(ids.size).toBe(1);
    const [order, ...others] = await system().ordersOf(buyer);
    expect(others).toEqual([]);
    expect(order?.history).toHaveLength(1);
    const deliveries = await database.documents('deliveries');
    expect(deliveries.filter(({ _id }) => _id === order?.deliveryId)).toHaveLength(1);
  });

  test('on assessCredit', async () => {
    const { cloud, database, channel } = system();
    const buyer = await system().buyer();
    const { orderId } = await orderAt(system(), buyer, 'created');
    const createdBefore = await channel.asked('create');
    const answers = await atOnce(TAPS, () => cloud.call(buyer.openid, 'assessCredit', { orderId }));
    for (const answer of answers) expect(['approved', 'accepted']).toContain(data(answer).order.state);
    const order = await database.order(orderId);
    expect(order.history.map((event) => event.type)).toEqual(['created', 'approved', 'accepted']);
    expect(await channel.asked('create')).toBe(createdBefore + 1);
    expect(await buyer.account()).toMatchObject({ availableFen: 100_000 - 8_900, runningOrders: 1 });
  });

  test('on confirmShip', async () => {
    const { orderId } = await orderAt(system(), await system().buyer(), 'accepted');
    const answers = await atOnce(TAPS, () => system().ship(orderId));
    expect(new Set(answers.map((order) => order.state))).toEqual(new Set(['shipped']));
    expect(await happened(orderId, 'shipped')).toBe(1);
  });

  test('on confirmReceipt', async () => {
    const buyer = await system().buyer();
    const { orderId } = await orderAt(system(), buyer, 'shipped');
    const answers = await atOnce(TAPS, () => buyer.confirmReceipt(orderId));
    expect(new Set(answers.map((order) => order.chargeAt)).size).toBe(1);
    expect(await happened(orderId, 'received')).toBe(1);
  });

  test('on settle, and the buyer is charged once', async () => {
    const { cloud, channel, database } = system();
    const buyer = await system().buyer();
    const order = await orderAt(system(), buyer, 'received');
    const answers = await atOnce(TAPS, () => buyer.payNow(order));
    for (const { state } of answers) expect(['settling', 'settled']).toContain(state);
    await cloud.advance(MOMENT_MS);
    expect(await happened(order.orderId, 'chargeRequested')).toBe(1);
    expect(await happened(order.orderId, 'settled')).toBe(1);
    expect(await channel.requests(order.orderId, 'complete')).toBe(1);
    expect(await channel.order(order.orderId)).toMatchObject({ wallet: { balanceFen: 1_000_000 - 8_900 } });
    expect((await database.order(order.orderId)).state).toBe('settled');
  });

  test('on cancelOrder', async () => {
    const { cloud } = system();
    const buyer = await system().buyer();
    const { orderId } = await orderAt(system(), buyer, 'accepted');
    const answers = await atOnce(TAPS, () => cloud.call(buyer.openid, 'cancelOrder', { orderId }));
    for (const answer of answers) {
      if (answer.ok) expect(['accepted', 'cancelled']).toContain(answer.data.state);
      else expect(['CHANNEL_CALL_OPEN', 'CHANGED_MEANWHILE']).toContain(answer.error.code);
    }
    expect((await buyer.cancel(orderId)).state).toBe('cancelled');
    expect(await happened(orderId, 'cancelRequested')).toBe(1);
    expect(await happened(orderId, 'cancelled')).toBe(1);
    expect(await buyer.account()).toMatchObject({ availableFen: 100_000, runningOrders: 0 });
  });
});

test('a cancellation that another tap overtakes answers that the order is cancelled', async () => {
  const { cloud } = system();
  const buyer = await system().buyer();
  const { orderId } = await orderAt(system(), buyer, 'created');
  const match = { service: 'database', action: 'database.updateDocument', function: 'cancelOrder', nth: 1 };
  await cloud.post('/_emulator/faults', [{ match, effect: 'delay', ms: 1_000 }]);
  const answers = await atOnce(2, () => cloud.call(buyer.openid, 'cancelOrder', { orderId }));
  await cloud.clearFaults();
  expect(answers.map((answer) => answer.ok && answer.data.state)).toEqual(['cancelled', 'cancelled']);
});

describe('one account', () => {
  test.each([
    { items: THERMOS, approved: 3, because: 'TOO_MANY_RUNNING', why: 'three running orders are allowed' },
    {
      items: [{ productId: 'quilt', quantity: 1 }],
      approved: 2,
      because: 'LIMIT_EXCEEDED',
      why: 'the limit covers two',
    },
  ])(
    'approves exactly $approved of 30 orders assessed at once: $why',
    async ({ items, approved, because }) => {
      const buyer = await system().buyer();
      const orders = await Promise.all(
        Array.from({ length: 30 }, () => buyer.createOrder(newRequestId(), items)),
      );
      await Promise.all(orders.map(({ orderId }) => buyer.assess(orderId)));
      const stored = await system().ordersOf(buyer);
      expect(stored.filter((order) => order.state === 'accepted')).toHaveLength(approved);
      const reasons = stored.flatMap((order) =>
        order.history.flatMap((event) => (event.type === 'rejected' ? event.reasons : [])),
      );
      expect(reasons).toHaveLength(30 - approved);
      expect(new Set(reasons)).toEqual(new Set([because]));
      const numbers = orders.map((order) => order.orderId);
      const { orders: atChannel } = await system().channel.state();
      expect(atChannel.filter((order) => numbers.includes(order.out_order_no))).toHaveLength(approved);
      expect(await buyer.account()).toMatchObject({ runningOrders: approved });
    },
  );
});

describe('several people at once', () => {
  test('two buyers and an operator do not disturb each other', async () => {
    const { cloud } = system();
    const buyers = [await system().buyer(), await system().buyer()];
    const lives = buyers.flatMap((buyer) => [1, 2, 3].map(() => orderAt(system(), buyer, 'settling')));
    await Promise.all(lives);
    await cloud.advance(MOMENT_MS);
    for (const buyer of buyers) {
      const states = (await system().ordersOf(buyer)).map((order) => order.state);
      expect(states).toEqual(['settled', 'settled', 'settled']);
      // What was settled in time has made the limits grow.
      expect(await buyer.account()).toMatchObject({ availableFen: 130_000 });
    }
  });

  test('a cancellation that races with the shipment ends in one of both, at the channel too', async () => {
    const { operator, channel, database } = system();
    const races = Array.from({ length: 8 }, async () => {
      const buyer = await system().buyer();
      const { orderId } = await orderAt(system(), buyer, 'accepted');
      const parcel = { step: 'ship', orderId, carrier: '顺丰速运', trackingNo: 'SF1' } as const;
      await Promise.all([tap(buyer, 'cancelOrder', { orderId }), tap(operator, 'confirmShip', parcel)]);
      return orderId;
    });
    const orderIds = await Promise.all(races);
    for (const orderId of orderIds) {
      const { state, shipment } = await database.order(orderId);
      const atChannel = await channel.order(orderId);
      if (state === 'shipped') expect(atChannel).toMatchObject({ state: 'DOING' });
      else expect({ state, shipment, atChannel }).toMatchObject({ state: 'cancelled', shipment: null });
    }
  });
});
