import { describe, expect, it } from 'vitest';
import { confirmAgainView } from './confirmAgain';

describe('a second confirmation', () => {
  it('says what is ordered and why it must be repeated, each cause in a sentence', () => {
    const view = confirmAgainView({
      causes: ['AMOUNT', 'QUANTITY', 'COUNT'],
      amountFen: 84_000,
      quantity: 12,
      orders: 6,
    });
    expect(view.order).toBe('这笔订单：共 12 件，¥840.00。');
    expect(view.reasons).toHaveLength(4);
    expect(view.reasons[2]).toContain('第 6 笔');
    expect(view.reasons[3]).toContain('再填一遍');
  });
});
