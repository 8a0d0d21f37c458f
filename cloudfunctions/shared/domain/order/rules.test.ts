import { describe, expect, it } from 'vitest';
import { checkEventRules, EVENT_RULES } from './rules.ts';
import { isEnded, ORDER_STATES } from './states.ts';

const rules = Object.entries(EVENT_RULES);

describe('the rules of events', () => {
  it('take only edges that the table has', () => {
    expect(() => checkEventRules(EVENT_RULES)).not.toThrow();
  });

  it('are refused if one takes an edge that the table does not have', () => {
    const shortcut = { from: ['created'], to: 'shipped', guards: [] } as const;
    expect(() => checkEventRules({ shortcut })).toThrow(
      'the event shortcut takes the edge created → shipped',
    );
  });

  it('are refused if only one of several edges is missing', () => {
    const late = { from: ['accepted', 'settled'], to: 'cancelled', guards: [] } as const;
    expect(() => checkEventRules({ late })).toThrow('settled → cancelled');
  });

  it('may leave the state as it is', () => {
    const stays = { from: ['settled'], to: null, guards: [] } as const;
    const repeats = { from: ['settling'], to: 'settling', guards: [] } as const;
    expect(() => checkEventRules({ stays, repeats })).not.toThrow();
  });

  it('let an ended order end only once', () => {
    for (const [event, rule] of rules) {
      if (rule.from.some(isEnded)) expect([event, rule.to]).toEqual([event, null]);
    }
  });

  it('have a way into every state', () => {
    const entered = new Set(rules.map(([, rule]) => rule.to));
    expect(ORDER_STATES.filter((state) => !entered.has(state))).toEqual([]);
  });

  it('may spare a state that would otherwise take an edge that the table does not have', () => {
    const late = { from: ['received', 'overdue'], to: 'settling', guards: [] } as const;
    expect(() => checkEventRules({ late })).toThrow('overdue → settling');
    expect(() => checkEventRules({ late: { ...late, keeps: ['overdue'] } })).not.toThrow();
  });

  it.each([
    'shipped',
    'received',
    'noticed',
    'chargeRequested',
    'overdue',
    'receiptAsked',
    'reminded',
  ] as const)('stop %s while the order is frozen', (event) => {
    expect(EVENT_RULES[event].guards.map((guard) => guard.code)).toContain('ORDER_FROZEN');
  });

  it.each(['approved', 'cancelRequested', 'shipped', 'received', 'chargeRequested'] as const)(
    'stop %s while a call to the channel is open',
    (event) => {
      expect(EVENT_RULES[event].guards.map((guard) => guard.code)).toContain('CHANNEL_CALL_OPEN');
    },
  );

  it.each([
    'accepted',
    'rejected',
    'cancelled',
    'cancelRefused',
    'chargeRefused',
    'collecting',
    'settled',
  ] as const)('never stop %s, which is an outcome of an open call', (event) => {
    expect(EVENT_RULES[event].guards).toEqual([]);
  });
});
