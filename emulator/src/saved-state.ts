import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { applySnapshot, parseSnapshot, takeSnapshot } from './control/snapshot.ts';
import type { Clock } from './kernel/clock.ts';
import type { Service } from './kernel/service.ts';

/** What `kill -9` may lose of the stand-ins; the documents lose nothing. */
const saveEveryMs = 200;

/**
 * Keeps, from one run to the next, the moved clock and the services that write nothing to the disk themselves:
 * without them the documents would speak of orders at a channel that has never heard of them.
 */
export function createSavedState(dataDir: string, clock: Clock, services: readonly Service[]): Service {
  const path = join(dataDir, 'stand-ins.json');
  let saved = '';
  let timer: NodeJS.Timeout | undefined;

  async function save(): Promise<void> {
    const state = JSON.stringify(await takeSnapshot(clock, services));
    if (state === saved) return;
    mkdirSync(dataDir, { recursive: true });
    writeFileSync(`${path}.new`, state);
    renameSync(`${path}.new`, path);
    saved = state;
  }

  /** A full disk must not end the emulator: it is said, and tried again. */
  const saveOrSay = (): Promise<void> =>
    save().catch((error: unknown) => console.warn(`${path} could not be saved: ${String(error)}`));

  return {
    name: 'saved-state',
    async start() {
      if (existsSync(path)) await load(path, clock, services);
      await save();
      timer = setInterval(saveOrSay, saveEveryMs).unref();
    },
    async stop() {
      clearInterval(timer);
      await save();
    },
  };
}

/** @throws Error that names the file */
async function load(path: string, clock: Clock, services: readonly Service[]): Promise<void> {
  try {
    await applySnapshot(parseSnapshot(JSON.parse(readFileSync(path, 'utf8'))), clock, services);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Error(`${path} is damaged (delete it to start without it): ${reason}`);
  }
}
