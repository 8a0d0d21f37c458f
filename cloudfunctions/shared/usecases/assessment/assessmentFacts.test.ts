import { describe, expect, it } from 'vitest';
import { anAccount, anOrder, aPolicy, ORDER, someFacts } from '../../testing/builders.ts';
import { orderIn } from '../../testing/lives.ts';
import { says } from '../../testing/scriptedChannel.ts';
import { CALLER, World } from '../../testing/world.ts';
import { assessCredit } from './assessCredit.ts';

const EARLIER = 'e'.repeat(32);
const delivery = (_id: string, orderId: string, address: string) => ({
  _id,
  orderId,
  address,
  buyerId: CALLER.buyerId,
});

function anApplicant(changes: Parameters<typeof anAccount>[0] = {}): World {
  const world = new World({ order: anOrder(), account: anAccount(changes) });
  world.channel.answers('create', says('running'));
  world.store.seed('deliveries', delivery('delivery-1', ORDER, '福建省泉州市'));
  return world;
}

const assess = (world: World, orderId = ORDER) => assessCredit(world.services, CALLER, { orderId });

describe('a decision', () => {
  it.each([
    ['approved', {}],
    ['rejected', { availableFen: 0, limitFen: 0 }],
  ])('that is %s keeps the facts it was made from', async (decision, account) => {
    const world = anApplicant(account);
    await assess(world);
    expect(world.order().assessment).toMatchObject({ decision, facts: someFacts(account) });
  });

  it('looks at the buyer’s other orders and where they went', async () => {
    const world = anApplicant();
    world.store.seed('orders', orderIn('shipped', { _id: EARLIER, deliveryId: 'delivery-0' }));
    world.store.seed('orders', orderIn('shipped', { _id: 'other', buyerId: 'buyer-2' }));
    world.store.seed('deliveries', delivery('delivery-0', EARLIER, '上海市'));
    await assess(world);
    expect(world.order().assessment?.facts).toMatchObject({ ordersInWindow: 1, addressKnown: false });
    const next = 'f'.repeat(32);
    world.store.seed('orders', anOrder({ _id: next, deliveryId: 'delivery-2' }));
    world.store.seed('deliveries', delivery('delivery-2', next, '上海市'));
    await assess(world, next);
    expect(world.order(next).assessment?.facts).toMatchObject({ ordersInWindow: 2, addressKnown: true });
  });

  it('refuses more orders within the window than the policy allows', async () => {
    const world = anApplicant();
    world.policy = aPolicy({ velocity: { maxOrders: 1 } });
    world.store.seed('orders', orderIn('settled', { _id: EARLIER }));
    expect((await assess(world)).order.reasons).toMatchObject([{ code: 'TOO_MANY_ORDERS' }]);
  });

  it('waits for one round trip before it is written, whatever it looks at', async () => {
    const world = anApplicant();
    let open = 0;
    let most = 0;
    world.store.before = async ({ operation }) => {
      if (operation === 'update') return;
      most = Math.max(most, ++open);
      await Promise.resolve();
    };
    await assess(world);
    expect(most).toBe(4);
    expect(world.store.trips.slice(0, 4).map(({ operation }) => operation)).toEqual([
      'get',
      'get',
      'find',
      'find',
    ]);
    expect(world.store.trips.slice(4).map(({ operation }) => operation)).toEqual([
      'update',
      'update',
      'update',
    ]);
  });
});

describe('a hundred assessments at once for a limit that covers three', () => {
  it('approve exactly three', async () => {
    const world = anApplicant();
    world.policy = aPolicy({ limits: { maxRunningOrders: 100 } });
    const ids = Array.from({ length: 100 }, (_, index) => String(index).padStart(32, '0'));
    world.store.seed('orders', ...ids.map((_id) => anOrder({ _id, amountFen: 30_000 })));
    await Promise.all(ids.map((id) => assess(world, id)));
    const states = ids.map((id) => world.order(id).state);
    expect(states.filter((state) => state === 'accepted')).toHaveLength(3);
    expect(states.filter((state) => state === 'rejected')).toHaveLength(97);
    expect(world.account()).toMatchObject({ availableFen: 10_000, runningOrders: 3 });
    expect(world.channel.sentOf('create')).toHaveLength(3);
  });
});
