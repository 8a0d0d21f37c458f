import { after, HOUR_MS, MINUTE_MS } from '../domain/duration.ts';
import type { Order } from '../domain/order/order.ts';
import type { Next } from '../domain/order/plan.ts';
import { settleAccount } from './accountDuty.ts';
import { newAttention } from './attention.ts';
import type { Services } from './services.ts';
import { TIMER_ACTIONS } from './timerActions.ts';

const PAGE = 20;
/** Longer than the timer function's own time-out, so that a claim never runs out under its owner. */
const LEASE_MS = 2 * MINUTE_MS;
const LONGEST_LEASE_MS = 6 * HOUR_MS;
/** From this try on the order is on the operator's list; it is still tried, ever more rarely. */
const TRIES_UNTIL_ATTENTION = 8;

export interface RunSummary {
  readonly done: number;
  readonly failed: number;
  /** True if it stopped with work left; the next run goes on. */
  readonly unfinished: boolean;
}

/**
 * Does what is due, earliest first, until nothing is due or `mayContinue` says no. Always re-reads the first
 * page: whatever was claimed is no longer on it. Any number of runs side by side are harmless.
 */
export async function runDue(services: Services, mayContinue: () => boolean): Promise<RunSummary> {
  const ends: Record<End, number> = { done: 0, failed: 0, unclaimed: 0, notMine: 0 };
  const summary = (unfinished: boolean): RunSummary => ({
    done: ends.done,
    failed: ends.failed + ends.unclaimed,
    unfinished,
  });
  for (;;) {
    const due = await readDue(services);
    if (due.length === 0) return summary(false);
    const movedBefore = ends.done + ends.failed;
    for (const order of due) {
      if (!mayContinue()) return summary(true);
      ends[await runOne(services, order)] += 1;
    }
    // Others have this page, or nothing can be written: the same page would come again at once.
    if (ends.done + ends.failed === movedBefore) return summary(true);
  }
}

function readDue({ store, now }: Services): Promise<Order[]> {
  return store.find<Order>('orders', {
    filter: { 'next.at': { $lte: now() } },
    sort: [['next.at', 'asc']],
    limit: PAGE,
  });
}

/** `failed` orders were claimed and are tried again later; `unclaimed` ones could not even be written to. */
type End = 'done' | 'failed' | 'unclaimed' | 'notMine';

async function runOne(services: Services, order: Order): Promise<End> {
  const { next } = order;
  if (!next) return 'notMine';
  let claimed: Order | null = null;
  try {
    claimed = await claim(services, order, next);
    if (!claimed) return 'notMine';
    const after = await TIMER_ACTIONS[next.action](services, claimed);
    // What an order that has just ended owes to the account need not wait for the next round.
    if (after?.accountDuty && next.action !== 'settleAccount') await settleAccount(services, after);
    return 'done';
  } catch (error) {
    // A poisoned order fails alone: its claim has moved it out of the way.
    const cause = error instanceof Error ? error.message : String(error);
    services.alarm('timerActionFailed', {
      orderId: order._id,
      action: next.action,
      tries: next.tries + 1,
      cause,
    });
    return claimed ? 'failed' : 'unclaimed';
  }
}

/** Moves the order out of the way for a lease. Null if another run has it. */
async function claim(services: Services, order: Order, next: Next): Promise<Order | null> {
  const leaseMs = Math.min(LEASE_MS * 2 ** next.tries, LONGEST_LEASE_MS);
  const tries = next.tries + 1;
  const stuck = tries === TRIES_UNTIL_ATTENTION ? newAttention(services, order, 'STUCK') : undefined;
  return services.store.update<Order>('orders', {
    filter: { _id: order._id, version: order.version },
    set: { next: { ...next, at: after(services.now(), leaseMs), tries } },
    increment: { version: 1 },
    ...(stuck ? { append: { attention: stuck } } : {}),
  });
}
