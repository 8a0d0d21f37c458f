import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Route } from '../kernel/service.ts';

/** A route that is only read. */
export function getRoute(
  path: string,
  answer: (response: ServerResponse, url: URL, request: IncomingMessage) => void | Promise<void>,
): Route {
  return { method: 'GET', path, handle: async (request, response, url) => answer(response, url, request) };
}
