type Listener = (...args: readonly unknown[]) => void;

/** One end of a channel between two pages. */
export class EventChannel {
  readonly #listeners = new Map<string, Set<Listener>>();
  #other: EventChannel = this;

  /** Two ends: what one emits, the other hears. */
  static pair(): readonly [EventChannel, EventChannel] {
    const ends = [new EventChannel(), new EventChannel()] as const;
    ends[0].#other = ends[1];
    ends[1].#other = ends[0];
    return ends;
  }

  on(name: string, listener: Listener): void {
    const listeners = this.#listeners.get(name) ?? new Set();
    this.#listeners.set(name, listeners.add(listener));
  }

  once(name: string, listener: Listener): void {
    const hear: Listener = (...args) => {
      this.off(name, hear);
      listener(...args);
    };
    this.on(name, hear);
  }

  off(name: string, listener?: Listener): void {
    if (listener) this.#listeners.get(name)?.delete(listener);
    else this.#listeners.delete(name);
  }

  emit(name: string, ...args: readonly unknown[]): void {
    for (const listener of [...(this.#other.#listeners.get(name) ?? [])]) listener(...args);
  }
}
