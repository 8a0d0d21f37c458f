import { after, HOUR_MS, MINUTE_MS } from '../../domain/duration.ts';
import type { Services } from '../services.ts';
import { DUE_KINDS, type DueDocument, type DueKind } from './dueKinds.ts';

const PAGE = 20;
/**
 * A run begins nothing new after this: below the timer function's time-out (cloudbaserc.json), with room for one
 * last action and its channel calls.
 */
export const BEGINS_FOR_MS = 40_000;
/** Longer than the timer function's own time-out, so that a claim never runs out under its owner. */
export const LEASE_MS = 2 * MINUTE_MS;
const LONGEST_LEASE_MS = 6 * HOUR_MS;
/** From this try on a person is told; it is still tried, ever more rarely. */
const TRIES_UNTIL_ATTENTION = 8;

export interface RunSummary {
  readonly done: number;
  readonly failed: number;
  /** True if it stopped with work left; the next run goes on. */
  readonly unfinished: boolean;
}

/** `failed` documents were claimed and are tried again later; `unclaimed` ones could not even be written to. */
type End = 'done' | 'failed' | 'unclaimed' | 'notMine';

interface Due {
  readonly at: Date;
  run(): Promise<End>;
}

/**
 * Does what is due, earliest first, until nothing is due or `mayContinue` says no. Always re-reads the first
 * pages: whatever was claimed is no longer on them. Any number of runs side by side are harmless.
 */
export async function runDue(services: Services, mayContinue: () => boolean): Promise<RunSummary> {
  const ends: Record<End, number> = { done: 0, failed: 0, unclaimed: 0, notMine: 0 };
  const summary = (unfinished: boolean): RunSummary => ({
    done: ends.done,
    failed: ends.failed + ends.unclaimed,
    unfinished,
  });
  for (;;) {
    const due = await readAllDue(services);
    if (due.length === 0) return summary(false);
    const movedBefore = ends.done + ends.failed;
    for (const one of due) {
      if (!mayContinue()) return summary(true);
      ends[await one.run()] += 1;
    }
    // Others have these pages, or nothing can be written: the same ones would come again at once.
    if (ends.done + ends.failed === movedBefore) return summary(true);
  }
}

/** Side by side and then in one row: many of one kind do not keep the other waiting. */
async function readAllDue(services: Services): Promise<Due[]> {
  const { orders, accounts } = DUE_KINDS;
  const pages = await Promise.all([readDue(services, orders), readDue(services, accounts)]);
  return pages.flat().sort((a, b) => a.at.getTime() - b.at.getTime());
}

async function readDue<D extends DueDocument>(services: Services, kind: DueKind<D>): Promise<Due[]> {
  const documents = await services.store.find<D>(kind.collection, {
    filter: { 'next.at': { $lte: services.now() } },
    sort: [['next.at', 'asc']],
    limit: PAGE,
  });
  return documents.flatMap((document) => {
    const { next } = document;
    return next ? [{ at: next.at, run: () => runOne(services, kind, document, next) }] : [];
  });
}

async function runOne<D extends DueDocument>(
  services: Services,
  kind: DueKind<D>,
  document: D,
  next: NonNullable<D['next']>,
): Promise<End> {
  let claimed: D | null = null;
  try {
    claimed = await claim(services, kind, document, next);
    if (!claimed) return 'notMine';
    await kind.act(services, claimed, next.action);
    return 'done';
  } catch (error) {
    // A poisoned document fails alone: its claim has moved it out of the way.
    const cause = error instanceof Error ? error.message : String(error);
    services.alarm('timerActionFailed', {
      [kind.idField]: document._id,
      action: next.action,
      tries: next.tries + 1,
      cause,
    });
    return claimed ? 'failed' : 'unclaimed';
  }
}

/** Moves the document out of the way for a lease. Null if another run has it. */
async function claim<D extends DueDocument>(
  services: Services,
  kind: DueKind<D>,
  document: D,
  next: NonNullable<D['next']>,
): Promise<D | null> {
  const leaseMs = Math.min(LEASE_MS * 2 ** next.tries, LONGEST_LEASE_MS);
  const tries = next.tries + 1;
  const stuck = tries === TRIES_UNTIL_ATTENTION ? kind.stuck(services, document) : undefined;
  return services.store.update<D>(kind.collection, {
    filter: { _id: document._id, version: document.version },
    set: { next: { ...next, at: after(services.now(), leaseMs), tries } },
    increment: { version: 1 },
    ...(stuck ? { append: stuck } : {}),
  });
}
