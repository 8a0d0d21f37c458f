import { afterEach, describe, expect, test } from 'vitest';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../cloudfunctions/shared/domain/duration.ts';
import { MOMENT_MS } from '../tools/local/buyer.ts';
import { type Asks, refusal } from './support/calls.ts';
import { CHANNELS } from './support/channels.ts';
import { newRequestId, orderAt, TEA_SET } from './support/lives.ts';
import { AMOUNT_FEN, balanceFen, later, settled, unpaid } from './support/settlement.ts';
import { expectSound } from './support/soundness.ts';
import { useSystemOver } from './support/system.ts';
import { inTrouble } from './support/troubles.ts';

describe.each(CHANNELS)('over %s:', (_name, tested) => {
  const { can, way } = tested;
  const system = useSystemOver(tested);
  afterEach(() => expectSound(system()));

  describe('an order that is completed', () => {
    test('is collected at once if there is money', async () => {
      const { order } = await settled(system());
      expect(order).toMatchObject({ state: 'settled', payment: { paidFen: AMOUNT_FEN }, refunds: [] });
      expect(await balanceFen(system(), order)).toBe(0);
    });

    test('without money is overdue at its time, and settled once the buyer pays by hand on the channel’s page', async () => {
      const { channel, cloud } = system();
      const { buyer, order } = await unpaid(system());
      expect(order.state).toBe('settling');
      expect((await later(system(), buyer, order, 3 * DAY_MS + MINUTE_MS)).state).toBe('overdue');
      const { payView } = await buyer.settle(order);
      expect(payView).toEqual(tested.orderPage(order.orderId));
      await buyer.setBalance(AMOUNT_FEN);
      await channel.payByHand(order.orderId);
      await cloud.advance(MOMENT_MS);
      expect(await buyer.read(order.orderId)).toMatchObject({
        state: 'settled',
        payment: { paidFen: AMOUNT_FEN },
      });
      expect((await buyer.account()).overdueOrders).toBe(0);
    });

    test('without money is settled by the channel’s own tries once there is some', async () => {
      const { buyer, order } = await unpaid(system());
      await buyer.setBalance(AMOUNT_FEN);
      expect(await later(system(), buyer, order, 2 * HOUR_MS)).toMatchObject({ state: 'settled' });
    });

    test('is not paid by hand before the channel collects: there is no page to pay on', async () => {
      const buyer = await system().buyer();
      const order = await orderAt(system(), buyer, 'received', TEA_SET);
      const match = { service: way.channel, action: tested.calls.complete[0] };
      await system().cloud.post('/_emulator/faults', [{ match, effect: 'dropBefore' }]);
      expect(await buyer.settle(order)).toMatchObject({
        order: { state: 'settling', pending: true },
        payView: null,
      });
      expect((await later(system(), buyer, order, 5 * MINUTE_MS)).state).toBe('settled');
    });
  });

  describe('the merchant lowers the amount', () => {
    test('before it is charged: a new notice names it, and no more is charged', async () => {
      const { operator } = system();
      const buyer = await system().buyer();
      const order = await orderAt(system(), buyer, 'received', TEA_SET);
      const noticed = await later(system(), buyer, order, 4 * DAY_MS);
      expect(noticed.notice).toMatchObject({ amountFen: AMOUNT_FEN });
      const lowered = await operator.lower(noticed, 12_000);
      expect(lowered).toMatchObject({ state: 'received', amountFen: AMOUNT_FEN, payableFen: 12_000 });
      expect(lowered.loweredBecause).toBe('商品有轻微瑕疵');
      const told = await later(system(), buyer, order, 2 * MINUTE_MS);
      expect(told.notice).toMatchObject({ amountFen: 12_000 });
      expect((await later(system(), buyer, order, 2 * DAY_MS)).state).toBe('received');
      const paid = await later(system(), buyer, order, DAY_MS + HOUR_MS);
      expect(paid).toMatchObject({ state: 'settled', payment: { paidFen: 12_000 } });
    });

    test('and the buyer who taps 立即支付 on the old amount is told the new one', async () => {
      const { operator } = system();
      const buyer = await system().buyer();
      const order = await orderAt(system(), buyer, 'received', TEA_SET);
      await operator.lower(order, 12_000);
      const input = {
        step: 'payNow',
        orderId: order.orderId,
        channel: way.channel,
        shownAmountFen: AMOUNT_FEN,
      };
      expect((await refusal(buyer, 'settle', input)).code).toBe('AMOUNT_CHANGED');
      await buyer.payNow(await buyer.read(order.orderId));
      expect(await later(system(), buyer, order, MOMENT_MS)).toMatchObject({ payment: { paidFen: 12_000 } });
    });

    test('while the channel collects: it collects less, or gives back what it took too much', async () => {
      const { channel, operator } = system();
      const { buyer, order } = await unpaid(system());
      const lowered = await operator.lower(order, 10_000);
      expect(lowered).toMatchObject({ state: 'settling', payableFen: 10_000, pending: false });
      expect((await channel.standing(order.orderId))?.askedFen).toBe(can.lowersAmount ? 10_000 : AMOUNT_FEN);
      await buyer.setBalance(AMOUNT_FEN);
      const paid = await later(system(), buyer, order, 2 * HOUR_MS);
      expect(paid).toMatchObject(
        can.lowersAmount
          ? { state: 'settled', payment: { paidFen: 10_000 }, refunds: [] }
          : {
              state: 'settled',
              payment: { paidFen: AMOUNT_FEN },
              refunds: [{ amountFen: 6_800, stage: 'refunded' }],
            },
      );
      expect(await balanceFen(system(), order)).toBe(6_800);
    });

    test('twice by a double tap: once', async () => {
      const { database, operator } = system();
      const { order } = await unpaid(system());
      await Promise.all([operator.lower(order, 10_000), operator.lower(order, 10_000).catch(() => null)]);
      expect((await operator.lower(order, 10_000)).payableFen).toBe(10_000);
      const { history } = await database.order(order.orderId);
      const asked = can.lowersAmount ? ['lowered', 'lowerRequested'] : ['lowered', 'lowerRefused'];
      expect(history.map(({ type }) => type).filter((type) => type.startsWith('lower'))).toEqual(asked);
    });

    test('to nothing while the channel collects: the order ends without money', async () => {
      const { channel, operator } = system();
      const { buyer, order } = await unpaid(system());
      expect(await operator.lower(order, 0)).toMatchObject({ state: 'writtenOff', payableFen: 0 });
      expect((await channel.standing(order.orderId))?.stage).toBe('ended');
      expect((await buyer.account()).availableFen).toBe((await buyer.account()).limitFen);
    });

    test('to nothing where the channel does not let go: what it takes all the same goes back', async () => {
      const { database, operator } = system();
      const { buyer, order } = await unpaid(system());
      await inTrouble(system(), tested.holdsOn, async () => {
        expect(await operator.lower(order, 0)).toMatchObject({
          state: 'settling',
          payableFen: 0,
          pending: false,
        });
        expect((await later(system(), buyer, order, 4 * DAY_MS)).state).toBe('settling');
        await buyer.setBalance(AMOUNT_FEN);
        expect(await later(system(), buyer, order, 3 * DAY_MS)).toMatchObject({
          state: 'settled',
          refunds: [{ amountFen: AMOUNT_FEN, stage: 'refunded' }],
        });
      });
      expect(await balanceFen(system(), order)).toBe(AMOUNT_FEN);
      const { attention } = await database.order(order.orderId);
      expect(attention).toMatchObject([{ code: 'WITHDRAW_REFUSED' }]);
    });

    test('before shipping: to nothing is a cancellation', async () => {
      const { channel, operator } = system();
      const buyer = await system().buyer();
      const order = await orderAt(system(), buyer, 'accepted', TEA_SET);
      expect((await operator.lower(order, 0)).state).toBe('cancelled');
      expect((await channel.standing(order.orderId))?.stage).toBe('ended');
    });

    test('never to more, never from an amount that is not the order’s, and only the merchant can', async () => {
      const { operator } = system();
      const { buyer, order } = await unpaid(system());
      const { orderId } = order;
      const lower = { step: 'lower', orderId, shownAmountFen: AMOUNT_FEN, amountFen: 10_000, reason: '破损' };
      const refused = (who: Asks, input: object) => refusal(who, 'settle', { ...lower, ...input });
      expect((await refused(operator, { amountFen: AMOUNT_FEN + 1 })).code).toBe('AMOUNT_NOT_LOWER');
      expect((await refused(operator, { amountFen: AMOUNT_FEN })).code).toBe('AMOUNT_NOT_LOWER');
      expect((await refused(operator, { shownAmountFen: 16_000 })).code).toBe('AMOUNT_CHANGED');
      expect((await refused(buyer, {})).code).toBe('FORBIDDEN');
      expect((await buyer.read(orderId)).payableFen).toBe(AMOUNT_FEN);
    });
  });

  describe('what the channel cannot do for the operator', () => {
    const cannot = [
      ...(can.collectsAgain ? [] : ['collectAgain' as const]),
      ...(can.notesPaidElsewhere ? [] : ['paidElsewhere' as const]),
    ];
    test.each(cannot)('%s is refused in clear words, and changes nothing', async (step) => {
      const { database, operator } = system();
      const { order } = await unpaid(system());
      const before = await database.everything();
      const paidAt = step === 'paidElsewhere' ? { paidAt: (await system().now()).toISOString() } : {};
      expect(await refusal(operator, 'settle', { step, orderId: order.orderId, ...paidAt })).toMatchObject({
        code: 'CHANNEL_CANNOT',
        message: '该支付渠道不支持此操作。',
      });
      expect(await database.everything()).toBe(before);
    });
  });

  describe.runIf(can.notesPaidElsewhere)('money that came another way', () => {
    test('ends the collection, and cannot be refunded through the channel', async () => {
      const { channel, operator } = system();
      const { buyer, order } = await unpaid(system());
      const paid = await operator.paidElsewhere(order.orderId, await system().now());
      expect(paid).toMatchObject({ state: 'settled', payment: { paidFen: AMOUNT_FEN, transactionId: null } });
      expect((await channel.standing(order.orderId))?.stage).toBe('paid');
      await buyer.setBalance(AMOUNT_FEN);
      expect((await later(system(), buyer, order, 5 * DAY_MS)).state).toBe('settled');
      expect(await balanceFen(system(), order)).toBe(AMOUNT_FEN);
      const lower = {
        step: 'lower',
        orderId: order.orderId,
        shownAmountFen: AMOUNT_FEN,
        amountFen: 1,
        reason: '破损',
      };
      expect((await refusal(system().operator, 'settle', lower)).code).toBe('REFUND_IMPOSSIBLE');
    });

    test('is not believed of a day before the order', async () => {
      const { order } = await unpaid(system());
      const input = { step: 'paidElsewhere', orderId: order.orderId, paidAt: '2001-01-01T00:00:00Z' };
      expect((await refusal(system().operator, 'settle', input)).code).toBe('INVALID_INPUT');
    });

    test('is not believed of the future', async () => {
      const { order } = await unpaid(system());
      const paidAt = new Date((await system().now()).getTime() + HOUR_MS).toISOString();
      const input = { step: 'paidElsewhere', orderId: order.orderId, paidAt };
      expect((await refusal(system().operator, 'settle', input)).code).toBe('INVALID_INPUT');
    });
  });

  describe('a buyer who ends his agreement at the channel', () => {
    test('gets no new order, and gets one again once he authorises anew', async () => {
      const { cloud, channel } = system();
      const buyer = await system().buyer();
      await channel.leave(buyer.openid);
      await cloud.advance(MOMENT_MS);
      expect((await buyer.account()).authorisation).toBe('ended');
      const refused = await buyer.createOrder(newRequestId(), TEA_SET);
      const { order } = await buyer.assess(refused.orderId);
      expect(order).toMatchObject({ state: 'rejected', reasons: [{ code: 'NOT_AUTHORISED' }] });
      await buyer.openAccount();
      expect((await orderAt(system(), buyer, 'accepted', TEA_SET)).state).toBe('accepted');
    });

    test.runIf(can.leavesWhileRunning)('while orders run is charged for them', async () => {
      const { channel } = system();
      const buyer = await system().buyer();
      const running = await orderAt(system(), buyer, 'shipped', TEA_SET);
      await channel.leave(buyer.openid);
      await later(system(), buyer, running, MOMENT_MS);
      await buyer.payNow(await buyer.confirmReceipt(running.orderId));
      expect(await later(system(), buyer, running, MOMENT_MS)).toMatchObject({ state: 'settled' });
    });

    test.runIf(!can.leavesWhileRunning)('is told by the channel to wait while orders run', async () => {
      const { channel } = system();
      const buyer = await system().buyer();
      const running = await orderAt(system(), buyer, 'shipped', TEA_SET);
      await expect(channel.leave(buyer.openid)).rejects.toThrow('存在履约中的订单');
      await buyer.payNow(await buyer.confirmReceipt(running.orderId));
      expect(await later(system(), buyer, running, MOMENT_MS)).toMatchObject({ state: 'settled' });
      await channel.leave(buyer.openid);
      await later(system(), buyer, running, MOMENT_MS);
      expect((await buyer.account()).authorisation).toBe('ended');
    });
  });
});
