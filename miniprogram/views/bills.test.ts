import { describe, expect, it } from 'vitest';
import type { Order } from '../../cloudfunctions/shared/domain/order/order.ts';
import { answerOf } from '../../cloudfunctions/shared/testing/answers.ts';
import { aPayment, aRefund, later, T0 } from '../../cloudfunctions/shared/testing/builders.ts';
import { BY_BUYER, CHARGE_AT, happened, orderIn } from '../../cloudfunctions/shared/testing/lives.ts';
import { openBills, paidBill } from './bills';

const DAY_MS = 86_400_000;

const answers = (orders: readonly Order[]) => orders.map((order) => answerOf(order));
const billsOf = (...orders: readonly Order[]) => openBills(answers(orders), T0);
const linesOf = (...orders: readonly Order[]) => billsOf(...orders).summary.lines;
const ids = (bills: readonly { readonly orderId: string }[]) => bills.map(({ orderId }) => orderId);

function disputed(order: Order): Order {
  const deadline = later(T0, DAY_MS);
  const wish = { kind: 'problem', amountFen: 100, payableFen: order.payableFen, items: null } as const;
  const claim = {
    type: 'claimRequested',
    at: T0,
    by: BY_BUYER,
    reason: '有破损',
    deadline,
    ...wish,
  } as const;
  return happened(order, claim);
}

describe('what a buyer has to pay', () => {
  const overdue = orderIn('overdue', { _id: 'overdue', payableFen: 101 });
  const settling = orderIn('settling', { _id: 'settling', payableFen: 20 });
  const soon = orderIn('received', { _id: 'soon', payableFen: 3_000 });
  const late = later(CHARGE_AT, 3 * DAY_MS);
  const byTap = orderIn('received', { _id: 'byTap', payableFen: 40_000, payBy: late, autoCharge: false });
  const shipped = orderIn('shipped', { _id: 'shipped' });
  const accepted = orderIn('accepted', { _id: 'accepted' });

  it('is what is late first, then what is due next, and apart from it what is not due yet', () => {
    const bills = billsOf(shipped, byTap, soon, accepted, overdue, settling);
    expect(ids(bills.overdue)).toEqual(['overdue']);
    expect(ids(bills.due)).toEqual(['settling', 'soon', 'byTap']);
    expect(ids(bills.later)).toEqual(['shipped', 'accepted']);
    expect(bills.later[0]?.words[0]).toMatch(/第 7 天支付 ¥168\.00$/);
  });

  it('adds up to the fen, without what is not due yet', () => {
    const { summary } = billsOf(shipped, byTap, soon, accepted, overdue, settling);
    expect(summary).toMatchObject({ total: '¥431.21', spoken: '431元2角1分', late: true });
    expect(summary.lines).toEqual([
      '4 笔订单',
      '其中 ¥1.01 已过付款时间，请尽快付清',
      '最近一笔：3月11日 周三 10:00 自动扣款 ¥30.00',
    ]);
  });

  it('says until when the buyer pays by a tap', () => {
    expect(linesOf(byTap)).toEqual(['1 笔订单', '最近一笔：请在 3月14日 周六 10:00 前支付 ¥400.00']);
  });

  it('names no day for what is in dispute', () => {
    expect(linesOf(disputed(soon))).toEqual(['1 笔订单', '其中 ¥30.00 在退货或售后处理中']);
    expect(linesOf(disputed(soon), byTap).at(-1)).toContain('3月14日');
  });

  it('presses nobody to pay what is in dispute, however late it is', () => {
    const bills = billsOf(disputed(overdue), soon);
    expect(ids(bills.overdue)).toEqual([]);
    expect(ids(bills.due)).toEqual(['soon', 'overdue']);
    expect([bills.summary.late, ...bills.due.map(({ late }) => late)]).toEqual([false, false, false]);
    expect(bills.summary.lines).not.toContainEqual(expect.stringContaining('尽快付清'));
  });

  it('leaves out what nothing is to be paid for', () => {
    const bills = billsOf(orderIn('received', { payableFen: 0 }));
    expect([bills.due, bills.summary.total]).toEqual([[], '']);
    expect(bills.summary.lines).toEqual(['现在没有要付的钱']);
  });

  it('is late in the very words of the server', () => {
    const reminded = orderIn('overdue', { reminders: { count: 1, lastAt: T0 } });
    const [bill] = billsOf(reminded).overdue;
    expect(bill).toMatchObject({ late: true, words: [answerOf(reminded).reminder?.text] });
  });
});

describe('what a buyer has paid', () => {
  it('stands there with its day, and with what went back', () => {
    const order = orderIn('settled', { payment: aPayment({ paidFen: 16_800 }), refunds: [aRefund()] });
    expect(paidBill(answerOf(order), T0)).toMatchObject({
      amount: '¥168.00',
      words: ['3月1日 周日 付清', '退款 ¥68.00，已原路退回'],
      spoken: '白瓷茶具。168元。3月1日 周日 付清。退款 ¥68.00，已原路退回',
    });
  });
});
