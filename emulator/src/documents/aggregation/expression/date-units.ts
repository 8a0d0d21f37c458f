import { requestFailed } from '../../errors.ts';
import { DAY_MS } from './calendar.ts';

export type Unit =
  | 'day'
  | 'hour'
  | 'millisecond'
  | 'minute'
  | 'month'
  | 'quarter'
  | 'second'
  | 'week'
  | 'year';

/** The units whose length does not depend on the calendar. */
const UNIT_MS: Readonly<Partial<Record<Unit, number>>> = {
  day: DAY_MS,
  hour: 3_600_000,
  millisecond: 1,
  minute: 60_000,
  second: 1000,
  week: 7 * DAY_MS,
};

const UNIT_MONTHS: Readonly<Partial<Record<Unit, number>>> = { month: 1, quarter: 3, year: 12 };

const WEEKDAYS = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];

/** @throws PlatformError for units that do not exist */
export function needUnit(name: string, value: unknown): Unit {
  if (typeof value === 'string' && (value in UNIT_MS || value in UNIT_MONTHS)) return value as Unit;
  throw requestFailed(`${name} parameter 'unit' value cannot be recognized as a time unit: ${String(value)}`);
}

/** The number of a week day, 0 (Sunday) to 6. */
export function needWeekday(name: string, value: unknown): number {
  const text = String(value).toLowerCase();
  const day = WEEKDAYS.findIndex((weekday) => weekday === text || weekday.slice(0, 3) === text);
  if (day === -1)
    throw requestFailed(
      `${name} parameter 'startOfWeek' value cannot be recognized as a day of a week: ${String(value)}`,
    );
  return day;
}

/** True if the unit is counted on the wall clock, so that the time zone matters to what a step of it is. */
export function isCalendarUnit(unit: Unit): boolean {
  return unit in UNIT_MONTHS || unit === 'day' || unit === 'week';
}

/** A day that the month does not have becomes its last one. */
export function addUnits(wall: Date, unit: Unit, amount: number): Date {
  const months = UNIT_MONTHS[unit];
  if (months === undefined) return new Date(wall.getTime() + amount * (UNIT_MS[unit] ?? 1));
  const month = wall.getUTCMonth() + amount * months;
  const lastDay = new Date(Date.UTC(wall.getUTCFullYear(), month + 1, 0)).getUTCDate();
  const moved = new Date(wall);
  moved.setUTCFullYear(wall.getUTCFullYear(), month, Math.min(wall.getUTCDate(), lastDay));
  return moved;
}

/** How many units lie between a fixed beginning of one (in 2000) and the one that holds `wall`. */
export function unitIndex(wall: Date, unit: Unit, startOfWeek: number): number {
  const months = UNIT_MONTHS[unit];
  if (months !== undefined) {
    return Math.floor(((wall.getUTCFullYear() - 2000) * 12 + wall.getUTCMonth()) / months);
  }
  return Math.floor((wall.getTime() - unitOrigin(unit, startOfWeek)) / (UNIT_MS[unit] ?? 1));
}

/** The wall clock at the beginning of a unit, by its index. */
export function unitStart(index: number, unit: Unit, startOfWeek: number): Date {
  return addUnits(new Date(unitOrigin(unit, startOfWeek)), unit, index);
}

/** 2000-01-01 was a Saturday. */
function unitOrigin(unit: Unit, startOfWeek: number): number {
  const origin = Date.UTC(2000, 0, 1);
  return unit === 'week' ? origin + ((startOfWeek - 6 + 7) % 7) * DAY_MS : origin;
}
