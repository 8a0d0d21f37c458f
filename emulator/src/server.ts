import { join } from 'node:path';
import { createAlipay } from './alipay/index.ts';
import { deliverCallback } from './callback-delivery.ts';
import type { ChannelOptions } from './channels/options.ts';
import { EventStream } from './control/events.ts';
import { FaultTable } from './control/faults.ts';
import { createControl } from './control/index.ts';
import { openDatabase } from './database/index.ts';
import { CallLog } from './functions/calls.ts';
import { readEnvironment } from './functions/dotenv.ts';
import { createFunctions, type FunctionsService } from './functions/index.ts';
import { namedVariables, readProject } from './functions/project.ts';
import { AdminDoor } from './http/admin-door.ts';
import { frontDoor } from './http/front-door.ts';
import { closeServer, listen } from './http/listen.ts';
import { sendJson } from './http/respond.ts';
import { Router } from './http/router.ts';
import { Clock } from './kernel/clock.ts';
import type { Route, Service } from './kernel/service.ts';
import { Timeline } from './kernel/timeline.ts';
import { createOpenApi } from './openapi/index.ts';
import { Assets } from './preview/assets.ts';
import { createPreview } from './preview/index.ts';
import { readProjectData, withoutContents } from './project-data.ts';
import { createSavedState, type SavedState } from './saved-state.ts';
import { createStorage } from './storage/index.ts';
import { databaseActions } from './tencentcloud/database/index.ts';
import { functionActions } from './tencentcloud/functions/index.ts';
import { createTencentCloud, type TencentCloud } from './tencentcloud/index.ts';
import { ObjectStore } from './tencentcloud/object-store.ts';
import { createWechatpay } from './wechatpay/index.ts';

export interface EmulatorOptions {
  /** The folder that holds cloudbaserc.json. */
  readonly projectDir: string;
  /** 0 = any free port. */
  readonly port: number;
  /** Where data is kept; null = in memory only. */
  readonly dataDir: string | null;
  /** Reads `.env.<mode>` as well, as the CLI's `--mode` does. */
  readonly mode?: string;
  /** Refuse database queries that no index serves, instead of reporting them, and what WeChat Pay and Alipay ignore. */
  readonly strict?: boolean;
  /** Shows the mini-program whose `app.json` is in the folder `root`, with a panel for testers. */
  readonly preview?: { readonly root: string };
  /** A new environment as the cloud gives it: no function, no collection, no document. Only in memory. */
  readonly bare?: boolean;
  /** Instead of the environment of this process. */
  readonly env?: Readonly<Record<string, string>>;
}

export interface Emulator {
  /** `http://127.0.0.1:<port>` */
  readonly origin: string;
  readonly envId: string;
  stop(): Promise<void>;
}

/** Starts everything; resolves when every service is ready. @throws Error that says in one line what is wrong */
export async function startEmulator(options: EmulatorOptions): Promise<Emulator> {
  let router: Router | null = null;
  const { server, port } = await listen(
    options.port,
    frontDoor(() => router),
  );
  const origin = `http://127.0.0.1:${port}`;
  const started: Service[] = [];
  let stopping: Promise<void> | null = null;

  /** @throws the first error of a service; what it had to leave undone keeps no other from stopping */
  async function stop(): Promise<void> {
    const errors: unknown[] = [];
    // The other way round: what depends on a service stops before it.
    for (const service of started.reverse()) {
      await service.stop?.().catch((error: unknown) => errors.push(error));
    }
    await closeServer(server);
    if (errors.length > 0) throw errors[0];
  }

  try {
    const { services, routes, faults, calls, cloud, envId } = await compose(options, origin);
    for (const service of services) {
      await service.start?.(origin);
      started.push(service);
    }
    const healthz: Route = {
      method: 'GET',
      path: '/healthz',
      handle: async (_request, response) => sendJson(response, 200, { status: 'ok' }),
    };
    const admin = new AdminDoor(services, faults, calls);
    router = new Router([healthz, admin.route, ...routes]);
    cloud.attach(server);
    return {
      origin,
      envId,
      stop() {
        stopping ??= stop();
        return stopping;
      },
    };
  } catch (error) {
    // Why it did not start matters more than what then could not be stopped.
    await stop().catch(() => undefined);
    throw error;
  }
}

