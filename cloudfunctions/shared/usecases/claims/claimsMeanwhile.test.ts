import { describe, expect, it } from 'vitest';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../domain/duration.ts';
import type { Order } from '../../domain/order/order.ts';
import {
  anAccount,
  anAttempt,
  aPayment,
  aPolicy,
  aRefund,
  later,
  ORDER,
  T0,
} from '../../testing/builders.ts';
import { CHARGE_AT, orderIn } from '../../testing/lives.ts';
import { says, UNKNOWN } from '../../testing/scriptedChannel.ts';
import { CALLER, OPERATOR, refusal, World } from '../../testing/world.ts';
import { switchAutoCharge } from '../money/autoCharge.ts';
import { payNow } from '../money/charge.ts';
import { lowerAmount } from '../money/settleByMerchant.ts';
import { runDue } from '../time/runDue.ts';
import { agreeToClaim } from './agreedClaims.ts';
import { refuseClaim, requestClaim, withdrawClaim } from './claims.ts';

const TAP = { orderId: ORDER, channel: 'wechatpay', shownAmountFen: 16_800 } as const;
const MISSING = { orderId: ORDER, kind: 'notReceived', reason: '没收到' } as const;
const PROBLEM = { orderId: ORDER, kind: 'problem', reason: '有破损', amountFen: 5_000 } as const;

function world(order: Order, now = CHARGE_AT): World {
  const account = anAccount({
    availableFen: 83_200,
    runningOrders: 1,
    holds: { [ORDER]: { amountFen: 16_800, state: 'held', at: T0 } },
  });
  const made = new World({ order: { ...order, accountDuty: null }, account });
  made.now = now;
  return made;
}

function seen(made: World) {
  return { orderId: ORDER, requestedAt: made.order().claim?.requestedAt ?? T0 };
}

const refuse = (made: World) => refuseClaim(made.services, OPERATOR, { ...seen(made), reason: '不符合' });
const agree = (made: World) =>
  agreeToClaim(made.services, OPERATOR, { ...seen(made), goodsBack: false, note: '同意' });

async function timerAfter(made: World, ms: number): Promise<Order> {
  made.later(ms);
  await runDue(made.services, () => true);
  return made.order();
}

describe('a charge whose answer was lost', () => {
  it('is not sent again on the notice from before a claim, even after the claim has ended', async () => {
    const made = world(orderIn('received'));
    made.channel.answers('complete', UNKNOWN);
    made.channel.answers('query', UNKNOWN);
    await payNow(made.services, CALLER, TAP);
    await requestClaim(made.services, CALLER, MISSING);
    await refuse(made);
    made.channel.answers('query', says('running'));
    const order = await timerAfter(made, HOUR_MS);
    expect(made.channel.sentOf('complete')).toHaveLength(1);
    expect(order).toMatchObject({ state: 'received', notice: { via: 'inApp' } });
    expect(order.chargeAt).toEqual(later(made.now, 72 * HOUR_MS));
  });

  it('is told to the buyer who claims: it may still take the money', async () => {
    const made = world(orderIn('settling', { attempt: anAttempt('complete'), collectingSince: null }));
    const view = await requestClaim(made.services, CALLER, MISSING);
    expect(view.claim?.warning).toContain('仍可能扣款成功');
    expect(view.claim?.deadline).toEqual(later(made.now, 2 * DAY_MS));
  });

  it('makes nobody late who tapped in time', async () => {
    const payBy = later(CHARGE_AT, 7 * DAY_MS);
    const made = world(orderIn('received', { autoCharge: false, payBy }), later(payBy, -MINUTE_MS));
    made.channel.answers('complete', UNKNOWN);
    made.channel.answers('query', says('running'));
    await payNow(made.services, CALLER, TAP);
    await requestClaim(made.services, CALLER, PROBLEM);
    await agree(made);
    const order = await timerAfter(made, 10 * MINUTE_MS);
    expect(order).toMatchObject({ state: 'received', payableFen: 11_800 });
    expect(order.payBy?.getTime()).toBeGreaterThan(made.now.getTime() + 20 * HOUR_MS);
  });
});

