import { Cron, CronPattern } from 'croner';

const timezone = 'Asia/Shanghai';
const dayMs = 86_400_000;
/** Shanghai keeps UTC+8 all year, so every day has 24 hours. */
const zoneOffsetMs = 8 * 3_600_000;

/**
 * A timer's pattern: second minute hour day month weekday year, in Beijing time. If both day and weekday are
 * given, either suffices (https://cloud.tencent.com/document/product/583/9708). Weekday 0 is Sunday there, but
 * Monday in older pages about CloudBase (https://tencentcloudbase.github.io/2019-09-03-cloudfunction-timingtrigger):
 * names (MON) are safe.
 */
export class TimerPattern {
  readonly #cron: Cron;
  /** ms after midnight, the same on every day that matches. */
  readonly #timesOfDay: readonly number[];

  /** @throws Error for a pattern that the platform would refuse */
  constructor(pattern: string) {
    this.#cron = new Cron(pattern, { timezone, mode: '7-part', paused: true });
    const { hour, minute, second } = new CronPattern(pattern, timezone, { mode: '7-part' });
    this.#timesOfDay = chosen(hour).flatMap((h) =>
      chosen(minute).flatMap((m) => chosen(second).map((s) => ((h * 60 + m) * 60 + s) * 1000)),
    );
  }

  /** The first occurrence after `ms`, or null if there is none. */
  after(ms: number): number | null {
    return this.#cron.nextRun(new Date(ms))?.getTime() ?? null;
  }

  /** All occurrences in (fromMs, toMs]. No list of them is made: a timer can have millions. */
  between(fromMs: number, toMs: number): Occurrences {
    const days: number[] = [];
    let at = this.after(startOfDay(fromMs) - 1);
    while (at !== null && at <= toMs) {
      const day = startOfDay(at);
      days.push(day);
      at = this.after(day + dayMs - 1);
    }
    return new Occurrences(days, this.#timesOfDay, fromMs, toMs);
  }
}

export class Occurrences {
  readonly count: number;
  readonly #days: readonly number[];
  readonly #times: readonly number[];
  readonly #before: number;

  constructor(days: readonly number[], times: readonly number[], fromMs: number, toMs: number) {
    const [first] = days;
    const last = days.at(-1);
    this.#days = days;
    this.#times = times;
    this.#before = first === undefined ? 0 : times.filter((time) => first + time <= fromMs).length;
    const beyond = last === undefined ? 0 : times.filter((time) => last + time > toMs).length;
    this.count = days.length * times.length - this.#before - beyond;
  }

  /** `howMany` of them at most, evenly spread, the last one always among them; in order. */
  thinned(howMany: number): number[] {
    const taken = Math.min(howMany, this.count);
    return Array.from({ length: taken }, (_, index) =>
      this.#at(Math.ceil(((index + 1) * this.count) / taken) - 1),
    );
  }

  #at(index: number): number {
    const position = index + this.#before;
    const day = this.#days[Math.floor(position / this.#times.length)];
    const time = this.#times[position % this.#times.length];
    if (day === undefined || time === undefined) throw new RangeError(`there is no occurrence ${index}`);
    return day + time;
  }
}

function startOfDay(ms: number): number {
  return Math.floor((ms + zoneOffsetMs) / dayMs) * dayMs - zoneOffsetMs;
}

/** The positions that a field of the pattern selects. */
function chosen(field: readonly number[]): number[] {
  return field.flatMap((selected, value) => (selected ? [value] : []));
}
