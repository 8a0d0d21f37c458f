import { afterEach, describe, expect, test } from 'vitest';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../cloudfunctions/shared/domain/duration.ts';
import { MOMENT_MS } from '../tools/local/buyer.ts';
import { refusal } from './support/calls.ts';
import { newRequestId, orderAt, TEA_SET } from './support/lives.ts';
import { AMOUNT_FEN, balanceFen, later, settled, unpaid } from './support/settlement.ts';
import { expectSound } from './support/soundness.ts';
import { OPERATOR, useSystem } from './support/system.ts';

const system = useSystem();
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
    expect(payView).toMatchObject({
      businessType: 'wxpayScoreDetail',
      extraData: { out_order_no: order.orderId, sign_type: 'HMAC-SHA256' },
    });
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
    const fault = { match: { service: 'wechatpay', action: 'complete' }, effect: 'dropBefore' };
    await system().cloud.post('/_emulator/faults', [fault]);
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
    const { cloud, operator } = system();
    const buyer = await system().buyer();
    const order = await orderAt(system(), buyer, 'received', TEA_SET);
    await operator.lower(order, 12_000);
    const input = {
      step: 'payNow',
      orderId: order.orderId,
      channel: 'wechatpay',
      shownAmountFen: AMOUNT_FEN,
    };
    expect((await refusal(cloud, buyer.openid, 'settle', input)).code).toBe('AMOUNT_CHANGED');
    await buyer.payNow(await buyer.read(order.orderId));
    expect(await later(system(), buyer, order, MOMENT_MS)).toMatchObject({ payment: { paidFen: 12_000 } });
  });

  test('while the channel collects: it collects less', async () => {
    const { channel, operator } = system();
    const { buyer, order } = await unpaid(system());
    const lowered = await operator.lower(order, 10_000);
    expect(lowered).toMatchObject({ state: 'settling', payableFen: 10_000, pending: false });
    expect((await channel.order(order.orderId))?.collection?.total_amount).toBe(10_000);
    await buyer.setBalance(AMOUNT_FEN);
    const paid = await later(system(), buyer, order, 2 * HOUR_MS);
    expect(paid).toMatchObject({ state: 'settled', payment: { paidFen: 10_000 }, refunds: [] });
    expect(await balanceFen(system(), order)).toBe(6_800);
  });

  test('twice by a double tap: once', async () => {
    const { channel, operator } = system();
    const { order } = await unpaid(system());
    await Promise.all([operator.lower(order, 10_000), operator.lower(order, 10_000).catch(() => null)]);
    expect(await channel.requests(order.orderId, 'modify')).toBe(1);
    expect((await operator.lower(order, 10_000)).payableFen).toBe(10_000);
    expect(await channel.requests(order.orderId, 'modify')).toBe(1);
  });

  test('to nothing while the channel collects: the order ends without money', async () => {
    const { channel, operator } = system();
    const { buyer, order } = await unpaid(system());
    expect(await operator.lower(order, 0)).toMatchObject({ state: 'writtenOff', payableFen: 0 });
    expect((await channel.order(order.orderId))?.state).toBe('REVOKED');
    expect((await buyer.account()).availableFen).toBe((await buyer.account()).limitFen);
  });

  test('to nothing where the channel does not let go: what it takes all the same goes back', async () => {
    const { channel, database, operator } = system();
    await channel.behave({ cancelInUserPaying: 'refuse' });
    const { buyer, order } = await unpaid(system());
    expect(await operator.lower(order, 0)).toMatchObject({
      state: 'settling',
      payableFen: 0,
      pending: false,
    });
    expect((await later(system(), buyer, order, 4 * DAY_MS)).state).toBe('settling');
    await channel.behave({ cancelInUserPaying: 'allow', debitDelayMs: 1_000 });
    await channel.behave({ cancelInUserPaying: 'refuse' });
    await buyer.setBalance(AMOUNT_FEN);
    const taken = await later(system(), buyer, order, 3 * DAY_MS);
    await channel.behave({ cancelInUserPaying: 'allow' });
    expect(taken).toMatchObject({
      state: 'settled',
      refunds: [{ amountFen: AMOUNT_FEN, stage: 'refunded' }],
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
    expect((await channel.order(order.orderId))?.state).toBe('REVOKED');
  });

  test('never to more, never from an amount that is not the order’s, and only the merchant can', async () => {
    const { cloud } = system();
    const { buyer, order } = await unpaid(system());
    const { orderId } = order;
    const lower = { step: 'lower', orderId, shownAmountFen: AMOUNT_FEN, amountFen: 10_000, reason: '破损' };
    const refused = (openid: string, input: object) =>
      refusal(cloud, openid, 'settle', { ...lower, ...input });
    expect((await refused(OPERATOR, { amountFen: AMOUNT_FEN + 1 })).code).toBe('AMOUNT_NOT_LOWER');
    expect((await refused(OPERATOR, { amountFen: AMOUNT_FEN })).code).toBe('AMOUNT_NOT_LOWER');
    expect((await refused(OPERATOR, { shownAmountFen: 16_000 })).code).toBe('AMOUNT_CHANGED');
    expect((await refused(buyer.openid, {})).code).toBe('FORBIDDEN');
    expect((await buyer.read(orderId)).payableFen).toBe(AMOUNT_FEN);
  });
});

