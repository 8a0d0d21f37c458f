import { afterEach, describe, expect, test } from 'vitest';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../cloudfunctions/shared/domain/duration.ts';
import { data, MOMENT_MS } from '../tools/local/buyer.ts';
import { CHANNELS } from './support/channels.ts';
import { newRequestId, orderAt, TEA_SET, THERMOS } from './support/lives.ts';
import { expectSound } from './support/soundness.ts';
import { OPERATOR, useSystemOver } from './support/system.ts';

/** What a wallet at the channel holds before anything is paid. */
const WALLET_FEN = 1_000_000;

describe.each(CHANNELS)('over %s:', (_name, tested) => {
  const system = useSystemOver(tested);
  afterEach(() => expectSound(system()));

  describe('an order that is paid', () => {
    test('goes through the five steps to settled, and is charged once for exactly its amount', async () => {
      const { cloud, database, channel } = system();
      const buyer = await system().buyer();
      const { orderId, amountFen } = await orderAt(system(), buyer, 'received', TEA_SET);
      const held = await database.accountOf(await database.order(orderId));
      expect(held.holds[orderId]).toMatchObject({ state: 'held', amountFen: 16_800 });
      expect(held.availableFen).toBe(held.limitFen - 16_800);

      await buyer.payNow({ orderId, payableFen: amountFen });
      await cloud.advance(MOMENT_MS);

      const stored = await database.order(orderId);
      expect(stored).toMatchObject({
        state: 'settled',
        amountFen: 16_800,
        payment: { paidFen: 16_800 },
        attempt: null,
        attention: [],
        lines: [{ productId: 'tea-set', unitPriceFen: 16_800, quantity: 1, amountFen: 16_800 }],
      });
      expect(stored.history.map((event) => event.type)).toEqual([
        'created',
        'approved',
        'accepted',
        'shipped',
        'received',
        'chargeRequested',
        'collecting',
        'settled',
      ]);
      const account = await database.accountOf(stored);
      expect(account).toMatchObject({
        availableFen: 110_000,
        runningOrders: 0,
        record: { settledInTime: 1 },
      });
      const grown = { code: 'SETTLED_IN_TIME', changeFen: 10_000 };
      expect(account).toMatchObject({ limitFen: 110_000, limitChanges: [{ code: 'OPENING' }, grown] });
      expect(account.holds[orderId]).toMatchObject({ state: 'consumed', amountFen: 0 });

      expect(await channel.standing(orderId)).toEqual({
        stage: 'paid',
        mostFen: 16_800,
        askedFen: 16_800,
        paidFen: 16_800,
        payments: [stored.payment?.transactionId],
        balanceFen: WALLET_FEN - 16_800,
      });
    });

    test('keeps who gets the goods apart from the money, under a number of its own', async () => {
      const { database } = system();
      const buyer = await system().buyer();
      const { orderId } = await orderAt(system(), buyer, 'created');
      const { deliveryId, buyerId } = await database.order(orderId);
      const delivery = (await database.documents('deliveries')).find(({ _id }) => _id === deliveryId);
      expect(delivery).toMatchObject({ orderId, buyerId, recipient: '林小满', phone: '13800000000' });
    });

    test('leaves a tombstone of its hold for a day, and nothing after it', async () => {
      const { cloud, database } = system();
      const { orderId } = await orderAt(system(), await system().buyer(), 'settled');
      const order = await database.order(orderId);
      await cloud.advance(DAY_MS - HOUR_MS);
      expect((await database.accountOf(order)).holds).toHaveProperty(orderId);
      await cloud.advance(2 * HOUR_MS);
      expect((await database.accountOf(order)).holds).toEqual({});
      expect((await database.order(orderId)).next).toBeNull();
    });
  });

  describe('an order that ends without money', () => {
    test('is rejected above the limits, with reasons, and nothing is sent to the channel', async () => {
      const { database, channel } = system();
      const buyer = await system().buyer();
      const items = [{ productId: 'massage-chair', quantity: 1 }];
      const { orderId } = await buyer.createOrder(newRequestId(), items);
      const { order } = await buyer.assess(orderId);
      expect(order.state).toBe('rejected');
      expect(order.reasons.map(({ code }) => code)).toEqual(['ORDER_ABOVE_MAXIMUM', 'LIMIT_EXCEEDED']);
      expect(await channel.standing(orderId)).toBeUndefined();
      expect((await database.accountOf(await database.order(orderId))).availableFen).toBe(100_000);
    });

    test('is rejected for a buyer who has not opened the service', async () => {
      const stranger = system().stranger();
      const { orderId } = await stranger.createOrder(newRequestId(), THERMOS);
      const { order } = await stranger.assess(orderId);
      expect(order).toMatchObject({ state: 'rejected', reasons: [{ code: 'ACCOUNT_NOT_OPEN' }] });
    });

    test('is rejected when the channel declines it, and the hold is released', async () => {
      const { cloud, channel } = system();
      const buyer = await system().buyer();
      await channel.declineNext();
      const { orderId } = await buyer.createOrder(newRequestId(), THERMOS);
      await buyer.assess(orderId);
      await cloud.advance(MINUTE_MS);
      const order = await buyer.read(orderId);
      expect(order).toMatchObject({ state: 'rejected', reasons: [{ code: 'CHANNEL_DECLINED' }] });
      expect((await buyer.account()).availableFen).toBe(100_000);
    });

    test('is cancelled by its buyer before it was assessed', async () => {
      const { channel } = system();
      const buyer = await system().buyer();
      const { orderId } = await orderAt(system(), buyer, 'created');
      expect((await buyer.cancel(orderId)).state).toBe('cancelled');
      expect(await channel.standing(orderId)).toBeUndefined();
    });

    test('is cancelled by its buyer after acceptance, at the channel too, and the hold is released', async () => {
      const { channel } = system();
      const buyer = await system().buyer();
      const { orderId } = await orderAt(system(), buyer, 'accepted');
      expect((await buyer.account()).availableFen).toBe(100_000 - 8_900);
      expect((await buyer.cancel(orderId)).state).toBe('cancelled');
      expect(await channel.standing(orderId)).toMatchObject({ stage: 'ended' });
      expect(await buyer.account()).toMatchObject({ availableFen: 100_000, runningOrders: 0 });
    });

    test('is cancelled by itself when it is not assessed in time', async () => {
      const { cloud } = system();
      const buyer = await system().buyer();
      const { orderId } = await orderAt(system(), buyer, 'created');
      await cloud.advance(DAY_MS - HOUR_MS);
      expect((await buyer.read(orderId)).state).toBe('created');
      await cloud.advance(2 * HOUR_MS);
      expect((await buyer.read(orderId)).state).toBe('cancelled');
    });

    test('is cancelled by itself when it is not shipped in time, at the channel too', async () => {
      const { cloud, channel } = system();
      const buyer = await system().buyer();
      const { orderId } = await orderAt(system(), buyer, 'accepted');
      await cloud.advance(7 * DAY_MS - HOUR_MS);
      expect((await buyer.read(orderId)).state).toBe('accepted');
      await cloud.advance(2 * HOUR_MS);
      expect((await buyer.read(orderId)).state).toBe('cancelled');
      expect(await channel.standing(orderId)).toMatchObject({ stage: 'ended' });
      expect((await buyer.account()).availableFen).toBe(100_000);
    });
  });

  describe('an order that is left to itself', () => {
    test('is charged on the agreed day, after an in-app notice that stood 72 hours, and not before', async () => {
      const { cloud, database, channel } = system();
      const buyer = await system().buyer();
      const { orderId, amountFen } = await orderAt(system(), buyer, 'received');
      const agreed = (await database.order(orderId)).chargeAt;
      await cloud.advance(4 * DAY_MS);
      const { notice } = await database.order(orderId);
      expect(notice).toMatchObject({ amountFen, via: 'inApp', chargeAt: agreed });

      await cloud.advance(3 * DAY_MS - HOUR_MS);
      expect((await buyer.read(orderId)).state).toBe('received');
      expect(await channel.standing(orderId)).toMatchObject({ stage: 'running', askedFen: null });

      await cloud.advance(2 * HOUR_MS);
      const order = await database.order(orderId);
      expect(order).toMatchObject({ state: 'settled', payment: { paidFen: amountFen } });
      const charged = order.history.find((event) => event.type === 'chargeRequested');
      const stoodMs = (charged?.at.getTime() ?? 0) - (order.notice?.at.getTime() ?? 0);
      expect(stoodMs).toBeGreaterThanOrEqual(72 * HOUR_MS);
      expect(charged?.at.getTime()).toBeGreaterThanOrEqual(agreed?.getTime() ?? Number.POSITIVE_INFINITY);
    });

    test('is received by itself ten days after evidence of delivery', async () => {
      const { cloud } = system();
      const buyer = await system().buyer();
      const { orderId } = await orderAt(system(), buyer, 'shipped');
      await cloud.advance(2 * DAY_MS);
      const evidence = { step: 'delivered', orderId, evidence: '快递柜签收' } as const;
      data(await cloud.call(OPERATOR, 'confirmShip', evidence));
      await cloud.advance(10 * DAY_MS - HOUR_MS);
      expect((await buyer.read(orderId)).state).toBe('shipped');
      await cloud.advance(2 * HOUR_MS);
      const order = await buyer.read(orderId);
      expect(order.state).toBe('received');
      expect(order.timeline.at(-1)).toMatchObject({ type: 'received', role: 'timer' });
    });

    test('is only asked about, and never confirmed, without evidence of delivery', async () => {
      const { cloud, channel } = system();
      const buyer = await system().buyer();
      const { orderId } = await orderAt(system(), buyer, 'shipped');
      await cloud.advance(10 * DAY_MS - HOUR_MS);
      expect((await buyer.read(orderId)).receiptAsked).toBe(false);
      await cloud.advance(2 * HOUR_MS);
      expect(await buyer.read(orderId)).toMatchObject({ state: 'shipped', receiptAsked: true });
      await cloud.advance(40 * DAY_MS);
      expect((await buyer.read(orderId)).state).toBe('shipped');
      expect(await channel.standing(orderId)).toMatchObject({ stage: 'running' });
    });

    test('becomes overdue when the money does not come, and is settled when it does', async () => {
      const { cloud, database, channel } = system();
      const buyer = await system().buyer();
      await buyer.setBalance(0);
      const { orderId, amountFen } = await orderAt(system(), buyer, 'settling');
      await cloud.advance(3 * DAY_MS - HOUR_MS);
      expect((await buyer.read(orderId)).state).toBe('settling');
      await cloud.advance(2 * HOUR_MS);
      expect((await buyer.read(orderId)).state).toBe('overdue');
      expect(await buyer.account()).toMatchObject({ overdueOrders: 1, limitFen: 80_000 });
      const other = await orderAt(system(), buyer, 'created');
      expect((await buyer.assess(other.orderId)).order).toMatchObject({ reasons: [{ code: 'OVERDUE_NOW' }] });

      await buyer.setBalance(amountFen);
      await cloud.advance(2 * DAY_MS);
      const order = await database.order(orderId);
      expect(order).toMatchObject({ state: 'settled', payment: { paidFen: amountFen } });
      expect(await channel.standing(orderId)).toMatchObject({ balanceFen: 0 });
      expect((await database.accountOf(order)).record).toMatchObject({ settledInTime: 0, settledLate: 1 });
      expect(await buyer.account()).toMatchObject({ overdueOrders: 0, availableFen: 80_000 });
    });
  });
});
