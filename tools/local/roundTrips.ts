import type { CallRecord } from './client.ts';

/**
 * How many database round trips a call waited for, one after the other: reads side by side count once. Two
 * stand side by side if one began before the other had ended, which shows only where a trip takes as long as
 * it does in the cloud: let the local database answer a few milliseconds later (`databaseAway`).
 */
export function roundTrips(call: Pick<CallRecord, 'wire'>): number {
  const trips = call.wire
    .filter((wire) => wire.service === 'database')
    .map(({ startedMs, ms }) => ({ fromMs: startedMs, toMs: startedMs + ms }))
    .sort((a, b) => a.fromMs - b.fromMs);
  let count = 0;
  let freeAtMs = Number.NEGATIVE_INFINITY;
  for (const { fromMs, toMs } of trips) {
    if (fromMs >= freeAtMs) {
      count += 1;
      freeAtMs = toMs;
    } else {
      // Side by side with the one before; the next trip waits for the first of them at least.
      freeAtMs = Math.min(freeAtMs, toMs);
    }
  }
  return count;
}
