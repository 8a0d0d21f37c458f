import type * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import type { createOrderInput } from '../../contract/inputs.ts';
import type { Order } from '../../domain/order/order.ts';
import type { Product } from '../../domain/pricing.ts';
import { aPolicy, aProduct, someTerms, T0 } from '../../testing/builders.ts';
import { CALLER, refusal, STRANGER, World } from '../../testing/world.ts';
import { createOrder } from './createOrder.ts';

type Input = v.InferOutput<typeof createOrderInput>;

const input: Input = {
  requestId: 'request-1',
  channel: 'wechatpay',
  items: [{ productId: 'tea-set', quantity: 2 }],
  delivery: { recipient: '林小满', phone: '13800000000', address: '福建省泉州市丰泽区' },
  consent: {
    accepted: true,
    termsVersion: 1,
    textHash: 'f'.repeat(64),
    shownAmountFen: 33_600,
    shownChargeAfterReceiptDays: 7,
  },
};

function aShop(...products: readonly Product[]): World {
  const world = new World();
  world.store.seed('products', aProduct(), ...products);
  return world;
}

const create = (world: World, changes: Partial<Input> = {}, caller = CALLER) =>
  createOrder(world.services, caller, { ...input, ...changes });
const orders = (world: World) => world.store.all<Order>('orders');
const deliveries = (world: World) => world.store.all<{ address: string; _id: string }>('deliveries');

describe('createOrder', () => {
  it('stores what was ordered, at the catalogue’s price, with the consent', async () => {
    const world = aShop();
    const view = await create(world);
    expect(view).toMatchObject({ state: 'created', amountFen: 33_600 });
    expect(world.order(view.orderId)).toMatchObject({
      buyerId: CALLER.buyerId,
      lines: [{ productId: 'tea-set', unitPriceFen: 16_800, quantity: 2, amountFen: 33_600 }],
      consent: {
        termsVersion: 1,
        textHash: 'f'.repeat(64),
        at: T0,
        shown: { amountFen: 33_600, chargeAfterReceiptDays: 7 },
      },
    });
  });

  it('is refused for a channel through whose door the buyer did not come', async () => {
    const world = aShop();
    expect(await refusal(create(world, { channel: 'alipay' }))).toBe('CHANNEL_UNAVAILABLE');
    expect(await refusal(create(world, {}, { ...CALLER, channel: 'alipay' }))).toBe('CHANNEL_UNAVAILABLE');
    expect(orders(world)).toEqual([]);
  });

  it('keeps who and where apart from the order', async () => {
    const world = aShop();
    const view = await create(world);
    const stored = JSON.stringify([world.order(view.orderId), view]);
    for (const secret of ['林小满', '13800000000', '福建省', CALLER.openid]) {
      expect(stored).not.toContain(secret);
    }
    expect(deliveries(world)).toMatchObject([{ buyerId: CALLER.buyerId, ...input.delivery }]);
  });

  it('gives the same order for the same request', async () => {
    const world = aShop();
    const first = await create(world);
    world.later(60_000);
    expect(await create(world)).toEqual(first);
    expect(orders(world)).toHaveLength(1);
  });

  it('gives the same order even if price, terms and policy have changed since', async () => {
    const world = aShop();
    const first = await create(world);
    world.store.seed('products', aProduct({ priceFen: 1, onSale: false }));
    world.terms = someTerms({ version: 2 });
    world.policy = aPolicy({ charge: { afterReceiptDays: 1 } });
    expect(await create(world)).toEqual(first);
  });

  it('makes one order of ten equal taps at once', async () => {
    const world = aShop();
    const views = await Promise.all(Array.from({ length: 10 }, () => create(world)));
    expect(new Set(views.map((view) => view.orderId)).size).toBe(1);
    expect(orders(world)).toHaveLength(1);
  });

  it.each<[string, Partial<Input>]>([
    ['another quantity', { items: [{ productId: 'tea-set', quantity: 3 }] }],
    ['another address', { delivery: { ...input.delivery, address: '北京市' } }],
    ['another amount beside the box', { consent: { ...input.consent, shownAmountFen: 1 } }],
  ])('refuses the same request with %s', async (_what, changes) => {
    const world = aShop();
    await create(world);
    expect(await refusal(create(world, changes))).toBe('REQUEST_REUSED');
    expect(deliveries(world).map((delivery) => delivery.address)).toEqual([input.delivery.address]);
  });

  it('lets two buyers use the same request number', async () => {
    const world = aShop();
    const [mine, other] = [await create(world), await create(world, {}, STRANGER)];
    expect(mine.orderId).not.toBe(other.orderId);
  });

  it.each<[string, string, Partial<Input>]>([
    ['PRICE_CHANGED', 'an amount that is too low', { consent: { ...input.consent, shownAmountFen: 33_599 } }],
    [
      'PRICE_CHANGED',
      'an amount that is too high',
      { consent: { ...input.consent, shownAmountFen: 33_601 } },
    ],
    ['TERMS_CHANGED', 'older terms', { consent: { ...input.consent, termsVersion: 2 } }],
    ['TERMS_CHANGED', 'another text', { consent: { ...input.consent, textHash: '0'.repeat(64) } }],
    ['TERMS_CHANGED', 'another day', { consent: { ...input.consent, shownChargeAfterReceiptDays: 14 } }],
    ['PRODUCT_NOT_FOUND', 'an unknown product', { items: [{ productId: 'gone', quantity: 1 }] }],
    ['PRODUCT_UNAVAILABLE', 'a product off sale', { items: [{ productId: 'fan', quantity: 1 }] }],
    ['PAY_LATER_UNSUPPORTED', 'a gift card', { items: [{ productId: 'card', quantity: 1 }] }],
  ])('refuses with %s for %s, and stores nothing', async (code, _what, changes) => {
    const world = aShop(aProduct({ _id: 'fan', onSale: false }), aProduct({ _id: 'card', payLater: false }));
    expect(await refusal(create(world, changes))).toBe(code);
    expect([...orders(world), ...deliveries(world)]).toEqual([]);
  });

  it('waits for the database twice: reads side by side, then writes side by side', async () => {
    const world = aShop();
    await create(world);
    expect(world.store.trips.map((trip) => `${trip.operation} ${trip.collection}`)).toEqual([
      'get orders',
      'find products',
      'insert orders',
      expect.stringMatching(/^(insert|put) deliveries$/),
    ]);
  });
});

