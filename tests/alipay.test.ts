import { afterEach, describe, expect, test } from 'vitest';
import type { CreditAccount } from '../cloudfunctions/shared/domain/account/account.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../cloudfunctions/shared/domain/duration.ts';
import { MOMENT_MS } from '../tools/local/buyer.ts';
import { refusal } from './support/calls.ts';
import { ALIPAY } from './support/channels/alipay.ts';
import { newRequestId, orderAt, THERMOS } from './support/lives.ts';
import { AMOUNT_FEN, balanceFen, later, settled, unpaid } from './support/settlement.ts';
import { expectSound } from './support/soundness.ts';
import { useSystemOver } from './support/system.ts';

const system = useSystemOver(ALIPAY);
afterEach(async () => {
  await system().channel.recover();
  await system().channel.behave({ advance: 'off', creditPayMode: 'always' });
  await expectSound(system());
});

describe('代偿: paid by Zhima in advance of a buyer who does not pay', () => {
  const accountOf = async (orderId: string): Promise<CreditAccount> =>
    system().database.accountOf(await system().database.order(orderId));

  test.each(['always', 'advance', 'never'] as const)(
    'it is settled, says who paid, and counts neither as paid in time nor as late (mode named: %s)',
    async (creditPayMode) => {
      await system().channel.behave({ advance: 'on', advanceAfterHours: 24, creditPayMode });
      const { buyer, order } = await unpaid(system());
      expect((await later(system(), buyer, order, DAY_MS - HOUR_MS)).state).toBe('settling');
      expect((await later(system(), buyer, order, 2 * HOUR_MS)).state).toBe('settled');
      const stored = await system().database.order(order.orderId);
      expect(stored.payment).toMatchObject({ paidFen: AMOUNT_FEN, paidBy: 'channelAdvance' });
      expect(stored.attention).toEqual([]);
      const account = await accountOf(order.orderId);
      expect(account.record).toMatchObject({ settledInTime: 0, settledLate: 0 });
      expect(account.limitChanges.map(({ code }) => code)).toEqual(['OPENING']);
      expect(await buyer.account()).toMatchObject({ runningOrders: 0, overdueOrders: 0 });
    },
  );

  test('what a buyer pays himself says nothing of that, and counts', async () => {
    const { order } = await settled(system());
    const stored = await system().database.order(order.orderId);
    expect(stored.payment).not.toHaveProperty('paidBy');
    expect((await accountOf(order.orderId)).record).toMatchObject({ settledInTime: 1, settledLate: 0 });
  });

  test('an order that was overdue is over with it, and the buyer free again', async () => {
    await system().channel.behave({ advance: 'on', advanceAfterHours: 5 * 24 });
    const { buyer, order } = await unpaid(system());
    expect((await later(system(), buyer, order, 4 * DAY_MS)).state).toBe('overdue');
    expect(await buyer.account()).toMatchObject({ overdueOrders: 1 });
    expect((await later(system(), buyer, order, DAY_MS)).state).toBe('settled');
    expect(await buyer.account()).toMatchObject({ overdueOrders: 0, runningOrders: 0 });
    expect((await accountOf(order.orderId)).record).toMatchObject({ settledInTime: 0, settledLate: 1 });
    expect((await system().database.order(order.orderId)).payment?.paidBy).toBe('channelAdvance');
  });

  test('it is never collected again, whoever asks; what the buyer owes now he pays to Zhima', async () => {
    const { channel, operator } = system();
    await channel.behave({ advance: 'on', advanceAfterHours: 24 });
    const { buyer, order } = await unpaid(system());
    await later(system(), buyer, order, DAY_MS + HOUR_MS);
    const asked = await channel.asked('complete');
    await buyer.setBalance(10 * AMOUNT_FEN);
    expect((await buyer.payNow(order)).state).toBe('settled');
    const again = { step: 'collectAgain', orderId: order.orderId };
    expect(await refusal(operator, 'settle', again)).toMatchObject({ code: 'CHANNEL_CANNOT' });
    expect((await later(system(), buyer, order, 10 * DAY_MS)).state).toBe('settled');
    expect(await channel.asked('complete')).toBe(asked);
    const { history } = await system().database.order(order.orderId);
    expect(history.filter(({ type }) => type === 'chargeRequested')).toHaveLength(1);
    expect((await channel.order(order.orderId))?.trade).toMatchObject({ paidBy: 'zhima', owedFen: 0 });
    expect(await balanceFen(system(), order)).toBe(9 * AMOUNT_FEN);
  });

  test('until he has, Zhima takes no new order of his, and he reads a neutral reason', async () => {
    await system().channel.behave({ advance: 'on', advanceAfterHours: 24 });
    const { buyer, order } = await unpaid(system());
    await later(system(), buyer, order, DAY_MS + HOUR_MS);
    const next = await orderAt(system(), buyer, 'created', THERMOS);
    const refused = (await buyer.assess(next.orderId)).order;
    expect(refused).toMatchObject({ state: 'rejected', reasons: [{ code: 'CHANNEL_DECLINED' }] });
    expect(JSON.stringify(refused.reasons)).not.toMatch(/芝麻分|评估未通过|ZHIMA/);
    await buyer.setBalance(10 * AMOUNT_FEN);
    await later(system(), buyer, order, DAY_MS);
    expect((await orderAt(system(), buyer, 'accepted', THERMOS)).state).toBe('accepted');
  });

  test('goods that come back are refunded all the same', async () => {
    const { channel, operator } = system();
    await channel.behave({ advance: 'on', advanceAfterHours: 24 });
    const { buyer, order } = await unpaid(system());
    const paid = await later(system(), buyer, order, DAY_MS + HOUR_MS);
    await operator.lower(paid, 0);
    const refunded = await later(system(), buyer, order, MOMENT_MS);
    expect(refunded.refunds).toMatchObject([{ amountFen: AMOUNT_FEN, stage: 'refunded' }]);
    // It went to Zhima, to whom the buyer owed it.
    expect((await channel.order(order.orderId))?.trade?.owedFen).toBe(0);
    expect(await balanceFen(system(), order)).toBe(0);
  });
});

