/** A document's value in an ordered index. */
export interface SortedEntry<T> {
  readonly value: T;
  readonly key: string;
}

const CHUNK_ENTRIES = 256;

/** A sorted list in chunks: an insertion moves a few hundred entries at most, however long the list is. */
export class SortedEntries<T> {
  readonly #chunks: SortedEntry<T>[][] = [];
  readonly #compareValues: (a: T, b: T) => number;

  constructor(compareValues: (a: T, b: T) => number) {
    this.#compareValues = compareValues;
  }

  insert(entry: SortedEntry<T>): void {
    const chunkAt = Math.min(this.#chunkFor(entry), this.#chunks.length - 1);
    const chunk = this.#chunks[chunkAt];
    if (!chunk) {
      this.#chunks.push([entry]);
      return;
    }
    chunk.splice(
      lowerBound(chunk, (other) => this.#compare(other, entry)),
      0,
      entry,
    );
    if (chunk.length > CHUNK_ENTRIES) this.#chunks.splice(chunkAt + 1, 0, chunk.splice(CHUNK_ENTRIES / 2));
  }

  remove(entry: SortedEntry<T>): void {
    const chunkAt = this.#chunkFor(entry);
    const chunk = this.#chunks[chunkAt];
    if (!chunk) return;
    const at = lowerBound(chunk, (other) => this.#compare(other, entry));
    const found = chunk[at];
    if (!found || this.#compare(found, entry) !== 0) return;
    chunk.splice(at, 1);
    if (chunk.length === 0) this.#chunks.splice(chunkAt, 1);
  }

  /** Keys of all entries from `lower` to `upper`, both included; undefined leaves that side open. */
  *keysBetween(lower: T | undefined, upper: T | undefined): Generator<string> {
    const start =
      lower === undefined ? 0 : lowerBound(this.#chunks, (chunk) => this.#lastAgainst(chunk, lower));
    for (let at = start; at < this.#chunks.length; at += 1) {
      for (const { value, key } of this.#chunks[at] ?? []) {
        if (upper !== undefined && this.#compareValues(value, upper) > 0) return;
        if (lower === undefined || this.#compareValues(value, lower) >= 0) yield key;
      }
    }
  }

  #chunkFor(entry: SortedEntry<T>): number {
    return lowerBound(this.#chunks, (chunk) => {
      const last = chunk[chunk.length - 1];
      return last ? this.#compare(last, entry) : -1;
    });
  }

  #lastAgainst(chunk: readonly SortedEntry<T>[], value: T): number {
    const last = chunk[chunk.length - 1];
    return last ? this.#compareValues(last.value, value) : -1;
  }

  #compare(a: SortedEntry<T>, b: SortedEntry<T>): number {
    const order = this.#compareValues(a.value, b.value);
    if (order !== 0) return order;
    if (a.key === b.key) return 0;
    return a.key < b.key ? -1 : 1;
  }
}

/** The first position whose element is not before what `compare` looks for. */
function lowerBound<E>(list: readonly E[], compare: (element: E) => number): number {
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const element = list[middle];
    if (element !== undefined && compare(element) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}
