import { describe, expect, it } from 'vitest';
import type { OrderState } from '../../domain/order/states.ts';
import { anOrder, aProduct, later, ORDER, T0 } from '../../testing/builders.ts';
import { orderIn } from '../../testing/lives.ts';
import { CALLER, OPERATOR, refusal, STRANGER, World } from '../../testing/world.ts';
import { listProducts } from './listProducts.ts';
import { viewOf } from './orderView.ts';
import { decodeCursor, encodeCursor } from './pages.ts';
import { readOrders } from './readOrders.ts';

const id = (index: number) => String(index).padStart(32, '0');

/** Orders of two buyers; every three of them were made in the same millisecond. */
function aHistory(count: number): World {
  const world = new World();
  for (let index = 0; index < count; index++) {
    const buyerId = index % 2 === 0 ? CALLER.buyerId : STRANGER.buyerId;
    const createdAt = later(T0, Math.floor(index / 3) * 1_000);
    world.store.seed('orders', anOrder({ _id: id(index), buyerId, createdAt }));
  }
  return world;
}

async function allPages(world: World, view: 'mine' | 'merchant', limit: number): Promise<string[]> {
  const caller = view === 'mine' ? CALLER : OPERATOR;
  const ids: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await readOrders(world.services, caller, { view, limit, ...(cursor ? { cursor } : {}) });
    expect(page.items.length).toBeLessThanOrEqual(limit);
    ids.push(...page.items.map((order) => order.orderId));
    cursor = page.nextCursor ?? undefined;
  } while (cursor);
  return ids;
}

describe('reading orders', () => {
  it.each([1, 2, 3, 7, 50])('in pages of %d gives each once, newest first', async (limit) => {
    const world = aHistory(20);
    const newestFirst = Array.from({ length: 20 }, (_, index) => id(19 - index));
    expect(await allPages(world, 'merchant', limit)).toEqual(newestFirst);
    expect(await allPages(world, 'mine', limit)).toEqual(newestFirst.filter((one) => Number(one) % 2 === 0));
  });

  it('goes on where it stopped although a new order has come', async () => {
    const world = aHistory(6);
    const first = await readOrders(world.services, OPERATOR, { view: 'merchant', limit: 3 });
    world.store.seed('orders', anOrder({ _id: id(99), createdAt: later(T0, 99_000) }));
    const cursor = first.nextCursor ?? '';
    const second = await readOrders(world.services, OPERATOR, { view: 'merchant', limit: 3, cursor });
    expect(second.items.map((order) => order.orderId)).toEqual([id(2), id(1), id(0)]);
    expect(second.nextCursor).toBeNull();
  });

  it('of a state gives only those', async () => {
    const world = new World({ order: orderIn('shipped') });
    const merchant = (...states: OrderState[]) =>
      readOrders(world.services, OPERATOR, { view: 'merchant', limit: 9, states });
    const mine = (...states: OrderState[]) =>
      readOrders(world.services, CALLER, { view: 'mine', limit: 9, states });
    for (const read of [merchant, mine]) {
      expect((await read('shipped')).items).toHaveLength(1);
      expect((await read('created', 'shipped')).items).toHaveLength(1);
      expect((await read('created')).items).toEqual([]);
    }
  });

  it('that wait for an answer gives only those', async () => {
    const world = new World({ order: orderIn('shipped') });
    const review = { stage: 'asked', at: T0 } as const;
    const claim = { kind: 'return', stage: 'requested', amountFen: 1, payableFen: 1 } as const;
    const times = { requestedAt: T0, since: T0, deadline: T0 };
    const rejected = anOrder({ _id: id(1), state: 'rejected', review });
    const answered = anOrder({ _id: id(2), state: 'rejected', review: { ...review, stage: 'kept' } });
    const claimed = anOrder({ _id: id(3), state: 'received', claim: { ...claim, ...times } });
    const refused = anOrder({
      _id: id(4),
      state: 'received',
      claim: { ...claim, ...times, stage: 'refused' },
    });
    world.store.seed('orders', rejected, answered, claimed, refused);
    const waiting = async (waitingFor: 'claim' | 'review') => {
      const page = { view: 'merchant', limit: 9, waitingFor } as const;
      return (await readOrders(world.services, OPERATOR, page)).items.map(({ orderId }) => orderId);
    };
    expect(await waiting('claim')).toEqual([id(3)]);
    expect(await waiting('review')).toEqual([id(1)]);
  });

  it.each(['merchant', 'merchantOne', 'money', 'policy'] as const)(
    'as the view %s is for operators only, and reads nothing for others',
    async (view) => {
      const world = new World({ order: anOrder() });
      const read = readOrders(world.services, CALLER, { view, limit: 9, orderId: ORDER });
      expect(await refusal(read)).toBe('FORBIDDEN');
      expect(world.store.trips).toEqual([]);
    },
  );

  it('one by one is for its buyer, and for operators in their own view', async () => {
    const world = new World({ order: anOrder() });
    const read = (view: 'one' | 'merchantOne', caller: typeof CALLER) =>
      readOrders(world.services, caller, { view, orderId: ORDER });
    expect(await read('one', CALLER)).toMatchObject({
      orderId: ORDER,
      can: expect.arrayContaining(['assess']),
    });
    expect(await read('merchantOne', OPERATOR)).toMatchObject({ orderId: ORDER, can: [], history: [{}] });
    expect(await refusal(read('one', STRANGER))).toBe('ORDER_NOT_FOUND');
    expect(await refusal(read('one', OPERATOR))).toBe('ORDER_NOT_FOUND');
  });

  it('tells where the goods go of one order at a time, and in no list', async () => {
    const order = anOrder();
    const world = new World({ order });
    const delivery = { recipient: '林小满', phone: '13800000000', address: '东海街 1 号' };
    world.store.seed('deliveries', { _id: order.deliveryId, buyerId: order.buyerId, ...delivery });
    const one = await readOrders(world.services, OPERATOR, { view: 'merchantOne', orderId: ORDER });
    expect(one).toHaveProperty('delivery', delivery);
    for (const view of ['mine', 'merchant'] as const) {
      const list = await readOrders(world.services, view === 'mine' ? CALLER : OPERATOR, { view, limit: 9 });
      expect(JSON.stringify(list)).not.toContain('13800000000');
    }
  });

  it.each(['', 'x', '12', '_a', '12_', '-1_a', '1e3_a', '1234567890123456_a'])(
    'after the cursor %j, which no page has given, is refused',
    (cursor) => {
      expect(() => decodeCursor(cursor)).toThrow('INVALID_INPUT');
    },
  );

  it('understands its own cursors', () => {
    const cursor = { at: T0, id: ORDER };
    expect(decodeCursor(encodeCursor(cursor))).toEqual(cursor);
  });
});

