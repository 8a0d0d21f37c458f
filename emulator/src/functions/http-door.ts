import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { sendError } from '../http/respond.ts';
import { PlatformError } from '../kernel/errors.ts';
import type { Route } from '../kernel/service.ts';
import type { FunctionHost } from './host.ts';
import { httpAnswer } from './http-answer.ts';
import { httpEvent } from './http-event.ts';
import type { FunctionConfig, Project } from './project.ts';

/** `ANY /http/<path>`: the public HTTP access of functions that have a `path`, open to everybody as there. */
export function httpDoor(host: FunctionHost, project: Project): Route {
  return {
    method: 'ANY',
    path: '/http/',
    open: true,
    async handle(request: IncomingMessage, response: ServerResponse, url: URL): Promise<void> {
      const requestId = randomUUID();
      try {
        const path = url.pathname.slice('/http'.length);
        const { name } = functionAt(project, path);
        const event = await httpEvent(request, path, url, {
          requestId,
          envId: project.envId,
          appId: 0,
          uin: 0,
        });
        const invocation = { requestId, name, door: 'http', source: '', openid: null } as const;
        const answer = httpAnswer(await host.invoke({ ...invocation, event: JSON.stringify(event) }));
        response.writeHead(answer.status, answer.headers);
        response.end(answer.body);
      } catch (error) {
        sendError(response, error, requestId);
      }
    },
  };
}

/** The longest declared path that is the request's path or leads to it. */
function functionAt(project: Project, path: string): FunctionConfig {
  const found = project.functions
    .filter((config) => config.path !== null && leadsTo(config.path, path))
    .sort((a, b) => (b.path ?? '').length - (a.path ?? '').length);
  if (!found[0]) throw new PlatformError('NOT_FOUND', `no function is declared at ${path}`);
  return found[0];
}

function leadsTo(declared: string, path: string): boolean {
  return declared === '/' || path === declared || path.startsWith(`${declared}/`);
}
