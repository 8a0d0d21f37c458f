import { requestFailed } from '../../errors.ts';
import { dayOfWeek, dayOfYear, isoDayOfWeek, isoWeek, isoWeekYear, weekOfYear } from './calendar.ts';

const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];

function padded(value: number, digits: number): string {
  return String(value).padStart(digits, '0');
}

function offset(minutes: number): string {
  const absolute = Math.abs(minutes);
  return `${minutes < 0 ? '-' : '+'}${padded(Math.floor(absolute / 60), 2)}${padded(absolute % 60, 2)}`;
}

const SPECIFIERS: ReadonlyMap<string, (wall: Date, offsetMinutes: number) => string> = new Map<
  string,
  (wall: Date, offsetMinutes: number) => string
>([
  ['%', () => '%'],
  ['B', (wall) => MONTHS[wall.getUTCMonth()] ?? ''],
  ['b', (wall) => (MONTHS[wall.getUTCMonth()] ?? '').slice(0, 3)],
  ['G', (wall) => padded(isoWeekYear(wall), 4)],
  ['H', (wall) => padded(wall.getUTCHours(), 2)],
  ['L', (wall) => padded(wall.getUTCMilliseconds(), 3)],
  ['M', (wall) => padded(wall.getUTCMinutes(), 2)],
  ['S', (wall) => padded(wall.getUTCSeconds(), 2)],
  ['U', (wall) => padded(weekOfYear(wall), 2)],
  ['V', (wall) => padded(isoWeek(wall), 2)],
  ['Y', (wall) => padded(wall.getUTCFullYear(), 4)],
  ['Z', (_wall, minutes) => (minutes < 0 ? String(minutes) : `+${minutes}`)],
  ['d', (wall) => padded(wall.getUTCDate(), 2)],
  ['j', (wall) => padded(dayOfYear(wall), 3)],
  ['m', (wall) => padded(wall.getUTCMonth() + 1, 2)],
  ['u', (wall) => String(isoDayOfWeek(wall))],
  ['w', (wall) => String(dayOfWeek(wall))],
  ['z', (_wall, minutes) => offset(minutes)],
]);

/** Source: https://www.mongodb.com/docs/manual/reference/operator/aggregation/dateToString/#format-specifiers */
export function formatDate(wall: Date, offsetMinutes: number, format: string): string {
  return format.replace(/%(.?)/gs, (_match, letter: string) => {
    const specifier = SPECIFIERS.get(letter);
    if (!specifier) throw requestFailed(`Invalid format character '%${letter}' in format string`);
    return specifier(wall, offsetMinutes);
  });
}
