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
import type { FunctionSettings } from './project.ts';
import type { FunctionRegistry, RegisteredFunction } from './registry.ts';

export interface HostOptions {
  readonly registry: FunctionRegistry;
  readonly envId: string;
  readonly clock: Clock;
  readonly calls: CallLog;
  readonly faults: Faults;
  /** The emulator's own address. */
  readonly origin: string;
  /** What WX_APPID shows. */
  readonly appId: string;
}

/** Runs the functions that exist as the platform does. */
export class FunctionHost {
  readonly gate = new Gate();
  readonly #options: HostOptions;
  readonly #guard = new ProcessGuard();
  /** Of every function that has been called, by its name. */
  readonly #pools = new Map<string, InstancePool>();
  /** The instance that serves a call, and the calls that are not over. */
  readonly #running = new Map<string, Instance | null>();

  constructor(options: HostOptions) {
    this.#options = options;
    options.registry.onChange(() => {
      for (const pool of this.#pools.values()) pool.retireOutdated();
    });
  }

  /** @returns the result as JSON text @throws PlatformError, DroppedConnection */
  async invoke(invocation: Invocation): Promise<string> {
    this.#existing(invocation.name);
    await this.gate.enter(this.#running.has(invocation.parentCallId ?? ''));
    this.#running.set(invocation.requestId, null);
    const { calls } = this.#options;
    const record = calls.begin(invocation);
    const startedMs = performance.now();
    let outcome = 'ok';
    let returned = '';
    try {
      returned = await this.#run(invocation, record);
      return returned;
    } catch (error) {
      outcome = outcomeOf(error);
      returned = error instanceof Error ? error.message : String(error);
      calls.print(record, 'error', returned);
      throw error;
    } finally {
      const memoryBytes = this.#running.get(invocation.requestId)?.memoryBytes ?? 0;
      this.#running.delete(invocation.requestId);
      calls.finish(record, outcome, Math.round(performance.now() - startedMs), { returned, memoryBytes });
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
    await Promise.all([...this.#pools.values()].map((pool) => pool.close(error)));
  }

  async stop(): Promise<void> {
    await this.stopInstances('the emulator stops');
    this.#guard.stop();
  }

  async #run(invocation: Invocation, record: CallRecord): Promise<string> {
    const { calls, clock, envId, origin, appId } = this.#options;
    const pool = this.#poolOf(invocation.name);
    const instance = await pool.acquire();
    this.#running.set(record.requestId, instance);
    record.cold = instance.served === 0;
    instance.attachConsole((level, text) => calls.print(record, level, text));
    try {
      await instance.setClock(clock.offsetMs);
      const request = {
        event: invocation.event,
        variables: callVariables(invocation, origin, appId),
        context: callContext(instance.settings, envId, record.requestId),
      };
      const run = () => instance.invoke(request);
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

  #poolOf(name: string): InstancePool {
    const pool =
      this.#pools.get(name) ??
      new InstancePool({ version: () => this.#versionOf(name), start: () => this.#start(name) });
    this.#pools.set(name, pool);
    return pool;
  }

  /** The same files deployed twice are two versions. */
  #versionOf(name: string): string {
    const found = this.#options.registry.get(name);
    return found ? `${found.revision} ${bundleVersion(found.settings)}` : 'missing';
  }

  #start(name: string): Instance {
    const { envId, origin, clock } = this.#options;
    const { settings, variables } = this.#existing(name);
    if (bundleVersion(settings) === null) {
      throw new PlatformError(
        functionErrors.failed,
        `build missing: run npm run build (there is no ${settings.file})`,
      );
    }
    return new Instance({
      settings,
      environment: { ...variables(), ...platformVariables(settings, envId, origin) },
      clockOffsetMs: clock.offsetMs,
      guard: this.#guard,
    });
  }

  #existing(name: string): RegisteredFunction {
    const found = this.#options.registry.get(name);
    if (found) return found;
    throw new PlatformError(functionErrors.notFound, `FunctionName parameter could not be found: ${name}`);
  }

  #instances(): readonly Instance[] {
    return [...this.#pools.values()].flatMap((pool) => pool.instances);
  }
}

function outcomeOf(error: unknown): string {
  if (error instanceof PlatformError) return error.code;
  return error instanceof DroppedConnection ? 'dropped' : 'SYS_ERR';
}

/** Null = there is no bundle. */
export function bundleVersion({ file }: FunctionSettings): string | null {
  const stat = statSync(file, { throwIfNoEntry: false });
  return stat ? `${stat.mtimeMs} ${stat.size} ${stat.ino}` : null;
}
