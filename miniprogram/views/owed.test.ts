import { describe, expect, it } from 'vitest';
import type { Order } from '../../cloudfunctions/shared/domain/order/order.ts';
import { accountAnswer, holding } from '../../cloudfunctions/shared/testing/accountAnswers.ts';
import { anAccount, later, T0 } from '../../cloudfunctions/shared/testing/builders.ts';
import { orderIn } from '../../cloudfunctions/shared/testing/lives.ts';
import { owedLines, sumFen } from './owed';

const DAY_MS = 86_400_000;
const id = (digit: number) => String(digit).repeat(32);

async function linesOf(...orders: Order[]) {
  const account = anAccount(holding(...orders));
  return owedLines((await accountAnswer({ account, orders })).account.owed, T0);
}

const frozen = { freeze: { since: T0, cause: 'return' } } as const;
const byHand = { autoCharge: false, payBy: later(T0, 12 * DAY_MS) };

describe('what is owed', () => {
  it.each<[string, Order, string]>([
    ['an order that is not received', orderIn('shipped'), '确认收货后第 7 天扣款'],
    ['an automatic charge', orderIn('received'), '3月11日 周三 10:00 自动扣款'],
    ['a payment by a tap', orderIn('received', byHand), '请在 3月13日 周五 10:00 前点「立即支付」付清'],
    ['a frozen order', orderIn('received', frozen), '售后处理中，暂停扣款'],
    ['a frozen order that is late', orderIn('overdue', frozen), '售后处理中，暂停扣款'],
    ['a collection', orderIn('settling'), '正在扣款，请留好余额'],
    ['a late order', orderIn('overdue'), '已过付款时间，请尽快付清'],
  ])('of %s stands with its day, or the rule that gives it', async (_what, order, when) => {
    expect(await linesOf(order)).toMatchObject([{ amount: '¥168.00', when }]);
  });

  it('begins with what is due first; what has no day comes last', async () => {
    const lines = await linesOf(
      orderIn('shipped', { _id: id(1) }),
      orderIn('received', { _id: id(2), ...frozen }),
      orderIn('received', { _id: id(3), chargeAt: later(T0, 11 * DAY_MS) }),
      orderIn('received', { _id: id(4), ...byHand }),
      orderIn('received', { _id: id(5) }),
      orderIn('overdue', { _id: id(6), dueAt: later(T0, -DAY_MS) }),
    );
    expect(lines.map(({ orderId }) => orderId)).toEqual([6, 5, 3, 4, 1, 2].map(id));
    expect(lines.filter(({ late }) => late).map(({ orderId }) => orderId)).toEqual([id(6)]);
  });

  it('is what is payable, and nothing where nothing is', async () => {
    const lines = await linesOf(
      orderIn('shipped', { _id: id(1), payableFen: 15_005 }),
      orderIn('shipped', { _id: id(2), payableFen: 0 }),
    );
    expect(lines).toMatchObject([{ orderId: id(1), amount: '¥150.05' }]);
    expect(sumFen(lines)).toBe(15_005);
  });
});
