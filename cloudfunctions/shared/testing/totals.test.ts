import { describe, expect, it } from 'vitest';
import { totalsOf } from './totals.ts';

const at = (iso: string) => new Date(`2026-03-${iso}Z`);
const documents = [
  { _id: 'a', kind: 'x', amount: 1, times: { first: at('10T15:59:59'), second: null } },
  { _id: 'b', kind: 'x', amount: 2, times: { first: at('10T16:00:00'), second: at('12T00:00:00') } },
  { _id: 'c', kind: 'y', amount: 4, parts: [{ size: 10 }, { size: 20 }, { size: 30 }] },
  { _id: 'd', kind: 'y', parts: [{ size: 5 }] },
];

describe('totals in memory', () => {
  it('of everything are one, and of nothing none', () => {
    const all = { groupBy: null, sum: 'amount' };
    expect(totalsOf(documents, { ...all, filter: {} })).toEqual([{ key: null, documents: 4, sum: 7 }]);
    expect(totalsOf(documents, { ...all, filter: { kind: 'z' } })).toEqual([]);
  });

  it('are one for each value', () => {
    expect(totalsOf(documents, { filter: {}, groupBy: 'kind', sum: 'amount' })).toEqual([
      { key: 'x', documents: 2, sum: 3 },
      { key: 'y', documents: 2, sum: 4 },
    ]);
  });

  it('are one for each day of the first time that is there', () => {
    const groupBy = { dayOf: ['times.second', 'times.first'], utcOffsetHours: 8 } as const;
    expect(totalsOf(documents, { filter: { kind: 'x' }, groupBy, sum: 'amount' })).toEqual([
      { key: '2026-03-10', documents: 1, sum: 1 },
      { key: '2026-03-12', documents: 1, sum: 2 },
    ]);
  });

  it('of elements take those that meet the filter, and count each document once', () => {
    const filter = { 'parts.size': { $gte: 20 } };
    expect(totalsOf(documents, { filter, each: 'parts', groupBy: 'kind', sum: 'parts.size' })).toEqual([
      { key: 'y', documents: 1, sum: 50 },
    ]);
  });
});
