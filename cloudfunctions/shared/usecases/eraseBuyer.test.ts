import { describe, expect, it } from 'vitest';
import type { Hold } from '../domain/account/account.ts';
import type { Order } from '../domain/order/order.ts';
import {
  aCallbackOf,
  anAccount,
  anAttempt,
  anOrder,
  aPayment,
  aRefund,
  BUYER,
  factsAt,
  OPENING,
  T0,
} from '../testing/builders.ts';
import { killedAt } from '../testing/kill.ts';
import { orderIn } from '../testing/lives.ts';
import { says } from '../testing/scriptedChannel.ts';
import { expectToldByHistory } from '../testing/soundness.ts';
import { CALLER, refusal, World } from '../testing/world.ts';
import { applyCallback } from './channelCallback.ts';
import { createOrder } from './createOrder.ts';
import { eraseBuyer } from './eraseBuyer.ts';
import { openAccount } from './openAccount.ts';
import { runDue } from './runDue.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;
const SECRETS = [CALLER.openid, BUYER, '林小满', '13800000000', '泉州', 'SF1', 'code-1', '不想要了'];
const id = (index: number) => String(index).padStart(32, '0');
const erase = (world: World) => eraseBuyer(world.services, CALLER);
const timer = (world: World) => runDue(world.services, () => true);
const delivery = (orderId: string) => ({
  _id: `delivery-${orderId}`,
  orderId,
  buyerId: BUYER,
  recipient: '林小满',
  phone: '13800000000',
  address: '泉州',
  createdAt: T0,
});

/** A buyer who has bought for a while, and for whom nothing runs any more. */
function aCustomer(orders = 3): World {
  const world = new World({ account: anAccount() });
  const states = ['settled', 'cancelled', 'rejected'] as const;
  for (let index = 0; index < orders; index++) {
    const order = orderIn(states[index % 3] ?? 'settled', { _id: id(index), accountDuty: null, next: null });
    world.store.seed('orders', order);
    world.store.seed('deliveries', delivery(id(index)));
  }
  return world;
}

function everything(world: World): string {
  const collections = ['orders', 'deliveries', 'creditAccounts', 'buyers', 'channelEvents'] as const;
  return JSON.stringify(collections.map((name) => world.store.all(name)));
}

function found(world: World): string[] {
  const text = everything(world);
  return SECRETS.filter((secret) => text.includes(secret));
}

/** What an order says of money. */
function moneyFacts({ _id, state, amountFen, payableFen, payment, refunds, consent, history }: Order) {
  const events = history.map(({ type, at, by }) => ({ type, at, role: by.role }));
  return { _id, state, amountFen, payableFen, payment, refunds, consent, events };
}

