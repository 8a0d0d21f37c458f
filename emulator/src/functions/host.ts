import { statSync } from 'node:fs';
import type { Clock } from '../kernel/clock.ts';
import { PlatformError } from '../kernel/errors.ts';
import { DroppedConnection, type Faults } from '../kernel/faults.ts';
import type { CallLog, CallRecord } from './calls.ts';
import { Gate } from './gate.ts';
import { Instance } from './instance.ts';
import { functionErrors, functionLimits } from './limits.ts';
import { InstancePool } from './pool.ts';
import { ProcessGuard } from './process-guard.ts';
import type { FunctionConfig, Project } from './project.ts';

/** How a function is called. */
export interface Invocation {
  /** Names the call everywhere: in the log, in errors, in the function's context. */
  readonly requestId: string;
  readonly name: string;
  /** The event as JSON text. */
  readonly event: string;
  /** `invoke` = by the SDK. A fault matches the others as its action. */
  readonly door: 'client' | 'http' | 'timer' | 'invoke';
  /** The chain shown as SOURCE to the function, such as `wx_client,scf`. Empty where WeChat is not involved. */
  readonly source: string;
  /** The mini-program user who calls; null = no WeChat context. */
  readonly openid: string | null;
  /** The call that makes this one, if a function does. */
  readonly parentCallId?: string | undefined;
}

export interface HostOptions {
  readonly project: Project;
  readonly clock: Clock;
  readonly calls: CallLog;
  readonly faults: Faults;
  /** The emulator's own address. */
  readonly origin: string;
  /** The function's own variables, asked for at every cold start. @throws Error that names what is missing */
  variablesOf(functionName: string): Readonly<Record<string, string>>;
  /** What WX_APPID shows. */
  readonly appId: string;
}

interface Hosted {
  readonly config: FunctionConfig;
  readonly pool: InstancePool;
}

/** Runs the project's functions as the platform does. */
export class FunctionHost {
  readonly gate = new Gate();
  readonly #options: HostOptions;
  readonly #guard = new ProcessGuard();
  readonly #functions: ReadonlyMap<string, Hosted>;
  /** The instance that serves a call, and the calls that are not over. */
  readonly #running = new Map<string, Instance | null>();

  constructor(options: HostOptions) {
    this.#options = options;
    this.#functions = new Map(options.project.functions.map((config) => [config.name, this.#hosted(config)]));
  }

