import { afterEach, describe, expect, test } from 'vitest';
import { DAY_MS, MINUTE_MS } from '../cloudfunctions/shared/domain/duration.ts';
import { MOMENT_MS } from '../tools/local/buyer.ts';
import { refusal } from './support/calls.ts';
import { CHANNELS } from './support/channels.ts';
import { orderAt, TEA_SET } from './support/lives.ts';
import { AMOUNT_FEN, balanceFen, later, settled, unpaid } from './support/settlement.ts';
import { expectSound } from './support/soundness.ts';
import { useSystemOver } from './support/system.ts';
import { inTrouble } from './support/troubles.ts';

const wish = (orderId: string) =>
  ({ step: 'request', orderId, kind: 'return', reason: '尺寸不合适' }) as const;
const missing = (orderId: string) =>
  ({ step: 'request', orderId, kind: 'notReceived', reason: '一直没有收到' }) as const;
const agreeAtOnce = (orderId: string) =>
  ({ step: 'agree', orderId, goodsBack: false, note: '同意' }) as const;

describe.each(CHANNELS)('over %s:', (_name, tested) => {
  const system = useSystemOver(tested);
  afterEach(() => expectSound(system()));

  async function received() {
    const buyer = await system().buyer();
    await buyer.setBalance(AMOUNT_FEN);
    return { buyer, order: await orderAt(system(), buyer, 'received', TEA_SET) };
  }

  describe('while a return or a dispute is open', () => {
    test('nothing is charged, even between the notice and the charge', async () => {
      const asked = await system().channel.asked('complete');
      const { buyer, order } = await received();
      await system().cloud.advance(5 * DAY_MS);
      const noticed = await buyer.read(order.orderId);
      expect(noticed.notice).toMatchObject({ amountFen: AMOUNT_FEN });
      await buyer.claim(wish(order.orderId));
      await system().operator.answer({ step: 'agree', orderId: order.orderId });
      const frozen = await later(system(), buyer, order, 5 * DAY_MS);
      expect(frozen).toMatchObject({ state: 'received', notice: null, claim: { stage: 'agreed' } });
      expect(await system().channel.asked('complete')).toBe(asked);
      expect(await system().channel.standing(order.orderId)).toMatchObject({
        stage: 'running',
        balanceFen: AMOUNT_FEN,
      });
      const { channel } = tested.way;
      const tap = { step: 'payNow', orderId: order.orderId, channel, shownAmountFen: AMOUNT_FEN };
      expect((await refusal(buyer, 'settle', tap)).code).toBe('ORDER_FROZEN');
    });

    test('a charge whose answer was lost may be on its way: it is withdrawn only ten minutes later', async () => {
      const { buyer, order } = await received();
      const fault = { action: tested.calls.complete[0] ?? '', effect: 'dropBefore' };
      await inTrouble(system(), { name: 'lost', fault }, async () => {
        expect(await buyer.payNow(order)).toMatchObject({ state: 'settling', pending: true });
      });
      await buyer.claim(wish(order.orderId));
      const open = await later(system(), buyer, order, 9 * MINUTE_MS);
      expect(open).toMatchObject({ state: 'settling', pending: true });
      const withdrawn = await later(system(), buyer, order, 10 * MINUTE_MS);
      expect(withdrawn).toMatchObject({ state: 'received', pending: false, notice: null });
    });

    test('a collection that already runs is not called overdue, and a refusal leaves new time', async () => {
      const { buyer, order } = await unpaid(system());
      expect((await buyer.claim(wish(order.orderId))).claim?.warning).toContain('仍可能扣款成功');
      const claimed = await later(system(), buyer, order, DAY_MS);
      expect(claimed.state).toBe('settling');
      const refused = await system().operator.answer({
        step: 'refuse',
        orderId: order.orderId,
        reason: '已拆封影响二次销售',
      });
      expect(refused.claim).toMatchObject({ stage: 'refused', answer: '已拆封影响二次销售' });
      expect((await later(system(), buyer, order, 2.5 * DAY_MS)).state).toBe('settling');
      expect((await later(system(), buyer, order, DAY_MS)).state).toBe('overdue');
    });

    test('the merchant finds it on his list, until he has answered', async () => {
      const { buyer, order } = await received();
      await buyer.claim(wish(order.orderId));
      const codes = async () => {
        const { attention } = await system().database.order(order.orderId);
        return attention.map(({ code }) => code);
      };
      expect(await codes()).toEqual(['CLAIM_REQUESTED']);
      await system().operator.answer({ step: 'refuse', orderId: order.orderId, reason: '不符合退货条件' });
      expect(await codes()).toEqual([]);
    });
  });

  describe('a return', () => {
    test('before the charge ends without money: the channel order is cancelled, the hold released', async () => {
      const { buyer, order } = await received();
      const { orderId } = order;
      await buyer.claim(wish(orderId));
      await system().operator.answer({ step: 'agree', orderId });
      await buyer.claim({ step: 'sendBack', orderId, carrier: '顺丰速运', trackingNo: 'SF77' });
      await system().operator.answer({ step: 'goodsBack', orderId });
      expect(await later(system(), buyer, order, MOMENT_MS)).toMatchObject({
        state: 'returned',
        payableFen: 0,
      });
      expect((await system().channel.standing(orderId))?.stage).toBe('ended');
      expect(await balanceFen(system(), order)).toBe(AMOUNT_FEN);
      expect(await buyer.account()).toMatchObject({ runningOrders: 0 });
    });

    test('while the channel collects stops it, whole or in part', async () => {
      const whole = await unpaid(system());
      await whole.buyer.claim(wish(whole.order.orderId));
      await system().operator.answer(agreeAtOnce(whole.order.orderId));
      expect((await later(system(), whole.buyer, whole.order, MOMENT_MS)).state).toBe('returned');

      const part = await unpaid(system());
      const { orderId } = part.order;
      await part.buyer.claim({
        step: 'request',
        orderId,
        kind: 'problem',
        reason: '杯子有破损',
        amountFen: 6_800,
      });
      await system().operator.answer(agreeAtOnce(orderId));
      await part.buyer.setBalance(AMOUNT_FEN);
      expect(await later(system(), part.buyer, part.order, DAY_MS)).toMatchObject({
        state: 'settled',
        payableFen: 10_000,
      });
      // Collected less, or given back.
      expect(await balanceFen(system(), part.order)).toBe(6_800);
    });

    test('after the payment gives the money back, whole or in part', async () => {
      const { buyer, order } = await settled(system());
      const { orderId } = order;
      await buyer.claim({
        step: 'request',
        orderId,
        kind: 'problem',
        reason: '少了一只杯子',
        amountFen: 2_800,
      });
      await system().operator.answer(agreeAtOnce(orderId));
      await later(system(), buyer, order, MINUTE_MS);
      expect(await balanceFen(system(), order)).toBe(2_800);
      await buyer.claim(wish(orderId));
      await system().operator.answer(agreeAtOnce(orderId));
      expect(await later(system(), buyer, order, 10 * MINUTE_MS)).toMatchObject({
        state: 'settled',
        payableFen: 0,
      });
      expect(await balanceFen(system(), order)).toBe(AMOUNT_FEN);
    });

    test('is agreed to by silence, and lapses if the goods are not sent back: then the charge has a new notice', async () => {
      const { buyer, order } = await received();
      await buyer.claim(wish(order.orderId));
      expect(await later(system(), buyer, order, 2 * DAY_MS + MINUTE_MS)).toMatchObject({
        claim: { stage: 'agreed' },
      });
      const lapsed = await later(system(), buyer, order, 7 * DAY_MS + 5 * MINUTE_MS);
      expect(lapsed).toMatchObject({ state: 'received', claim: { stage: 'lapsed' } });
      expect(lapsed.notice?.at).not.toBeUndefined();
      expect((await later(system(), buyer, order, 3.1 * DAY_MS)).state).toBe('settled');
    });
  });

  describe('goods that did not arrive', () => {
    test('are never paid for, once the merchant agrees or says nothing', async () => {
      for (const answers of [true, false]) {
        const buyer = await system().buyer();
        const order = await orderAt(system(), buyer, 'shipped', TEA_SET);
        await buyer.claim(missing(order.orderId));
        if (answers) await system().operator.answer({ step: 'agree', orderId: order.orderId });
        const ended = await later(system(), buyer, order, 2 * DAY_MS + 5 * MINUTE_MS);
        expect(ended).toMatchObject({ state: 'returned', payment: null });
      }
    });

    test('can be claimed until the payment, also after somebody has confirmed receipt', async () => {
      const { buyer, order } = await received();
      expect((await buyer.claim(missing(order.orderId))).claim?.kind).toBe('notReceived');
      const late = await unpaid(system());
      expect((await late.buyer.claim(missing(late.order.orderId))).claim?.kind).toBe('notReceived');
    });

    test('end the order when the merchant records that the parcel was lost', async () => {
      const buyer = await system().buyer();
      const order = await orderAt(system(), buyer, 'shipped', TEA_SET);
      await system().operator.answer({ step: 'undelivered', orderId: order.orderId, reason: '快递丢件' });
      expect((await later(system(), buyer, order, MOMENT_MS)).state).toBe('returned');
    });
  });

  test('nobody else may open, withdraw or answer a claim', async () => {
    const { buyer, order } = await received();
    const stranger = system().stranger();
    expect((await refusal(stranger, 'handleReturn', wish(order.orderId))).code).toBe('ORDER_NOT_FOUND');
    await buyer.claim(wish(order.orderId));
    const withdraw = { step: 'withdraw', orderId: order.orderId };
    expect((await refusal(stranger, 'handleReturn', withdraw)).code).toBe('ORDER_NOT_FOUND');
    const requestedAt = (await buyer.read(order.orderId)).claim?.requestedAt;
    const agree = { ...agreeAtOnce(order.orderId), requestedAt };
    expect((await refusal(buyer, 'handleReturn', agree)).code).toBe('FORBIDDEN');
    expect((await refusal(system().operator, 'handleReturn', withdraw)).code).toBe('ORDER_NOT_FOUND');
  });
});
