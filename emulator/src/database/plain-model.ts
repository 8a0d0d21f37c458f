/** What a document of the property test holds. */
export interface Fields {
  readonly n: number;
  readonly tag: string;
}

export type State = ReadonlyMap<string, Fields>;

/** What a write makes of one document; null if it does not apply to it. */
export type Write = (current: Fields | undefined) => Fields | 'remove' | null;

interface OpenTransaction {
  snapshot: State | null;
  readonly writes: Map<string, Fields | 'remove'>;
  readonly locked: Set<string>;
  /** Documents that others committed since the snapshot. */
  readonly changedByOthers: Set<string>;
}

/** Snapshot isolation said in the plainest way, with whole copies: what the database is held against. */
export class PlainModel {
  committed: State = new Map();
  readonly open = new Map<number, OpenTransaction>();

  /** True while an open transaction has written, or has announced a write that changes nothing. */
  get hasPendingWrites(): boolean {
    return [...this.open.values()].some(({ locked }) => locked.size > 0);
  }

  begin(slot: number): void {
    this.open.set(slot, { snapshot: null, writes: new Map(), locked: new Set(), changedByOthers: new Set() });
  }

  view(slot: number | null): State {
    const transaction = slot === null ? undefined : this.open.get(slot);
    if (!transaction) return this.committed;
    transaction.snapshot ??= this.committed;
    return overlaid(transaction.snapshot, transaction.writes);
  }

  /** @returns how many documents changed, or what refuses the write */
  write(slot: number | null, id: string, write: Write): number | 'conflict' | 'busy' {
    return slot === null ? this.#ordinary(id, write) : this.#transactional(slot, id, write);
  }

  commit(slot: number): void {
    const transaction = this.open.get(slot);
    this.open.delete(slot);
    if (transaction) this.#install(transaction.writes);
  }

  #ordinary(id: string, write: Write): number | 'busy' {
    const current = this.committed.get(id);
    const next = write(current);
    if (next === null) return 0;
    if ([...this.open.values()].some(({ locked }) => locked.has(id))) return 'busy';
    if (isSame(current, next)) return 0;
    this.#install(new Map([[id, next]]));
    return 1;
  }

  #transactional(slot: number, id: string, write: Write): number | 'conflict' {
    const transaction = this.open.get(slot);
    if (!transaction) throw new Error('no such transaction');
    const current = this.view(slot).get(id);
    const next = write(current);
    if (next === null) return 0;
    const others = [...this.open.values()].filter((other) => other !== transaction);
    if (others.some(({ locked }) => locked.has(id)) || transaction.changedByOthers.has(id)) {
      this.open.delete(slot);
      return 'conflict';
    }
    transaction.locked.add(id);
    if (isSame(current, next)) return 0;
    transaction.writes.set(id, next);
    return 1;
  }

  #install(writes: ReadonlyMap<string, Fields | 'remove'>): void {
    this.committed = overlaid(this.committed, writes);
    for (const transaction of this.open.values()) {
      if (transaction.snapshot) for (const id of writes.keys()) transaction.changedByOthers.add(id);
    }
  }
}

function isSame(current: Fields | undefined, next: Fields | 'remove'): boolean {
  return next !== 'remove' && current?.n === next.n && current.tag === next.tag;
}

function overlaid(state: State, writes: ReadonlyMap<string, Fields | 'remove'>): State {
  const result = new Map(state);
  for (const [id, fields] of writes) {
    if (fields === 'remove') result.delete(id);
    else result.set(id, fields);
  }
  return result;
}
