/** The year 9999: what ISO 8601 writes with four digits. The clock cannot be set beyond it. */
export const lastInstantMs = Date.UTC(9999, 0);

/**
 * The movable clock: real time plus an offset. Everything in the emulator that asks what time it is asks
 * this; only `Date` moves, timers and time-outs run on real time.
 */
export class Clock {
  #offsetMs = 0;

  /** Milliseconds since the epoch, as functions, database and stand-ins see them. */
  now(): number {
    return Date.now() + this.#offsetMs;
  }

  date(): Date {
    return new Date(this.now());
  }

  /** How far ahead of (or behind) the machine's own clock this one runs, in ms. */
  get offsetMs(): number {
    return this.#offsetMs;
  }

  /** Sets the clock to stand at `atMs` now. It goes on from there. */
  moveTo(atMs: number): void {
    this.#offsetMs = atMs - Date.now();
  }

  reset(): void {
    this.#offsetMs = 0;
  }
}
