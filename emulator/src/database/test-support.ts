import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { onTestFinished } from 'vitest';
import { stringifyEjson } from '../documents/index.ts';
import { pointSdksAt } from '../http/test-support.ts';
import { Clock } from '../kernel/clock.ts';
import { PlatformError } from '../kernel/errors.ts';
import type { WireAction } from '../kernel/service.ts';
import {
  type DatabaseOptions,
  type DatabaseService,
  type IndexDeclaration,
  openDatabase,
  parseCatalog,
} from './index.ts';

/** An index as database/collections.json declares it, in short. */
export interface TestIndex {
  readonly name: string;
  readonly fields: readonly string[];
  readonly unique?: boolean;
  readonly sparse?: boolean;
}

export function testCatalog(collections: Readonly<Record<string, readonly TestIndex[]>>) {
  return parseCatalog({
    collections: Object.entries(collections).map(([collectionName, indexes]) => ({
      collectionName,
      createIndexes: indexes.map(({ fields, ...index }) => ({
        ...index,
        keys: fields.map((name) => ({ name, direction: '1' })),
      })),
    })),
  });
}

/** An index for `administration`, in short. */
export function indexOf({ name, fields, unique = false, sparse = false }: TestIndex): IndexDeclaration {
  return { name, keys: fields.map((field) => ({ field, direction: '1' })), unique, sparse };
}

export function openTestDatabase(
  collections: Readonly<Record<string, readonly TestIndex[]>>,
  options: Partial<DatabaseOptions> = {},
): Promise<DatabaseService> {
  return openDatabase({
    clock: new Clock(),
    dataDir: null,
    catalog: testCatalog(collections),
    seed: new Map(),
    strict: false,
    ...options,
  });
}

/** Calls a wire action as the SDK would, with JSON in and out. */
export async function call(
  database: DatabaseService,
  action: string,
  body: Readonly<Record<string, unknown>> = {},
): Promise<Readonly<Record<string, unknown>>> {
  const run = database.actions?.[`database.${action}`];
  if (!run) throw new Error(`no action ${action}`);
  return JSON.parse(JSON.stringify(await run(body, { requestId: 'r', callId: undefined, source: [] })));
}

/** The requests that the SDKs make, for tests that need no SDK. */
export class TestClient {
  constructor(
    readonly database: DatabaseService,
    readonly collectionName: string,
    readonly transactionId?: string,
  ) {}

  add(document: unknown) {
    return this.#call('insertDocument', { data: [stringifyEjson(document)] });
  }

  async get(query: unknown, options: Readonly<Record<string, unknown>> = {}): Promise<unknown[]> {
    const answer = await this.#call('getDocument', {
      queryType: 'WHERE',
      query: stringifyEjson(query),
      ...options,
    });
    const { list } = answer['data'] as { list: string[] };
    return list.map((document) => JSON.parse(document));
  }

  async update(query: unknown, update: unknown, options: Readonly<Record<string, unknown>> = {}) {
    const answer = await this.#call('modifyDocument', {
      queryType: 'WHERE',
      query: stringifyEjson(query),
      data: stringifyEjson(update),
      multi: true,
      merge: true,
      upsert: false,
      ...options,
    });
    return (answer['data'] as { updated: number }).updated;
  }

  async set(id: string, document: unknown) {
    const query = stringifyEjson({ _id: id });
    const flags = { queryType: 'DOC', multi: false, merge: false, upsert: true };
    const answer = await this.#call('modifyDocument', { ...flags, query, data: stringifyEjson(document) });
    return answer['data'];
  }

  async remove(query: unknown) {
    const answer = await this.#call('removeDocument', {
      queryType: 'WHERE',
      multi: true,
      query: stringifyEjson(query),
    });
    return (answer['data'] as { deleted: number }).deleted;
  }

  #call(action: string, body: Readonly<Record<string, unknown>>) {
    const { collectionName, transactionId } = this;
    return call(this.database, action, { collectionName, transactionId, ...body });
  }
}

export async function startTransaction(database: DatabaseService): Promise<string> {
  return String((await call(database, 'startTransaction'))['transactionId']);
}

/** A new empty folder, removed when the test ends. */
export async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'cloudbase-local-database-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/** `POST /admin` with JSON, as far as the SDKs need it for the database. Points this process's SDK to it. */
export async function serveForSdk(actions: Readonly<Record<string, WireAction>>): Promise<{ close(): void }> {
  const server = createServer(async (request, response) => {
    const answer = await dispatch(actions, JSON.parse(await text(request)));
    response.setHeader('content-type', 'application/json; charset=utf-8').end(JSON.stringify(answer));
  });
  server.keepAliveTimeout = 60_000;
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  pointSdksAt(`http://127.0.0.1:${port}`);
  return {
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

async function dispatch(
  actions: Readonly<Record<string, WireAction>>,
  body: Readonly<Record<string, unknown>>,
): Promise<unknown> {
  const requestId = 'test-request';
  try {
    const action = actions[String(body['action'])];
    if (!action) throw new PlatformError('INVALID_PARAM', `unknown action ${body['action']}`);
    return { ...(await action(body, { requestId, callId: undefined, source: [] })), requestId };
  } catch (error) {
    if (!(error instanceof PlatformError)) console.error(error);
    const code = error instanceof PlatformError ? error.code : 'SYS_ERR';
    return { code, message: String(error instanceof Error ? error.message : error), requestId };
  }
}

/** What a promise rejects with. */
export async function failure(promise: Promise<unknown>): Promise<Record<string, unknown>> {
  try {
    await promise;
  } catch (error) {
    const { code, errCode, errMsg, message } = error as Record<string, unknown>;
    return { code, errCode, errMsg, message };
  }
  throw new Error('it did not fail');
}
