import { describe, expect, it } from 'vitest';
import type { OrderEvent } from '../../../cloudfunctions/shared/domain/order/events.ts';
import type { Order } from '../../../cloudfunctions/shared/domain/order/order.ts';
import { ORDER_STATES } from '../../../cloudfunctions/shared/domain/order/states.ts';
import { merchantAnswerOf } from '../../../cloudfunctions/shared/testing/answers.ts';
import { anAssessment, aPayment, aRefund, T0 } from '../../../cloudfunctions/shared/testing/builders.ts';
import { BY_BUYER, BY_OPERATOR, happened, orderIn } from '../../../cloudfunctions/shared/testing/lives.ts';
import { EVENTS } from '../../copy/timeline';
import { ATTENTION } from '../copy/attention';
import { historyLines } from './history';
import { orderPage } from './order';

const page = (order: Order) => orderPage(merchantAnswerOf(order));
const rows = (order: Order) =>
  page(order).money.rows.map(({ label, value, note }) => [label, value, note].filter(Boolean).join(' | '));

describe('an order’s page, for the merchant', () => {
  it.each(ORDER_STATES)('of state %s has everything in words', (state) => {
    const shown = page(orderIn(state));
    expect(JSON.stringify(shown)).not.toMatch(/undefined|null null|NaN/);
    expect(shown.history.length).toBeGreaterThan(0);
  });

  it('says what needs attention, what to do about it, and since when', () => {
    const attention = (Object.keys(ATTENTION) as (keyof typeof ATTENTION)[]).map((code) => ({
      code,
      at: T0,
    }));
    const shown = page(orderIn('settled', { attention })).attention;
    expect(shown).toHaveLength(attention.length);
    for (const { title, todo, at } of shown) expect([title, todo, at].every(Boolean)).toBe(true);
  });

  it('shows the money: agreed, lowered and why, collected and since when it is late', () => {
    const lowered = happened(orderIn('received'), {
      type: 'lowered',
      at: T0,
      by: BY_OPERATOR,
      payableFen: 12_000,
      reason: '有划痕',
    });
    expect(rows(lowered).slice(0, 2)).toEqual(['下单金额 | ¥168.00', '应收 | ¥120.00 | 调低的原因：有划痕']);
    expect(rows(orderIn('overdue'))).toContain('微信支付正在收取 | ¥168.00');
    expect(rows(orderIn('overdue'))).toContain('逾期起算 | 2026-03-14 10:00');
  });

  it('shows what was paid, another way too, and each refund with how far it is', () => {
    const refunds = [aRefund(), aRefund({ stage: 'abnormal', amountFen: 100 })];
    const paid = rows(orderIn('settled', { payment: aPayment({ transactionId: null }), refunds }));
    expect(paid).toContain('已收 | ¥168.00 | 2026-03-01 10:00 不是通过微信支付分付的');
    expect(paid.filter((one) => one.startsWith('退款'))).toEqual([
      '退款 | ¥68.00 | 2026-03-01 10:00 已原路退回',
      expect.stringMatching(/^退款 \| ¥1\.00 \| .*没能到账/),
    ]);
  });

  it('explains the assessment: points with their sign, and what a review set aside', () => {
    const assessment = anAssessment({
      decision: 'rejected',
      points: 45,
      factors: [
        { code: 'BASE', points: 60 },
        { code: 'SETTLED_LATE', points: -15 },
        { code: 'NEW_ADDRESS', points: 0 },
      ],
      waived: ['TOO_MANY_RUNNING'],
    });
    const shown = page(orderIn('rejected', { assessment })).assessment;
    expect(shown).toMatchObject({ summary: '未通过，共 45 分', policy: '按政策第 1 版' });
    expect(shown?.factors.map(({ points }) => points)).toEqual(['+60', '-15', '0']);
    expect(shown?.waived).toHaveLength(1);
  });

  it('says why an order was refused, and that no points were given where they did not matter', () => {
    const refused = page(orderIn('rejected'));
    expect(refused.reasons).toEqual(['本单金额超过了您当前的可用额度。']);
    expect(refused.assessment?.summary).toBe('未通过，没有进入打分');
    expect([refused.amount, refused.counts]).toEqual(['下单 ¥168.00', false]);
    expect(rows(orderIn('rejected'))).toEqual(['下单金额 | ¥168.00']);
  });

  it('says what comes by itself, in the merchant’s words', () => {
    expect(page(orderIn('accepted')).coming).toEqual(['3月8日 周日 11:00 前没有发货，订单自动取消']);
    expect(page(orderIn('received')).coming).toContain('3月11日 周三 10:00 自动扣款 ¥168.00');
  });

  it('copies where the goods go in one line; nothing once the buyer has had it removed', () => {
    expect(page(orderIn('accepted')).deliveryText).toBe('林小满 13800000000 福建省泉州市丰泽区东海街 1 号');
    const removed = { ...merchantAnswerOf(orderIn('accepted')), delivery: null };
    expect(orderPage(removed)).toMatchObject({ deliveryText: '', delivery: { rows: [] } });
  });

  it('shows of a claim what is asked, why, and what would be left to pay', () => {
    const requested: OrderEvent = {
      type: 'claimRequested',
      at: T0,
      by: BY_BUYER,
      kind: 'problem',
      amountFen: 6_800,
      payableFen: 16_800,
      items: null,
      reason: '壶盖碎了',
      deadline: new Date('2026-03-03T02:00:00Z'),
    };
    const { claim } = page(happened(orderIn('settling'), requested));
    expect(claim).toMatchObject({
      title: '商品有问题 ¥68.00：等您答复',
      warning: expect.stringContaining('仍可能扣款成功'),
    });
    expect(claim?.rows.map(({ value }) => value)).toEqual([
      '少付 ¥68.00',
      '壶盖碎了',
      '3月1日 周日 10:00',
      '¥100.00',
    ]);
  });

  it('says who kept a refusal, and what he wrote', () => {
    const asked = happened(orderIn('rejected'), { type: 'reviewAsked', at: T0, by: BY_BUYER, note: '' });
    expect(page(asked).review).toMatchObject({ title: '买家请您再看一次', rows: [{ value: '没有写' }] });
    const kept = happened(asked, {
      type: 'reviewAnswered',
      at: T0,
      by: BY_OPERATOR,
      approved: false,
      note: '金额太大',
    });
    expect(page(kept).review).toMatchObject({ title: '已维持原来的结果', rows: [{ value: '金额太大' }] });
  });
});

