import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import seeds from '../../../database/seed/policies.json' with { type: 'json' };
import { aPolicy } from '../testing/builders.ts';
import { policySchema } from './policySchema.ts';

type Bound = readonly [field: string, min: number, max: number, fitting?: Readonly<Record<string, number>>];

const FEN = 10_000_000;
const AMOUNTS = { openingFen: FEN, ceilingFen: FEN, floorFen: 0 };

/**
 * Each number of the policy and the bounds that it must stay in; `fitting` says what must fit to it, where another
 * field bounds it too.
 */
const BOUNDS: Readonly<Record<string, readonly Bound[]>> = {
  limits: [
    ['openingFen', 0, FEN, { ceilingFen: FEN, floorFen: 0 }],
    ['maxOrderFen', 0, FEN],
    ['maxRunningOrders', 0, 100],
    ['maxOverdueOrders', 1, 100],
    ['growPerOrderInTimeFen', 0, FEN],
    ['ceilingFen', 0, FEN, { openingFen: 0, floorFen: 0 }],
    ['shrinkPerOverduePercent', 0, 100],
    ['floorFen', 0, FEN, AMOUNTS],
  ],
  assessment: [
    ['approveFromPoints', -1_000, 1_000],
    ['basePoints', -1_000, 1_000],
    ['perOrderSettledInTime', -1_000, 1_000],
    ['perOrderSettledLate', -1_000, 1_000],
    ['perOrderReturned', -1_000, 1_000],
    ['countedOrders', 0, 1_000],
    ['firstOrderLargePoints', -1_000, 1_000],
    ['firstOrderLargePercent', 0, 100],
    ['newAddressPoints', -1_000, 1_000],
  ],
  velocity: [
    ['windowHours', 1, 720],
    ['maxOrders', 1, 1_000],
  ],
  secondConfirmation: [
    ['fromAmountFen', 0, FEN],
    ['fromQuantity', 1, 100_000],
    ['fromOrders', 2, 1_000],
  ],
  rollout: [['percent', 0, 100]],
  protection: [
    ['unlockAfterHours', 1, 720],
    ['allowanceDays', 1, 60],
  ],
  charge: [
    ['afterReceiptDays', 1, 60],
    // The law wants the notice beforehand; what only stands in the app stands for three days at least.
    ['noticeHours', 72, 720],
    ['pushedNoticeHours', 24, 720, { noticeHours: 720 }],
    ['noticeVoidAfterHours', 1, 72],
    ['graceDays', 0, 30],
    ['payByDays', 1, 60],
  ],
  deadlines: [
    ['acceptHours', 1, 720],
    ['shipDays', 1, 60],
    ['askReceiptDays', 1, 60],
    ['autoReceiptDays', 1, 60],
  ],
  returns: [
    ['answerDays', 1, 15],
    ['sendBackDays', 3, 60],
    ['arriveDays', 3, 60],
    ['afterReceiptDays', 7, 365],
    ['maxPerOrder', 1, 20],
  ],
  reminders: [
    ['payByHours', 1, 240],
    ['overdueEveryDays', 1, 30],
    ['overdueTimes', 0, 30],
  ],
};

const TEMPLATE = { templateId: 'tmpl-1', fields: { amount: 'amount1', time: 'time2', note: 'thing3' } };

/** The paths that are refused of the tests' policy with these fields of one section changed. */
function problems(section: string, changes: Readonly<Record<string, unknown>>): (string | null)[] {
  const policy = aPolicy();
  const changed = { ...policy, [section]: { ...Reflect.get(policy, section), ...changes } };
  return (v.safeParse(policySchema, changed).issues ?? []).map((issue) => v.getDotPath(issue));
}

const valid = (section: string, changes: Readonly<Record<string, unknown>>) =>
  problems(section, changes).length === 0;

const rows = Object.entries(BOUNDS).flatMap(([section, bounds]) =>
  bounds.map(([field, min, max, fitting = {}]) => ({ section, field, min, max, fitting })),
);

