import { describe, expect, it } from 'vitest';
import type { Index } from './declared.ts';
import type { ObservedCollection } from './observed.ts';
import { planTables } from './planTables.ts';

const byA: Index = { name: 'by_a', unique: false, keys: [{ name: 'a', direction: '1' }] };
const byB: Index = { name: 'by_b', unique: true, keys: [{ name: 'b', direction: '-1' }] };
const id: Index = { name: '_id_', unique: true, keys: [{ name: '_id', direction: '1' }] };
const declared = [{ name: 'orders', indexes: [byA, byB] }];

function plan(
  there: Partial<ObservedCollection> | null,
  options: { others?: readonly string[]; replaceIndexes?: boolean } = {},
) {
  const closed = { name: 'orders', permission: 'ADMINONLY', indexes: [id, byA, byB] };
  const collections = there === null ? [] : [{ ...closed, ...there }];
  const observed = { collections, others: options.others ?? [] };
  return planTables(declared, observed, { replaceIndexes: options.replaceIndexes ?? false });
}

describe('the plan for the tables', () => {
  it('has nothing to do where all is as declared', () => {
    expect(plan({})).toEqual({ steps: [], drift: [] });
  });

  it('makes a collection that is not there, and closes it before it gets an index', () => {
    expect(plan(null)).toEqual({
      steps: [
        { kind: 'createCollection', collection: 'orders' },
        { kind: 'closeCollection', collection: 'orders', permission: null },
        { kind: 'createIndex', collection: 'orders', index: byA },
        { kind: 'createIndex', collection: 'orders', index: byB },
      ],
      drift: [],
    });
  });

  it('goes on where an earlier run was interrupted', () => {
    const { steps } = plan({ permission: 'PRIVATE', indexes: [id, byA] });
    expect(steps.map(({ kind }) => kind)).toEqual(['closeCollection', 'createIndex']);
  });

  it.each(['READONLY', 'PRIVATE', 'ADMINWRITE', 'CUSTOM', null])(
    'closes a collection that is %s',
    (permission) => {
      const step = { kind: 'closeCollection', collection: 'orders', permission };
      expect(plan({ permission })).toEqual({ steps: [step], drift: [] });
    },
  );

  it('tells of collections and indexes that are not declared, and leaves them', () => {
    const extra: Index = { name: 'by_hand', unique: false, keys: [{ name: 'c', direction: '1' }] };
    expect(plan({ indexes: [id, byA, byB, extra] }, { others: ['notes'] })).toEqual({
      steps: [],
      drift: [
        { kind: 'unknownCollection', collection: 'notes' },
        { kind: 'unknownIndex', collection: 'orders', current: extra },
      ],
    });
  });

  it('does not take the platform’s own indexes for somebody’s', () => {
    const openid: Index = { name: '_openid_1', unique: false, keys: [{ name: '_openid', direction: '1' }] };
    expect(plan({ indexes: [id, openid, byA, byB] }).drift).toEqual([]);
  });

  it.each<[string, Index]>([
    ['other keys', { ...byA, keys: [{ name: 'c', direction: '1' }] }],
    ['another direction', { ...byA, keys: [{ name: 'a', direction: '-1' }] }],
    ['one key more', { ...byA, keys: [...byA.keys, { name: 'c', direction: '1' }] }],
    ['another uniqueness', { ...byA, unique: true }],
    ['another uniqueness and name', { ...byA, name: 'a_1', unique: true }],
  ])('reports an index with %s, and replaces it only if asked to', (_what, current) => {
    const pair = { collection: 'orders', index: byA, current };
    const there = { indexes: [id, current, byB] };
    expect(plan(there)).toEqual({ steps: [], drift: [{ kind: 'differentIndex', ...pair }] });
    expect(plan(there, { replaceIndexes: true })).toEqual({
      steps: [{ kind: 'replaceIndex', ...pair }],
      drift: [],
    });
  });

  it('takes an index of another name that does the same: the database would not make a second one', () => {
    const current = { ...byA, name: 'a_1' };
    const drift = [{ kind: 'renamedIndex', collection: 'orders', index: byA, current }];
    for (const replaceIndexes of [false, true]) {
      expect(plan({ indexes: [id, current, byB] }, { replaceIndexes })).toEqual({ steps: [], drift });
    }
  });

  it('does not take for it one that is another declared index', () => {
    const mixed = { ...byA, name: 'by_b' };
    const { steps, drift } = plan({ indexes: [id, mixed] });
    expect(steps).toEqual([{ kind: 'createIndex', collection: 'orders', index: byA }]);
    expect(drift).toEqual([{ kind: 'differentIndex', collection: 'orders', index: byB, current: mixed }]);
  });
});
