import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { sendError } from '../http/respond.ts';
import { PlatformError } from '../kernel/errors.ts';
import type { Route } from '../kernel/service.ts';
import type { AccessPaths } from './access-paths.ts';
import type { FunctionHost } from './host.ts';
import { httpAnswer } from './http-answer.ts';
import { httpEvent } from './http-event.ts';

/** `ANY /http/<path>`: the public HTTP access of functions that have a path, open to everybody as there. */
export function httpDoor(host: FunctionHost, paths: AccessPaths, envId: string): Route {
  return {
    method: 'ANY',
    path: '/http/',
    open: true,
    async handle(request: IncomingMessage, response: ServerResponse, url: URL): Promise<void> {
      const requestId = randomUUID();
      try {
        const path = url.pathname.slice('/http'.length);
        const found = paths.leadingTo(path);
        if (!found) throw new PlatformError('NOT_FOUND', `no function is declared at ${path}`);
        const event = await httpEvent(request, path, url, { requestId, envId, appId: 0, uin: 0 });
        const invocation = {
          requestId,
          name: found.functionName,
          door: 'http',
          source: '',
          openid: null,
        } as const;
        const answer = httpAnswer(await host.invoke({ ...invocation, event: JSON.stringify(event) }));
        response.writeHead(answer.status, answer.headers);
        response.end(answer.body);
      } catch (error) {
        sendError(response, error, requestId);
      }
    },
  };
}
