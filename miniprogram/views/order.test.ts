import { describe, expect, it } from 'vitest';
import type { Order } from '../../cloudfunctions/shared/domain/order/order.ts';
import { ORDER_STATES } from '../../cloudfunctions/shared/domain/order/states.ts';
import { answerOf } from '../../cloudfunctions/shared/testing/answers.ts';
import { anAttempt, aPayment, aRefund, T0 } from '../../cloudfunctions/shared/testing/builders.ts';
import { CHARGE_AT, orderIn } from '../../cloudfunctions/shared/testing/lives.ts';
import { ORDER, SENTENCES } from '../copy/order';
import { orderPage } from './order';

const pageOf = (order: Order) => orderPage(answerOf(order), T0);
const received = (changes: Partial<Order> = {}) => pageOf(orderIn('received', changes));

describe('the page of an order', () => {
  it.each(ORDER_STATES)(
    'says in state %s where it stands, and never 0 元 without the later amount',
    (state) => {
      const page = pageOf(orderIn(state));
      expect(page.head.sentence).toBe(SENTENCES[state]);
      for (const words of JSON.stringify(page).match(/[^"]*0 元[^"]*/g) ?? []) {
        expect(words).toMatch(/第 7 天支付 ¥168\.00/);
      }
    },
  );

  it('says what comes next with its day', () => {
    expect(pageOf(orderIn('accepted')).head.next).toEqual([
      '商家若在 3月8日 周日 11:00 前没有发货，订单自动取消，您无需付款',
    ]);
    expect(pageOf(orderIn('shipped', { deliveredAt: T0 })).head.next).toEqual([
      '您若没有点「确认收货」，3月11日 周三 10:00 自动确认，之后第 7 天支付 ¥168.00',
    ]);
  });

  it('says day and amount of the charge as long as no notice says them', () => {
    const page = received({ notice: null });
    expect(page.head.next).toEqual(['3月11日 周三 10:00 自动扣款 ¥168.00']);
    expect(page.coming).toHaveLength(2);
  });

  it('shows the notice in the very words that were recorded, until the charge begins', () => {
    const { notice } = answerOf(orderIn('received'));
    expect(received().head).toMatchObject({ next: [], alerts: [{ text: notice?.text, urgent: false }] });
    const settling = pageOf(orderIn('settling'));
    expect(settling.head.alerts).toEqual([]);
    expect(settling.evidence.rows.at(-1)?.note).toBe(notice?.text);
  });

  it('shows what is late as the most urgent, in the words of the server', () => {
    const late = answerOf(orderIn('overdue', { reminders: { count: 1, lastAt: CHARGE_AT } }));
    expect(orderPage(late, T0).head.alerts).toEqual([{ text: late.reminder?.text, urgent: true }]);
  });

  it('asks whether the parcel has come, and says that the channel has not answered', () => {
    const asked = pageOf(orderIn('shipped', { receiptAskedAt: T0 }));
    expect(asked.head.alerts).toEqual([{ text: ORDER.receiptAsked, urgent: false }]);
    expect(asked.head.pending).toBe(false);
    expect(pageOf(orderIn('approved', { attempt: anAttempt('create') })).head.pending).toBe(true);
  });

  it('leads from a refusal to its reasons', () => {
    expect(pageOf(orderIn('rejected')).head.refused).toBe(true);
    expect(received().head.refused).toBe(false);
  });

  it('shows where the goods go until that was removed, and the parcel once it was sent', () => {
    expect(received().delivery.rows.map(({ value }) => value)).toContain('林小满');
    expect(orderPage({ ...answerOf(orderIn('settled')), delivery: null }, T0).delivery.rows).toEqual([]);
    expect(pageOf(orderIn('accepted')).shipment.rows).toEqual([]);
    const { shipment } = pageOf(orderIn('shipped', { deliveredAt: T0 }));
    expect(shipment.rows.map(({ value, copied }) => [value, copied])).toEqual([
      ['顺丰速运', false],
      ['SF1', true],
      ['2026-03-02 10:00', false],
      ['2026-03-01 10:00', false],
    ]);
  });

  it('keeps the evidence that the buyer agreed', () => {
    const consent = received().evidence.rows.find(({ value }) => value.includes('第 1 版'));
    expect(consent?.note).toBe('2026-03-01 10:00');
  });
});

describe('the money of an order', () => {
  const rowsOf = (order: Order) =>
    pageOf(order).money.rows.map(({ label, value, note }) => [label, value, note]);

  it('says what is owed in the words of the server', () => {
    expect(received().money.owed).toBe('将于 2026-03-11 10:00 支付 ¥168.00');
    expect(pageOf(orderIn('settled')).money.owed).toBe('');
  });

  it('says what was lowered, and why', () => {
    const order = orderIn('received', { payableFen: 9_000 });
    const by = { role: 'operator', id: 'S001' } as const;
    const history = [
      ...order.history,
      { type: 'lowered', at: T0, by, payableFen: 9_000, reason: '有划痕' } as const,
    ];
    expect(rowsOf({ ...order, history })).toEqual([
      ['下单时的金额', '¥168.00', ''],
      ['现在应付', '¥90.00', '商家减少金额的原因：有划痕'],
      ['自动扣款', '已打开', ''],
    ]);
    expect(rowsOf({ ...order, payableFen: 0 })[1]).toEqual(['现在应付', '无需付款', '']);
  });

  it('says whether the charge is automatic, and what is being collected', () => {
    expect(rowsOf(orderIn('received', { autoCharge: false }))[1]).toEqual([
      '自动扣款',
      '已关闭，由您自己付款',
      '',
    ]);
    expect(rowsOf(orderIn('settling'))[1]).toEqual(['微信支付正在收取', '¥168.00', '']);
  });

  it('says what was paid and what went back, each with its time', () => {
    const refunds = [aRefund(), aRefund({ amountFen: 1, stage: 'abnormal' })];
    expect(rowsOf(orderIn('settled', { payment: aPayment(), refunds }))).toEqual([
      ['下单时的金额', '¥168.00', ''],
      ['已付', '¥168.00', '2026-03-01 10:00'],
      ['退款', '¥68.00', '2026-03-01 10:00 已原路退回'],
      ['退款', '¥0.01', '2026-03-01 10:00 没能到账，需要商家处理'],
    ]);
  });
});
