import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { applySnapshot, parseSnapshot, takeSnapshot } from './control/snapshot.ts';
import type { Clock } from './kernel/clock.ts';
import type { Route, Service } from './kernel/service.ts';

/** For what changes without being asked for, such as a clock that was moved. */
const saveEveryMs = 200;

export interface SavedState extends Service {
  /** Resolves when everything that has changed is on the disk. A full disk is said, and tried again. */
  save(): Promise<void>;
  /** The same route, but what it changes is on the disk before the caller hears of it. */
  savedFirst(route: Route): Route;
}

/**
 * Keeps, from one run to the next, the moved clock and the services that write nothing to the disk themselves:
 * without them the documents would speak of orders at a channel that has never heard of them.
 */
export function createSavedState(dataDir: string, clock: Clock, services: readonly Service[]): SavedState {
  const path = join(dataDir, 'stand-ins.json');
  let saved = '';
  let timer: NodeJS.Timeout | undefined;

  async function write(): Promise<void> {
    const state = JSON.stringify(await takeSnapshot(clock, services));
    if (state === saved) return;
    mkdirSync(dataDir, { recursive: true });
    writeFileSync(`${path}.new`, state);
    renameSync(`${path}.new`, path);
    saved = state;
  }

  const save = (): Promise<void> =>
    write().catch((error: unknown) => console.warn(`${path} could not be saved: ${String(error)}`));

  return {
    name: 'saved-state',
    save,
    savedFirst: (route) => ({
      ...route,
      async handle(request, response, url) {
        const end = response.end.bind(response);
        const endSaved = (...parts: Parameters<typeof end>) => {
          void save().then(() => end(...parts));
          return response;
        };
        if (request.method !== 'GET') Object.assign(response, { end: endSaved });
        await route.handle(request, response, url);
      },
    }),
    async start() {
      if (existsSync(path)) await load(path, clock, services);
      await write();
      timer = setInterval(save, saveEveryMs).unref();
    },
    async stop() {
      clearInterval(timer);
      await write();
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
