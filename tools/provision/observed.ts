import type { Index } from './declared.ts';

/** A collection as the environment has it. */
export interface ObservedCollection {
  readonly name: string;
  /** Who may read and write, such as `PRIVATE` or `ADMINONLY`; null where the platform does not say. */
  readonly permission: string | null;
  readonly indexes: readonly Index[];
}

/** What stands in an environment: all of it for the collections that are declared, of others the name. */
export interface Observed {
  readonly collections: readonly ObservedCollection[];
  readonly others: readonly string[];
}
