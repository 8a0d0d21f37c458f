/**
 * Lets calls in, and on request waits until none runs and holds new ones: the clock moves while nobody looks.
 */
export class Gate {
  #running = 0;
  #idle: (() => void)[] = [];
  #closed: Promise<void> | null = null;
  #reopen: () => void = () => undefined;

  /** @param nested the call is made by one that runs: it must not wait, or both would wait for ever */
  async enter(nested: boolean): Promise<void> {
    while (this.#closed && !nested) await this.#closed;
    this.#running += 1;
  }

  leave(): void {
    this.#running -= 1;
    if (this.#running > 0) return;
    for (const resolve of this.#idle.splice(0)) resolve();
  }

  /** Holds new calls; resolves when no call runs. */
  async close(): Promise<void> {
    this.#closed ??= new Promise((resolve) => {
      this.#reopen = resolve;
    });
    while (this.#running > 0) await new Promise<void>((resolve) => this.#idle.push(resolve));
  }

  open(): void {
    this.#closed = null;
    this.#reopen();
  }
}
