import { setTimeout as sleep } from 'node:timers/promises';
import type { FunctionsService } from '../functions/index.ts';
import type { Clock } from '../kernel/clock.ts';
import type { Timeline } from '../kernel/timeline.ts';
import { Mutex } from './mutex.ts';

/** More timer occurrences than this are thinned out when the clock is moved far, unless another number is asked for. */
const usualTimerRuns = 1_000;
/** A day; `setTimeout` cannot wait longer than 24 days. */
const longestSleepMs = 86_400_000;

export interface Advance {
  readonly now: Date;
  readonly fired: number;
  readonly skipped: number;
}

/** Fires what is due: as real time passes, and in order when the clock is moved. Never two instants at once. */
export class TimeMachine {
  readonly #clock: Clock;
  readonly #timeline: Timeline;
  readonly #functions: FunctionsService;
  readonly #mutex = new Mutex();
  #alarm: NodeJS.Timeout | undefined;
  #running = false;

  constructor(clock: Clock, timeline: Timeline, functions: FunctionsService) {
    this.#clock = clock;
    this.#timeline = timeline;
    this.#functions = functions;
    timeline.onChange(() => this.#rearm());
  }

  start(): void {
    this.#running = true;
    this.#functions.timers.resume();
    this.#rearm();
  }

  stop(): void {
    this.#running = false;
    clearTimeout(this.#alarm);
  }

  /**
   * Moves the clock on by `ms`, and visits every instant on the way while the clock stands there; timers run at most
   * `timerRuns` times.
   */
  async advance(ms: number, timerRuns = usualTimerRuns): Promise<Advance> {
    return this.#exclusive(async () => {
      const targetMs = this.#clock.now() + ms;
      const { timers } = this.#functions;
      const skipped = timers.plan(targetMs, timerRuns);
      try {
        const fired = await this.#visitInstants(targetMs);
        await this.#moveTo(targetMs);
        return { now: this.#clock.date(), fired, skipped };
      } finally {
        timers.resume();
      }
    });
  }

  /** Runs `change` while no call of a function runs and nothing fires; new calls wait. */
  async standstill(change: () => Promise<void>): Promise<void> {
    const changeAndResume = async (): Promise<void> => {
      await change();
      this.#functions.timers.resume();
    };
    await this.#exclusive(() => this.#stand(changeAndResume));
  }

  async #visitInstants(targetMs: number): Promise<number> {
    let fired = 0;
    for (
      let instant = this.#timeline.next();
      instant && instant.atMs <= targetMs;
      instant = this.#timeline.next()
    ) {
      await this.#stand(() => this.#moveClock(instant.atMs));
      await instant.fire();
      fired += 1;
    }
    return fired;
  }

  /** As `standstill`, but ends the calls that run instead of waiting for them, and all warm instances. */
  async restart(reason: string, change: () => Promise<void>): Promise<void> {
    const { host } = this.#functions;
    // What fires just now may wait for a call to end.
    await host.stopInstances(reason);
    await this.standstill(async () => {
      await host.stopInstances(reason);
      await change();
    });
  }

  async #exclusive<T>(task: () => Promise<T>): Promise<T> {
    try {
      return await this.#mutex.run(task);
    } finally {
      this.#rearm();
    }
  }

  /** Every instance follows. On the way only those that are called do, when they are. */
  #moveTo(atMs: number): Promise<void> {
    return this.#stand(async () => {
      this.#moveClock(atMs);
      await this.#functions.host.followClock();
    });
  }

  /** Time never runs backwards: what was fired on the way may have taken longer than the way itself. */
  #moveClock(atMs: number): void {
    if (atMs > this.#clock.now()) this.#clock.moveTo(atMs);
  }

  /** Runs `change` while no call of a function runs. */
  async #stand(change: () => void | Promise<void>): Promise<void> {
    const { gate } = this.#functions.host;
    await gate.close();
    try {
      await change();
    } finally {
      gate.open();
    }
  }

  #rearm(): void {
    clearTimeout(this.#alarm);
    if (!this.#running) return;
    const next = this.#timeline.next();
    if (!next) return;
    const waitMs = Math.min(Math.max(next.atMs - this.#clock.now(), 0), longestSleepMs);
    this.#alarm = setTimeout(() => void this.#exclusive(() => this.#fireDue()), waitMs);
  }

  async #fireDue(): Promise<void> {
    const instant = this.#running ? this.#timeline.next() : null;
    if (!instant || instant.atMs > this.#clock.now()) return;
    try {
      await instant.fire();
    } catch (error) {
      // A defect of whoever owns the instant. It may come back at once: do not turn in circles.
      console.error(error);
      await sleep(1_000);
    }
  }
}
