import { statSync } from 'node:fs';
import type { Clock } from '../kernel/clock.ts';
import { PlatformError } from '../kernel/errors.ts';
import { DroppedConnection, type Faults } from '../kernel/faults.ts';
import type { CallLog, CallRecord } from './calls.ts';
import { callContext, callVariables, platformVariables } from './environment.ts';
import { Gate } from './gate.ts';
import { Instance } from './instance.ts';
import type { Invocation } from './invocation.ts';
import { functionErrors, functionLimits } from './limits.ts';
import { InstancePool } from './pool.ts';
import { ProcessGuard } from './process-guard.ts';
import type { FunctionConfig, Project } from './project.ts';

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
    const record = calls.begin(invocation);
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
    const { calls, clock, project, origin, appId } = this.#options;
    const instance = await pool.acquire();
    this.#running.set(record.requestId, instance);
    record.cold = instance.served === 0;
    instance.attachConsole((level, text) => calls.print(record, level, text));
    try {
      await instance.setClock(clock.offsetMs);
      const request = {
        event: invocation.event,
        variables: callVariables(invocation, origin, appId),
        context: callContext(config, project.envId, record.requestId),
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
          environment: {
            ...this.#options.variablesOf(config.name),
            ...platformVariables(config, this.#options.project.envId, this.#options.origin),
          },
          clockOffsetMs: this.#options.clock.offsetMs,
          guard: this.#guard,
        });
      },
    });
    return { config, pool };
  }

  #instances(): readonly Instance[] {
    return [...this.#functions.values()].flatMap(({ pool }) => pool.instances);
  }
}

function outcomeOf(error: unknown): string {
  if (error instanceof PlatformError) return error.code;
  return error instanceof DroppedConnection ? 'dropped' : 'SYS_ERR';
}

function versionOf(config: FunctionConfig): string | null {
  const stat = statSync(config.file, { throwIfNoEntry: false });
  return stat ? `${stat.mtimeMs} ${stat.size} ${stat.ino}` : null;
}
