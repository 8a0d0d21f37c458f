import { channelServices } from '../shared/platform/channelServices.ts';
import { cloudbaseApp } from '../shared/platform/cloudbaseApp.ts';
import { BEGINS_FOR_MS, type RunSummary, runDue } from '../shared/usecases/time/runDue.ts';

/** Does what time does to orders and accounts. Called by its trigger every minute; calls of users are refused. */
export async function main(): Promise<RunSummary | { readonly refused: true }> {
  if (cloudbaseApp.auth().getUserInfo().openId) return { refused: true };
  // Not the clock of the day, which may be set while this runs.
  const startedMs = performance.now();
  return runDue(channelServices(), () => performance.now() - startedMs < BEGINS_FOR_MS);
}
