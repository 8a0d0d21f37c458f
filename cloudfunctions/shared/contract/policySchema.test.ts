import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import seeds from '../../../database/seed/policies.json' with { type: 'json' };
import { aPolicy } from '../testing/builders.ts';
import { policySchema } from './policySchema.ts';

type Section = 'limits' | 'assessment' | 'charge' | 'deadlines';

/** Each number of the policy and the bounds that it must stay in. */
const BOUNDS: readonly (readonly [Section, string, min: number, max: number])[] = [
  ['limits', 'openingFen', 0, 10_000_000],
  ['limits', 'maxOrderFen', 0, 10_000_000],
  ['limits', 'maxRunningOrders', 0, 100],
  ['limits', 'maxOverdueOrders', 1, 100],
  ['assessment', 'approveFromPoints', -1_000, 1_000],
  ['assessment', 'basePoints', -1_000, 1_000],
  ['assessment', 'perOrderSettledInTime', -1_000, 1_000],
  ['assessment', 'perOrderSettledLate', -1_000, 1_000],
  ['assessment', 'countedOrders', 0, 1_000],
  ['assessment', 'firstOrderLargePoints', -1_000, 1_000],
  ['assessment', 'firstOrderLargePercent', 0, 100],
  ['charge', 'afterReceiptDays', 1, 60],
  ['charge', 'noticeVoidAfterHours', 1, 72],
  ['charge', 'graceDays', 0, 30],
  ['deadlines', 'acceptHours', 1, 720],
  ['deadlines', 'shipDays', 1, 60],
  ['deadlines', 'askReceiptDays', 1, 60],
  ['deadlines', 'autoReceiptDays', 1, 60],
];

function valid(section: Section, field: string, value: unknown): boolean {
  const policy = aPolicy();
  return v.safeParse(policySchema, { ...policy, [section]: { ...policy[section], [field]: value } }).success;
}

describe('a policy document', () => {
  it.each(BOUNDS)('keeps %s.%s within %d and %d', (section, field, min, max) => {
    expect([min, max].map((value) => valid(section, field, value))).toEqual([true, true]);
    const bad = [min - 1, max + 1, min + 0.5, String(min), null, undefined, Number.NaN];
    expect(bad.filter((value) => valid(section, field, value))).toEqual([]);
  });

  it('checks every field that it has', () => {
    const { version: _, ...sections } = aPolicy();
    const fields = Object.entries(sections).flatMap(([section, numbers]) =>
      Object.keys(numbers).map((field) => `${section}.${field}`),
    );
    const checked = BOUNDS.map(([section, field]) => `${section}.${field}`);
    checked.push('charge.noticeHours', 'charge.channelMessage');
    expect(fields.sort()).toEqual(checked.sort());
  });

  it('never lets a notice stand for less than three days', () => {
    expect(valid('charge', 'noticeHours', 71)).toBe(false);
    expect(valid('charge', 'noticeHours', 720)).toBe(true);
    expect(valid('charge', 'noticeHours', 721)).toBe(false);
  });

  it("says yes or no to the channel's own message", () => {
    expect([true, false, 1, 'yes', null].map((value) => valid('charge', 'channelMessage', value))).toEqual([
      true,
      true,
      false,
      false,
      false,
    ]);
  });

  it('may not carry numbers that nobody reads', () => {
    expect(valid('limits', 'openningFen', 1)).toBe(false);
  });

  it('needs a version', () => {
    for (const version of [0, 1.5, '1', undefined]) {
      expect(v.safeParse(policySchema, { ...aPolicy(), version }).success).toBe(false);
    }
  });

  it('that merchants start from is valid, and the one that tests use', () => {
    expect(seeds.map((seed) => v.parse(policySchema, seed))).toEqual([
      aPolicy({ charge: { channelMessage: true } }),
    ]);
  });
});
