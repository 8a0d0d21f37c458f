import { describe, expect, it } from 'vitest';
import { isEnded, ORDER_STATES } from '../../cloudfunctions/shared/domain/order/states.ts';
import { isTab, statesIn, TABS } from './orderTabs';

describe('the tabs of 我的订单', () => {
  it('show every state in exactly one of them, beside 全部', () => {
    const shown = TABS.filter(({ value }) => value !== 'all').flatMap(({ value }) => statesIn(value).states);
    expect(shown.toSorted()).toEqual(ORDER_STATES.toSorted());
  });

  it('keep what has ended apart from what goes on', () => {
    expect(statesIn('ended').states?.toSorted()).toEqual(ORDER_STATES.filter(isEnded).toSorted());
  });

  it('ask for all orders without naming their states', () => {
    expect(statesIn('all')).toEqual({});
  });

  it('are known by name', () => {
    expect(isTab('toPay')).toBe(true);
    expect(isTab('somewhere')).toBe(false);
  });
});
