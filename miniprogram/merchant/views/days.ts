import { formatDay, formatMinute } from '../../format/time';

const DAY_MS = 86_400_000;

/** The day in China, as `2026-03-11`; days compare as texts. */
export function dayOf(iso: string): string {
  return formatMinute(iso).slice(0, 10);
}

export function addDays(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);
}

/** `2026-03-11` → `3月11日 周三`. */
export function dayInWords(day: string, now: Date): string {
  return formatDay(startOf(day), now);
}

/** `2026-03-11` → `11`; and `3/11` after a day of another month. */
export function shortDay(day: string, before: string): string {
  const [, month, date] = day.split('-').map(Number);
  return day.slice(0, 7) === before.slice(0, 7) ? String(date) : `${month}/${date}`;
}

/** Midnight in China. */
export function startOf(day: string): string {
  return new Date(`${day}T00:00:00+08:00`).toISOString();
}

/** The last moment of the day in China. */
export function endOf(day: string): string {
  return new Date(`${day}T23:59:59+08:00`).toISOString();
}