describe('an answer to a claim', () => {
  it('counts for the claim that the operator saw, not for another one in its place', async () => {
    const made = world(orderIn('received'));
    await requestClaim(made.services, CALLER, PROBLEM);
    const old = { ...seen(made), goodsBack: false, note: '同意' };
    await withdrawClaim(made.services, CALLER, { orderId: ORDER });
    made.later(MINUTE_MS);
    await requestClaim(made.services, CALLER, { ...PROBLEM, amountFen: 16_800 });
    expect(await refusal(agreeToClaim(made.services, OPERATOR, old))).toBe('CHANGED_MEANWHILE');
    const refused = { orderId: ORDER, requestedAt: old.requestedAt, reason: '不符合' };
    expect(await refusal(refuseClaim(made.services, OPERATOR, refused))).toBe('CHANGED_MEANWHILE');
    expect(made.order()).toMatchObject({ payableFen: 16_800, claim: { stage: 'requested' } });
  });

  it('takes nothing off twice where the merchant has lowered the amount meanwhile', async () => {
    const made = world(orderIn('received'));
    await requestClaim(made.services, CALLER, PROBLEM);
    await lowerAmount(made.services, OPERATOR, {
      orderId: ORDER,
      shownAmountFen: 16_800,
      amountFen: 11_800,
      reason: '补偿破损',
    });
    expect((await timerAfter(made, 2 * DAY_MS)).payableFen).toBe(11_800);
  });

  it('comes by silence even while a call to the channel is open for weeks', async () => {
    const refunds = [aRefund({ stage: 'requested' })];
    const open = { attempt: anAttempt('refund'), refunds, payment: aPayment(), payableFen: 10_000 };
    const made = world(orderIn('settled', open));
    made.channel.answersRefund('queryRefund', { kind: 'unknown', cause: 'ECONNABORTED' });
    await requestClaim(made.services, CALLER, PROBLEM);
    for (let day = 0; day < 3; day++) await timerAfter(made, DAY_MS);
    expect(made.order().claim?.stage).toBe('done');
  });
});

describe('the end of a dispute', () => {
  it('leaves the buyer the whole time to look for a parcel that is said to have come', async () => {
    const made = world(orderIn('shipped', { deliveredAt: T0 }), later(T0, 9 * DAY_MS));
    await requestClaim(made.services, CALLER, MISSING);
    made.later(2 * DAY_MS - MINUTE_MS);
    await refuse(made);
    expect((await timerAfter(made, 9 * DAY_MS)).state).toBe('shipped');
    expect((await timerAfter(made, DAY_MS)).state).toBe('received');
  });

  it('reminds anew of a new day to pay by', async () => {
    const payBy = later(CHARGE_AT, 7 * DAY_MS);
    const reminders = { count: 1, lastAt: CHARGE_AT };
    const made = world(orderIn('received', { autoCharge: false, payBy, reminders }), later(payBy, -1));
    await requestClaim(made.services, CALLER, PROBLEM);
    await refuse(made);
    expect(made.order()).toMatchObject({ payBy: later(made.now, 7 * DAY_MS), reminders: null });
    expect((await timerAfter(made, 5 * DAY_MS)).reminders?.count).toBe(1);
  });
});

describe('a buyer who pays by a tap', () => {
  it('is given one last day: switching to and fro gives no other', async () => {
    const made = world(orderIn('received'));
    const first = await switchAutoCharge(made.services, CALLER, { orderId: ORDER, on: false });
    for (let round = 0; round < 20; round++) {
      made.later(7 * HOUR_MS);
      await switchAutoCharge(made.services, CALLER, { orderId: ORDER, on: true });
      await switchAutoCharge(made.services, CALLER, { orderId: ORDER, on: false });
      expect(made.order().payBy).toEqual(first.payBy);
    }
    expect((await timerAfter(made, 2 * DAY_MS)).state).toBe('overdue');
  });

  it('late, twice at once, is charged once, and both are told so', async () => {
    const order = orderIn('overdue', { collectingSince: null, collectingFen: null, autoCharge: false });
    const made = world(order);
    made.channel.answers('complete', says('collecting'));
    const taps = await Promise.all([payNow(made.services, CALLER, TAP), payNow(made.services, CALLER, TAP)]);
    expect(taps.map((tap) => tap.order.state)).toEqual(['overdue', 'overdue']);
    expect(made.channel.sentOf('complete')).toHaveLength(1);
  });

  it('is asked about at the channel, and the merchant is told where nobody is reminded', async () => {
    const payBy = later(CHARGE_AT, DAY_MS);
    const made = world(
      orderIn('received', { autoCharge: false, payBy, reminders: { count: 1, lastAt: T0 } }),
    );
    made.policy = aPolicy({ reminders: { overdueTimes: 0 } });
    made.channel.answers('query', says('running'));
    await timerAfter(made, DAY_MS);
    expect(made.attentions()).toEqual(['OVERDUE_FOR_LONG']);
    made.channel.answers('query', says('paid'));
    expect((await timerAfter(made, DAY_MS)).state).toBe('settled');
  });
});
