import { afterEach, describe, expect, test } from 'vitest';
import { DAY_MS } from '../cloudfunctions/shared/domain/duration.ts';
import { type Buyer, data } from '../tools/local/buyer.ts';
import { refusal } from './support/calls.ts';
import { newRequestId, orderAt, TEA_SET, THERMOS } from './support/lives.ts';
import { changePolicy, NO_COUNTS, newestPolicy, POLICY_KEPT_MS } from './support/policy.ts';
import { expectSound } from './support/soundness.ts';
import { OPERATOR, useSystem } from './support/system.ts';

const system = useSystem();
afterEach(async () => {
  await expectSound(system());
  await system().cloud.reset();
});

/** Adds a policy and waits until every warm instance reads it. */
async function under(changes: Parameters<typeof changePolicy>[1]): Promise<void> {
  await changePolicy(system(), changes);
  await system().cloud.advance(POLICY_KEPT_MS);
}

/** A new order of this buyer, decided on. */
async function decided(buyer: Buyer, items = THERMOS) {
  const { orderId } = await buyer.createOrder(newRequestId(), items);
  return (await buyer.assess(orderId)).order;
}

const codesOf = ({ reasons }: { readonly reasons: readonly { readonly code: string }[] }) =>
  reasons.map(({ code }) => code);

test('of a hundred assessments at once for a limit that covers three, exactly three are approved', async () => {
  await under({ ...NO_COUNTS, limits: { openingFen: 30_000, maxRunningOrders: 100 } });
  await system().channel.behave({ maxRunningOrders: 1_000 });
  const buyer = await system().buyer();
  const orders = await Promise.all(
    Array.from({ length: 100 }, () => buyer.createOrder(newRequestId(), THERMOS)),
  );
  const answers = await Promise.all(orders.map(({ orderId }) => buyer.assess(orderId)));
  const approved = answers.filter(({ order }) => order.state === 'accepted');
  expect(approved).toHaveLength(3);
  const refused = answers.filter(({ order }) => order.state === 'rejected');
  expect(new Set(refused.flatMap(({ order }) => codesOf(order)))).toEqual(new Set(['LIMIT_EXCEEDED']));
  expect(refused).toHaveLength(97);
  expect(await buyer.account()).toMatchObject({ availableFen: 30_000 - 3 * 8_900, runningOrders: 3 });
});

describe('a refusal', () => {
  const tooPoor = { limits: { openingFen: 8_000, floorFen: 8_000 } };
  const ask = (buyer: Buyer, orderId: string) =>
    system().cloud.call(buyer.openid, 'assessCredit', { step: 'askReview', orderId, note: '我是老顾客' });
  const answer = (orderId: string, approve: boolean) =>
    system().cloud.call(OPERATOR, 'assessCredit', {
      step: 'answerReview',
      orderId,
      approve,
      note: '已为您安排一次',
    });

  test('is reviewed by a person, and the next order passes, once', async () => {
    const { cloud } = system();
    await under(tooPoor);
    const buyer = await system().buyer();
    const refused = await decided(buyer);
    expect(refused.refusal).toMatchObject({ canAskReview: true, review: null });
    expect(refused.refusal?.otherwise).toContain('其他付款方式');

    expect(data(await ask(buyer, refused.orderId)).order.refusal?.review?.stage).toBe('asked');
    const list = { view: 'merchant', needsAttention: true } as const;
    expect(data(await cloud.call(OPERATOR, 'readOrders', list)).items).toMatchObject([
      { orderId: refused.orderId, attention: [{ code: 'REVIEW_ASKED' }] },
    ]);
    const answered = data(await answer(refused.orderId, true)).order;
    expect(answered).toMatchObject({ state: 'rejected', refusal: { review: { stage: 'approved' } } });
    expect(data(await cloud.call(OPERATOR, 'readOrders', list)).items).toEqual([]);

    expect((await buyer.read(refused.orderId)).refusal?.review?.note).toBe('已为您安排一次');
    expect((await decided(buyer)).state).toBe('accepted');
    expect(codesOf(await decided(buyer))).toEqual(['LIMIT_EXCEEDED']);
    expect(await buyer.account()).toMatchObject({ limitFen: 8_900, availableFen: 0 });
  });

  test('that is kept stays, and a stranger can neither ask nor answer', async () => {
    await under(tooPoor);
    const buyer = await system().buyer();
    const { orderId } = await decided(buyer);
    const stranger = system().stranger();
    const question = { step: 'askReview', orderId };
    expect((await refusal(stranger, 'assessCredit', question)).code).toBe('ORDER_NOT_FOUND');
    await ask(buyer, orderId);
    const yes = { step: 'answerReview', orderId, approve: true, note: '好' };
    expect((await refusal(buyer, 'assessCredit', yes)).code).toBe('FORBIDDEN');
    expect(data(await answer(orderId, false)).order.refusal?.review?.stage).toBe('kept');
    expect((await decided(buyer)).state).toBe('rejected');
  });

  test('of a closed door is nothing that a review could open', async () => {
    const buyer = system().stranger();
    const { orderId, refusal: told } = await decided(buyer);
    expect(told?.canAskReview).toBe(false);
    const question = { step: 'askReview', orderId };
    expect((await refusal(buyer, 'assessCredit', question)).code).toBe('REVIEW_IMPOSSIBLE');
  });
});

