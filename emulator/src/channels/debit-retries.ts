import { dayMs, hourMs } from './times.ts';

/** From one failed debit to the next; the last one repeats for ever. */
const delaysMs: readonly number[] = [hourMs, 6 * hourMs, dayMs];

/**
 * How long a channel waits after so many attempts, one or more, before it debits again by itself. Neither vendor
 * publishes its intervals: these are ours.
 */
export function debitRetryMs(attempts: number): number {
  return delaysMs[Math.min(attempts, delaysMs.length) - 1] ?? dayMs;
}
