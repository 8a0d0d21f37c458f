import type { CloudBase } from '@cloudbase/node-sdk';

/** As it is stored. */
export interface StoredDocument {
  readonly _id: string;
  readonly [field: string]: unknown;
}

/** What a migration works with. */
export interface MigrationTools {
  /** The official SDK, with an administrator's rights. */
  readonly database: ReturnType<CloudBase['database']>;
  /**
   * Hands over all documents of a collection, a hundred at a time in the order of `_id`, and notes after each
   * batch how far it has come. A migration that was killed goes on with the batch in which that happened, so that
   * `change` sees some documents twice.
   */
  inBatches(
    collection: string,
    change: (documents: readonly StoredDocument[]) => Promise<void>,
  ): Promise<void>;
}

/** One change to the form of what is stored; see database/README.md before you write one. */
export interface Migration {
  /** Four digits that go up by one, and a short name: `0001-short-name`. */
  readonly id: string;
  /** What it does, for who reads the plan. */
  readonly describe: string;
  /** Must do no harm to documents that have the new form already. */
  run(tools: MigrationTools): Promise<void>;
}

/**
 * The list as it is, once its numbers are right.
 * @throws Error that names the migration which is wrong
 */
export function numbered(migrations: readonly Migration[]): readonly Migration[] {
  for (const [at, { id }] of migrations.entries()) {
    if (!/^\d{4}-[a-z0-9]+(-[a-z0-9]+)*$/.test(id)) {
      throw new Error(`database/migrations: ${id} is no id such as 0001-short-name`);
    }
    const number = String(at + 1).padStart(4, '0');
    if (!id.startsWith(number)) {
      throw new Error(
        `database/migrations: ${id} stands where ${number} must: no number twice, none left out`,
      );
    }
  }
  return migrations;
}