interface Composition {
  /** In the order in which they start. */
  readonly services: readonly Service[];
  readonly routes: readonly Route[];
  readonly faults: FaultTable;
  readonly calls: CallLog;
  readonly cloud: TencentCloud;
  readonly envId: string;
}

async function compose(options: EmulatorOptions, origin: string): Promise<Composition> {
  const { projectDir, dataDir, mode, bare = false } = options;
  if (bare && dataDir !== null) throw new Error('a bare emulator keeps no data: leave the data folder out');
  const clock = new Clock();
  const timeline = new Timeline();
  const calls = new CallLog(clock);
  let functions: FunctionsService | undefined;
  let saved: SavedState | null = null;
  const faults = new FaultTable(async (callId) => functions?.host.killCall(callId));
  const assets = options.preview ? new Assets() : null;
  const ofChannels: ChannelOptions = {
    clock,
    timeline,
    faults,
    strict: options.strict ?? false,
    fontStyles: assets?.fontStyles ?? null,
    async deliver(url, headers, body) {
      // What a callback tells must not be forgotten by the one who sent it.
      await saved?.save();
      return deliverCallback(origin, project.envId, url, headers, body);
    },
  };
  const [wechatpay, alipay] = await Promise.all([
    createWechatpay(ofChannels),
    createAlipay({ ...ofChannels, appGateway: () => readEnv()['ALIPAY_NOTIFY_URL'] }),
  ]);
  const readEnv = (): Record<string, string> =>
    readEnvironment(projectDir, mode, options.env ?? process.env, {
      ...wechatpay.environment(origin),
      ...alipay.environment(origin),
    });
  const project = readProject(projectDir, readEnv());
  const appId = readEnv()['WECHATPAY_APPID'] ?? '';
  functions = createFunctions({
    project,
    bare,
    clock,
    timeline,
    calls,
    faults,
    origin,
    appId,
    // Read anew: an import may have replaced the keys that the stand-in supplies.
    variablesOf: (name) =>
      readProject(projectDir, readEnv()).functions.find((each) => each.name === name)?.variables ?? {},
  });
  const data = readProjectData(projectDir);
  const { catalog, seed, personas } = bare ? withoutContents(data) : data;
  const standIns: Service[] = [createOpenApi({ clock }), wechatpay, alipay];
  const database = await openDatabase({ clock, dataDir, catalog, seed, strict: options.strict ?? false });
  const objects = new ObjectStore(origin);
  const cloud = createTencentCloud({
    origin,
    envId: project.envId,
    appId,
    clock,
    faults,
    variables: () => namedVariables(projectDir, readEnv()),
    objects,
    actions: {
      ...functionActions({ ...functions, calls, envId: project.envId, objects }),
      ...databaseActions({ database: database.administration, envId: project.envId }),
    },
  });
  const kept = [database, createStorage({ dataDir }), ...standIns];
  if (dataDir !== null) saved = createSavedState(dataDir, clock, standIns);
  const events = new EventStream();
  const watched = { clock, timeline, calls, faults, functions };
  const control = createControl({ ...watched, database, catalog, events, services: [...kept, cloud] });
  const picturesDir = join(projectDir, 'database', 'pictures');
  const preview =
    options.preview && assets
      ? createPreview({ ...options.preview, appId, assets, personas, picturesDir, events })
      : null;
  const watching = [control, ...(preview ? [preview] : [])];
  const services = [...kept, ...(saved ? [saved] : []), functions, cloud, ...watching];
  // What changes what is saved (the clock and a reset do too) is answered only when it is.
  const changing = new Set([...standIns, control]);
  const routes = services.flatMap((service) => routesOf(service, changing.has(service) ? saved : null));
  return { services, routes, faults, calls, cloud, envId: project.envId };
}

function routesOf({ routes = [] }: Service, saved: SavedState | null): readonly Route[] {
  return saved ? routes.map(saved.savedFirst) : routes;
}