describe('an erasure', () => {
  it('leaves nothing that identifies the buyer, and every money fact as it was', async () => {
    const world = aCustomer(45);
    expect(found(world).length).toBeGreaterThan(5);
    const before = world.store.all<Order>('orders').map(moneyFacts);
    const { consents, limitChanges, limitFen, record } = world.account();
    const { account } = await erase(world);
    expect(account.state).toBe('none');
    expect(found(world)).toEqual([]);
    const orders = world.store.all<Order>('orders');
    expect(orders.map(moneyFacts)).toEqual(before);
    for (const order of orders) expectToldByHistory(order);
    const [kept, ...more] = world.store.all('creditAccounts');
    expect(more).toEqual([]);
    expect(kept).toMatchObject({ _id: 'id-1', state: 'closed', authorisation: null, next: null });
    expect(kept).toMatchObject({ consents, limitChanges, limitFen, record });
    expect(new Set(orders.map(({ buyerId }) => buyerId))).toEqual(new Set(['id-1']));
    expect(world.channel.ended).toMatchObject([{ whose: CALLER.openid }]);
  });

  it.each(['created', 'approved', 'accepted', 'shipped', 'received', 'settling', 'overdue'] as const)(
    'is refused while an order is %s, with its number, and changes nothing',
    async (state) => {
      const world = aCustomer();
      world.store.seed('orders', orderIn(state, { _id: id(9) }));
      const before = everything(world);
      await expect(erase(world)).rejects.toMatchObject({
        code: 'STILL_RUNNING',
        details: { orderIds: [id(9)] },
      });
      expect(everything(world)).toBe(before);
    },
  );

  it('is refused while an order that has ended still holds part of the limit', async () => {
    const hold: Hold = { amountFen: 16_800, state: 'held', at: T0 };
    const world = new World({ account: anAccount({ holds: { [id(0)]: hold }, runningOrders: 1 }) });
    expect(await refusal(erase(world))).toBe('STILL_RUNNING');
  });

  it('is there for buyers who never opened an account', async () => {
    const world = new World({ order: orderIn('cancelled') });
    world.store.seed('deliveries', delivery(world.order()._id));
    expect((await erase(world)).account.state).toBe('none');
    expect(found(world)).toEqual([]);
    expect(world.store.all('creditAccounts')).toEqual([]);
  });

  it('by an opening that has ended leaves the buyer a stranger', async () => {
    const world = aCustomer();
    await erase(world);
    world.policy = { ...world.policy, rollout: { percent: 0, allowBuyers: [] } };
    const open = () => openAccount(world.services, CALLER, OPENING);
    expect(await refusal(open())).toBe('NOT_YET_OFFERED');
    world.policy = { ...world.policy, rollout: { percent: 100, allowBuyers: [] } };
    const { account } = await open();
    expect(account).toMatchObject({ state: 'open', limitFen: 100_000, owed: [] });
    expect(world.account().consents).toHaveLength(1);
  });

  it('again, or at the same moment, does not begin another one', async () => {
    const world = aCustomer();
    await Promise.all([erase(world), erase(world), erase(world)]);
    for (let minute = 0; minute < 10; minute++, world.later(MINUTE_MS)) await timer(world);
    expect(found(world)).toEqual([]);
    expect(new Set(world.store.all<Order>('orders').map(({ buyerId }) => buyerId)).size).toBe(1);
  });

  it.each(['refused', 'unknown'] as const)('does not wait for a channel that answers %s', async (ending) => {
    const world = aCustomer();
    world.channel.ending = ending;
    expect((await erase(world)).account.state).toBe('none');
    expect(found(world)).toEqual([]);
  });

  it('sends no words of anybody when a call to the channel is still open', async () => {
    const world = aCustomer(0);
    const typed = JSON.stringify({ reason: '不想要了' });
    const attempt = anAttempt('cancel', {
      request: { orderId: id(0), path: '/cancel', body: typed, withPayerId: false },
    });
    world.store.seed('orders', orderIn('returned', { _id: id(0), attempt }));
    await erase(world);
    expect(found(world)).toEqual([]);
    expect(world.order(id(0)).attempt?.request.path).toBe('/cancel');
  });

  it('does not stop a refund that is under way, or what the channel tells late', async () => {
    const world = aCustomer(0);
    const refunds = [aRefund({ refundNo: `${id(0)}-1`, stage: 'processing', amountFen: 1_000 })];
    world.store.seed(
      'orders',
      orderIn('settled', { _id: id(0), refunds, payableFen: 15_800, accountDuty: null }),
    );
    world.store.seed('orders', orderIn('cancelled', { _id: id(1), accountDuty: null }));
    await erase(world);
    const refund = { refundNo: `${id(0)}-1`, channelRefundId: 'wx-r', amountFen: 1_000, stage: 'refunded' };
    const told = { kind: 'refund', facts: refund } as Parameters<typeof aCallbackOf>[0];
    await applyCallback(world.services, 'wechatpay', aCallbackOf(told));
    expect(world.order(id(0)).refunds).toMatchObject([{ stage: 'refunded' }]);

    const paid = factsAt('paid', { orderId: id(1), payment: aPayment({ transactionId: 'tx-late' }) });
    await applyCallback(world.services, 'wechatpay', aCallbackOf({ kind: 'order', facts: paid }, 'EV-2'));
    world.channel.answersRefund('refund', {
      kind: 'facts',
      facts: { ...refund, refundNo: `${id(1)}-1`, amountFen: 16_800, stage: 'refunded' },
    });
    await timer(world);
    expect(world.order(id(1))).toMatchObject({ payment: { transactionId: 'tx-late' }, buyerId: 'id-1' });
    expect(world.order(id(1)).refunds).toMatchObject([{ amountFen: 16_800, stage: 'refunded' }]);
  });
});

