import { channelServices } from '../shared/platform/channelServices.ts';
import { cloudbaseApp } from '../shared/platform/cloudbaseApp.ts';
import { type RunSummary, runDue } from '../shared/usecases/time/runDue.ts';

/**
 * Below the function's time-out of 60 s (cloudbaserc.json), with room for one last action and its channel
 * calls.
 */
const STOP_AFTER_MS = 40_000;

/** Does what time does to orders and accounts. Called by its trigger every minute; calls of users are refused. */
export async function main(): Promise<RunSummary | { readonly refused: true }> {
  if (cloudbaseApp.auth().getUserInfo().openId) return { refused: true };
  // Not the clock of the day, which may be set while this runs.
  const startedMs = performance.now();
  return runDue(channelServices(), () => performance.now() - startedMs < STOP_AFTER_MS);
}
