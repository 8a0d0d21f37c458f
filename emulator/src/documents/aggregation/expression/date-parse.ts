import { requestFailed } from '../../errors.ts';
import { fromWall } from './timezone.ts';

const MONTH_NAMES = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

interface Parts {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  readonly millisecond: number;
  /** As written in the text. */
  readonly zone: string | undefined;
}

const ISO =
  /^(\d{4})(?:[-/](\d{1,2})(?:[-/](\d{1,2}))?|(\d{2})(\d{2}))(?:[T ]\s*(\d{1,2})(?::?(\d{2})(?::?(\d{2})(?:[.,](\d{1,9}))?)?)?)?\s*(Z|UTC|GMT|[+-]\d{2}(?::?\d{2})?)?$/i;

/**
 * The date that a text names, in ISO 8601 and its usual variations, or as JavaScript reads it.
 * @param zone of the text if it names none itself; UTC by default
 * @throws PlatformError if it cannot be read, or names a zone while one is given
 */
export function parseDate(text: string, zone: string | undefined): Date {
  const match = ISO.exec(text.trim());
  if (match) {
    const [, year, month, day, compactMonth, compactDay, hour, minute, second, fraction, own] = match;
    return toDate(
      {
        year: Number(year),
        month: Number(month ?? compactMonth ?? 1),
        day: Number(day ?? compactDay ?? 1),
        hour: Number(hour ?? 0),
        minute: Number(minute ?? 0),
        second: Number(second ?? 0),
        millisecond: fractionMs(fraction),
        zone: own,
      },
      text,
      zone,
    );
  }
  const named = /[a-z]{3}/i.test(text)
    ? new Date(/(?:Z|GMT|UTC|[+-]\d{4})$/.test(text) ? text : `${text} UTC`)
    : null;
  if (!named || Number.isNaN(named.getTime())) throw unreadable(text);
  return fromWall(named, zone ?? 'UTC');
}

function fractionMs(digits: string | undefined): number {
  return digits === undefined ? 0 : Number(digits.slice(0, 3).padEnd(3, '0'));
}

function unreadable(text: string): Error {
  return requestFailed(`Error parsing date string '${text}'`);
}

function toDate(parts: Parts, text: string, zone: string | undefined): Date {
  const { year, month, day, hour, minute, second, millisecond } = parts;
  const lastDay = new Date(Date.UTC(year, month, 0)).getUTCDate();
  if (month < 1 || month > 12 || day < 1 || day > lastDay || hour > 24 || minute > 59 || second > 60)
    throw unreadable(text);
  if (parts.zone !== undefined && zone !== undefined) {
    throw requestFailed(
      `you cannot pass in a date/time string with time zone information ('${parts.zone}') together with a timezone argument`,
    );
  }
  const wall = new Date(Date.UTC(year, month - 1, day, hour, minute, second, millisecond));
  return fromWall(wall, parts.zone ?? zone ?? 'UTC');
}

/** What each specifier of `$dateFromString`'s format matches. */
const PATTERNS: Readonly<Record<string, string>> = {
  '%': '%',
  B: '(?<name>[A-Za-z]+)',
  H: '(?<hour>\\d{2})',
  L: '(?<millisecond>\\d{3})',
  M: '(?<minute>\\d{2})',
  S: '(?<second>\\d{2})',
  Y: '(?<year>\\d{4})',
  Z: '(?<minutes>[+-]\\d{1,4})',
  b: '(?<name>[A-Za-z]{3})',
  d: '(?<day>\\d{2})',
  j: '(?<dayOfYear>\\d{3})',
  m: '(?<month>\\d{2})',
  z: '(?<zone>Z|[+-]\\d{2}:?\\d{2})',
};

/** @throws PlatformError if the text does not have the format */
export function parseDateByFormat(text: string, format: string, zone: string | undefined): Date {
  const found = formatPattern(format).exec(text)?.groups;
  if (!found) throw unreadable(text);
  const number = (name: string, fallback: number) => Number(found[name] ?? fallback);
  const month = found['name']
    ? MONTH_NAMES.indexOf(found['name'].slice(0, 3).toLowerCase()) + 1
    : number('month', 1);
  const date = toDate(
    {
      year: number('year', 1970),
      month,
      day: number('day', 1),
      hour: number('hour', 0),
      minute: number('minute', 0),
      second: number('second', 0),
      millisecond: number('millisecond', 0),
      zone: found['zone'],
    },
    text,
    zone,
  );
  const days = number('dayOfYear', 1) - 1;
  return new Date(date.getTime() + days * 86_400_000 - number('minutes', 0) * 60_000);
}

function formatPattern(format: string): RegExp {
  const pattern = format.replace(/%(.?)|[\\^$.*+?()[\]{}|/]/gs, (match, letter?: string) => {
    if (letter === undefined) return `\\${match}`;
    const part = Object.hasOwn(PATTERNS, letter) ? PATTERNS[letter] : undefined;
    if (part === undefined) throw requestFailed(`Invalid format character '%${letter}' in format string`);
    return part;
  });
  return new RegExp(`^${pattern}$`);
}
