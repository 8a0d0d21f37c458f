import { isPaying } from './orders/order.ts';
import type { Job } from './schedule.ts';
import type { State } from './state.ts';

/**
 * What is under way without anything being planned for it, as in an export that was made while a callback was on
 * its way: it is to go on at once.
 */
export function unplanned(state: State, jobs: readonly Job[], nowMs: number): Job[] {
  const planned = new Set(jobs.map(({ kind, key }) => `${kind} ${key}`));
  return [...unfinished(state)]
    .filter(([kind, key]) => !planned.has(`${kind} ${key}`))
    .map(([kind, key]) => ({ atMs: nowMs, kind, key }));
}

function* unfinished({ deliveries, orders, refunds }: State): Iterable<readonly [Job['kind'], string]> {
  for (const [id, { status, repeats }] of deliveries) {
    if (status === 'pending' || repeats > 0) yield ['deliver', id];
  }
  for (const [no, order] of orders) {
    if (order.debiting) yield ['debitEnd', no];
    else if (isPaying(order)) yield ['debit', no];
  }
  for (const [no, { status }] of refunds) {
    if (status === 'PROCESSING') yield ['refund', no];
  }
}
