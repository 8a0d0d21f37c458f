import type { MigrationDrift, MigrationStep } from './migrations/planMigrations.ts';
import type { TableDrift, TableStep } from './planTables.ts';
import type { SeedDrift, SeedStep } from './seeds.ts';

export type Step = TableStep | MigrationStep | SeedStep;
export type Drift = TableDrift | MigrationDrift | SeedDrift;

/** What will be done to an environment, in this order, and what is told besides. */
export interface Plan {
  readonly steps: readonly Step[];
  /** What differs from the files and is left alone. */
  readonly drift: readonly Drift[];
  /** What the merchant should know, such as that there is no policy yet. */
  readonly notes: readonly string[];
}
