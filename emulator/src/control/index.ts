import type { ServerResponse } from 'node:http';
import { encodeEjson } from '../documents/index.ts';
import type { CallLog } from '../functions/calls.ts';
import type { FunctionsService } from '../functions/index.ts';
import { isJsonObject, parseJson, readBody } from '../http/body.ts';
import { sendJson } from '../http/respond.ts';
import { type Clock, lastInstantMs } from '../kernel/clock.ts';
import { PlatformError } from '../kernel/errors.ts';
import type { Route, Service } from '../kernel/service.ts';
import type { Timeline } from '../kernel/timeline.ts';
import { EventStream } from './events.ts';
import { parseFaultRules } from './fault-rule.ts';
import type { FaultTable } from './faults.ts';
import { relaxed } from './relaxed.ts';
import { applySnapshot, parseSnapshot, takeSnapshot } from './snapshot.ts';
import { TimeMachine } from './time-machine.ts';

const smallBodyBytes = 1024 * 1024;
const snapshotBytes = 512 * 1024 * 1024;

/** What the control plane needs of the database. */
export interface ReadableDatabase extends Service {
  documents(collection: string): readonly unknown[];
  onChange(listener: (change: { readonly collection: string; readonly id: unknown }) => void): void;
}

export interface ControlOptions {
  readonly clock: Clock;
  readonly timeline: Timeline;
  readonly calls: CallLog;
  readonly faults: FaultTable;
  readonly functions: FunctionsService;
  readonly database: ReadableDatabase;
  /** Whose state is reset, exported and imported. */
  readonly services: readonly Service[];
}

/** `/_emulator/…`: what a test or a developer can do to the emulator and see of it. */
export function createControl(options: ControlOptions): Service {
  const { clock, timeline, calls, faults, functions, database, services } = options;
  const timeMachine = new TimeMachine(clock, timeline, functions);
  const events = new EventStream();
  calls.onFinished((record) => events.send('call', record));
  database.onChange(({ collection, id }) =>
    events.send('change', { collection, id: relaxed(encodeEjson(id)) }),
  );

  async function reset(response: ServerResponse): Promise<void> {
    await timeMachine.restart('the emulator was reset', async () => {
      for (const service of services) await service.reset?.();
      faults.clear();
      calls.clear();
      clock.reset();
    });
    sendJson(response, 200, {});
  }

  async function restore(text: string, response: ServerResponse): Promise<void> {
    const snapshot = parseSnapshot(parseJson(text));
    await timeMachine.restart('another state was imported', () => applySnapshot(snapshot, clock, services));
    sendJson(response, 200, {});
  }

  const routes: Route[] = [
    post('/_emulator/clock', async (text, response) => {
      sendJson(response, 200, await timeMachine.advance(parseAdvance(text, clock)));
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
    get('/_emulator/db/', async (response, url) => {
      const collection = decodeURIComponent(url.pathname.slice('/_emulator/db/'.length));
      const documents = database.documents(collection).slice(0, parseLimit(url));
      sendJson(response, 200, relaxed(documents.map(encodeEjson)));
    }),
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

function get(path: string, answer: (response: ServerResponse, url: URL) => Promise<void>): Route {
  return { method: 'GET', path, handle: (_request, response, url) => answer(response, url) };
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

function parseAdvance(text: string, clock: Clock): number {
  const body = parseJson(text);
  const ms = isJsonObject(body) ? body['advanceMs'] : undefined;
  if (typeof ms !== 'number' || !Number.isSafeInteger(ms) || ms < 0 || clock.now() + ms > lastInstantMs) {
    throw new PlatformError(
      'INVALID_PARAM',
      'advanceMs must be a whole number of milliseconds, not negative',
    );
  }
  return ms;
}

function parseLimit(url: URL): number | undefined {
  const text = url.searchParams.get('limit');
  if (text === null) return undefined;
  if (!/^\d{1,9}$/.test(text)) throw new PlatformError('INVALID_PARAM', 'limit must be a whole number');
  return Number(text);
}
