import { describe, expect, it } from 'vitest';
import type { OrderEvent } from '../../cloudfunctions/shared/domain/order/events.ts';
import { noticeByPayNow } from '../../cloudfunctions/shared/domain/order/notice.ts';
import type { Order } from '../../cloudfunctions/shared/domain/order/order.ts';
import { answerOf } from '../../cloudfunctions/shared/testing/answers.ts';
import { aLine, later, ORDER, T0 } from '../../cloudfunctions/shared/testing/builders.ts';
import {
  BY_BUYER,
  BY_CHANNEL,
  BY_OPERATOR,
  BY_TIMER,
  CHARGE_AT,
  happened,
  orderIn,
} from '../../cloudfunctions/shared/testing/lives.ts';
import { noticeRows } from './notices';

const DAY_MS = 86_400_000;
const rowsOf = (...orders: Order[]) =>
  noticeRows(
    orders.map((order) => answerOf(order)),
    T0,
  );
const titlesOf = (...orders: Order[]) => rowsOf(...orders).map(({ title }) => title);

describe('the notice before a charge', () => {
  it('stands in the server’s own words, and leads to its order', () => {
    const order = orderIn('received');
    expect(rowsOf(order)).toEqual([
      {
        key: expect.any(String),
        orderId: ORDER,
        title: '扣款提醒',
        text: order.notice?.text,
        goods: '白瓷茶具',
        at: order.notice?.at.toISOString(),
        time: '2026-03-07 10:00',
        current: true,
      },
    ]);
  });

  it.each<[string, Order]>([
    ['once it is paid', orderIn('settled')],
    ['while the channel collects', orderIn('settling')],
    ['for another amount', orderIn('received', { payableFen: 10_000 })],
    ['for another day', orderIn('received', { chargeAt: later(CHARGE_AT, DAY_MS) })],
    ['once the automatic charge is off', orderIn('received', { autoCharge: false })],
  ])('has passed %s', (_when, order) => {
    expect(rowsOf(order)).toMatchObject([{ title: '扣款提醒', current: false }]);
  });

  it('is none where the buyer tapped 立即支付 himself', () => {
    expect(rowsOf(orderIn('settling', { notice: noticeByPayNow(16_800, T0) }))).toEqual([]);
  });
});

it('what must be paid now is told in the server’s own words', () => {
  const order = orderIn('overdue', { notice: null, reminders: { count: 1, lastAt: T0 } });
  const text = answerOf(order).reminder?.text;
  expect(rowsOf(order)).toMatchObject([{ title: '付款提醒', text, current: true }]);
});

describe('the question whether the parcel has come', () => {
  const asked = happened(orderIn('shipped'), {
    type: 'receiptAsked',
    at: later(T0, 5 * DAY_MS),
    by: BY_TIMER,
  });

  it('waits for an answer', () => {
    expect(rowsOf(asked)).toMatchObject([{ title: '请确认是否收到包裹', current: true }]);
  });

  it('has passed once the buyer has confirmed', () => {
    const received = happened(asked, { type: 'received', at: CHARGE_AT, by: BY_BUYER, chargeAt: CHARGE_AT });
    expect(rowsOf(received)).toMatchObject([{ title: '请确认是否收到包裹', current: false }]);
  });
});