describe('createOrder that is disturbed', () => {
  it.each(['orders', 'deliveries'] as const)(
    'can be repeated after the write to %s failed',
    async (collection) => {
      const world = aShop();
      world.store.before = (trip) => {
        if (trip.operation === 'insert' && trip.collection === collection) throw new Error('database down');
      };
      await expect(create(world)).rejects.toThrow('database down');
      world.store.before = () => {};
      const view = await create(world);
      expect(orders(world)).toHaveLength(1);
      const { deliveryId } = world.order(view.orderId);
      expect(deliveries(world).find((one) => one._id === deliveryId)?.address).toBe(input.delivery.address);
    },
  );

  it('can be repeated after its answer was lost', async () => {
    const world = aShop();
    world.store.after = (trip) => {
      if (trip.operation === 'insert') throw new Error('time-out');
    };
    await expect(create(world)).rejects.toThrow('time-out');
    world.store.after = () => {};
    expect((await create(world)).state).toBe('created');
    expect(orders(world)).toHaveLength(1);
  });

  it('sends the goods where the one order says, if two requests differ only in that', async () => {
    const world = aShop();
    const elsewhere = { delivery: { ...input.delivery, address: '北京市' } };
    const [first, second] = await Promise.all([create(world), refusal(create(world, elsewhere))]);
    expect(second).toBe('REQUEST_REUSED');
    const { deliveryId } = world.order(first.orderId);
    expect(deliveries(world).find((one) => one._id === deliveryId)?.address).toBe(input.delivery.address);
  });
});