describe('the view of an order', () => {
  const order = orderIn('settled', { attention: [{ code: 'PAID_TWICE', at: T0 }] });

  it('shows nothing internal and nobody’s number', () => {
    const text = JSON.stringify(viewOf(order));
    for (const hidden of [
      order.buyerId,
      'S001',
      'request-hash',
      'delivery-1',
      'PAID_TWICE',
      'accountDuty',
      'wx-1',
    ]) {
      expect(text).not.toContain(hidden);
    }
  });

  it('tells who did what, by role', () => {
    expect(viewOf(order).timeline.map(({ type, role }) => `${type} by ${role}`)).toEqual([
      'created by buyer',
      'approved by buyer',
      'accepted by channel',
      'shipped by operator',
      'received by buyer',
      'noticed by timer',
      'chargeRequested by timer',
      'collecting by channel',
      'settled by channel',
    ]);
  });

  it('names the reasons of a refusal in words, and none that it does not know', () => {
    expect(viewOf(orderIn('rejected')).reasons).toMatchObject([{ code: 'LIMIT_EXCEEDED' }]);
    const event = { type: 'rejected', at: T0, by: { role: 'buyer', id: null }, assessment: null } as const;
    const odd = anOrder({
      state: 'rejected',
      history: [{ ...event, reasons: ['RISK_LEVEL_7', 'toString'] }],
    });
    expect(viewOf(odd).reasons).toEqual([]);
  });

  it('asks about receipt only while the parcel is on its way', () => {
    expect(viewOf(orderIn('shipped', { receiptAskedAt: T0 })).receiptAsked).toBe(true);
    expect(viewOf(orderIn('shipped')).receiptAsked).toBe(false);
    expect(viewOf(orderIn('received', { receiptAskedAt: T0 })).receiptAsked).toBe(false);
  });
});

describe('the catalogue', () => {
  it('gives what is on sale, in pages, with what stands beside every 0 元', async () => {
    const world = new World();
    for (const _id of ['a', 'b', 'c']) world.store.seed('products', aProduct({ _id }));
    world.store.seed('products', aProduct({ _id: 'bb', onSale: false }));
    const first = await listProducts(world.services, { limit: 2 });
    expect(first.items.map((product) => product.productId)).toEqual(['a', 'b']);
    expect(first.payLater).toMatchObject({
      chargeAfterReceiptDays: 7,
      termsVersion: 1,
      textHash: 'f'.repeat(64),
    });
    const rest = await listProducts(world.services, { limit: 2, cursor: first.nextCursor ?? '' });
    expect([rest.items.map((product) => product.productId), rest.nextCursor]).toEqual([['c'], null]);
  });

  it('gives one product alone, and none that is not sold any more', async () => {
    const world = new World();
    for (const _id of ['a', 'b']) world.store.seed('products', aProduct({ _id }));
    world.store.seed('products', aProduct({ _id: 'gone', onSale: false }));
    const found = async (productId: string) =>
      (await listProducts(world.services, { limit: 20, productId })).items;
    expect(await found('b')).toMatchObject([{ productId: 'b' }]);
    expect([await found('gone'), await found('c')]).toEqual([[], []]);
  });
});
