import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { aPolicy, later, T0 } from '../../testing/builders.ts';
import { DAY_MS, HOUR_MS } from '../duration.ts';
import { noticeAllowsCharge, noticeByPayNow, noticeNow, SHORTEST_NOTICE_MS } from './notice.ts';
import type { Notice } from './order.ts';

const policy = aPolicy();
const CHARGE_AT = later(T0, 10 * DAY_MS);
const amountFen = 16_800;
const standing: Notice = { amountFen, chargeAt: CHARGE_AT, at: later(CHARGE_AT, -3 * DAY_MS), via: 'inApp' };

function allows(changes: Partial<Notice>, now = CHARGE_AT, rules = policy): boolean {
  return noticeAllowsCharge(
    { payableFen: amountFen, chargeAt: CHARGE_AT, notice: { ...standing, ...changes } },
    now,
    rules,
  );
}

describe('a notice', () => {
  it('names the agreed day if there is time enough', () => {
    expect(noticeNow({ payableFen: amountFen, chargeAt: CHARGE_AT }, T0, policy)).toEqual({
      amountFen,
      chargeAt: CHARGE_AT,
      at: T0,
      via: 'inApp',
    });
  });

  it('that is given late moves the charge', () => {
    const now = later(CHARGE_AT, -HOUR_MS);
    expect(noticeNow({ payableFen: amountFen, chargeAt: CHARGE_AT }, now, policy).chargeAt).toEqual(
      later(now, 72 * HOUR_MS),
    );
  });

  it('stands for three days at the very least, whatever the policy says', () => {
    const hasty = aPolicy({ charge: { noticeHours: 1 } });
    const { chargeAt } = noticeNow({ payableFen: amountFen, chargeAt: null }, T0, hasty);
    expect(chargeAt).toEqual(later(T0, 72 * HOUR_MS));
  });

  it('allows the charge at its time, and a little later', () => {
    expect(allows({})).toBe(true);
    expect(allows({}, later(CHARGE_AT, 72 * HOUR_MS - 1))).toBe(true);
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

  it('must exist, and the charge must have a time', () => {
    expect(
      noticeAllowsCharge({ payableFen: amountFen, chargeAt: CHARGE_AT, notice: null }, CHARGE_AT, policy),
    ).toBe(false);
    expect(
      noticeAllowsCharge({ payableFen: amountFen, chargeAt: null, notice: standing }, CHARGE_AT, policy),
    ).toBe(false);
  });

  it('never allows a charge within a day of itself, under any policy, at any time', () => {
    const hours = fc.integer({ min: 0, max: 200 });
    fc.assert(
      fc.property(
        hours,
        hours,
        hours,
        fc.integer({ min: 0, max: 100 }),
        (toCharge, waited, told, voidHours) => {
          const rules = aPolicy({ charge: { noticeHours: told, noticeVoidAfterHours: voidHours } });
          const notice = noticeNow(
            { payableFen: amountFen, chargeAt: later(T0, toCharge * HOUR_MS) },
            T0,
            rules,
          );
          const now = later(T0, waited * HOUR_MS);
          const allowed = noticeAllowsCharge(
            { payableFen: amountFen, chargeAt: notice.chargeAt, notice },
            now,
            rules,
          );
          if (allowed) expect(now.getTime() - notice.at.getTime()).toBeGreaterThanOrEqual(SHORTEST_NOTICE_MS);
        },
      ),
    );
  });

  it('by the buyer’s own tap names this moment', () => {
    expect(noticeByPayNow(amountFen, T0)).toEqual({ amountFen, chargeAt: T0, at: T0, via: 'payNow' });
  });
});
