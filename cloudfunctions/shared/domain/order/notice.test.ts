import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { aPolicy, later, T0 } from '../../testing/builders.ts';
import { DAY_MS, HOUR_MS } from '../duration.ts';
import {
  noticeAllowsCharge,
  noticeByPayNow,
  noticeNow,
  SHORTEST_NOTICE_MS,
  SHORTEST_PUSHED_NOTICE_MS,
} from './notice.ts';
import type { Notice } from './order.ts';

const policy = aPolicy();
const CHARGE_AT = later(T0, 10 * DAY_MS);
const amountFen = 16_800;
const standing: Notice = {
  amountFen,
  chargeAt: CHARGE_AT,
  at: later(CHARGE_AT, -3 * DAY_MS),
  via: 'inApp',
  text: '',
};
const planned = { payableFen: amountFen, chargeAt: CHARGE_AT, autoCharge: true };

function allows(changes: Partial<Notice>, now = CHARGE_AT, rules = policy): boolean {
  return noticeAllowsCharge({ ...planned, notice: { ...standing, ...changes } }, now, rules);
}

describe('a notice', () => {
  it('names the agreed day if there is time enough', () => {
    expect(noticeNow(planned, T0, policy, 'inApp')).toMatchObject({
      amountFen,
      chargeAt: CHARGE_AT,
      at: T0,
      via: 'inApp',
    });
  });

  it('says amount, time, that collection is retried, and how to switch it off', () => {
    const { text } = noticeNow(planned, T0, policy, 'inApp');
    expect(text).toContain('¥168.00');
    // Beijing's time.
    expect(text).toContain('2026-03-11 10:00');
    expect(text).toContain('继续尝试扣款');
    expect(text).toContain('关闭自动扣款');
  });

  it.each([
    ['inApp', 72],
    ['pushed', 24],
  ] as const)('that is given late (%s) moves the charge by %d hours', (via, hours) => {
    const now = later(CHARGE_AT, -HOUR_MS);
    expect(noticeNow(planned, now, policy, via).chargeAt).toEqual(later(now, hours * HOUR_MS));
  });

  it.each([
    ['inApp', 72],
    ['pushed', 24],
  ] as const)('(%s) stands for %d hours at the very least, whatever the policy says', (via, hours) => {
    const hasty = aPolicy({ charge: { noticeHours: 1, pushedNoticeHours: 1 } });
    const { chargeAt } = noticeNow({ payableFen: amountFen, chargeAt: null }, T0, hasty, via);
    expect(chargeAt).toEqual(later(T0, hours * HOUR_MS));
  });

  it('allows the charge at its time, and a little later', () => {
    expect(allows({})).toBe(true);
    expect(allows({}, later(CHARGE_AT, 72 * HOUR_MS - 1))).toBe(true);
  });

  it('that was pushed allows it after a day', () => {
    expect(allows({ via: 'pushed', at: later(CHARGE_AT, -DAY_MS) })).toBe(true);
    expect(allows({ via: 'pushed', at: later(CHARGE_AT, -DAY_MS + 1) })).toBe(false);
  });

  it.each([
    ['too early', {}, later(CHARGE_AT, -1)],
    ['three days late', {}, later(CHARGE_AT, 72 * HOUR_MS)],
    ['for another amount', { amountFen: amountFen + 1 }, CHARGE_AT],
    ['for a smaller amount', { amountFen: amountFen - 1 }, CHARGE_AT],
    ['for another time', { chargeAt: later(CHARGE_AT, 1) }, CHARGE_AT],
    ['after too short a notice', { at: later(CHARGE_AT, -72 * HOUR_MS + 1) }, CHARGE_AT],
    ['on the ground of a tap that was for another time', { via: 'payNow' as const }, CHARGE_AT],
  ])('does not allow a charge %s', (_case, changes, now) => {
    expect(allows(changes, now)).toBe(false);
  });

  it('allows nothing once the buyer has switched the automatic charge off', () => {
    const off = { ...planned, autoCharge: false, notice: standing };
    expect(noticeAllowsCharge(off, CHARGE_AT, policy)).toBe(false);
  });

  it('must exist, and the charge must have a time', () => {
    expect(noticeAllowsCharge({ ...planned, notice: null }, CHARGE_AT, policy)).toBe(false);
    expect(noticeAllowsCharge({ ...planned, chargeAt: null, notice: standing }, CHARGE_AT, policy)).toBe(
      false,
    );
  });

  it('never allows a charge sooner after itself than the law leaves room, under any policy, at any time', () => {
    const hours = fc.integer({ min: 0, max: 200 });
    const via = fc.constantFrom('inApp' as const, 'pushed' as const);
    fc.assert(
      fc.property(via, hours, hours, hours, hours, (way, toCharge, waited, told, voidHours) => {
        const rules = aPolicy({
          charge: { noticeHours: told, pushedNoticeHours: told, noticeVoidAfterHours: voidHours },
        });
        const wanted = { ...planned, chargeAt: later(T0, toCharge * HOUR_MS) };
        const notice = noticeNow(wanted, T0, rules, way);
        const now = later(T0, waited * HOUR_MS);
        const allowed = noticeAllowsCharge({ ...planned, chargeAt: notice.chargeAt, notice }, now, rules);
        const shortest = way === 'pushed' ? SHORTEST_PUSHED_NOTICE_MS : SHORTEST_NOTICE_MS;
        if (allowed) expect(now.getTime() - notice.at.getTime()).toBeGreaterThanOrEqual(shortest);
      }),
    );
  });

  it('by the buyer’s own tap names this moment', () => {
    expect(noticeByPayNow(amountFen, T0)).toMatchObject({ amountFen, chargeAt: T0, at: T0, via: 'payNow' });
  });
});