describe('a policy document', () => {
  it.each(rows)('keeps $section.$field within $min and $max', ({ section, field, min, max, fitting }) => {
    const accepted = (value: unknown) => valid(section, { ...fitting, [field]: value });
    expect([min, max].map(accepted)).toEqual([true, true]);
    const bad = [min - 1, max + 1, min + 0.5, String(min), null, undefined, Number.NaN];
    expect(bad.filter(accepted)).toEqual([]);
  });

  it('checks every field that it has', () => {
    const { version: _, ...sections } = aPolicy();
    const fields = Object.entries(sections).flatMap(([section, values]) =>
      Object.keys(values).map((field) => `${section}.${field}`),
    );
    const checked = rows.map(({ section, field }) => `${section}.${field}`);
    checked.push('charge.channelMessage', 'rollout.allowBuyers', 'messages.charge', 'messages.overdue');
    expect(fields.sort()).toEqual(checked.sort());
  });

  it.each([
    ['limits', { floorFen: 100_001 }, 'limits.floorFen'],
    ['limits', { ceilingFen: 99_999 }, 'limits.ceilingFen'],
    ['charge', { pushedNoticeHours: 73 }, 'charge.pushedNoticeHours'],
  ])('refuses %s of %j: the fields contradict each other', (section, changes, path) => {
    expect(problems(section, changes)).toEqual([path]);
  });

  it('takes limits that are all the same', () => {
    expect(valid('limits', { floorFen: 100_000, ceilingFen: 100_000 })).toBe(true);
    expect(valid('charge', { pushedNoticeHours: 72 })).toBe(true);
  });

  it("says yes or no to the channel's own message", () => {
    const said = [true, false, 1, 'yes', null];
    expect(said.filter((channelMessage) => valid('charge', { channelMessage }))).toEqual([true, false]);
  });

  it('lists at most a thousand buyers by name', () => {
    const list = (length: number) => ({
      allowBuyers: Array.from({ length }, (_, index) => `buyer-${index}`),
    });
    expect(valid('rollout', list(1_000))).toBe(true);
    expect(valid('rollout', list(1_001))).toBe(false);
    for (const allowBuyers of ['buyer-1', [1], ['x'.repeat(65)], null]) {
      expect(valid('rollout', { allowBuyers })).toBe(false);
    }
  });

  it.each(['charge', 'overdue'])('has a template of WeChat’s for messages.%s, or none', (message) => {
    const accepted = (template: unknown) => valid('messages', { [message]: template });
    expect([TEMPLATE, null].map(accepted)).toEqual([true, true]);
    const bad = [
      undefined,
      'tmpl-1',
      { ...TEMPLATE, templateId: '' },
      { ...TEMPLATE, templateId: 'x'.repeat(65) },
      { ...TEMPLATE, page: 'pages/order' },
      ...['amount', 'time', 'note'].flatMap((field) =>
        ['', 'thing', 'Thing1', '1', '_a1', 'a__b1', null].map((name) => ({
          ...TEMPLATE,
          fields: { ...TEMPLATE.fields, [field]: name },
        })),
      ),
    ];
    expect(bad.filter(accepted)).toEqual([]);
  });

  it.each(Object.keys(BOUNDS))('may not carry numbers in %s that nobody reads', (section) => {
    expect(valid(section, { openningFen: 1 })).toBe(false);
  });

  it('needs a version', () => {
    for (const version of [0, 1.5, '1', undefined]) {
      expect(v.safeParse(policySchema, { ...aPolicy(), version }).success).toBe(false);
    }
  });

  it('that merchants start from is valid, and so is the one that tests use', () => {
    const started = seeds.map((seed) => v.parse(policySchema, seed));
    expect(v.parse(policySchema, aPolicy())).toEqual(aPolicy());
    // It differs where tests want nothing in their way: growth, points, counts, repeated confirmation, messages.
    expect(started).toEqual([
      aPolicy({
        limits: { growPerOrderInTimeFen: 10_000, shrinkPerOverduePercent: 20 },
        assessment: { approveFromPoints: 50 },
        velocity: { maxOrders: 10 },
        secondConfirmation: { fromAmountFen: 50_000, fromQuantity: 10, fromOrders: 6 },
        charge: { channelMessage: true },
      }),
    ]);
  });
});
