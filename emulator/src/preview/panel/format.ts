const beijing = { timeZone: 'Asia/Shanghai', hourCycle: 'h23' } as const;
const dayTime = new Intl.DateTimeFormat('zh-CN', {
  ...beijing,
  month: 'long',
  day: 'numeric',
  weekday: 'short',
  hour: '2-digit',
  minute: '2-digit',
});
const timeOfDay = new Intl.DateTimeFormat('zh-CN', {
  ...beijing,
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
});
const fullDate = new Intl.DateTimeFormat('zh-CN', {
  ...beijing,
  year: 'numeric',
  month: 'long',
  day: 'numeric',
  weekday: 'short',
});

const chinaOffsetMs = 8 * 3_600_000;

/** 12月6日周日 09:00 */
export function beijingDayTime(at: Date): string {
  return dayTime.format(at);
}

/** 09:00:05 */
export function beijingTime(at: Date): string {
  return timeOfDay.format(at);
}

/** 2026年12月6日周日 */
export function beijingDate(at: Date): string {
  return fullDate.format(at);
}

/** 2026-12-06 09:00:05; with milliseconds where there are any. */
export function beijingStamp(at: Date): string {
  const iso = new Date(at.getTime() + chinaOffsetMs).toISOString();
  return iso.replace('T', ' ').replace(/(\.000)?Z$/, '');
}

/** ¥168.00. Digits are moved, nothing is divided: amounts are never floats. */
export function yuan(fen: number): string {
  const digits = String(Math.abs(fen)).padStart(3, '0');
  const whole = digits.slice(0, -2).replace(/\B(?=(\d{3})+$)/g, ',');
  return `${fen < 0 ? '-' : ''}¥${whole}.${digits.slice(-2)}`;
}

/** 168.5 → 16850; null if it is no amount of money. */
export function fenOf(text: string): number | null {
  const match = /^(\d{1,9})(?:\.(\d{1,2}))?$/.exec(text.trim().replaceAll(',', ''));
  if (!match) return null;
  return Number(`${match[1]}${(match[2] ?? '').padEnd(2, '0')}`);
}

const units = [
  ['天', 86_400_000],
  ['小时', 3_600_000],
  ['分钟', 60_000],
  ['秒', 1_000],
] as const;

/** The two largest units: 3 天 4 小时. */
export function duration(ms: number): string {
  let left = Math.abs(ms);
  const parts: string[] = [];
  for (const [name, size] of units) {
    const count = Math.floor(left / size);
    if (parts.length > 0 && count === 0) break;
    if (count > 0) parts.push(`${count} ${name}`);
    left -= count * size;
    if (parts.length === 2) break;
  }
  return parts.join(' ') || '不到 1 秒';
}

/** 0.4 ms, 12 ms, 1.3 s */
export function tookMs(ms: number): string {
  if (ms < 10 && !Number.isInteger(ms)) return `${ms.toFixed(1)} ms`;
  return ms < 1_000 ? `${Math.round(ms)} ms` : `${(ms / 1_000).toFixed(1)} s`;
}
