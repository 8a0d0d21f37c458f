import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { applySnapshot, parseSnapshot, takeSnapshot } from './control/snapshot.ts';
import type { Clock } from './kernel/clock.ts';
import type { Service } from './kernel/service.ts';

/**
 * Keeps, from one run to the next, the moved clock and the services that write nothing to the disk themselves:
 * without them the documents would speak of orders at a channel that has never heard of them. They are saved when
 * the emulator stops, and lost if it is killed.
 */
export function createSavedState(dataDir: string, clock: Clock, services: readonly Service[]): Service {
  const path = join(dataDir, 'stand-ins.json');
  return {
    name: 'saved-state',
    async start() {
      if (!existsSync(path)) return;
      try {
        await applySnapshot(parseSnapshot(JSON.parse(readFileSync(path, 'utf8'))), clock, services);
      } catch (error) {
        const reason = error instanceof Error ? error.message : String(error);
        throw new Error(`${path} is damaged (delete it to start without it): ${reason}`);
      }
    },
    async stop() {
      mkdirSync(dataDir, { recursive: true });
      writeFileSync(`${path}.new`, JSON.stringify(await takeSnapshot(clock, services)));
      renameSync(`${path}.new`, path);
    },
  };
}