describe('the history', () => {
  type Entry = Parameters<typeof historyLines>[0]['history'][number];
  const entry = (changes: Partial<Entry>): Entry => ({
    type: 'created',
    at: T0.toISOString(),
    role: 'buyer',
    staffNo: null,
    amountFen: null,
    note: '',
    ...changes,
  });
  const line = (changes: Partial<Entry>) =>
    historyLines({ channel: 'wechatpay', history: [entry(changes)] })[0];

  it('has the last first, with who, when, and the money', () => {
    const [last, first] = historyLines(merchantAnswerOf(orderIn('shipped'))).filter((_, index, all) =>
      [0, all.length - 1].includes(index),
    );
    expect(last).toEqual({
      key: 3,
      what: '已发货',
      who: '商家 工号 S001',
      at: '2026-03-02 10:00',
      amount: '',
      note: '顺丰速运 SF1',
    });
    expect(first).toMatchObject({ who: '买家', amount: '¥168.00' });
  });

  it.each(Object.keys(EVENTS))('has words for %s, whoever did it', (type) => {
    for (const role of ['buyer', 'operator', 'timer', 'channel']) {
      expect(line({ type, role })?.what).toMatch(/\p{Script=Han}/u);
    }
  });

  it('shows what it does not know yet by its name', () => {
    expect(line({ type: 'teleported' })?.what).toBe('其他（teleported）');
  });

  it('says codes in words where it has some, and leaves what people wrote alone', () => {
    expect(line({ type: 'chargeRefused', note: 'NOTICE_VOID' })?.note).toBe('提醒已过期，要重新提醒');
    expect(line({ type: 'refundFailed', note: 'NOTENOUGH' })?.note).toBe('原因代码 NOTENOUGH');
    expect(line({ type: 'cancelled', note: '不想要了' })?.note).toBe('不想要了');
    expect(line({ type: 'cancelled', note: 'toString' })?.note).toBe('toString');
    expect(line({ type: 'delivered', note: 'SF123' })?.note).toBe('SF123');
  });
});
