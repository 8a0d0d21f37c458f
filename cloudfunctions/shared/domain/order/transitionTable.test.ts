import { describe, expect, it } from 'vitest';
import { CHANNEL_TRANSITIONS, isEnded, ORDER_STATES, TRANSITIONS, targetsOf } from './states.ts';
import { checkTransitions } from './transitionTable.ts';

describe('a table of transitions', () => {
  it('is refused if a target is no state', () => {
    expect(() => checkTransitions({ open: ['clsoed'], closed: [] }, 'open')).toThrow(
      'open goes to the unknown state clsoed',
    );
  });

  it('is refused if a target is only the name of an inherited property', () => {
    expect(() => checkTransitions({ open: ['toString'] }, 'open')).toThrow('toString');
  });

  it('is refused if a state cannot be reached', () => {
    expect(() => checkTransitions({ open: [], island: ['open'] }, 'open')).toThrow(
      'island cannot be reached from open',
    );
  });

  it('is refused if states only reach each other', () => {
    const table = { open: [], left: ['right'], right: ['left'] };
    expect(() => checkTransitions(table, 'open')).toThrow('left cannot be reached');
  });

  it('may have circles that can be reached', () => {
    expect(() => checkTransitions({ open: ['held'], held: ['open', 'held'] }, 'open')).not.toThrow();
  });
});

describe('the table of orders', () => {
  it('holds together', () => {
    expect(() => checkTransitions(TRANSITIONS, 'created')).not.toThrow();
  });

  it('still holds together with what the channel may do', () => {
    const all = Object.fromEntries(ORDER_STATES.map((state) => [state, targetsOf(state)]));
    expect(() => checkTransitions(all, 'created')).not.toThrow();
  });

  it('ends in exactly the states that cannot be left', () => {
    expect(ORDER_STATES.filter(isEnded)).toEqual([
      'settled',
      'rejected',
      'cancelled',
      'returned',
      'writtenOff',
    ]);
  });

  it('lets an ended order go nowhere, whatever the channel says', () => {
    for (const state of ORDER_STATES.filter(isEnded)) expect(targetsOf(state)).toEqual([]);
  });

  it('lets every running order be settled, by a step of ours or by the channel', () => {
    for (const state of ['approved', 'accepted', 'shipped', 'received', 'settling', 'overdue'] as const)
      expect(targetsOf(state)).toContain('settled');
  });

  it('never lets goods that were not shipped be charged by a step of ours', () => {
    for (const state of ['created', 'approved', 'accepted'] as const) {
      expect(TRANSITIONS[state]).not.toContain('settling');
      expect(TRANSITIONS[state]).not.toContain('settled');
    }
  });

  it('names no edge of the channel that steps of ours have too', () => {
    for (const [state, targets] of Object.entries(CHANNEL_TRANSITIONS)) {
      const ours: readonly string[] = TRANSITIONS[state as keyof typeof CHANNEL_TRANSITIONS];
      expect(targets.filter((target) => ours.includes(target))).toEqual([]);
    }
  });
});
