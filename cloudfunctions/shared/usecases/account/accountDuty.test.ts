import { describe, expect, it } from 'vitest';
import type { CreditAccount, Hold } from '../../domain/account/account.ts';
import type { OrderEvent } from '../../domain/order/events.ts';
import type { AccountDuty, ClaimKind } from '../../domain/order/order.ts';
import {
  aCallbackOf,
  anAccount,
  aPayment,
  aPolicy,
  factsAt,
  later,
  ORDER,
  T0,
} from '../../testing/builders.ts';
import { orderIn } from '../../testing/lives.ts';
import { says } from '../../testing/scriptedChannel.ts';
import { World } from '../../testing/world.ts';
import { applyCallback } from '../channel/channelCallback.ts';
import { runDue } from '../time/runDue.ts';
import { settleAccount } from './accountDuty.ts';

const DAY_MS = 86_400_000;

function owing(kind: AccountDuty['kind'], hold: Hold['state'] = 'held', at = T0): World {
  const running = hold === 'held' || hold === 'overdue';
  const account = anAccount({
    availableFen: running ? 83_200 : 100_000,
    runningOrders: running ? 1 : 0,
    overdueOrders: hold === 'overdue' ? 1 : 0,
    holds: { [ORDER]: { amountFen: running ? 16_800 : 0, state: hold, at: T0 } },
  });
  const state = kind === 'markOverdue' ? 'overdue' : kind === 'consume' ? 'settled' : 'cancelled';
  const order = orderIn(state, { accountDuty: { kind, at } });
  const late = hold === 'overdue' && state === 'settled';
  const history = late ? [...orderIn('overdue').history, ...order.history.slice(-1)] : order.history;
  return new World({ order: { ...order, history }, account });
}

async function settled(world: World): Promise<CreditAccount> {
  await settleAccount(world.services, world.order());
  return world.account();
}

describe('what an order owes to the account', () => {
  it.each([
    [
      'release',
      'held',
      { availableFen: 100_000, runningOrders: 0, record: { settledInTime: 0, settledLate: 0 } },
    ],
    [
      'consume',
      'held',
      { availableFen: 100_000, runningOrders: 0, record: { settledInTime: 1, settledLate: 0 } },
    ],
    ['consume', 'overdue', { overdueOrders: 0, record: { settledInTime: 0, settledLate: 1 } }],
    ['markOverdue', 'held', { availableFen: 83_200, runningOrders: 1, overdueOrders: 1 }],
    ['forget', 'released', { availableFen: 100_000, holds: {} }],
  ] as const)('%s (of a hold that is %s)', async (kind, hold, expected) => {
    expect(await settled(owing(kind, hold))).toMatchObject(expected);
  });

  it.each([
    ['held', { record: { settledInTime: 0, settledLate: 0 }, limitFen: 100_000, availableFen: 100_000 }],
    ['overdue', { record: { settledInTime: 0, settledLate: 1 } }],
  ] as const)(
    'consume, paid by the channel in advance, is no merit (of a hold that is %s)',
    async (hold, expected) => {
      const world = owing('consume', hold);
      const payment = { ...aPayment(), paidBy: 'channelAdvance' } as const;
      world.store.seed('orders', { ...world.order(), payment });
      expect(await settled(world)).toMatchObject({ runningOrders: 0, overdueOrders: 0, ...expected });
    },
  );

  it.each(['release', 'consume', 'markOverdue', 'forget'] as const)(
    '%s, done twice, is done once',
    async (kind) => {
      const world = owing(kind, kind === 'forget' ? 'consumed' : 'held');
      const order = world.order();
      await settleAccount(world.services, order);
      const once = world.account();
      await settleAccount(world.services, order);
      expect(world.account()).toEqual(once);
    },
  );

  it.each(['release', 'consume', 'markOverdue'] as const)(
    '%s is done once, whichever answer of the database was lost',
    async (kind) => {
      const expected = await settled(owing(kind));
      const answers = owing(kind);
      await settled(answers);
      for (let lost = 1; lost <= answers.store.trips.length; lost++) {
        const world = owing(kind);
        world.store.after = () => {
          if (world.store.trips.length === lost) throw new Error('time-out');
        };
        await settleAccount(world.services, world.order()).catch(() => null);
        world.store.after = () => {};
        if (world.order().accountDuty?.kind === kind) await settled(world);
        const { version: _, ...money } = world.account();
        expect({ ...money, version: expected.version }).toEqual(expected);
        expect(world.order().accountDuty?.kind).not.toBe(kind);
      }
    },
  );

  it('leaves a tombstone, to be forgotten a day later', async () => {
    const world = owing('release');
    await settled(world);
    expect(world.order()).toMatchObject({
      accountDuty: { kind: 'forget', at: later(T0, DAY_MS) },
      next: { action: 'settleAccount', at: later(T0, DAY_MS) },
    });
  });

  it('is nothing once it is forgotten', async () => {
    const world = owing('forget', 'released');
    await settled(world);
    expect(world.order()).toMatchObject({ accountDuty: null, next: null });
  });

  it('is nothing where there is no account', async () => {
    const world = new World({ order: orderIn('cancelled') });
    world.later(2 * DAY_MS);
    await settleAccount(world.services, world.order());
    expect(world.order().accountDuty?.kind).toBe('forget');
  });

  it('is paid even if the account changes while it is read', async () => {
    const world = owing('release');
    let changes = 3;
    world.store.before = ({ operation, collection }) => {
      if (operation !== 'update' || collection !== 'creditAccounts' || changes-- <= 0) return;
      const { holds } = world.account();
      const state = holds[ORDER]?.state === 'held' ? 'overdue' : 'held';
      world.store.seed('creditAccounts', {
        ...world.account(),
        overdueOrders: state === 'overdue' ? 1 : 0,
        holds: { [ORDER]: { amountFen: 16_800, state, at: T0 } },
      });
    };
    expect(await settled(world)).toMatchObject({ availableFen: 100_000, runningOrders: 0, overdueOrders: 0 });
  });
});