test('a large order is decided on only when the buyer has repeated what he orders', async () => {
  const { cloud, database } = system();
  await under({ secondConfirmation: { fromAmountFen: 16_800, fromQuantity: 2 } });
  const buyer = await system().buyer();
  const { orderId } = await buyer.createOrder(newRequestId(), [{ productId: 'tea-set', quantity: 2 }]);
  const { order, secondConfirmation } = await buyer.assess(orderId);
  expect(order.state).toBe('created');
  expect(secondConfirmation).toEqual({
    causes: ['AMOUNT', 'QUANTITY'],
    amountFen: 33_600,
    quantity: 2,
    orders: 1,
  });
  const repeated = (amountFen: number) => ({ orderId, confirmed: { amountFen, quantity: 2 } });
  const wrong = await refusal(buyer, 'assessCredit', repeated(33_500));
  expect(wrong.code).toBe('CONFIRMATION_DIFFERS');
  const answer = data(await cloud.call(buyer.openid, 'assessCredit', repeated(33_600)));
  expect(answer.order.state).toBe('accepted');
  expect((await database.order(orderId)).assessment?.confirmedAgain).toBeInstanceOf(Date);
  // The next one is asked for anew.
  const next = await buyer.createOrder(newRequestId(), TEA_SET);
  expect((await buyer.assess(next.orderId)).secondConfirmation?.causes).toEqual(['AMOUNT']);
});

test('a rollout of nothing is for the buyers on its list only', async () => {
  const [listed, other] = [await system().buyer(), await system().buyer()];
  const { buyerId } = await system().database.order((await orderAt(system(), listed, 'created')).orderId);
  await under({ rollout: { percent: 0, allowBuyers: [buyerId] } });
  expect((await decided(listed)).state).toBe('accepted');
  expect(codesOf(await decided(other))).toEqual(['NOT_IN_ROLLOUT']);
});

test('a new address costs points, once a parcel went elsewhere', async () => {
  await under({ assessment: { newAddressPoints: -50 } });
  const { cloud } = system();
  const buyer = await system().buyer();
  await orderAt(system(), buyer, 'shipped');
  expect((await decided(buyer)).state).toBe('accepted');
  const input = await buyer.checkout(newRequestId(), THERMOS);
  const elsewhere = { ...input, delivery: { ...input.delivery, address: '上海市黄浦区人民路 2 号' } };
  const { orderId } = data(await cloud.call(buyer.openid, 'createOrder', elsewhere));
  expect(codesOf((await buyer.assess(orderId)).order)).toEqual(['NOT_ENOUGH_HISTORY']);
});

describe('the policy in the database', () => {
  test('counts a minute after it was changed, without a restart', async () => {
    const { cloud } = system();
    const buyer = await system().buyer();
    expect((await decided(buyer)).state).toBe('accepted');
    await changePolicy(system(), { limits: { maxOrderFen: 8_899 } });
    await cloud.advance(POLICY_KEPT_MS);
    expect(codesOf(await decided(buyer))).toEqual(['ORDER_ABOVE_MAXIMUM']);
    const calls = (await cloud.calls()).filter((call) => call.function === 'assessCredit');
    expect(calls.map(({ cold }) => cold)).toEqual([true, false]);
  });

  test('that is invalid is ignored with an alarm, and the last valid one goes on', async () => {
    const { cloud, database } = system();
    const buyer = await system().buyer();
    const { _id: _, ...policy } = (await newestPolicy(system())) as unknown as Record<string, unknown>;
    const broken = { ...policy, version: 2, limits: { maxOrderFen: 1 } };
    await database.collection('policies').add({ ...broken, _id: 'policy-2' });
    await cloud.advance(POLICY_KEPT_MS);
    const { orderId, state } = await decided(buyer);
    expect(state).toBe('accepted');
    expect((await database.order(orderId)).assessment?.policyVersion).toBe(1);
    const alarms = (await cloud.calls()).flatMap((call) => call.console.map(({ text }) => text));
    expect(alarms.some((text) => text.includes('invalidRules') && text.includes('limits.openingFen'))).toBe(
      true,
    );
  });
});

test('an order that ends overdue without money gives the limit back', async () => {
  const { cloud } = system();
  const buyer = await system().buyer();
  await buyer.setBalance(0);
  const order = await orderAt(system(), buyer, 'settling');
  await cloud.advance(4 * DAY_MS);
  expect(await buyer.account()).toMatchObject({ limitFen: 80_000, overdueOrders: 1 });
  await system().operator.lower(await buyer.read(order.orderId), 0);
  await cloud.advance(DAY_MS);
  expect((await buyer.read(order.orderId)).state).toBe('writtenOff');
  expect(await buyer.account()).toMatchObject({ limitFen: 100_000, availableFen: 100_000 });
});
