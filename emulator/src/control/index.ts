import type { ServerResponse } from 'node:http';
import type { CollectionCatalog } from '../database/catalog.ts';
import { encodeEjson } from '../documents/index.ts';
import type { CallLog } from '../functions/calls.ts';
import type { FunctionsService } from '../functions/index.ts';
import { isJsonObject, parseJson, readBody } from '../http/body.ts';
import { getRoute as get } from '../http/get-route.ts';
import { sendJson } from '../http/respond.ts';
import { type Clock, lastInstantMs } from '../kernel/clock.ts';
import { PlatformError } from '../kernel/errors.ts';
import type { Route, Service } from '../kernel/service.ts';
import type { Timeline } from '../kernel/timeline.ts';
import { databaseRoutes, type ReadableDatabase } from './database-routes.ts';
import type { EventStream } from './events.ts';
import { parseFaultRules } from './fault-rule.ts';
import type { FaultTable } from './faults.ts';
import { relaxed } from './relaxed.ts';
import { applySnapshot, parseSnapshot, takeSnapshot } from './snapshot.ts';
import { TimeMachine } from './time-machine.ts';
import { nextUpcoming } from './upcoming.ts';

const smallBodyBytes = 1024 * 1024;
const snapshotBytes = 512 * 1024 * 1024;

export interface ControlOptions {
  readonly clock: Clock;
  readonly timeline: Timeline;
  readonly calls: CallLog;
  readonly faults: FaultTable;
  readonly functions: FunctionsService;
  readonly database: ReadableDatabase;
  readonly catalog: CollectionCatalog;
  /** To all who listen at `/_emulator/events`; other services may send there too. */
  readonly events: EventStream;
  /** Whose state is reset, exported and imported. */
  readonly services: readonly Service[];
}

/** `/_emulator/…`: what a test or a developer can do to the emulator and see of it. */
export function createControl(options: ControlOptions): Service {
  const { clock, timeline, calls, faults, functions, database, catalog, events, services } = options;
  const timeMachine = new TimeMachine(clock, timeline, functions);
  const upcoming = {
    due: catalog.due,
    // What is due may be declared before its collection exists.
    documents: (collection: string) =>
      database.collections().includes(collection) ? database.documents(collection) : [],
    timeline,
    timers: functions.timers,
  };
  calls.onFinished((record) => events.send('call', record));
  database.onChange(({ collection, id }) =>
    events.send('change', { collection, id: relaxed(encodeEjson(id)) }),
  );

  async function reset(response: ServerResponse): Promise<void> {
    await timeMachine.restart('the emulator was reset', async () => {
      // First: what is made anew is made now, not when the clock stood elsewhere.
      clock.reset();
      for (const service of [functions, ...services]) await service.reset?.();
      faults.clear();
      calls.clear();
    });
    events.send('reset', {});
    sendJson(response, 200, {});
  }

  async function restore(text: string, response: ServerResponse): Promise<void> {
    const snapshot = parseSnapshot(parseJson(text));
    await timeMachine.restart('another state was imported', () => applySnapshot(snapshot, clock, services));
    events.send('reset', {});
    sendJson(response, 200, {});
  }

  const routes: Route[] = [
    post('/_emulator/clock', async (text, response) => {
      const { ms, timerRuns } = parseAdvance(text, clock);
      sendJson(response, 200, await timeMachine.advance(ms, timerRuns));
    }),
    get('/_emulator/next', async (response) => {
      sendJson(response, 200, { now: clock.date(), next: nextUpcoming(upcoming, clock.now()) });
    }),
    post('/_emulator/faults', async (text, response) => {
      faults.add(parseFaultRules(parseJson(text)));
      sendJson(response, 200, faults.list());
    }),
    get('/_emulator/faults', async (response) => sendJson(response, 200, faults.list())),
    {
      method: 'DELETE',
      path: '/_emulator/faults',
      async handle(_request, response) {
        faults.clear();
        sendJson(response, 200, []);
      },
    },
    get('/_emulator/calls', async (response, url) => {
      sendJson(response, 200, url.searchParams.has('timing') ? calls.listWithTiming() : calls.list());
    }),
    get('/_emulator/events', async (response) => events.connect(response)),
    ...databaseRoutes(database, catalog),
    post('/_emulator/reset', async (_text, response) => reset(response)),
    post('/_emulator/export', async (_text, response) => {
      await timeMachine.standstill(async () => sendJson(response, 200, await takeSnapshot(clock, services)));
    }),
    post('/_emulator/import', restore, snapshotBytes),
  ];

  return {
    name: 'control',
    routes,
    async start() {
      timeMachine.start();
    },
    async stop() {
      timeMachine.stop();
      events.close();
    },
  };
}

function post(
  path: string,
  answer: (text: string, response: ServerResponse) => Promise<void>,
  limitBytes: number = smallBodyBytes,
): Route {
  return {
    method: 'POST',
    path,
    async handle(request, response) {
      await answer((await readBody(request, limitBytes)).toString('utf8'), response);
    },
  };
}

function parseAdvance(
  text: string,
  clock: Clock,
): { readonly ms: number; readonly timerRuns: number | undefined } {
  const body = parseJson(text);
  const { advanceMs: ms, timerRuns } = isJsonObject(body) ? body : { advanceMs: null };
  if (typeof ms !== 'number' || !Number.isSafeInteger(ms) || ms < 0 || clock.now() + ms > lastInstantMs) {
    throw new PlatformError(
      'INVALID_PARAM',
      'advanceMs must be a whole number of milliseconds, not negative',
    );
  }
  if (timerRuns === undefined) return { ms, timerRuns };
  if (typeof timerRuns !== 'number' || !Number.isSafeInteger(timerRuns) || timerRuns < 1) {
    throw new PlatformError('INVALID_PARAM', 'timerRuns must be a whole number, 1 or more');
  }
  return { ms, timerRuns };
}
