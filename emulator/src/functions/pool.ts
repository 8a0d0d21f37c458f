import { PlatformError } from '../kernel/errors.ts';
import type { Instance } from './instance.ts';
import { functionErrors, functionLimits } from './limits.ts';

interface Waiter {
  resolve(instance: Instance): void;
  reject(error: unknown): void;
}

export interface PoolOptions {
  /** Starts a new process. @throws PlatformError if there is nothing to start */
  start(): Instance;
  /** Changes when the function's code changes; instances of another version take no more calls. */
  version(): string;
}

const retired = new PlatformError(functionErrors.failed, 'the instance has been stopped');

/** The instances of one function: takes the warm ones first, starts more under load, stops idle ones. */
export class InstancePool {
  readonly #options: PoolOptions;
  readonly #instances = new Map<Instance, { readonly version: string }>();
  readonly #idle: Instance[] = [];
  readonly #idleTimers = new Map<Instance, NodeJS.Timeout>();
  readonly #waiters: Waiter[] = [];
  #starting = 0;

  constructor(options: PoolOptions) {
    this.#options = options;
  }

  get instances(): readonly Instance[] {
    return [...this.#instances.keys()];
  }

  /** An instance for one call; give it back with `release`. @throws PlatformError when too many calls wait */
  async acquire(): Promise<Instance> {
    this.retireOutdated();
    const warm = this.#takeIdle();
    if (warm) return warm;
    if (this.#waiters.length >= functionLimits.queuedCalls) throw tooManyCalls();
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => this.#giveUp(waiter), functionLimits.queueWaitMs);
      const waiter: Waiter = {
        resolve: (instance) => {
          clearTimeout(timer);
          resolve(instance);
        },
        reject: (error) => {
          clearTimeout(timer);
          reject(error);
        },
      };
      this.#waiters.push(waiter);
      this.#startMissing();
    });
  }

  release(instance: Instance): void {
    const current = this.#instances.get(instance)?.version === this.#options.version();
    if (!instance.alive || !current) this.#stop(instance, retired);
    else this.#offer(instance);
    this.#startMissing();
  }

  /** Stops the idle instances of another version. */
  retireOutdated(): void {
    const version = this.#options.version();
    for (const instance of [...this.#idle]) {
      if (this.#instances.get(instance)?.version !== version) void this.#stop(instance, retired);
    }
  }

  /** Stops every instance; the calls they serve fail with `reason`, those that wait are served by new ones. */
  async stopAll(reason: PlatformError): Promise<void> {
    await Promise.all(this.instances.map((instance) => this.#stop(instance, reason)));
  }

  /** As `stopAll`, and refuses the calls that wait. */
  async close(reason: PlatformError): Promise<void> {
    for (const waiter of this.#waiters.splice(0)) waiter.reject(reason);
    await this.stopAll(reason);
  }

  #takeIdle(): Instance | undefined {
    for (let instance = this.#idle.pop(); instance; instance = this.#idle.pop()) {
      clearTimeout(this.#idleTimers.get(instance));
      if (instance.alive) return instance;
      void this.#stop(instance, retired);
    }
    return undefined;
  }

  /** To the call that waits longest, else to the idle ones. */
  #offer(instance: Instance): void {
    const waiter = this.#waiters.shift();
    if (waiter) {
      waiter.resolve(instance);
      return;
    }
    this.#idle.push(instance);
    const timer = setTimeout(() => void this.#stop(instance, retired), functionLimits.idleInstanceMs);
    this.#idleTimers.set(instance, timer.unref());
  }

  #startMissing(): void {
    while (
      this.#starting < this.#waiters.length &&
      this.#instances.size < functionLimits.instancesPerFunction
    ) {
      this.#starting += 1;
      void this.#startOne();
    }
  }

  async #startOne(): Promise<void> {
    const version = this.#options.version();
    // Replaced while it was loaded: who waits may have come after that, and gets neither it nor its failure.
    const isReplaced = () => version !== this.#options.version();
    let instance: Instance | undefined;
    try {
      instance = this.#options.start();
      this.#instances.set(instance, { version });
      await instance.load();
      if (isReplaced()) void this.#stop(instance, retired);
      else this.#offer(instance);
    } catch (error) {
      if (instance) void this.#stop(instance, retired);
      if (!isReplaced()) this.#waiters.shift()?.reject(error);
    } finally {
      this.#starting -= 1;
      this.#startMissing();
    }
  }

  #giveUp(waiter: Waiter): void {
    this.#waiters.splice(this.#waiters.indexOf(waiter), 1);
    waiter.reject(tooManyCalls());
  }

  async #stop(instance: Instance, reason: PlatformError): Promise<void> {
    this.#instances.delete(instance);
    clearTimeout(this.#idleTimers.get(instance));
    this.#idleTimers.delete(instance);
    const position = this.#idle.indexOf(instance);
    if (position >= 0) this.#idle.splice(position, 1);
    await instance.kill(reason);
  }
}

function tooManyCalls(): PlatformError {
  return new PlatformError(functionErrors.tooManyCalls, 'too many calls of this function run at once');
}
