import type { RequestListener } from 'node:http';
import { PlatformError } from '../kernel/errors.ts';
import { isLocal } from './local-only.ts';
import { sendError } from './respond.ts';
import type { Router } from './router.ts';

/** Every request comes through here. @param router null until every service is ready */
export function frontDoor(router: () => Router | null): RequestListener {
  return async (request, response) => {
    // A client that goes away is no error of ours.
    request.on('error', () => undefined);
    try {
      const routes = router();
      if (!routes) throw new PlatformError('NOT_READY', 'the emulator is starting');
      const url = new URL(request.url ?? '/', 'http://127.0.0.1');
      const route = routes.find(request.method ?? 'GET', url.pathname);
      if (!route.open && !isLocal(request, request.socket.localPort ?? 0)) {
        throw new PlatformError('FORBIDDEN', 'requests of other hosts and web pages are refused');
      }
      await route.handle(request, response, url);
    } catch (error) {
      request.resume();
      sendError(response, error);
    }
  };
}
