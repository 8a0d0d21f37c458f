import { DomainError } from '../../domain/domainError.ts';
import { MINUTE_MS } from '../../domain/duration.ts';
import type { CoreServices } from '../services.ts';

/** Calls that a buyer may make in a minute: more than anybody taps, less than a program would want. */
export const VISITS_PER_MINUTE = 60;

/** How often a buyer has called in one minute; the only one that is kept. */
export interface Visits {
  /** The buyerId. */
  readonly _id: string;
  /** Minutes since 1970. */
  readonly minute: number;
  readonly count: number;
}

/**
 * Counts a call of a buyer who comes over open HTTP, where no platform holds back whoever calls too often. One round
 * trip; the first call of a minute takes two, the very first three, one that is held back four.
 * @throws DomainError TOO_MANY_REQUESTS
 */
export async function countVisit({ store, now }: CoreServices, buyerId: string): Promise<void> {
  const minute = Math.floor(now().getTime() / MINUTE_MS);
  const counted = () =>
    store.update('visits', {
      // An instance whose clock is behind counts into the minute that another one has begun.
      filter: { _id: buyerId, minute: { $gte: minute }, count: { $lt: VISITS_PER_MINUTE } },
      increment: { count: 1 },
    });
  const begun = () =>
    store.update('visits', {
      filter: { _id: buyerId, minute: { $lt: minute } },
      set: { minute, count: 1 },
    });
  const first = () => store.insert<Visits>('visits', { _id: buyerId, minute, count: 1 });
  // Where another call began the minute, or came first of all, at this very moment, it is counted after all.
  if ((await counted()) || (await begun()) || (await first()) || (await counted())) return;
  throw new DomainError('TOO_MANY_REQUESTS');
}