describe('a return', () => {
  const requested = happened(orderIn('shipped'), {
    type: 'claimRequested',
    at: T0,
    by: BY_BUYER,
    kind: 'return',
    amountFen: 16_800,
    payableFen: 16_800,
    items: null,
    reason: '不想要了',
    deadline: later(T0, 2 * DAY_MS),
  });
  const agreed = happened(requested, {
    type: 'claimAgreed',
    at: later(T0, DAY_MS),
    by: BY_OPERATOR,
    note: '同意',
    deadline: later(T0, 8 * DAY_MS),
  });
  const goesOn = { chargeAt: null, dueAt: null, payBy: null };

  it('that waits for the merchant tells nothing yet', () => {
    expect(rowsOf(requested)).toEqual([]);
  });

  it('that is agreed to says until when the goods are to be sent back', () => {
    expect(rowsOf(agreed)).toMatchObject([
      { title: '请寄回商品', text: expect.stringContaining('请在 3月9日 周一 10:00 前寄回'), current: true },
    ]);
  });

  it.each<[string, OrderEvent, Order, string, string]>([
    [
      'is refused',
      { type: 'claimRefused', at: T0, by: BY_OPERATOR, reason: '已拆封', ...goesOn },
      requested,
      '商家没有同意售后申请',
      '商家说：已拆封',
    ],
    [
      'has lapsed',
      { type: 'claimLapsed', at: T0, by: BY_TIMER, ...goesOn },
      agreed,
      '售后申请已自动结束',
      '没有按时寄回商品',
    ],
    [
      'is done',
      { type: 'claimDone', at: T0, by: BY_OPERATOR, payableFen: 0, note: '', ...goesOn },
      agreed,
      '售后已完成',
      '这笔订单不用再付款。',
    ],
    [
      'is done in part',
      { type: 'claimDone', at: T0, by: BY_OPERATOR, payableFen: 10_000, note: '', ...goesOn },
      agreed,
      '售后已完成',
      '¥100.00',
    ],
  ])('that %s says what that means', (_how, event, order, title, text) => {
    const rows = rowsOf(happened(order, event));
    expect(rows).toMatchObject([{ title, text: expect.stringContaining(text) }]);
  });
});

describe('a refund', () => {
  const paid = orderIn('settled', { notice: null });
  const asked = happened(paid, {
    type: 'refundRequested',
    at: later(T0, 20 * DAY_MS),
    by: BY_TIMER,
    refundNo: 'r1',
    amountFen: 3_005,
  });

  it('is told when it is on its way, and when it has come', () => {
    expect(rowsOf(asked)).toMatchObject([
      { title: '正在退款', text: expect.stringContaining('¥30.05'), time: '2026-03-21 10:00' },
    ]);
    const refunded = happened(asked, {
      type: 'refunded',
      at: later(T0, 21 * DAY_MS),
      by: BY_CHANNEL,
      refundNo: 'r1',
      channelRefundId: 'c1',
      amountFen: 3_005,
    });
    expect(rowsOf(refunded)).toMatchObject([{ title: '退款已到账', time: '2026-03-22 10:00' }]);
  });

  it('that does not arrive says so', () => {
    const failed = happened(asked, {
      type: 'refundFailed',
      at: later(T0, 21 * DAY_MS),
      by: BY_CHANNEL,
      refundNo: 'r1',
      code: 'CODE',
    });
    expect(rowsOf(failed)).toMatchObject([{ title: '退款没有到账' }]);
  });
});

describe('a review', () => {
  const asked = happened(orderIn('rejected'), { type: 'reviewAsked', at: T0, by: BY_BUYER, note: '' });

  it.each([
    [true, '人工复核通过', '您可以再下一次单。商家说：老顾客'],
    [false, '人工复核结果', '商家说：老顾客您可以换别的方式付款。'],
  ])('that was answered (%s) is told with what the merchant said', (approved, title, text) => {
    const answered = happened(asked, {
      type: 'reviewAnswered',
      at: T0,
      by: BY_OPERATOR,
      approved,
      note: '老顾客',
    });
    expect(rowsOf(answered)).toMatchObject([{ title, text: expect.stringContaining(text) }]);
  });

  it('that was not answered yet tells nothing', () => {
    expect(rowsOf(asked)).toEqual([]);
  });
});

describe('all notices', () => {
  it('stand with the newest first, whatever order they are about', () => {
    const asked = happened(orderIn('shipped', { _id: 'b'.repeat(32) }), {
      type: 'receiptAsked',
      at: later(T0, 5 * DAY_MS),
      by: BY_TIMER,
    });
    expect(titlesOf(asked, orderIn('received'))).toEqual(['扣款提醒', '请确认是否收到包裹']);
    expect(titlesOf(orderIn('received'), asked)).toEqual(['扣款提醒', '请确认是否收到包裹']);
  });

  it('can be told apart', () => {
    const twice = [orderIn('received'), orderIn('received', { _id: 'b'.repeat(32) })];
    expect(new Set(rowsOf(...twice).map(({ key }) => key)).size).toBe(2);
  });

  it('name the goods', () => {
    const lines = ['a', 'b'].map((productId) => aLine({ productId }));
    expect(rowsOf(orderIn('received', { lines }))[0]?.goods).toBe('白瓷茶具等 2 种商品');
  });
});
