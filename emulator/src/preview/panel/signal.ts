/** A value that others follow. */
export class Signal<T> {
  #value: T;
  readonly #followers = new Set<(value: T) => void>();

  constructor(value: T) {
    this.#value = value;
  }

  get value(): T {
    return this.#value;
  }

  set(value: T): void {
    this.#value = value;
    for (const follower of [...this.#followers]) follower(value);
  }

  /** Tells the value now, and each time it is set. @returns a function that ends it */
  follow(follower: (value: T) => void): () => void {
    this.#followers.add(follower);
    follower(this.#value);
    return () => this.#followers.delete(follower);
  }
}
