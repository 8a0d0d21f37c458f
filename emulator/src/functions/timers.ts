import { randomUUID } from 'node:crypto';
import type { Clock } from '../kernel/clock.ts';
import type { Instant, InstantSource } from '../kernel/timeline.ts';
import { TimerPattern } from './cron.ts';
import type { FunctionHost } from './host.ts';
import type { TimerTrigger } from './project.ts';
import type { FunctionRegistry } from './registry.ts';

interface Timer {
  readonly functionName: string;
  readonly trigger: TimerTrigger;
  readonly pattern: TimerPattern;
  /** Occurrences up to here have fired or were passed over. */
  cursorMs: number;
  /** While the clock is moved far: the occurrences that will fire. */
  planned: number[] | null;
}

/** The timers of all functions, as a source of instants. */
export class Timers implements InstantSource {
  readonly name = 'timers';
  readonly #clock: Clock;
  readonly #host: FunctionHost;
  readonly #registry: FunctionRegistry;
  #timers: readonly Timer[] = [];
  /** The clock is being moved far. */
  #travelling = false;

  /** @throws Error that names the function whose pattern is wrong */
  constructor(registry: FunctionRegistry, clock: Clock, host: FunctionHost) {
    this.#clock = clock;
    this.#host = host;
    this.#registry = registry;
    this.follow();
  }

  /** Takes over the triggers that exist now: known ones go on, new ones count from now. @throws as the constructor */
  follow(): void {
    const before = this.#timers;
    this.#timers = this.#registry
      .list()
      .flatMap(({ settings: { name, triggers } }) =>
        triggers.map(
          (trigger) => before.find((timer) => isOf(timer, name, trigger)) ?? this.#timer(name, trigger),
        ),
      );
  }

  next(): Instant | null {
    let earliest: { timer: Timer; atMs: number } | null = null;
    for (const timer of this.#timers) {
      const atMs = timer.planned ? (timer.planned[0] ?? null) : timer.pattern.after(timer.cursorMs);
      if (atMs !== null && (!earliest || atMs < earliest.atMs)) earliest = { timer, atMs };
    }
    if (!earliest) return null;
    const { timer, atMs } = earliest;
    return { atMs, fire: () => this.#fire(timer, atMs) };
  }

  /** The first occurrence of any timer at `ms` or later, or null if there is none. */
  firstFrom(ms: number): number | null {
    const occurrences = this.#timers.map(({ pattern }) => pattern.after(ms - 1) ?? Number.POSITIVE_INFINITY);
    const firstMs = Math.min(...occurrences);
    return Number.isFinite(firstMs) ? firstMs : null;
  }

  /**
   * Before the clock is moved far: chooses at most `limit` occurrences up to `toMs`, evenly for each timer, so
   * that a timer of every minute does not crowd out one of every day.
   * @returns how many are skipped
   */
  plan(toMs: number, limit: number): number {
    this.#travelling = true;
    const each = Math.max(1, Math.floor(limit / Math.max(1, this.#timers.length)));
    let skipped = 0;
    for (const timer of this.#timers) {
      const occurrences = timer.pattern.between(timer.cursorMs, toMs);
      timer.planned = occurrences.thinned(each);
      skipped += occurrences.count - timer.planned.length;
    }
    return skipped;
  }

  /** The clock has arrived, or was set anew: timers go on from where it stands. */
  resume(): void {
    this.#travelling = false;
    for (const timer of this.#timers) {
      timer.planned = null;
      timer.cursorMs = this.#clock.now();
    }
  }

  #timer(functionName: string, trigger: TimerTrigger): Timer {
    const pattern = parsePattern(trigger.cron, functionName);
    // One that comes while the clock travels waits until it has arrived: what it would fire was not planned.
    const planned = this.#travelling ? [] : null;
    return { functionName, trigger, pattern, cursorMs: this.#clock.now(), planned };
  }

  async #fire(timer: Timer, atMs: number): Promise<void> {
    if (timer.planned) timer.planned.shift();
    // What was missed (the machine slept, or the last run took long) is not made up for.
    else timer.cursorMs = Math.max(atMs, this.#clock.now());
    const event = {
      Type: 'Timer',
      TriggerName: timer.trigger.name,
      Time: new Date(atMs).toISOString(),
      Message: '',
    };
    const invocation = { name: timer.functionName, door: 'timer', source: '', openid: null } as const;
    // A failing timer is seen in the call log; it must not stop time.
    await this.#host
      .invoke({ ...invocation, requestId: randomUUID(), event: JSON.stringify(event) })
      .catch(() => undefined);
  }
}

function isOf(timer: Timer, functionName: string, { name, cron }: TimerTrigger): boolean {
  return timer.functionName === functionName && timer.trigger.name === name && timer.trigger.cron === cron;
}

function parsePattern(pattern: string, functionName: string): TimerPattern {
  try {
    return new TimerPattern(pattern);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(
      `cloudbaserc.json: the timer of function ${functionName} has a bad pattern "${pattern}": ${reason}`,
    );
  }
}
