import { describe, expect, it } from 'vitest';
import { aPolicy, someFacts } from '../../cloudfunctions/shared/testing/builders.ts';
import { explain } from './explain.ts';

const policy = aPolicy({
  limits: { growPerOrderInTimeFen: 10_000, shrinkPerOverduePercent: 20 },
  secondConfirmation: { fromAmountFen: 16_800, fromQuantity: 2 },
});

describe('an explanation', () => {
  it('tells decision, points with words, second confirmation and what becomes of the limit', () => {
    const text = explain(someFacts({ settledInTime: 3, settledLate: 1, quantity: 2 }), policy);
    expect(text.split('\n')).toEqual([
      '¥168.00 under version 1 of the policy: approved',
      '',
      '65 points, 60 are needed',
      '    +60  BASE               每单的起点。',
      '    +15  SETTLED_IN_TIME    在本店按时付清的订单。',
      '    -10  SETTLED_LATE       在本店逾期后才付清的订单。',
      '      0  RETURNED           收货后退回、没有付款的订单。',
      '      0  FIRST_ORDER_LARGE  首单金额占额度的比例较大。',
      '      0  NEW_ADDRESS        收货地址与以往订单不同。',
      '',
      'second confirmation: needed, because of the amount and the number of pieces',
      'limit: ¥1000.00; ¥1100.00 once this order is settled in time, ¥800.00 if it becomes overdue',
    ]);
  });

  it('tells every reason of a refusal, and that points did not matter', () => {
    const text = explain(someFacts({ overdueOrders: 1, availableFen: 0 }), policy);
    expect(text).toContain(': rejected');
    expect(text).toMatch(
      /refused because\n {2}OVERDUE_NOW +您有订单过了付款时间.*\n {2}LIMIT_EXCEEDED +本单/,
    );
    expect(text).toContain('do not count');
    expect(text).toContain('not asked for');
  });

  it('tells what an approved review has set aside', () => {
    const text = explain(someFacts({ availableFen: 0, allowanceFen: 16_800 }), policy);
    expect(text).toMatch(/: approved[\s\S]*set aside by an approved review\n {2}LIMIT_EXCEEDED/);
  });

  it('has nothing to count where there is no account', () => {
    const text = explain(someFacts({ account: 'none', amountFen: 1, limitFen: 0, availableFen: 0 }), policy);
    expect(text).toContain('ACCOUNT_NOT_OPEN');
    expect(text).not.toContain('points');
    expect(text).toContain('limit: ¥1000.00 once the account is opened');
    expect(text).toContain('second confirmation: not needed');
  });
});
