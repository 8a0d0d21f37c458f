import { describe, expect, it } from 'vitest';
import type { Hold } from '../../domain/account/account.ts';
import type { Order } from '../../domain/order/order.ts';
import { anOrder, BUYER, T0 } from '../../testing/builders.ts';
import { killedAt } from '../../testing/kill.ts';
import { aPastBuyer, moneyFacts, orderNo, tracesOf } from '../../testing/pastAndBusy.ts';
import { says } from '../../testing/scriptedChannel.ts';
import { CALLER, refusal, type World } from '../../testing/world.ts';
import { createOrder } from '../orders/createOrder.ts';
import { runDue } from '../time/runDue.ts';
import { eraseBuyer } from './eraseBuyer.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;
const erase = (world: World) => eraseBuyer(world.services, CALLER);
const timer = (world: World) => runDue(world.services, () => true);

describe('an erasure that is disturbed', () => {
  it.each(['before', 'after'] as const)(
    '%s any of its round trips ends as if nothing had been',
    async (when) => {
      for (let trip = 0; ; trip++) {
        const world = aPastBuyer();
        const before = world.store.all<Order>('orders').map(moneyFacts);
        const died = await killedAt(world.store, trip, when, () => erase(world));
        if (!died) {
          expect(trip).toBeGreaterThan(10);
          break;
        }
        const begun = world.store.peek<{ state: string }>('creditAccounts', BUYER)?.state !== 'open';
        if (!begun) await erase(world);
        for (let minute = 0; minute < 10; minute++, world.later(MINUTE_MS)) await timer(world);
        expect([trip, tracesOf(world)]).toEqual([trip, []]);
        expect(world.store.all<Order>('orders').map(moneyFacts)).toEqual(before);
        expect(world.store.all('creditAccounts')).toMatchObject([{ state: 'closed', version: 1 }]);
      }
    },
  );

  it('twice at the timer too, ends as if nothing had been', async () => {
    for (let trip = 0; trip < 12; trip++) {
      const world = aPastBuyer();
      await killedAt(world.store, 3, 'after', () => erase(world));
      world.later(5 * MINUTE_MS);
      await killedAt(world.store, trip, 'after', () => timer(world));
      for (let minute = 0; minute < 20; minute++, world.later(MINUTE_MS)) await timer(world);
      expect([trip, tracesOf(world)]).toEqual([trip, []]);
    }
  });

  it('is not taken up by the timer while the call that began it may still be at it', async () => {
    const world = aPastBuyer();
    await killedAt(world.store, 3, 'after', () => erase(world));
    world.later(MINUTE_MS);
    await timer(world);
    expect(tracesOf(world)).not.toEqual([]);
  });

  it('by an order at the same moment leaves no order that is half of either', async () => {
    for (let delay = 0; delay < 40; delay++) {
      const world = aPastBuyer();
      world.store.seed('products', {
        _id: 'tea-set',
        title: '茶具',
        pictureUrl: 'https://shop.example.com/t.jpg',
        priceFen: 16_800,
        onSale: true,
        payLater: true,
      });
      const order = async () => {
        for (let turn = 0; turn < delay; turn++) await Promise.resolve();
        return createOrder(world.services, CALLER, {
          requestId: 'request-1',
          channel: 'wechatpay',
          items: [{ productId: 'tea-set', quantity: 1 }],
          delivery: { recipient: '林小满', phone: '13800000000', address: '泉州' },
          consent: {
            accepted: true,
            termsVersion: 1,
            textHash: 'f'.repeat(64),
            shownAmountFen: 16_800,
            shownChargeAfterReceiptDays: 7,
          },
        });
      };
      world.channel.answers('query', says('closed'));
      const [erasing] = await Promise.allSettled([erase(world), order()]);
      for (let hour = 0; hour < 30; hour++, world.later(HOUR_MS)) await timer(world);
      const mine = world.store.all<Order>('orders').filter(({ buyerId }) => buyerId === BUYER);
      const deliveries = world.store.all<{ orderId: string }>('deliveries');
      if (erasing?.status === 'rejected') {
        expect(await refusal(erase(world))).toBe('none');
        expect([delay, tracesOf(world)]).toEqual([delay, []]);
        continue;
      }
      // It came after the erasure was done, and is a stranger's first one; or it went with the others.
      expect([delay, mine.length]).toEqual([delay, deliveries.length]);
      for (const { _id } of mine) expect(deliveries.map(({ orderId }) => orderId)).toEqual([_id]);
      expect(world.store.peek('creditAccounts', BUYER)).toBeNull();
    }
  });

  it('is refused by an approval at the same moment, or refuses it', async () => {
    const world = aPastBuyer();
    world.store.before = ({ operation, collection }) => {
      // Between the look at the orders and the write that begins.
      if (operation !== 'update' || collection !== 'creditAccounts') return;
      world.store.before = () => {};
      const hold: Hold = { amountFen: 16_800, state: 'held', at: T0 };
      const account = world.account();
      world.store.seed('creditAccounts', {
        ...account,
        version: account.version + 1,
        holds: { [orderNo(9)]: hold },
      });
      world.store.seed('orders', anOrder({ _id: orderNo(9), state: 'approved' }));
    };
    expect(await refusal(erase(world))).toBe('STILL_RUNNING');
    expect(world.account().state).toBe('open');
  });
});
