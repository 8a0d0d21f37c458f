import type { Instant, InstantSource, Timeline } from '../kernel/timeline.ts';

/** What a stand-in will do later. Plain data, so that it survives export and import. */
export interface Job<Kind extends string> {
  readonly atMs: number;
  readonly kind: Kind;
  /** Which order, delivery or refund. */
  readonly key: string;
}

export type JobHandlers<Kind extends string> = Readonly<Record<Kind, (key: string) => void | Promise<void>>>;

/** A stand-in's future, earliest first. */
export class Schedule<Kind extends string> implements InstantSource {
  #jobs: Job<Kind>[] = [];
  #handlers: JobHandlers<Kind> | null = null;

  constructor(
    readonly name: string,
    readonly timeline: Timeline,
  ) {}

  /** From here on the jobs fire. */
  begin(handlers: JobHandlers<Kind>): void {
    this.#handlers = handlers;
    this.timeline.add(this);
  }

  plan(job: Job<Kind>): void {
    this.#jobs.splice(this.#placeOf(job.atMs), 0, job);
    this.timeline.changed();
  }

  /** Forgets what was planned for this key. */
  drop(kind: Kind, key: string): void {
    this.replace(this.#jobs.filter((job) => job.kind !== kind || job.key !== key));
  }

  replace(jobs: readonly Job<Kind>[]): void {
    this.#jobs = [...jobs];
    this.timeline.changed();
  }

  get jobs(): readonly Job<Kind>[] {
    return this.#jobs;
  }

  isPlanned(kind: Kind, key: string): boolean {
    return this.#jobs.some((job) => job.kind === kind && job.key === key);
  }

  next(): Instant | null {
    const [job] = this.#jobs;
    return job ? { atMs: job.atMs, name: job.kind, fire: () => this.#fireAllOf(job.atMs) } : null;
  }

  /** In the order in which they were planned, and side by side: a merchant who thinks holds up nobody else. */
  async #fireAllOf(atMs: number): Promise<void> {
    const together = this.#jobs.filter((job) => job.atMs === atMs);
    await Promise.all(together.map((job) => this.#fire(job)));
  }

  async #fire(job: Job<Kind>): Promise<void> {
    // Dropped since it was handed out: nothing to do any more.
    if (!this.#jobs.includes(job)) return;
    this.replace(this.#jobs.filter((other) => other !== job));
    await this.#handlers?.[job.kind](job.key);
  }

  /** After all jobs of the same instant: those planned first fire first. */
  #placeOf(atMs: number): number {
    let low = 0;
    let high = this.#jobs.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      const job = this.#jobs[middle];
      if (job && job.atMs <= atMs) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
