import { describe, expect, it } from 'vitest';
import { EVENT_RULES } from '../../cloudfunctions/shared/domain/order/rules.ts';
import { T0 } from '../../cloudfunctions/shared/testing/builders.ts';
import { EVENTS } from '../copy/timeline';
import { happenedTo } from './orderTimeline';

const entry = (type: string, role: string) => ({ type, role, at: T0.toISOString() });
const wordsOf = (type: string, role: string) => happenedTo({ timeline: [entry(type, role)] })[0]?.words;

describe('what happened to an order', () => {
  it.each(Object.keys(EVENT_RULES))('has words for %s, or says nothing to the buyer on purpose', (type) => {
    const { buyer } = EVENTS[type as keyof typeof EVENTS];
    expect(wordsOf(type, 'nobody')).toBe(
      buyer === null ? undefined : typeof buyer === 'string' ? buyer : buyer.otherwise,
    );
  });

  it('differs by who did it', () => {
    expect(wordsOf('received', 'buyer')).toBe('您确认收货');
    expect(wordsOf('received', 'timer')).toBe('到期自动确认收货');
  });

  it('leaves out what this version does not know', () => {
    expect(wordsOf('somethingNew', 'buyer')).toBeUndefined();
    expect(wordsOf('toString', 'buyer')).toBeUndefined();
  });

  it('stands in the order in which it happened, with its time', () => {
    const timeline = [
      entry('created', 'buyer'),
      entry('withdrawRequested', 'timer'),
      entry('overdue', 'timer'),
    ];
    expect(happenedTo({ timeline })).toEqual([
      { words: '您提交了订单', at: '2026-03-01 10:00' },
      { words: '已过付款时间', at: '2026-03-01 10:00' },
    ]);
  });
});
