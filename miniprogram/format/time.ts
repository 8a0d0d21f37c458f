const BEIJING_MS = 8 * 3_600_000;
const WEEKDAYS = ['周日', '周一', '周二', '周三', '周四', '周五', '周六'] as const;

/** The parts of a time in China, which has no summer time, whatever the phone's own zone is. */
function inBeijing(iso: string) {
  const at = new Date(new Date(iso).getTime() + BEIJING_MS);
  const [date = '', time = ''] = at.toISOString().split('T');
  const [year = '', month = '', day = ''] = date.split('-');
  return {
    date,
    year,
    month: Number(month),
    day: Number(day),
    weekday: WEEKDAYS[at.getUTCDay()],
    clock: time.slice(0, 5),
  };
}

/** `2026-03-11T02:00:00Z` → `3月11日 周三`; with the year where it is not the one of `now`. */
export function formatDay(iso: string, now: Date = new Date()): string {
  const { year, month, day, weekday } = inBeijing(iso);
  const thisYear = inBeijing(now.toISOString()).year;
  return `${year === thisYear ? '' : `${year}年`}${month}月${day}日 ${weekday}`;
}

/** `2026-03-11T02:00:00Z` → `3月11日 周三 10:00`. */
export function formatMoment(iso: string, now: Date = new Date()): string {
  return `${formatDay(iso, now)} ${inBeijing(iso).clock}`;
}

/** `2026-03-11T02:00:00Z` → `2026-03-11 10:00`, where lists need the same width everywhere. */
export function formatMinute(iso: string): string {
  const { date, clock } = inBeijing(iso);
  return `${date} ${clock}`;
}
