import { describe, expect, it } from 'vitest';
import { DAY_MS, HOUR_MS } from '../../domain/duration.ts';
import type { Order } from '../../domain/order/order.ts';
import type { Policy } from '../../domain/policy.ts';
import { anAccount, aPolicy, later, ORDER, T0 } from '../../testing/builders.ts';
import { CHARGE_AT, orderIn } from '../../testing/lives.ts';
import { says } from '../../testing/scriptedChannel.ts';
import { CALLER, refusal, STRANGER, World } from '../../testing/world.ts';
import { viewOf } from '../orders/orderView.ts';
import { runDue } from '../time/runDue.ts';
import { switchAutoCharge } from './autoCharge.ts';
import { payNow } from './charge.ts';
import type { PushOutcome } from './push.ts';

const TEMPLATE = { templateId: 'TPL', fields: { amount: 'amount1', time: 'time2', note: 'thing3' } };
const OFF = { orderId: ORDER, on: false };
const ON = { orderId: ORDER, on: true };

function world(order: Order, messages: Partial<Policy['messages']> = {}): World {
  const account = anAccount({
    availableFen: 83_200,
    runningOrders: 1,
    holds: { [ORDER]: { amountFen: 16_800, state: 'held', at: T0 } },
  });
  const made = new World({ order: { ...order, accountDuty: null }, account });
  made.policy = aPolicy({ messages: { charge: null, overdue: null, ...messages } });
  return made;
}

async function timerAt(made: World, now: Date): Promise<Order> {
  made.now = now;
  await runDue(made.services, () => true);
  return made.order();
}

/** Received, and nothing told yet. */
function untold(): Order {
  const order = orderIn('received', { notice: null });
  return { ...order, next: { at: T0, action: 'giveNotice', tries: 0 } };
}

describe('the notice before the charge', () => {
  it('never goes to WeChat about a buyer who did not come through it', async () => {
    const made = world(untold(), { charge: TEMPLATE });
    made.channel.can.buyersInWechat = false;
    made.pushOutcome = 'sent';
    const order = await timerAt(made, later(CHARGE_AT, -3 * DAY_MS - HOUR_MS));
    expect(made.pushed).toEqual([]);
    expect(order.notice).toMatchObject({ via: 'inApp' });
  });

  it('goes to the buyer’s phone too, with amount, time and what he can do', async () => {
    const made = world(untold(), { charge: TEMPLATE });
    made.pushOutcome = 'sent';
    const order = await timerAt(made, later(CHARGE_AT, -3 * DAY_MS - HOUR_MS));
    expect(made.pushed).toEqual([
      {
        openid: CALLER.openid,
        templateId: 'TPL',
        page: `pages/order/order?id=${ORDER}`,
        data: {
          amount1: '¥168.00',
          time2: '2026-03-11 10:00',
          thing3: '余额不足会继续尝试，可在订单页关闭',
        },
      },
    ]);
    expect(order.notice).toMatchObject({ via: 'pushed', chargeAt: CHARGE_AT });
    expect(viewOf(order).notice?.text).toContain('¥168.00');
  });

  it.each<[PushOutcome, string, number]>([
    ['sent', 'pushed', 24],
    ['refused', 'inApp', 72],
    ['unknown', 'inApp', 72],
  ])(
    'that comes late and is %s counts as %s, and moves the charge by %d hours',
    async (outcome, via, hours) => {
      const made = world(untold(), { charge: TEMPLATE });
      made.pushOutcome = outcome;
      const order = await timerAt(made, CHARGE_AT);
      expect(order.notice).toMatchObject({ via, chargeAt: later(CHARGE_AT, hours * HOUR_MS) });
      expect(order.chargeAt).toEqual(later(CHARGE_AT, hours * HOUR_MS));
    },
  );

  it('is in the app only, without a template or once the buyer is erased', async () => {
    const without = world(untold());
    await timerAt(without, CHARGE_AT);
    const erased = world({ ...untold(), buyerId: 'somebody' }, { charge: TEMPLATE });
    await timerAt(erased, CHARGE_AT);
    for (const made of [without, erased]) {
      expect(made.pushed).toEqual([]);
      expect(made.order().notice?.via).toBe('inApp');
    }
  });

  it('tells no log whom it went to', async () => {
    const made = world(untold(), { charge: TEMPLATE });
    await timerAt(made, CHARGE_AT);
    expect(JSON.stringify(made.logged)).toContain('messagePushed');
    expect(JSON.stringify(made.logged)).not.toContain(CALLER.openid);
  });
});

