import { type Migration, numbered } from './migration.ts';

/** All that have ever been, the oldest first. None is changed or taken out once it has run anywhere. */
export const migrations: readonly Migration[] = numbered([]);
