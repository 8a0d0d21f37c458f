import type { Migration } from '../../../database/migrations/migration.ts';

export type MigrationStep =
  | { readonly kind: 'runMigration'; readonly migration: Migration }
  | { readonly kind: 'skipMigration'; readonly migration: Migration };

export interface MigrationDrift {
  readonly kind: 'unknownMigration';
  readonly id: string;
}

export interface MigrationPlan {
  readonly steps: readonly MigrationStep[];
  readonly drift: readonly MigrationDrift[];
}

/**
 * Which migrations wait.
 * @param settled ids of those that the environment has run or skipped
 * @param isNew no document stands in it: then there is nothing to migrate
 */
export function planMigrations(
  migrations: readonly Migration[],
  settled: readonly string[],
  isNew: boolean,
): MigrationPlan {
  const waiting = migrations.filter(({ id }) => !settled.includes(id));
  const unknown = settled.filter((one) => !migrations.some(({ id }) => id === one));
  return {
    steps: waiting.map((migration) => ({ kind: isNew ? 'skipMigration' : 'runMigration', migration })),
    drift: unknown.map((id) => ({ kind: 'unknownMigration', id })),
  };
}
