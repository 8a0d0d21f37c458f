import { randomUUID } from 'node:crypto';
import type { Migration, MigrationTools } from '../../../database/migrations/migration.ts';
import type { Documents } from '../documents.ts';
import { until } from '../until.ts';
import { type Claim, Ledger } from './ledger.ts';

const BATCH = 100;
/** Many times what a batch takes, and what one waits for after a run that was killed. */
export const LEASE_MS = 60_000;

/**
 * Runs a migration, unless it has run by now. While another process runs it, waits for that one, and takes over
 * from one that was killed.
 * @returns whether it was run here
 * @throws what the migration throws; then it is not recorded as run
 */
export async function runMigration(
  documents: Documents,
  migration: Migration,
  leaseMs: number = LEASE_MS,
): Promise<boolean> {
  const ledger = new Ledger(documents, leaseMs);
  const claim = await claimOrWait(ledger, migration.id, leaseMs);
  if (claim === 'settled') return false;
  try {
    await migration.run(toolsOf(documents, claim));
    await claim.finish();
    return true;
  } catch (error) {
    // Why it failed matters more than that the next one must wait.
    await claim.release().catch(() => undefined);
    throw error;
  }
}

/** @throws Error if another process still runs it after two leases */
async function claimOrWait(ledger: Ledger, id: string, leaseMs: number): Promise<Claim | 'settled'> {
  const claimant = randomUUID();
  const tries = 20;
  const claim = await until(
    async () => (await ledger.claim(id, claimant)) ?? ((await ledger.isSettled(id)) ? 'settled' : null),
    { tries, everyMs: (2 * leaseMs) / tries },
  );
  if (claim === null) throw new Error('another process is running it: wait for its end');
  return claim;
}

function toolsOf(documents: Documents, claim: Claim): MigrationTools {
  let passes = 0;
  return {
    database: documents.database,
    async inBatches(collection, change) {
      // Whoever runs it again makes the same passes in the same order.
      passes += 1;
      const pass = `pass${passes}`;
      let after = claim.after[pass] ?? null;
      for (;;) {
        const batch = await documents.behind(collection, after, BATCH);
        const last = batch.at(-1);
        if (!last) return;
        await change(batch);
        await claim.advance(pass, last._id);
        after = last._id;
      }
    },
  };
}
