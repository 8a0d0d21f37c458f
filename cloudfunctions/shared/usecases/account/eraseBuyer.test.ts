import { describe, expect, it } from 'vitest';
import type { Hold } from '../../domain/account/account.ts';
import type { Order } from '../../domain/order/order.ts';
import {
  aCallbackOf,
  anAccount,
  anAttempt,
  aPayment,
  aRefund,
  factsAt,
  OPENING,
  T0,
} from '../../testing/builders.ts';
import { orderIn } from '../../testing/lives.ts';
import {
  aPastBuyer,
  deliveryOf,
  everything,
  moneyFacts,
  orderNo,
  tracesOf,
} from '../../testing/pastAndBusy.ts';
import { expectToldByHistory } from '../../testing/soundness.ts';
import { CALLER, OPERATOR, refusal, STRANGER, World } from '../../testing/world.ts';
import { answerReview, askReview } from '../assessment/review.ts';
import { applyCallback } from '../channel/channelCallback.ts';
import { runDue } from '../time/runDue.ts';
import { eraseBuyer } from './eraseBuyer.ts';
import { openAccount } from './openAccount.ts';
import { switchMinorsLock } from './switchMinorsLock.ts';

const MINUTE_MS = 60_000;
const erase = (world: World) => eraseBuyer(world.services, CALLER);
const timer = (world: World) => runDue(world.services, () => true);

