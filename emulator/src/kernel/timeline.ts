/** Something that will happen at an instant of the movable clock. */
export interface Instant {
  readonly atMs: number;
  /** What will happen, for whoever looks ahead. */
  readonly name?: string;
  /** Runs it; the clock stands at `atMs` or later. Awaited before the next instant is visited. */
  fire(): Promise<void>;
}

/**
 * A source of instants, such as the timers of the functions or a stand-in's deferred callbacks. It is asked
 * anew after every instant, so what it answers may change at any time.
 */
export interface InstantSource {
  readonly name: string;
  /** The earliest instant that has not fired yet, or null. An instant in the past is overdue: it fires at once. */
  next(): Instant | null;
}

/**
 * What is due when. Real time passing fires instants one after the other (see `TimelineRunner` in control/);
 * moving the clock visits them in order.
 */
export class Timeline {
  readonly #sources: InstantSource[] = [];
  readonly #listeners = new Set<() => void>();

  add(source: InstantSource): void {
    this.#sources.push(source);
    this.changed();
  }

  /** The earliest instant of all sources. Ties go to the source that was added first. */
  next(): Instant | null {
    let earliest: Instant | null = null;
    for (const source of this.#sources) {
      const instant = source.next();
      if (instant && (!earliest || instant.atMs < earliest.atMs)) earliest = instant;
    }
    return earliest;
  }

  /** The earliest instant of each source that has one, with the name of the source. */
  upcoming(): readonly { readonly source: string; readonly instant: Instant }[] {
    return this.#sources.flatMap((source) => {
      const instant = source.next();
      return instant ? [{ source: source.name, instant }] : [];
    });
  }

  /** A source calls this after its earliest instant has changed, so that whoever sleeps towards it wakes. */
  changed(): void {
    for (const listener of this.#listeners) listener();
  }

  onChange(listener: () => void): void {
    this.#listeners.add(listener);
  }
}