  /** @returns the result as JSON text @throws PlatformError, DroppedConnection */
  async invoke(invocation: Invocation): Promise<string> {
    const hosted = this.#functions.get(invocation.name);
    if (!hosted) {
      throw new PlatformError(
        functionErrors.notFound,
        `FunctionName parameter could not be found: ${invocation.name}`,
      );
    }
    await this.gate.enter(this.#running.has(invocation.parentCallId ?? ''));
    this.#running.set(invocation.requestId, null);
    const { calls } = this.#options;
    const record = calls.begin(invocation.requestId, invocation.name, invocation.source || invocation.door);
    const startedMs = performance.now();
    let outcome = 'ok';
    try {
      return await this.#run(hosted, invocation, record);
    } catch (error) {
      outcome = outcomeOf(error);
      calls.print(record, 'error', error instanceof Error ? error.message : String(error));
      throw error;
    } finally {
      this.#running.delete(invocation.requestId);
      calls.finish(record, outcome, Math.round(performance.now() - startedMs));
      this.gate.leave();
    }
  }

  /** The process of a running call dies at once (the effect `kill` of a fault). */
  async killCall(callId: string): Promise<void> {
    const killed = new PlatformError(functionErrors.failed, 'the instance has been killed by a fault');
    await this.#running.get(callId)?.kill(killed);
  }

  /** Resolves when every instance runs on the clock as it stands now. Call it only while the gate is closed. */
  async followClock(): Promise<void> {
    const { offsetMs } = this.#options.clock;
    await Promise.all(this.#instances().map((instance) => instance.setClock(offsetMs)));
  }

  /** Ends all instances, running calls included. */
  async stopInstances(reason: string): Promise<void> {
    const error = new PlatformError(functionErrors.failed, reason);
    await Promise.all([...this.#functions.values()].map(({ pool }) => pool.close(error)));
  }

  async stop(): Promise<void> {
    await this.stopInstances('the emulator stops');
    this.#guard.stop();
  }

  /** Names of functions that have no built bundle. */
  missingBundles(): readonly string[] {
    return [...this.#functions.values()]
      .filter(({ config }) => versionOf(config) === null)
      .map(({ config }) => config.name);
  }

  async #run(hosted: Hosted, invocation: Invocation, record: CallRecord): Promise<string> {
    const { config, pool } = hosted;
    const { calls } = this.#options;
    const instance = await pool.acquire();
    this.#running.set(record.requestId, instance);
    record.cold = instance.served === 0;
    instance.attachConsole((level, text) => calls.print(record, level, text));
    try {
      const request = {
        event: invocation.event,
        variables: this.#variablesOf(invocation, record.requestId),
        context: contextOf(config, this.#options.project.envId, record.requestId),
      };
      const run = () => instance.invoke(request, config.timeoutMs);
      const json = invocation.door === 'invoke' ? await run() : await this.#withFaults(invocation, run);
      if (Buffer.byteLength(json) > functionLimits.resultBytes) {
        throw new PlatformError(functionErrors.payloadTooLarge, 'the result is too large');
      }
      return json;
    } finally {
      pool.release(instance);
    }
  }

  /** A call by the SDK has been struck already, where it came in as an action. */
  async #withFaults({ door, name, requestId }: Invocation, run: () => Promise<string>): Promise<string> {
    const point = { service: 'functions', action: door, function: name, callId: requestId };
    return (await this.#options.faults.around(point, run)).value;
  }

  #variablesOf(invocation: Invocation, callId: string): Record<string, string> {
    const { origin, appId } = this.#options;
    return {
      TCB_CONTEXT_CNFG: contextConfig(origin, callId),
      // Without it the newer SDK does not pass the chain on.
      TCB_CONTEXT_KEYS: 'TCB_ENV,TCB_SOURCE',
      ...(invocation.source && { TCB_SOURCE: invocation.source }),
      ...(invocation.source.startsWith('wx_') && { WX_CONTEXT_KEYS: 'WX_APPID', WX_APPID: appId }),
      ...(invocation.openid !== null && {
        WX_CONTEXT_KEYS: 'WX_OPENID,WX_APPID',
        WX_OPENID: invocation.openid,
      }),
    };
  }

  #hosted(config: FunctionConfig): Hosted {
    const pool = new InstancePool({
      version: () => versionOf(config) ?? 'missing',
      start: () => {
        if (versionOf(config) === null) {
          throw new PlatformError(
            functionErrors.failed,
            `build missing: run npm run build (there is no ${config.file})`,
          );
        }
        return new Instance({
          functionName: config.name,
          file: config.file,
          folder: config.folder,
          exportName: config.exportName,
          memoryMb: config.memoryMb,
          environment: this.#environmentOf(config),
          clockOffsetMs: this.#options.clock.offsetMs,
          guard: this.#guard,
        });
      },
    });
    return { config, pool };
  }

  /** What the platform itself gives every function, under the function's own variables. */
  #environmentOf(config: FunctionConfig): Record<string, string> {
    const { envId } = this.#options.project;
    const { SystemRoot } = process.env;
    return {
      ...this.#options.variablesOf(config.name),
      TZ: 'UTC',
      TCB_ENV: envId,
      SCF_NAMESPACE: envId,
      SCF_FUNCTIONNAME: config.name,
      TENCENTCLOUD: 'true',
      TENCENTCLOUD_RUNENV: 'SCF',
      TENCENTCLOUD_REGION: 'ap-shanghai',
      TENCENTCLOUD_SECRETID: 'local',
      TENCENTCLOUD_SECRETKEY: 'local',
      TCB_CONTEXT_CNFG: contextConfig(this.#options.origin, null),
      // Windows cannot open a socket without it.
      ...(SystemRoot !== undefined && { SystemRoot }),
    };
  }

  #instances(): readonly Instance[] {
    return [...this.#functions.values()].flatMap(({ pool }) => pool.instances);
  }
}

/** Where the SDKs send their calls. The last `&` matters: they append their own parameters. */
function contextConfig(origin: string, callId: string | null): string {
  return JSON.stringify({ URL: callId === null ? `${origin}/admin?` : `${origin}/admin?call=${callId}&` });
}

function contextOf(config: FunctionConfig, envId: string, requestId: string): Record<string, unknown> {
  return {
    callbackWaitsForEmptyEventLoop: false,
    function_name: config.name,
    function_version: '$LATEST',
    memory_limit_in_mb: config.memoryMb,
    time_limit_in_ms: config.timeoutMs,
    namespace: envId,
    request_id: requestId,
  };
}

function outcomeOf(error: unknown): string {
  if (error instanceof PlatformError) return error.code;
  return error instanceof DroppedConnection ? 'dropped' : 'SYS_ERR';
}

function versionOf(config: FunctionConfig): string | null {
  const stat = statSync(config.file, { throwIfNoEntry: false });
  return stat ? `${stat.mtimeMs} ${stat.size} ${stat.ino}` : null;
}