describe('an erasure', () => {
  it('leaves nothing that identifies the buyer, and every money fact as it was', async () => {
    const world = aPastBuyer(45);
    expect(tracesOf(world).length).toBeGreaterThan(5);
    const before = world.store.all<Order>('orders').map(moneyFacts);
    const { consents, limitChanges, limitFen, record } = world.account();
    const { account } = await erase(world);
    expect(account.state).toBe('none');
    expect(tracesOf(world)).toEqual([]);
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

  it('says for the last time where the buyer ends what the channel lets nobody else end', async () => {
    const world = aPastBuyer();
    world.channel.can.endsAuthorisation = false;
    const where = world.channel.whereToEnd;
    expect((await erase(world)).account).toMatchObject({
      state: 'none',
      closing: { authorisation: 'byBuyer', where },
    });
    expect((await erase(world)).account.closing).toBeNull();
  });

  it('leaves the buyer nothing to end where the channel ended it, or nothing was ever agreed to', async () => {
    expect((await erase(aPastBuyer())).account.closing).toBeNull();
    const nothingAgreed = aPastBuyer();
    nothingAgreed.channel.can.endsAuthorisation = false;
    nothingAgreed.store.seed('creditAccounts', anAccount({ authorisation: null }));
    expect((await erase(nothingAgreed)).account.closing).toBeNull();
  });

  it('leaves him what he may have agreed to with an order, unless he never opened the service', async () => {
    const world = aPastBuyer();
    world.channel.can.confirmingAgrees = true;
    world.store.seed('creditAccounts', anAccount({ authorisation: null }));
    expect((await erase(world)).account.closing).toMatchObject({ authorisation: 'byBuyer' });
    const stranger = new World();
    stranger.channel.can.confirmingAgrees = true;
    expect((await erase(stranger)).account.closing).toBeNull();
  });

  it('forgets how often the buyer called, and nobody else’s calls', async () => {
    const world = aPastBuyer();
    const others = { _id: STRANGER.buyerId, minute: 0, count: 1 };
    world.store.seed('visits', others);
    expect(world.store.all('visits')).toHaveLength(2);
    await erase(world);
    expect(world.store.all('visits')).toEqual([others]);
  });

  it.each(['created', 'approved', 'accepted', 'shipped', 'received', 'settling', 'overdue'] as const)(
    'is refused while an order is %s, with its number, and changes nothing',
    async (state) => {
      const world = aPastBuyer();
      world.store.seed('orders', orderIn(state, { _id: orderNo(9) }));
      const before = everything(world);
      await expect(erase(world)).rejects.toMatchObject({
        code: 'STILL_RUNNING',
        details: { orderIds: [orderNo(9)] },
      });
      expect(everything(world)).toBe(before);
    },
  );

  it('is refused while an order that has ended still holds part of the limit', async () => {
    const hold: Hold = { amountFen: 16_800, state: 'held', at: T0 };
    const world = new World({ account: anAccount({ holds: { [orderNo(0)]: hold }, runningOrders: 1 }) });
    expect(await refusal(erase(world))).toBe('STILL_RUNNING');
  });

  it('is there for buyers who never opened an account', async () => {
    const world = new World({ order: orderIn('cancelled') });
    world.store.seed('deliveries', deliveryOf(world.order()._id));
    expect((await erase(world)).account.state).toBe('none');
    expect(tracesOf(world)).toEqual([]);
    expect(world.store.all('creditAccounts')).toEqual([]);
  });

  it('by an opening that has ended leaves the buyer a stranger', async () => {
    const world = aPastBuyer();
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
    const world = aPastBuyer();
    await Promise.all([erase(world), erase(world), erase(world)]);
    for (let minute = 0; minute < 10; minute++, world.later(MINUTE_MS)) await timer(world);
    expect(tracesOf(world)).toEqual([]);
    expect(new Set(world.store.all<Order>('orders').map(({ buyerId }) => buyerId)).size).toBe(1);
  });

  it('that another call has begun is left to it', async () => {
    const world = new World({ account: anAccount({ state: 'erasing', closedAt: T0, erasedAs: 'id-9' }) });
    const before = everything(world);
    expect((await erase(world)).account.state).toBe('erasing');
    expect(everything(world)).toBe(before);
  });

  it.each(['refused', 'unknown'] as const)(
    'asks a channel that answers %s again, and keeps nothing but openid and account meanwhile',
    async (ending) => {
      const world = aPastBuyer();
      world.channel.ending = ending;
      expect((await erase(world)).account.state).toBe('erasing');
      expect(world.store.all('deliveries')).toEqual([]);
      expect(new Set(world.store.all<Order>('orders').map(({ buyerId }) => buyerId))).toEqual(
        new Set(['id-1']),
      );
      expect(world.store.all('buyers')).toHaveLength(1);
      for (let minute = 0; minute < 5; minute++, world.later(MINUTE_MS)) await timer(world);
      expect(world.channel.ended.length).toBeGreaterThan(1);
      world.channel.ending = 'ended';
      for (let minute = 0; minute < 10; minute++, world.later(MINUTE_MS)) await timer(world);
      expect(tracesOf(world)).toEqual([]);
      expect(new Set(world.channel.ended.map(({ whose }) => whose))).toEqual(new Set([CALLER.openid]));
      expect(world.alarms).toEqual([]);
    },
  );

  it.each(['refused', 'unknown'] as const)(
    'does not wait for ever for a channel that answers %s: then a person is told, of nobody',
    async (ending) => {
      const world = aPastBuyer();
      world.channel.ending = ending;
      await erase(world);
      for (let minute = 0; minute < 60; minute++, world.later(MINUTE_MS)) await timer(world);
      expect(world.channel.ended).toHaveLength(6);
      expect(tracesOf(world)).toEqual([]);
      expect(world.alarms).toEqual([
        { event: 'authorisationLeft', fields: { buyerId: 'id-1', outcome: ending } },
      ]);
    },
  );

  it('is refused while a return of paid goods is open: money may have to come back', async () => {
    const world = aPastBuyer();
    world.store.seed(
      'orders',
      orderIn('settled', { _id: orderNo(9), freeze: { since: T0, cause: 'return' } }),
    );
    const before = everything(world);
    await expect(erase(world)).rejects.toMatchObject({
      code: 'STILL_RUNNING',
      details: { orderIds: [orderNo(9)] },
    });
    expect(everything(world)).toBe(before);
  });

  it('waits for a return that was asked for at the same moment, and goes on after it', async () => {
    const world = aPastBuyer();
    const frozen = orderIn('settled', { _id: orderNo(9), freeze: { since: T0, cause: 'return' } });
    world.store.seed('orders', { ...frozen, next: null });
    world.store.seed('creditAccounts', {
      ...anAccount({ state: 'erasing', erasedAs: 'id-9' }),
      next: { at: T0, action: 'erase', tries: 0 },
    });
    await timer(world);
    expect(world.order(orderNo(9))).toEqual({ ...frozen, next: null });
    expect(world.account().state).toBe('erasing');
    world.store.seed('orders', { ...frozen, freeze: null, next: null });
    for (let minute = 0; minute < 10; minute++, world.later(MINUTE_MS)) await timer(world);
    expect(tracesOf(world)).toEqual([]);
  });

  it('ends a review that nobody has answered: a later answer is nobody’s', async () => {
    const world = aPastBuyer(0);
    const order = orderIn('rejected', { _id: orderNo(0), accountDuty: null, next: null });
    world.store.seed('orders', order);
    const note = '我是老顾客';
    await askReview(world.services, CALLER, { orderId: orderNo(0), note });
    await erase(world);
    const erased = world.order(orderNo(0));
    expect(erased).toMatchObject({ review: { stage: 'kept' }, attention: [], next: null });
    expectToldByHistory(erased);
    const answer = (approve: boolean) =>
      answerReview(world.services, OPERATOR, { orderId: orderNo(0), approve, note: '林小满已核实' });
    expect(await refusal(answer(true))).toBe('REVIEW_NOT_OPEN');
    await answer(false);
    expect(world.order(orderNo(0))).toEqual(erased);
  });

  it('is refused while the minors’ lock stands, for another account would be without it', async () => {
    const world = aPastBuyer();
    await switchMinorsLock(world.services, CALLER, { on: true });
    expect(await refusal(erase(world))).toBe('MINORS_LOCKED');
    await switchMinorsLock(world.services, CALLER, { on: false });
    expect(await refusal(erase(world))).toBe('MINORS_LOCKED');
    expect(world.account().state).toBe('open');
    world.later(24 * 60 * MINUTE_MS);
    expect((await erase(world)).account.state).toBe('none');
  });

  it('sends no words of anybody when a call to the channel is still open', async () => {
    const world = aPastBuyer(0);
    const typed = JSON.stringify({ reason: '不想要了' });
    const attempt = anAttempt('cancel', {
      request: { orderId: orderNo(0), path: '/cancel', body: typed, withPayerId: false },
    });
    world.store.seed('orders', orderIn('returned', { _id: orderNo(0), attempt }));
    await erase(world);
    expect(tracesOf(world)).toEqual([]);
    expect(world.order(orderNo(0)).attempt?.request.path).toBe('/cancel');
  });

  it('does not stop a refund that is under way, or what the channel tells late', async () => {
    const world = aPastBuyer(0);
    const refunds = [aRefund({ refundNo: `${orderNo(0)}-1`, stage: 'processing', amountFen: 1_000 })];
    world.store.seed(
      'orders',
      orderIn('settled', { _id: orderNo(0), refunds, payableFen: 15_800, accountDuty: null }),
    );
    world.store.seed('orders', orderIn('cancelled', { _id: orderNo(1), accountDuty: null }));
    await erase(world);
    const refund = {
      refundNo: `${orderNo(0)}-1`,
      channelRefundId: 'wx-r',
      amountFen: 1_000,
      stage: 'refunded',
    };
    const told = { kind: 'refund', facts: refund } as Parameters<typeof aCallbackOf>[0];
    await applyCallback(world.services, 'wechatpay', aCallbackOf(told));
    expect(world.order(orderNo(0)).refunds).toMatchObject([{ stage: 'refunded' }]);

    const paid = factsAt('paid', { orderId: orderNo(1), payment: aPayment({ transactionId: 'tx-late' }) });
    await applyCallback(world.services, 'wechatpay', aCallbackOf({ kind: 'order', facts: paid }, 'EV-2'));
    world.channel.answersRefund('refund', {
      kind: 'facts',
      facts: { ...refund, refundNo: `${orderNo(1)}-1`, amountFen: 16_800, stage: 'refunded' },
    });
    await timer(world);
    expect(world.order(orderNo(1))).toMatchObject({ payment: { transactionId: 'tx-late' }, buyerId: 'id-1' });
    expect(world.order(orderNo(1)).refunds).toMatchObject([{ amountFen: 16_800, stage: 'refunded' }]);
  });
});
