import { describe, expect, it } from 'vitest';
import { anAccount, anAttempt, anOrder, BUYER, later, T0 } from '../../testing/builders.ts';
import { BY_OPERATOR, orderIn } from '../../testing/lives.ts';
import { CALLER, refusal, STRANGER, World } from '../../testing/world.ts';
import { countVisit } from '../visits/countVisit.ts';
import { exportBuyer } from './exportBuyer.ts';

const id = (index: number) => String(index).padStart(32, '0');
const delivery = (order: string, at = T0, buyerId = BUYER) => ({
  _id: `delivery-${order}`,
  orderId: order,
  buyerId,
  recipient: '林小满',
  phone: '13800000000',
  address: '泉州',
  createdAt: at,
});

/** Every page, one after the other. */
async function pages(world: World, caller = CALLER) {
  const all = [await exportBuyer(world.services, caller, {})];
  for (let cursor = all[0]?.nextCursor; cursor; cursor = all.at(-1)?.nextCursor) {
    all.push(await exportBuyer(world.services, caller, { cursor }));
  }
  return all;
}

describe('an export', () => {
  it('holds what is stored of the buyer', async () => {
    const order = orderIn('settled');
    const world = new World({ account: anAccount({ state: 'closed', closedAt: T0 }), order });
    const event = { _id: 'wechatpay-EV-1', channel: 'wechatpay', orderId: order._id, receivedAt: T0 };
    world.store.seed('channelEvents', event);
    world.store.seed('deliveries', delivery(order._id));
    const [only, ...more] = await pages(world);
    expect(more).toEqual([]);
    const { version, next, erasedAs, ...account } = world.account();
    expect(only).toMatchObject({
      exportedAt: world.now,
      identity: { openid: CALLER.openid, since: T0 },
      account,
      deliveries: [delivery(order._id)],
      channelEvents: [event],
      visits: null,
      nextCursor: null,
    });
    expect(only?.account).toEqual(account);
  });

  it('holds how often the buyer has called, where that is counted', async () => {
    const world = new World({ account: anAccount() });
    await countVisit(world.services, BUYER);
    await countVisit(world.services, BUYER);
    expect((await pages(world))[0]?.visits).toEqual({ minute: T0, count: 2 });
    expect((await pages(world, STRANGER))[0]?.visits).toBeNull();
  });

  it('holds whole orders, but for which of the merchant’s people it was', async () => {
    const order = orderIn('settled', { attempt: anAttempt('modify', { by: BY_OPERATOR }) });
    const world = new World({ order });
    const [only] = await pages(world);
    expect(JSON.stringify(order)).toContain('S001');
    const unnamed = JSON.parse(JSON.stringify(order).replaceAll('"S001"', '"operator"'));
    expect(JSON.parse(JSON.stringify(only?.orders))).toEqual([unnamed]);
  });

  it('holds nothing of anybody else', async () => {
    const world = new World({ account: anAccount() });
    world.store.seed('creditAccounts', anAccount({ _id: STRANGER.buyerId }));
    world.store.seed('orders', anOrder({ buyerId: STRANGER.buyerId }));
    world.store.seed('deliveries', delivery(anOrder()._id, T0, STRANGER.buyerId));
    world.store.seed('channelEvents', { _id: 'wechatpay-EV-1', orderId: anOrder()._id });
    expect(JSON.stringify(await pages(world))).not.toMatch(/buyer-2|EV-1|delivery-/);
  });

  it('gives orders page by page, newest first, and everything beside them once', async () => {
    const world = new World({ account: anAccount() });
    for (let index = 0; index < 45; index++) {
      // Some at the same moment: a page may end between them.
      const createdAt = later(T0, Math.floor(index / 3) * 1_000);
      world.store.seed('orders', anOrder({ _id: id(index), createdAt }));
      world.store.seed('deliveries', delivery(id(index), createdAt));
      world.store.seed('channelEvents', { _id: `EV-${index}`, orderId: id(index) });
    }
    // One whose order was never stored.
    world.store.seed('deliveries', delivery('lost', later(T0, -1)));
    const all = await pages(world);
    expect(all.map(({ orders }) => orders.length)).toEqual([20, 20, 5]);
    const orders = all.flatMap((page) => page.orders.map(({ _id }) => _id));
    expect(orders).toEqual(Array.from({ length: 45 }, (_, index) => id(44 - index)));
    const deliveries = all.flatMap((page) => page.deliveries.map(({ _id }) => _id));
    expect(deliveries.toSorted()).toEqual([...orders, 'lost'].map((one) => `delivery-${one}`).toSorted());
    expect(all.flatMap((page) => page.channelEvents)).toHaveLength(45);
  });

  it('is there for buyers without an account, and for people who never bought anything', async () => {
    const world = new World({ order: anOrder() });
    expect((await pages(world))[0]).toMatchObject({ account: null, orders: [{ state: 'created' }] });
    expect((await pages(world, STRANGER))[0]).toEqual({
      exportedAt: world.now,
      identity: { openid: STRANGER.openid, since: null },
      account: null,
      orders: [],
      deliveries: [],
      channelEvents: [],
      visits: null,
      nextCursor: null,
    });
  });

  it('refuses a cursor that no page has given', async () => {
    expect(await refusal(exportBuyer(new World().services, CALLER, { cursor: 'x' }))).toBe('INVALID_INPUT');
  });
});
