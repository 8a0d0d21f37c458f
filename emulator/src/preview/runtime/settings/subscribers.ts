export type Listener<Event> = (event: Event) => void;

/** Those who asked to be told, as with `wx.onThemeChange` and its like. */
export class Subscribers<Event> {
  readonly #listeners = new Set<Listener<Event>>();

  readonly add = (listener: Listener<Event>): void => {
    this.#listeners.add(listener);
  };

  /** @param listener nobody in particular = all of them, as WeChat's `wx.off…` does */
  readonly remove = (listener?: Listener<Event>): void => {
    if (listener) this.#listeners.delete(listener);
    else this.#listeners.clear();
  };

  tell(event: Event): void {
    for (const listener of [...this.#listeners]) listener(event);
  }
}
