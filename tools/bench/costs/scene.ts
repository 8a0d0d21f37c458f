import { MINUTE_MS, SECOND_MS } from '../../../cloudfunctions/shared/domain/duration.ts';
import type { Buyer } from '../../local/buyer.ts';
import type { CallRecord, LocalCloudBase } from '../../local/client.ts';
import type { Operator } from '../../local/operator.ts';

/** About as far as a database in the same region is: local times alone would flatter. */
export const DATABASE_AWAY_MS = 25;

interface Upcoming {
  readonly now: string;
  readonly next: { readonly actsAt: string } | null;
}

/** One buyer, the merchant and the clock, and every call that comes of what they do. */
export class Scene {
  readonly #seen = new Set<string>();
  readonly #calls: CallRecord[] = [];

  constructor(
    readonly cloud: LocalCloudBase,
    readonly buyer: Buyer,
    readonly operator: Operator,
  ) {}

  /** Forgets what was called up to now. */
  async begin(): Promise<void> {
    await this.cloud.databaseAway(DATABASE_AWAY_MS);
    await this.#collect();
    this.#calls.length = 0;
  }

  /** All calls since `begin`. */
  async calls(): Promise<readonly CallRecord[]> {
    await this.#collect();
    return this.#calls;
  }

  /** Lets time pass: quickly while nothing is due, and as in the cloud when something is. */
  async pass(ms: number): Promise<void> {
    const untilMs = (await this.#nowMs()) + ms;
    for (;;) {
      const { now, next } = await this.#upcoming();
      const leftMs = untilMs - Date.parse(now);
      if (leftMs <= 0) return;
      const quietMs = Math.min(leftMs, next ? Date.parse(next.actsAt) - Date.parse(now) - SECOND_MS : leftMs);
      if (quietMs > 0) await this.#skip(quietMs);
      else await this.cloud.advance(Math.min(leftMs, MINUTE_MS));
      // The emulator keeps a limited number of calls, and a minute has one of the timer.
      await this.#collect();
    }
  }

  /** Lets time pass until nothing is due any more: what an order leaves to be done is the order's. */
  async rest(): Promise<void> {
    for (;;) {
      const { now, next } = await this.#upcoming();
      if (!next) return;
      await this.pass(Date.parse(next.actsAt) - Date.parse(now) + SECOND_MS);
    }
  }

  async #skip(ms: number): Promise<void> {
    await this.cloud.clearFaults();
    await this.cloud.advance(ms);
    await this.cloud.databaseAway(DATABASE_AWAY_MS);
  }

  async #collect(): Promise<void> {
    for (const call of await this.cloud.calls()) {
      if (this.#seen.has(call.requestId) || call.outcome === 'running') continue;
      this.#seen.add(call.requestId);
      this.#calls.push(call);
    }
  }

  async #nowMs(): Promise<number> {
    return Date.parse((await this.#upcoming()).now);
  }

  #upcoming(): Promise<Upcoming> {
    return this.cloud.get('/_emulator/next');
  }
}
