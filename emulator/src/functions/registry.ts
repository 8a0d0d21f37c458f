import type { Clock } from '../kernel/clock.ts';
import { DeploymentFolders, type FunctionFiles } from './deployment-folders.ts';
import { bundleIn, type FunctionConfig, type FunctionSettings, type TimerTrigger } from './project.ts';

/** The code of a function as it arrived, and what is in it. */
export interface FunctionPackage {
  readonly zip: Buffer;
  readonly files: FunctionFiles;
}

/** What a deployment gives a function. */
export interface Deployment {
  readonly package: FunctionPackage;
  readonly handler: string;
  readonly runtime: string;
  readonly timeoutMs: number;
  readonly memoryMb: number;
  readonly variables: Readonly<Record<string, string>>;
  /** What has no effect here and is only answered back, such as a description. */
  readonly details: Readonly<Record<string, unknown>>;
}

/** A function that exists now. */
export interface RegisteredFunction {
  readonly settings: FunctionSettings;
  /** Its own variables, asked for at every cold start. @throws Error that names what is missing */
  variables(): Readonly<Record<string, string>>;
  /** Rises with every change, so that instances of an older state are known. */
  readonly revision: number;
  /** Null = it still lies in the project's own folder. */
  readonly package: FunctionPackage | null;
  readonly details: Readonly<Record<string, unknown>>;
  readonly addedAt: Date;
  readonly modifiedAt: Date;
}

export interface RegistryOptions {
  /** What the registry starts with, and goes back to. */
  readonly declared: readonly FunctionConfig[];
  readonly clock: Clock;
  /** The variables of a declared function as they are now. @throws Error that names what is missing */
  variablesOf(functionName: string): Readonly<Record<string, string>>;
}

/**
 * The functions that exist now: at first those that are declared, then what deployments make of them. Deployments last
 * as long as the process.
 */
export class FunctionRegistry {
  readonly #options: RegistryOptions;
  readonly #folders = new DeploymentFolders();
  readonly #functions = new Map<string, RegisteredFunction>();
  readonly #listeners = new Set<() => void>();
  #lastRevision = 0;

  constructor(options: RegistryOptions) {
    this.#options = options;
    this.#declare();
  }

  list(): readonly RegisteredFunction[] {
    return [...this.#functions.values()];
  }

  get(name: string): RegisteredFunction | undefined {
    return this.#functions.get(name);
  }

  /** Adds a function without triggers, or replaces the one of that name. */
  add(name: string, deployment: Deployment): void {
    const folder = this.#folders.write(name, deployment.package.files);
    const now = this.#options.clock.date();
    const { handler, runtime, timeoutMs, memoryMb, variables, details } = deployment;
    this.#put({
      settings: {
        name,
        folder,
        handler,
        ...bundleIn(folder, handler),
        runtime,
        timeoutMs,
        memoryMb,
        triggers: [],
      },
      variables: () => variables,
      revision: this.#nextRevision(),
      package: deployment.package,
      details,
      addedAt: now,
      modifiedAt: now,
    });
  }

  /**
   * Changes what `change` says and leaves the rest as it is. Calls that run end as they began, the next one runs on
   * the new state.
   */
  update(name: string, change: Partial<Deployment>): void {
    const before = this.#existing(name);
    const { settings } = before;
    const { variables } = change;
    const folder = change.package ? this.#folders.write(name, change.package.files) : settings.folder;
    const handler = change.handler ?? settings.handler;
    this.#put({
      settings: {
        ...settings,
        folder,
        handler,
        ...bundleIn(folder, handler),
        runtime: change.runtime ?? settings.runtime,
        timeoutMs: change.timeoutMs ?? settings.timeoutMs,
        memoryMb: change.memoryMb ?? settings.memoryMb,
      },
      variables: variables ? () => variables : before.variables,
      revision: this.#nextRevision(),
      package: change.package ?? before.package,
      details: { ...before.details, ...change.details },
      addedAt: before.addedAt,
      modifiedAt: this.#options.clock.date(),
    });
  }

  /** Instances stay warm: a trigger does not touch the code. */
  setTriggers(name: string, triggers: readonly TimerTrigger[]): void {
    const before = this.#existing(name);
    this.#put({
      ...before,
      settings: { ...before.settings, triggers },
      modifiedAt: this.#options.clock.date(),
    });
  }

  remove(name: string): void {
    this.#functions.delete(name);
    this.#changed();
  }

  /** Called after each change. */
  onChange(listener: () => void): void {
    this.#listeners.add(listener);
  }

  /** Back to what is declared. Call it only while no function runs: the files of deployed ones go. */
  reset(): void {
    this.#functions.clear();
    this.#declare();
    this.#changed();
    this.#folders.clear();
  }

  /** Removes the files of deployed functions, once none runs any more. */
  dispose(): void {
    this.#folders.clear();
  }

  #declare(): void {
    const now = this.#options.clock.date();
    for (const { variables: _, path: __, ...settings } of this.#options.declared) {
      this.#functions.set(settings.name, {
        settings,
        variables: () => this.#options.variablesOf(settings.name),
        revision: this.#nextRevision(),
        package: null,
        details: {},
        addedAt: now,
        modifiedAt: now,
      });
    }
  }

  #existing(name: string): RegisteredFunction {
    const found = this.#functions.get(name);
    if (!found) throw new Error(`there is no function ${name}`);
    return found;
  }

  #put(registered: RegisteredFunction): void {
    this.#functions.set(registered.settings.name, registered);
    this.#changed();
  }

  #nextRevision(): number {
    this.#lastRevision += 1;
    return this.#lastRevision;
  }

  #changed(): void {
    for (const listener of this.#listeners) listener();
  }
}
