/** Both vendors write wall-clock times of China, which has no summer time. */
const chinaOffsetMs = 8 * 60 * 60 * 1000;

export const secondMs = 1000;
export const minuteMs = 60 * secondMs;
export const hourMs = 60 * minuteMs;
export const dayMs = 24 * hourMs;

/** `yyyyMMddHHmmss` in China. */
export function compactTime(atMs: number): string {
  return chinaIso(atMs).replace(/[-:T]/g, '');
}

/** RFC 3339 in China, such as `2026-11-21T20:00:00+08:00`. */
export function rfc3339Time(atMs: number): string {
  return `${chinaIso(atMs)}+08:00`;
}

/** `yyyy-MM-dd HH:mm:ss` in China. */
export function plainTime(atMs: number): string {
  return chinaIso(atMs).replace('T', ' ');
}

/** Reads `yyyy-MM-dd HH:mm:ss` as a time of China; null if it is none or no such time exists. */
export function parsePlainTime(text: string): number | null {
  const atMs = Date.parse(`${text.replace(' ', 'T')}+08:00`);
  return Number.isNaN(atMs) || plainTime(atMs) !== text ? null : atMs;
}

function chinaIso(atMs: number): string {
  return new Date(atMs + chinaOffsetMs).toISOString().slice(0, 19);
}

/** A stretch of time: a second for `yyyyMMddHHmmss`, a whole day for `yyyyMMdd`. */
export interface Span {
  readonly firstMs: number;
  readonly lastMs: number;
}

const compactPattern = /^(\d{4})(\d{2})(\d{2})(?:(\d{2})(\d{2})(\d{2}))?$/;

/** Reads `yyyyMMddHHmmss` or `yyyyMMdd` as times of China; null if it is neither or no such date exists. */
export function parseCompactTime(text: string): Span | null {
  const match = compactPattern.exec(text);
  if (!match) return null;
  const [, year, month, day, hour = '00', minute = '00', second = '00'] = match;
  const firstMs = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}+08:00`);
  // Date.parse lets 31 February roll over; a time that does not read back as itself does not exist.
  if (Number.isNaN(firstMs) || !compactTime(firstMs).startsWith(text)) return null;
  return { firstMs, lastMs: firstMs + (match[4] === undefined ? dayMs : secondMs) - 1 };
}
