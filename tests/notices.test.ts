import { afterEach, describe, expect, test } from 'vitest';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../cloudfunctions/shared/domain/duration.ts';
import { CHANNELS } from './support/channels.ts';
import { orderAt, TEA_SET } from './support/lives.ts';
import { sentTo, useTemplates } from './support/messages.ts';
import { AMOUNT_FEN, balanceFen, later, unpaid } from './support/settlement.ts';
import { expectSound } from './support/soundness.ts';
import { useSystemOver } from './support/system.ts';

describe.each(CHANNELS)('over %s:', (_name, tested) => {
  const { can } = tested;
  const system = useSystemOver(tested);
  afterEach(() => expectSound(system()));

  async function received() {
    const buyer = await system().buyer();
    await buyer.setBalance(AMOUNT_FEN);
    return { buyer, order: await orderAt(system(), buyer, 'received', TEA_SET) };
  }

  describe('the notice before the charge', () => {
    test('goes to the phone of a buyer who allowed it, once a grant; and stands in the app for everybody', async () => {
      await useTemplates(system());
      const { buyer, order } = await received();
      const other = await received();
      expect((await buyer.offer()).messageTemplates).toEqual(['TPL-CHARGE', 'TPL-OVERDUE']);
      await buyer.allowMessage('TPL-CHARGE');
      const told = await later(system(), buyer, order, 5 * DAY_MS);
      const sent = await sentTo(system(), buyer.openid);
      const message = { templateId: 'TPL-CHARGE', data: { amount1: { value: '¥168.00' } } };
      // Whoever does not come through WeChat is told in the app, whatever he allowed.
      expect(sent).toMatchObject(can.buyersInWechat ? [message] : []);
      expect(told.notice?.text).toContain(sent[0]?.data['time2']?.value ?? '¥168.00');
      const { notice } = await system().database.order(order.orderId);
      expect(notice?.via).toBe(can.buyersInWechat ? 'pushed' : 'inApp');

      const unseen = await other.buyer.read(other.order.orderId);
      expect(unseen.notice?.text).toContain('¥168.00');
      expect((await system().database.order(other.order.orderId)).notice?.via).toBe('inApp');
      expect(await sentTo(system(), other.buyer.openid)).toEqual([]);
      expect((await later(system(), buyer, order, 3 * DAY_MS)).state).toBe('settled');
    });

    test('that became void by a lower amount is given anew, and moves the charge', async () => {
      const { buyer, order } = await received();
      await system().cloud.advance(5 * DAY_MS);
      const before = await buyer.read(order.orderId);
      await system().operator.lower(before, 10_000);
      const after = await later(system(), buyer, order, 5 * MINUTE_MS);
      expect(after.notice).toMatchObject({ amountFen: 10_000 });
      const moved = Date.parse(after.chargeAt ?? '') - Date.parse(before.chargeAt ?? '');
      expect(moved).toBeGreaterThan(DAY_MS);
      expect((await later(system(), buyer, order, 2 * DAY_MS + 2 * HOUR_MS)).state).toBe('received');
      expect((await later(system(), buyer, order, DAY_MS)).payment?.paidFen).toBe(10_000);
    });
  });

  describe('a buyer who switches the automatic charge off', () => {
    test('is not charged by itself, is reminded, is overdue after his day, and can still pay by a tap', async () => {
      const { buyer, order } = await received();
      const off = await buyer.autoCharge(order.orderId, false);
      expect(off).toMatchObject({ autoCharge: false });
      expect(Date.parse(off.payBy ?? '') - Date.parse(off.chargeAt ?? '')).toBe(7 * DAY_MS);
      const reminded = await later(system(), buyer, order, 13 * DAY_MS);
      expect(reminded).toMatchObject({ state: 'received', notice: null });
      expect(reminded.reminder?.text).toContain('立即支付');
      expect((await system().channel.standing(order.orderId))?.stage).toBe('running');
      const late = await later(system(), buyer, order, DAY_MS + 5 * MINUTE_MS);
      expect(late.state).toBe('overdue');
      expect(await buyer.account()).toMatchObject({ overdueOrders: 1 });
      await buyer.payNow(late);
      expect((await later(system(), buyer, order, MINUTE_MS)).state).toBe('settled');
      expect(await buyer.account()).toMatchObject({ overdueOrders: 0 });
    });
  });

  describe('an overdue order', () => {
    test('is reminded of a few times, costs no fen more, and blocks new orders only until it is paid', async () => {
      await useTemplates(system());
      const { buyer, order } = await unpaid(system());
      for (let grant = 0; grant < 6; grant++) await buyer.allowMessage('TPL-OVERDUE');
      const late = await later(system(), buyer, order, 16 * DAY_MS);
      expect(late).toMatchObject({ state: 'overdue', payableFen: AMOUNT_FEN, collectingFen: AMOUNT_FEN });
      expect(late.reminder?.text).toContain('不收取逾期费用');
      expect(await sentTo(system(), buyer.openid)).toHaveLength(can.buyersInWechat ? 4 : 0);
      const asked = (await system().cloud.calls()).some((call) => call.function === 'sendNotice');
      expect(asked).toBe(can.buyersInWechat);
      const { attention } = await system().database.order(order.orderId);
      expect(attention.map(({ code }) => code)).toContain('OVERDUE_FOR_LONG');
      const refused = await orderAt(system(), buyer, 'created', TEA_SET).then(({ orderId }) =>
        buyer.assess(orderId),
      );
      expect(refused.order.reasons.map(({ code }) => code)).toContain('OVERDUE_NOW');

      await buyer.setBalance(10 * AMOUNT_FEN);
      expect((await later(system(), buyer, order, 2 * DAY_MS)).state).toBe('settled');
      expect(await balanceFen(system(), order)).toBe(9 * AMOUNT_FEN);
      expect((await orderAt(system(), buyer, 'accepted', TEA_SET)).state).toBe('accepted');
    });
  });
});
