import { describe, expect, it } from 'vitest';
import type { CreditAccount } from '../../domain/account/account.ts';
import { anAccount, anOrder, aPolicy, later, ORDER, T0 } from '../../testing/builders.ts';
import { orderIn } from '../../testing/lives.ts';
import { says } from '../../testing/scriptedChannel.ts';
import { expectToldByHistory } from '../../testing/soundness.ts';
import { CALLER, OPERATOR, refusal, STRANGER, World } from '../../testing/world.ts';
import { readOrders } from '../orders/readOrders.ts';
import { runDue } from '../time/runDue.ts';
import { assessCredit } from './assessCredit.ts';
import { answerReview, askReview } from './review.ts';

const DAY_MS = 86_400_000;
const NEXT = 'b'.repeat(32);
const POOR = { limitFen: 5_000, availableFen: 5_000 };

/** A buyer whose order was refused because of his limit. */
async function aRefused(changes: Partial<CreditAccount> = {}): Promise<World> {
  const world = new World({ order: anOrder(), account: anAccount({ ...POOR, ...changes }) });
  world.channel.answers('create', says('running'));
  await assessCredit(world.services, CALLER, { orderId: ORDER });
  return world;
}

const ask = (world: World, caller = CALLER) =>
  askReview(world.services, caller, { orderId: ORDER, note: '我是老顾客' });
const answer = (world: World, approve: boolean, caller = OPERATOR) =>
  answerReview(world.services, caller, { orderId: ORDER, approve, note: '已核实' });

async function anAllowed(): Promise<World> {
  const world = await aRefused();
  await ask(world);
  await answer(world, true);
  return world;
}

async function next(world: World, amountFen = 16_800, orderId = NEXT) {
  world.store.seed('orders', anOrder({ _id: orderId, amountFen, createdAt: world.now }));
  return (await assessCredit(world.services, CALLER, { orderId })).order;
}

describe('a refused order', () => {
  it('can be reviewed, and says how to pay otherwise', async () => {
    const world = await aRefused();
    const read = await readOrders(world.services, CALLER, { view: 'one', orderId: ORDER });
    expect(read.refusal).toEqual({
      reasons: [{ code: 'LIMIT_EXCEEDED', message: expect.stringContaining('可用额度') }],
      review: null,
      canAskReview: true,
      otherwise: expect.stringContaining('其他付款方式'),
    });
  });

  it('that a person could not decide otherwise says so', async () => {
    const world = await aRefused({ state: 'closed' });
    const read = await readOrders(world.services, CALLER, { view: 'one', orderId: ORDER });
    expect(read.refusal?.canAskReview).toBe(false);
    expect(await refusal(ask(world))).toBe('REVIEW_IMPOSSIBLE');
  });

  it('is the only one with a refusal', async () => {
    const world = new World({ order: orderIn('accepted') });
    const read = await readOrders(world.services, CALLER, { view: 'one', orderId: ORDER });
    expect(read.refusal).toBeNull();
    expect(await refusal(ask(world))).toBe('WRONG_STATE');
  });
});

describe('asking for a review', () => {
  it('puts the order on the operators’ list, with what the buyer says', async () => {
    const world = await aRefused();
    expect((await ask(world)).refusal).toMatchObject({
      canAskReview: false,
      review: { stage: 'asked', note: '我是老顾客' },
    });
    expect(world.order().attention).toMatchObject([{ code: 'REVIEW_ASKED' }]);
    expect(world.attentions()).toEqual(['REVIEW_ASKED']);
  });

  it('twice, also at once, is asking once', async () => {
    const world = await aRefused();
    const answers = await Promise.all([ask(world), ask(world), ask(world)]);
    expect(answers.map(({ refusal: told }) => told?.review?.stage)).toEqual(['asked', 'asked', 'asked']);
    expect(world.order().history.filter(({ type }) => type === 'reviewAsked')).toHaveLength(1);
    expect(world.order().attention).toHaveLength(1);
  });

  it('is for one’s own orders: somebody else’s does not exist', async () => {
    const world = await aRefused();
    expect(await refusal(ask(world, STRANGER))).toBe('ORDER_NOT_FOUND');
    expect(world.order().review).toBeNull();
  });

  it('of a refusal by the channel is impossible', async () => {
    const event = { type: 'rejected', at: T0, by: { role: 'channel', id: null }, assessment: null } as const;
    const order = orderIn('rejected', { history: [{ ...event, reasons: ['CHANNEL_DECLINED'] }] });
    expect(await refusal(ask(new World({ order })))).toBe('REVIEW_IMPOSSIBLE');
  });
});

