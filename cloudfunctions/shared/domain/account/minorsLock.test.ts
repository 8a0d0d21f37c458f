import { describe, expect, it } from 'vitest';
import { anAccount, aPolicy, later, T0 } from '../../testing/builders.ts';
import { isMinorsLocked, switchedLock } from './minorsLock.ts';

const HOUR_MS = 3_600_000;
const policy = aPolicy({ protection: { unlockAfterHours: 24 } });
const locked = anAccount({ minorsLock: { since: T0, until: null } });
const opening = anAccount({ minorsLock: { since: T0, until: later(T0, 24 * HOUR_MS) } });

describe('the minors’ lock', () => {
  it('does not stand where nobody asked for it', () => {
    expect(isMinorsLocked(anAccount(), T0)).toBe(false);
  });

  it('stands at once, and for ever', () => {
    const minorsLock = switchedLock(anAccount(), true, T0, policy);
    expect(minorsLock).toEqual({ since: T0, until: null });
    expect(isMinorsLocked(anAccount({ minorsLock }), T0)).toBe(true);
    expect(isMinorsLocked(anAccount({ minorsLock }), later(T0, 9_999 * HOUR_MS))).toBe(true);
  });

  it('stands until so many hours after it was asked to open, to the millisecond', () => {
    const minorsLock = switchedLock(locked, false, later(T0, HOUR_MS), policy);
    expect(minorsLock).toEqual({ since: T0, until: later(T0, 25 * HOUR_MS) });
    expect(isMinorsLocked(anAccount({ minorsLock }), later(T0, 25 * HOUR_MS - 1))).toBe(true);
    expect(isMinorsLocked(anAccount({ minorsLock }), later(T0, 25 * HOUR_MS))).toBe(false);
  });

  it('opens no later, and no sooner, because it is asked again', () => {
    expect(switchedLock(opening, false, later(T0, HOUR_MS), policy)).toEqual(opening.minorsLock);
  });

  it('stays if somebody switches it on before it has opened', () => {
    expect(switchedLock(opening, true, later(T0, HOUR_MS), policy)).toEqual({ since: T0, until: null });
  });

  it('begins anew after it had opened', () => {
    const now = later(T0, 30 * HOUR_MS);
    expect(switchedLock(opening, true, now, policy)).toEqual({ since: now, until: null });
    expect(switchedLock(opening, false, now, policy)).toBeNull();
  });
});
