import type { Instant, InstantSource, Timeline } from '../kernel/timeline.ts';

export const jobKinds = ['debit', 'debitEnd', 'expire', 'deliver', 'refund'] as const;

/** What the stand-in will do later. Plain data, so that it survives export and import. */
export interface Job {
  readonly atMs: number;
  readonly kind: (typeof jobKinds)[number];
  /** Which order, delivery or refund. */
  readonly key: string;
}

export type JobHandlers = Readonly<Record<Job['kind'], (key: string) => void | Promise<void>>>;

/** The stand-in's future, earliest first. */
export class Schedule implements InstantSource {
  readonly name = 'wechatpay';
  #jobs: Job[] = [];
  #handlers: JobHandlers | null = null;

  constructor(readonly timeline: Timeline) {}

  /** From here on the jobs fire. */
  begin(handlers: JobHandlers): void {
    this.#handlers = handlers;
    this.timeline.add(this);
  }

  plan(job: Job): void {
    this.#jobs.splice(this.#placeOf(job.atMs), 0, job);
    this.timeline.changed();
  }

  /** Forgets what was planned for this key. */
  drop(kind: Job['kind'], key: string): void {
    this.replace(this.#jobs.filter((job) => job.kind !== kind || job.key !== key));
  }

  replace(jobs: readonly Job[]): void {
    this.#jobs = [...jobs];
    this.timeline.changed();
  }

  get jobs(): readonly Job[] {
    return this.#jobs;
  }

  isPlanned(kind: Job['kind'], key: string): boolean {
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

  async #fire(job: Job): Promise<void> {
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