describe('the answer to a review', () => {
  it('that keeps the refusal changes nothing for the buyer but the note', async () => {
    const world = await aRefused();
    await ask(world);
    expect((await answer(world, false)).refusal?.review).toEqual({ stage: 'kept', note: '已核实' });
    expect(world.account().allowance).toBeNull();
    expect(world.order()).toMatchObject({ state: 'rejected', attention: [] });
    expect((await next(world)).state).toBe('rejected');
  });

  it('that approves gives an allowance, and the order stays rejected', async () => {
    const world = await anAllowed();
    expect(world.order()).toMatchObject({ state: 'rejected', review: { stage: 'approved' }, attention: [] });
    expect(world.account().allowance).toEqual({
      orderId: ORDER,
      amountFen: 16_800,
      until: later(T0, 7 * DAY_MS),
    });
    expect(world.logged).toMatchObject([{ event: 'reviewAnswered', fields: { by: 'S001', approved: true } }]);
    expectToldByHistory(world.order());
  });

  it('is the operators’, and needs a question', async () => {
    const world = await aRefused();
    expect(await refusal(answer(world, true, CALLER))).toBe('FORBIDDEN');
    expect(await refusal(answer(world, true))).toBe('REVIEW_NOT_OPEN');
    await ask(world);
    await answer(world, true);
    expect(await refusal(answer(world, false))).toBe('REVIEW_NOT_OPEN');
    const running = new World({ order: orderIn('accepted') });
    expect(await refusal(answer(running, true))).toBe('WRONG_STATE');
  });

  it('leaves other things that need attention on the list', async () => {
    const world = await aRefused();
    await ask(world);
    const stuck = { code: 'STUCK', at: T0 };
    world.store.seed('orders', { ...world.order(), attention: [...world.order().attention, stuck] });
    await answer(world, false);
    expect(world.order().attention).toEqual([stuck]);
  });

  it('gives one allowance, whichever answer of the database was lost', async () => {
    const undisturbed = await aRefused();
    await ask(undisturbed);
    undisturbed.store.trips.length = 0;
    await answer(undisturbed, true);
    const trips = undisturbed.store.trips.length;
    for (let lost = 1; lost <= trips; lost++) {
      const world = await aRefused();
      await ask(world);
      world.store.trips.length = 0;
      world.store.after = () => {
        if (world.store.trips.length === lost) throw new Error('time-out');
      };
      await answer(world, true).catch(() => null);
      world.store.after = () => {};
      await answer(world, true);
      expect(world.account().allowance).toMatchObject({ amountFen: 16_800 });
      expect((await next(world)).state).toBe('accepted');
      await answer(world, true);
      expect(world.account().allowance).toBeNull();
    }
  });

  it('that was interrupted is finished by the timer', async () => {
    const world = await aRefused();
    await ask(world);
    world.store.before = ({ operation, collection }) => {
      if (operation === 'update' && collection === 'creditAccounts') throw new Error('killed');
    };
    await answer(world, true).catch(() => null);
    expect(world.order().review?.stage).toBe('approved');
    expect(world.account().allowance).toBeNull();
    world.store.before = () => {};
    await runDue(world.services, () => true);
    expect(world.account().allowance).toMatchObject({ orderId: ORDER });
  });

  it('gives nothing where the account is gone', async () => {
    const world = new World({ order: orderIn('rejected', { review: { stage: 'asked', at: T0 } }) });
    expect((await answer(world, true)).refusal?.review?.stage).toBe('approved');
    expect(world.store.all('creditAccounts')).toEqual([]);
  });
});

describe('the order after an approved review', () => {
  it('is approved although the limit does not cover it, and the limit is as before afterwards', async () => {
    const world = await anAllowed();
    expect((await next(world)).state).toBe('accepted');
    expect(world.order(NEXT).assessment).toMatchObject({ waived: ['LIMIT_EXCEEDED'] });
    expect(world.account()).toMatchObject({ allowance: null, limitFen: 16_800, availableFen: 0 });
    const { limitChanges } = world.account();
    expect(limitChanges.at(-1)).toMatchObject({ code: 'ALLOWANCE', changeFen: 11_800 });
  });

  it('is the only one', async () => {
    const world = await anAllowed();
    await next(world);
    expect((await next(world, 16_800, 'c'.repeat(32))).reasons).toMatchObject([{ code: 'LIMIT_EXCEEDED' }]);
  });

  it('may not cost more, nor come later, than the review was for', async () => {
    const world = await anAllowed();
    expect((await next(world, 16_801)).state).toBe('rejected');
    world.later(7 * DAY_MS);
    expect((await next(world, 16_800, 'c'.repeat(32))).state).toBe('rejected');
  });

  it('does not use the review up if it would have passed anyway', async () => {
    const world = await anAllowed();
    expect((await next(world, 3_000)).state).toBe('accepted');
    expect(world.account().allowance).not.toBeNull();
  });

  it('is approved although points, counts and rollout say no', async () => {
    const world = await anAllowed();
    world.policy = aPolicy({
      assessment: { approveFromPoints: 1_000 },
      rollout: { percent: 0 },
      limits: { maxRunningOrders: 0, maxOrderFen: 1 },
    });
    expect((await next(world)).state).toBe('accepted');
  });

  it('is not approved once the minors’ lock stands', async () => {
    const world = await anAllowed();
    world.store.seed('creditAccounts', { ...world.account(), minorsLock: { since: T0, until: null } });
    expect((await next(world)).reasons).toMatchObject([{ code: 'MINORS_LOCK' }, { code: 'LIMIT_EXCEEDED' }]);
  });

  it('is one of fifty at once; the others are refused for the reasons that were set aside', async () => {
    const world = await anAllowed();
    world.policy = aPolicy({ rollout: { percent: 0 } });
    const ids = Array.from({ length: 50 }, (_, index) => `${index}`.padStart(32, '0'));
    const orders = await Promise.all(ids.map((id) => next(world, 5_000, id)));
    expect(orders.filter(({ state }) => state === 'accepted')).toHaveLength(1);
    const codes = orders.flatMap(({ reasons }) => reasons.map(({ code }) => code));
    expect(new Set(codes)).toEqual(new Set(['NOT_IN_ROLLOUT']));
    expect(world.account()).toMatchObject({ allowance: null, limitFen: 5_000, availableFen: 0 });
  });

  it('is approved where the limit was taken by another order between the look and the hold', async () => {
    const world = await anAllowed();
    world.store.before = ({ operation, collection }) => {
      if (operation !== 'update' || collection !== 'creditAccounts') return;
      world.store.before = () => {};
      world.store.seed('creditAccounts', { ...world.account(), availableFen: 0, limitFen: 0 });
    };
    expect((await next(world, 3_000)).state).toBe('accepted');
    expect(world.account()).toMatchObject({ allowance: null, limitFen: 3_000, availableFen: 0 });
  });
});