describe('a tombstone stands for a day', () => {
  it('even if the same callback comes twice', async () => {
    const world = owing('release', 'held');
    world.store.seed('orders', orderIn('settling'));
    const paid = aCallbackOf({ kind: 'order', facts: factsAt('paid') });
    await applyCallback(world.services, 'wechatpay', paid);
    expect(world.account().holds[ORDER]?.state).toBe('consumed');
    await applyCallback(world.services, 'wechatpay', paid);
    expect(world.account().holds[ORDER]?.state).toBe('consumed');
  });

  it('even if the timer has cancelled the order', async () => {
    const world = owing('release', 'held');
    world.store.seed('orders', orderIn('accepted'));
    world.channel.answers('cancel', says('closed'));
    world.later(30 * DAY_MS);
    await runDue(world.services, () => true);
    expect(world.order().state).toBe('cancelled');
    expect(world.account().holds[ORDER]?.state).toBe('released');
  });

  it('and not much longer', async () => {
    const world = owing('release');
    await settled(world);
    world.later(DAY_MS);
    await runDue(world.services, () => true);
    expect(world.account().holds).toEqual({});
    expect(world.order().next).toBeNull();
  });
});

it('an order that was overdue is remembered as late even if it is paid before that was noted', async () => {
  const world = owing('markOverdue');
  await applyCallback(world.services, 'wechatpay', aCallbackOf({ kind: 'order', facts: factsAt('paid') }));
  expect(world.order().state).toBe('settled');
  expect(world.account().record).toEqual({ settledInTime: 0, settledLate: 1, returned: 0 });
});

describe('goods that came back', () => {
  const by = { role: 'operator', id: 'S001' } as const;
  const asked = (kind: ClaimKind): OrderEvent => {
    return {
      type: 'claimRequested',
      at: T0,
      by,
      kind,
      amountFen: 16_800,
      payableFen: 16_800,
      items: null,
      deadline: T0,
      reason: '',
    };
  };
  const resumed = { chargeAt: null, dueAt: null, payBy: null };
  const AGREED: OrderEvent = { type: 'claimAgreed', at: T0, by, note: '', deadline: T0 };
  const SENT_BACK: OrderEvent = {
    type: 'goodsSentBack',
    at: T0,
    by,
    carrier: '顺丰',
    trackingNo: 'SF2',
    deadline: T0,
  };
  const REFUSED: OrderEvent = { type: 'claimRefused', at: T0, by, reason: '', ...resumed };
  const DONE: OrderEvent = { type: 'claimDone', at: T0, by, payableFen: 0, note: '', ...resumed };
  const LOST: OrderEvent = { type: 'undelivered', at: T0, by, reason: '丢失' };

  const returned = (...claims: readonly OrderEvent[]): World => {
    const world = owing('release');
    const { history } = world.order();
    const events: OrderEvent[] = [...history, ...claims, { type: 'returned', at: T0, by }];
    world.store.seed('orders', { ...world.order(), state: 'returned', history: events });
    return world;
  };

  it('count as a return', async () => {
    const world = returned(asked('return'), AGREED, SENT_BACK, DONE);
    expect((await settled(world)).record.returned).toBe(1);
  });

  it.each([
    ['got lost', [LOST]],
    ['got lost although a return was asked for', [asked('return'), LOST]],
    ['never came', [asked('notReceived'), DONE]],
    ['had a fault, and stayed', [asked('problem'), DONE]],
    ['were not wanted back', [asked('return'), DONE]],
    [
      'came back once, and were sent again',
      [asked('return'), AGREED, SENT_BACK, REFUSED, asked('problem'), DONE],
    ],
  ])('do not count where they %s', async (_what, claims) => {
    expect((await settled(returned(...claims))).record.returned).toBe(0);
  });
});

describe('under a policy that moves limits', () => {
  const moving = aPolicy({ limits: { growPerOrderInTimeFen: 10_000, shrinkPerOverduePercent: 20 } });
  const under = (world: World): World => {
    world.policy = moving;
    return world;
  };

  it.each([
    ['consume', 'held', 110_000, 'SETTLED_IN_TIME'],
    ['consume', 'overdue', 100_000, 'OPENING'],
    ['markOverdue', 'held', 80_000, 'OVERDUE'],
  ] as const)('%s of a hold that is %s leaves a limit of %d', async (kind, hold, limitFen, code) => {
    const account = await settled(under(owing(kind, hold)));
    expect(account.limitFen).toBe(limitFen);
    expect(account.limitChanges.at(-1)?.code).toBe(code);
  });

  it.each(['consume', 'markOverdue'] as const)('%s, done twice, moves it once', async (kind) => {
    const world = under(owing(kind));
    const order = world.order();
    await settleAccount(world.services, order);
    const once = world.account();
    await settleAccount(world.services, order);
    expect(world.account()).toEqual(once);
  });

  it('counts an end anew where the limit moved in between', async () => {
    const world = under(owing('consume'));
    world.store.before = ({ operation, collection }) => {
      if (operation !== 'update' || collection !== 'creditAccounts') return;
      world.store.before = () => {};
      const raised = { limitFen: 295_000, availableFen: 278_200, version: 9 };
      world.store.seed('creditAccounts', { ...world.account(), ...raised });
    };
    expect(await settled(world)).toMatchObject({ limitFen: 300_000, availableFen: 300_000 });
  });
});
