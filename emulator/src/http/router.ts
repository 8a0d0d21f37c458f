import { PlatformError } from '../kernel/errors.ts';
import type { Route } from '../kernel/service.ts';

/**
 * Finds the route of a request: the exact path first, then the longest prefix (`/` is none: it would be a prefix of
 * everything). `ANY` takes every method.
 */
export class Router {
  readonly #routes: readonly Route[];

  constructor(routes: readonly Route[]) {
    this.#routes = [...routes].sort((a, b) => b.path.length - a.path.length);
  }

  /** @throws PlatformError NOT_FOUND, METHOD_NOT_ALLOWED */
  find(method: string, path: string): Route {
    const exact = this.#routes.filter((route) => route.path === path);
    const onPath = exact.length
      ? exact
      : this.#routes.filter(
          ({ path: prefix }) => prefix !== '/' && prefix.endsWith('/') && path.startsWith(prefix),
        );
    if (!onPath.length) throw new PlatformError('NOT_FOUND', `there is nothing at ${path}`);
    const found = onPath.find((route) => route.method === method || route.method === 'ANY');
    if (!found) throw new PlatformError('METHOD_NOT_ALLOWED', `${method} is not possible at ${path}`);
    return found;
  }
}