describe('money that came another way', () => {
  test('ends the collection, and cannot be refunded through the channel', async () => {
    const { channel, cloud, operator } = system();
    const { buyer, order } = await unpaid(system());
    const paid = await operator.paidElsewhere(order.orderId, await system().now());
    expect(paid).toMatchObject({ state: 'settled', payment: { paidFen: AMOUNT_FEN, transactionId: null } });
    expect((await channel.order(order.orderId))?.state).toBe('DONE');
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
    expect((await refusal(cloud, OPERATOR, 'settle', lower)).code).toBe('REFUND_IMPOSSIBLE');
  });

  test('is not believed of a day before the order', async () => {
    const { cloud } = system();
    const { order } = await unpaid(system());
    const input = { step: 'paidElsewhere', orderId: order.orderId, paidAt: '2001-01-01T00:00:00Z' };
    expect((await refusal(cloud, OPERATOR, 'settle', input)).code).toBe('INVALID_INPUT');
  });

  test('is not believed of the future', async () => {
    const { cloud } = system();
    const { order } = await unpaid(system());
    const paidAt = new Date((await system().now()).getTime() + HOUR_MS).toISOString();
    const input = { step: 'paidElsewhere', orderId: order.orderId, paidAt };
    expect((await refusal(cloud, OPERATOR, 'settle', input)).code).toBe('INVALID_INPUT');
  });
});

describe('a buyer who closes the channel’s authorisation while orders run', () => {
  test('is charged for them, and gets no new one', async () => {
    const { cloud, channel } = system();
    const buyer = await system().buyer();
    const running = await orderAt(system(), buyer, 'shipped', TEA_SET);
    await channel.closeService(buyer.openid);
    await cloud.advance(MOMENT_MS);
    expect((await buyer.account()).authorisation).toBe('ended');
    const refused = await buyer.createOrder(newRequestId(), TEA_SET);
    const { order } = await buyer.assess(refused.orderId);
    expect(order).toMatchObject({ state: 'rejected', reasons: [{ code: 'NOT_AUTHORISED' }] });
    await buyer.payNow(await buyer.confirmReceipt(running.orderId));
    expect(await later(system(), buyer, running, MOMENT_MS)).toMatchObject({ state: 'settled' });
  });

  test('gets one again once he authorises anew', async () => {
    const { cloud, channel } = system();
    const buyer = await system().buyer();
    await channel.closeService(buyer.openid);
    await cloud.advance(MOMENT_MS);
    await buyer.openAccount();
    expect((await orderAt(system(), buyer, 'accepted', TEA_SET)).state).toBe('accepted');
  });
});
