import { after, DAY_MS, HOUR_MS } from './duration.ts';

/** China has one time, and no summer time. */
export const CHINA_UTC_OFFSET_HOURS = 8;

const OFFSET_MS = CHINA_UTC_OFFSET_HOURS * HOUR_MS;

/** What calendar and clock show in China: `2026-03-11T10:00:00.000`. */
export function chinaClock(at: Date): string {
  return after(at, OFFSET_MS).toISOString().slice(0, -1);
}

/** The day in China: `2026-03-11`. Days compare as texts. */
export function chinaDay(at: Date): string {
  return chinaClock(at).slice(0, 10);
}

/** The midnight in China with which the day of `at` begins. */
export function startOfChinaDay(at: Date): Date {
  return new Date(Math.floor((at.getTime() + OFFSET_MS) / DAY_MS) * DAY_MS - OFFSET_MS);
}