describe('admission', () => {
  test('below the score is refused on Alipay’s page: nothing is agreed, and no order passes', async () => {
    const { channel } = system();
    const buyer = system().stranger();
    await channel.rate(buyer.openid, { score: 580 });
    await expect(buyer.openAccount()).rejects.toThrow('您的芝麻分为580，开通此服务需要600分及以上');
    expect(await buyer.account()).toMatchObject({ state: 'open', authorisation: 'pending' });
    const { orderId } = await buyer.createOrder(newRequestId(), THERMOS);
    const { order } = await buyer.assess(orderId);
    expect(order).toMatchObject({ state: 'rejected', reasons: [{ code: 'NOT_AUTHORISED' }] });
    expect(await channel.standing(orderId)).toBeUndefined();

    await channel.rate(buyer.openid, { score: 600 });
    await buyer.openAccount();
    expect((await buyer.account()).authorisation).toBe('active');
    expect((await orderAt(system(), buyer, 'accepted', THERMOS)).state).toBe('accepted');
  });

  test('is no promise: Zhima looks at each order anew', async () => {
    const { channel, cloud } = system();
    const buyer = await system().buyer();
    await channel.rate(buyer.openid, { blocked: true });
    const { orderId } = await orderAt(system(), buyer, 'created', THERMOS);
    expect((await buyer.assess(orderId)).order).toMatchObject({
      state: 'rejected',
      reasons: [{ code: 'CHANNEL_DECLINED' }],
    });
    await cloud.advance(MINUTE_MS);
    expect(await buyer.account()).toMatchObject({ authorisation: 'active', availableFen: 100_000 });
  });
});

describe('an agreement', () => {
  test('that another buyer has given on this one’s page is not his', async () => {
    const { channel, cloud } = system();
    const [buyer, other] = [system().stranger(), await system().buyer()];
    const open = { action: 'open', channel: 'alipay', consent: await buyer.openingConsent() } as const;
    const answer = await buyer.call('account', open);
    const signStr = answer.ok ? answer.data.authoriseView?.extraData['signStr'] : undefined;
    await cloud.post('/_emulator/alipay/sign', { openId: other.openid, signStr });
    await cloud.advance(MOMENT_MS);
    expect((await buyer.account()).authorisation).not.toBe('active');
    const { orderId } = await orderAt(system(), buyer, 'created', THERMOS);
    // What that page was used for is not known, and nothing is concluded from it.
    expect((await buyer.ask('assessCredit', { orderId })).ok).toBe(false);
    expect((await buyer.read(orderId)).state).toBe('created');
    await buyer.openAccount();
    expect((await buyer.assess(orderId)).order.state).toBe('accepted');
    expect((await channel.order(orderId))?.openId).toBe(buyer.openid);
  });

  test('that is opened again while it holds stays the same, and orders go on', async () => {
    const buyer = await system().buyer();
    await buyer.openAccount();
    expect((await buyer.account()).authorisation).toBe('active');
    expect((await orderAt(system(), buyer, 'settled', THERMOS)).state).toBe('settled');
  });
});

test('how often somebody called is held only until he is erased, and is in his export', async () => {
  const { database } = system();
  const buyer = await system().buyer();
  const { visits } = await buyer.export();
  expect(visits?.count).toBeGreaterThan(0);
  const buyers = await database.documents<{ _id: string; openid: string }>('buyers');
  const buyerId = buyers.find((one) => one.openid === buyer.openid)?._id;
  const held = async () => (await database.documents('visits')).filter(({ _id }) => _id === buyerId);
  expect(await held()).toHaveLength(1);
  await buyer.erase();
  expect(await held()).toEqual([]);
});
