import { join } from 'node:path';
import { onTestFinished, vi } from 'vitest';
import type { DatabaseOptions, DatabaseService } from './index.ts';
import { openTestDatabase } from './test-support.ts';

export async function open(
  dataDir: string,
  options: Partial<DatabaseOptions> = {},
): Promise<DatabaseService> {
  const database = await openTestDatabase(
    { orders: [{ name: 'n', fields: ['n'] }] },
    { dataDir, ...options },
  );
  onTestFinished(() => database.stop());
  return database;
}

export async function reopened(
  database: DatabaseService,
  dataDir: string,
  options: Partial<DatabaseOptions> = {},
) {
  await database.stop();
  return open(dataDir, options);
}

export function journalOf(folder: string): string {
  return join(folder, 'database.journal');
}

export function silenceWarnings() {
  const warn = vi.spyOn(console, 'warn').mockImplementation(() => {});
  onTestFinished(() => warn.mockRestore());
  return warn;
}