describe('an erasure that is disturbed', () => {
  it.each(['before', 'after'] as const)(
    '%s any of its round trips ends as if nothing had been',
    async (when) => {
      for (let trip = 0; ; trip++) {
        const world = aCustomer();
        const before = world.store.all<Order>('orders').map(moneyFacts);
        const died = await killedAt(world.store, trip, when, () => erase(world));
        if (!died) {
          expect(trip).toBeGreaterThan(10);
          break;
        }
        const begun = world.store.peek<{ state: string }>('creditAccounts', BUYER)?.state !== 'open';
        if (!begun) await erase(world);
        for (let minute = 0; minute < 10; minute++, world.later(MINUTE_MS)) await timer(world);
        expect([trip, found(world)]).toEqual([trip, []]);
        expect(world.store.all<Order>('orders').map(moneyFacts)).toEqual(before);
        expect(world.store.all('creditAccounts')).toMatchObject([{ state: 'closed', version: 1 }]);
      }
    },
  );

  it('twice at the timer too, ends as if nothing had been', async () => {
    for (let trip = 0; trip < 12; trip++) {
      const world = aCustomer();
      await killedAt(world.store, 3, 'after', () => erase(world));
      world.later(5 * MINUTE_MS);
      await killedAt(world.store, trip, 'after', () => timer(world));
      for (let minute = 0; minute < 20; minute++, world.later(MINUTE_MS)) await timer(world);
      expect([trip, found(world)]).toEqual([trip, []]);
    }
  });

  it('is not taken up by the timer while the call that began it may still be at it', async () => {
    const world = aCustomer();
    await killedAt(world.store, 3, 'after', () => erase(world));
    world.later(MINUTE_MS);
    await timer(world);
    expect(found(world)).not.toEqual([]);
  });

  it('by an order at the same moment leaves no order that is half of either', async () => {
    for (let delay = 0; delay < 40; delay++) {
      const world = aCustomer();
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
        expect([delay, found(world)]).toEqual([delay, []]);
        continue;
      }
      // It came after the erasure was done, and is a stranger's first one; or it went with the others.
      expect([delay, mine.length]).toEqual([delay, deliveries.length]);
      for (const { _id } of mine) expect(deliveries.map(({ orderId }) => orderId)).toEqual([_id]);
      expect(world.store.peek('creditAccounts', BUYER)).toBeNull();
    }
  });

  it('is refused by an approval at the same moment, or refuses it', async () => {
    const world = aCustomer();
    world.store.before = ({ operation, collection }) => {
      // Between the look at the orders and the write that begins.
      if (operation !== 'update' || collection !== 'creditAccounts') return;
      world.store.before = () => {};
      const hold: Hold = { amountFen: 16_800, state: 'held', at: T0 };
      const account = world.account();
      world.store.seed('creditAccounts', {
        ...account,
        version: account.version + 1,
        holds: { [id(9)]: hold },
      });
      world.store.seed('orders', anOrder({ _id: id(9), state: 'approved' }));
    };
    expect(await refusal(erase(world))).toBe('STILL_RUNNING');
    expect(world.account().state).toBe('open');
  });
});
