import { randomUUID } from 'node:crypto';
import type { Clock } from '../kernel/clock.ts';
import type { FunctionConfig } from './project.ts';

/** A path of the environment's public address that leads to a function. */
export interface AccessPath {
  readonly id: string;
  /** Begins with a slash, and ends with one only if it is nothing else. */
  readonly path: string;
  readonly functionName: string;
  readonly createdAt: Date;
}

/** A path as it is kept. @param path begins with a slash */
export function withoutEndSlashes(path: string): string {
  return path.replace(/(?<=.)\/+$/, '');
}

/** The paths under HTTP access that exist now: at first those that are declared. */
export class AccessPaths {
  readonly #declared: readonly FunctionConfig[];
  readonly #clock: Clock;
  readonly #paths = new Map<string, AccessPath>();

  constructor(declared: readonly FunctionConfig[], clock: Clock) {
    this.#declared = declared;
    this.#clock = clock;
    this.reset();
  }

  list(): readonly AccessPath[] {
    return [...this.#paths.values()];
  }

  get(path: string): AccessPath | undefined {
    return this.#paths.get(path);
  }

  /** @returns the new path, which takes the place of one that leads elsewhere */
  add(path: string, functionName: string): AccessPath {
    const added = { id: randomUUID(), path, functionName, createdAt: this.#clock.date() };
    this.#paths.set(path, added);
    return added;
  }

  remove(path: string): void {
    this.#paths.delete(path);
  }

  /** The longest path that is the request's path or leads to it. */
  leadingTo(requestPath: string): AccessPath | undefined {
    return this.list()
      .filter(({ path }) => path === '/' || requestPath === path || requestPath.startsWith(`${path}/`))
      .reduce<AccessPath | undefined>(
        (longest, each) => (longest && longest.path.length >= each.path.length ? longest : each),
        undefined,
      );
  }

  /** Back to what is declared. */
  reset(): void {
    this.#paths.clear();
    for (const { name, path } of this.#declared) {
      if (path !== null) this.add(path, name);
    }
  }
}