describe('switching the automatic charge off', () => {
  it('leaves the buyer the policy’s days after the day of the charge, and charges nothing by itself', async () => {
    const made = world(orderIn('received'));
    made.now = later(CHARGE_AT, -DAY_MS);
    const view = await switchAutoCharge(made.services, CALLER, OFF);
    expect(view).toMatchObject({ autoCharge: false, payBy: later(CHARGE_AT, 7 * DAY_MS), notice: null });
    await timerAt(made, later(CHARGE_AT, 6 * DAY_MS));
    expect(made.order().state).toBe('received');
    expect(made.channel.sent).toEqual([]);
  });

  it('reminds once in time, and is overdue only after the last day', async () => {
    const made = world(orderIn('received'), { overdue: TEMPLATE });
    made.now = T0;
    await switchAutoCharge(made.services, CALLER, OFF);
    const payBy = later(CHARGE_AT, 7 * DAY_MS);
    const reminded = await timerAt(made, later(payBy, -48 * HOUR_MS));
    expect(reminded.reminders?.count).toBe(1);
    expect(viewOf(reminded).reminder?.text).toBe('请在 2026-03-18 10:00 前点「立即支付」付清 ¥168.00。');
    expect(made.pushed).toHaveLength(1);
    expect((await timerAt(made, later(payBy, -1))).state).toBe('received');
    const late = await timerAt(made, payBy);
    expect(late).toMatchObject({ state: 'overdue', dueAt: payBy });
    expect(made.account()).toMatchObject({ overdueOrders: 1 });
    expect(made.channel.sent).toEqual([]);
  });

  it('still takes a late tap: overdue until the channel says paid, then all is as before', async () => {
    const made = world(orderIn('received'));
    await switchAutoCharge(made.services, CALLER, OFF);
    await timerAt(made, later(CHARGE_AT, 8 * DAY_MS));
    made.channel.answers('complete', says('collecting'));
    const tap = { orderId: ORDER, channel: 'wechatpay', shownAmountFen: 16_800 } as const;
    const { order, payView } = await payNow(made.services, CALLER, tap);
    expect(order).toMatchObject({ state: 'overdue', collectingFen: 16_800 });
    expect(payView).not.toBeNull();
    expect(made.channel.sentOf('complete')).toHaveLength(1);
    await payNow(made.services, CALLER, tap);
    expect(made.channel.sentOf('complete')).toHaveLength(1);
    made.channel.answers('query', says('paid'));
    const settled = await timerAt(made, later(made.now, HOUR_MS));
    expect(settled.state).toBe('settled');
    expect(made.account()).toMatchObject({ overdueOrders: 0, runningOrders: 0 });
  });

  it('and on again needs a new notice', async () => {
    const made = world(orderIn('received'));
    await switchAutoCharge(made.services, CALLER, OFF);
    made.now = later(CHARGE_AT, DAY_MS);
    const view = await switchAutoCharge(made.services, CALLER, ON);
    expect(view).toMatchObject({ autoCharge: true, payBy: null, notice: null, chargeAt: made.now });
    expect((await timerAt(made, made.now)).notice?.chargeAt).toEqual(later(made.now, 72 * HOUR_MS));
  });

  it('twice changes nothing', async () => {
    const made = world(orderIn('received'));
    await switchAutoCharge(made.services, CALLER, OFF);
    const { version } = made.order();
    await switchAutoCharge(made.services, CALLER, OFF);
    expect(made.order().version).toBe(version);
  });

  it.each(['shipped', 'settling', 'overdue', 'settled'] as const)(
    'is too late or too early in %s',
    async (state) => {
      expect(await refusal(switchAutoCharge(world(orderIn(state)).services, CALLER, OFF))).toBe(
        'WRONG_STATE',
      );
    },
  );

  it('is nobody else’s', async () => {
    const made = world(orderIn('received'));
    expect(await refusal(switchAutoCharge(made.services, STRANGER, OFF))).toBe('ORDER_NOT_FOUND');
  });
});

describe('reminders of what is overdue', () => {
  it('come as often as the policy says, then the merchant is told, and no fee is added', async () => {
    const made = world(orderIn('overdue'), { overdue: TEMPLATE });
    made.channel.answers('query', says('collecting'));
    const times: Date[] = [];
    for (let day = 3; day < 60; day++) {
      const before = made.order().reminders?.count ?? 0;
      const order = await timerAt(made, later(CHARGE_AT, day * DAY_MS));
      if ((order.reminders?.count ?? 0) > before) times.push(made.now);
    }
    expect(times).toEqual([3, 6, 9, 12].map((day) => later(CHARGE_AT, day * DAY_MS)));
    expect(made.pushed).toHaveLength(4);
    expect(made.attentions()).toEqual(['OVERDUE_FOR_LONG']);
    expect(made.order()).toMatchObject({ payableFen: 16_800, collectingFen: 16_800 });
    expect(viewOf(made.order()).reminder?.text).toContain('不收取逾期费用');
  });
});
