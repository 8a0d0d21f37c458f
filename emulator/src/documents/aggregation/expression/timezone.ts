import { requestFailed } from '../../errors.ts';

const MINUTE_MS = 60_000;

const formats = new Map<string, Intl.DateTimeFormat>();

/**
 * How far a time zone is ahead of UTC at an instant, in ms. Takes names of the IANA database and offsets such as
 * `+08:00`, `+0800` and `+08`.
 * @throws PlatformError for zones that do not exist
 */
export function zoneOffsetMs(zone: string, atMs: number): number {
  if (/^(?:utc|gmt|z)$/i.test(zone)) return 0;
  const fixed = /^([+-])(\d{2}):?(\d{2})?$/.exec(zone);
  if (fixed) {
    const minutes = Number(fixed[2]) * 60 + Number(fixed[3] ?? 0);
    return (fixed[1] === '-' ? -minutes : minutes) * MINUTE_MS;
  }
  const parts = Object.fromEntries(
    zoneFormat(zone)
      .formatToParts(atMs)
      .map(({ type, value }) => [type, Number(value)]),
  );
  const wallMs = utcMs(
    parts['year'],
    parts['month'],
    parts['day'],
    parts['hour'],
    parts['minute'],
    parts['second'],
  );
  return wallMs - Math.floor(atMs / 1000) * 1000;
}

function utcMs(year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0): number {
  return Date.UTC(year, month - 1, day, hour, minute, second);
}

function zoneFormat(zone: string): Intl.DateTimeFormat {
  const known = formats.get(zone);
  if (known) return known;
  try {
    const format = new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      calendar: 'gregory',
      numberingSystem: 'latn',
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
    formats.set(zone, format);
    return format;
  } catch {
    throw requestFailed(`unrecognized time zone identifier: "${zone}"`);
  }
}

/** The wall clock of a zone, as a date whose UTC fields show it. */
export function toWall(date: Date, zone: string): Date {
  return new Date(date.getTime() + zoneOffsetMs(zone, date.getTime()));
}

/** The instant at which the wall clock of a zone shows `wall`'s UTC fields. */
export function fromWall(wall: Date, zone: string): Date {
  const guess = wall.getTime() - zoneOffsetMs(zone, wall.getTime());
  // The offset where the guess landed, in case a clock change lies between.
  return new Date(wall.getTime() - zoneOffsetMs(zone, guess));
}
