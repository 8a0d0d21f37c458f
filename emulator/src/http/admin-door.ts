import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { effectOf } from '../control/faults.ts';
import type { CallLog } from '../functions/calls.ts';
import { PlatformError } from '../kernel/errors.ts';
import { DroppedConnection, type Faults } from '../kernel/faults.ts';
import {
  RawAnswer,
  type Route,
  type Service,
  type WireAction,
  type WireAnswer,
  type WireBody,
} from '../kernel/service.ts';
import { isJsonObject, parseJson, readBody } from './body.ts';
import { parseMultipart } from './multipart.ts';
import { asPlatformError, sendJson, sendText } from './respond.ts';

/** More than any action takes: a function's event has its own, smaller limit. */
const bodyLimitBytes = 16 * 1024 * 1024;

interface Action {
  readonly service: string;
  readonly run: WireAction;
}

interface Request {
  readonly requestId: string;
  readonly callId: string | undefined;
  readonly source: readonly string[];
  readonly body: WireBody;
}

/**
 * The door of the server SDKs: every call is `POST /admin` with an `action`, every answer has status 200, and a
 * failure is `{code, message, requestId}`.
 */
export class AdminDoor {
  readonly #actions = new Map<string, Action>();
  readonly #faults: Faults;
  readonly #calls: CallLog;

  constructor(services: readonly Service[], faults: Faults, calls: CallLog) {
    for (const service of services) {
      for (const [name, run] of Object.entries(service.actions ?? {})) {
        this.#actions.set(name, { service: service.name, run });
      }
    }
    this.#faults = faults;
    this.#calls = calls;
  }

  get route(): Route {
    return {
      method: 'POST',
      path: '/admin',
      handle: (request, response, url) => this.#handle(request, response, url),
    };
  }

  async #handle(request: IncomingMessage, response: ServerResponse, url: URL): Promise<void> {
    const requestId = randomUUID();
    try {
      const answer = await this.#answer({
        requestId,
        callId: url.searchParams.get('call') ?? undefined,
        source: sourceOf(request),
        body: await readWireBody(request),
      });
      if (answer instanceof RawAnswer) sendText(response, 200, answer.contentType, answer.bytes);
      else sendJson(response, 200, { ...answer, requestId });
    } catch (error) {
      if (error instanceof DroppedConnection) response.destroy();
      else {
        const { code, message } = asPlatformError(error);
        sendJson(response, 200, { code, message, requestId });
      }
    }
  }

  async #answer({ body, ...context }: Request): Promise<WireAnswer> {
    const name = String(body['action']);
    const action = this.#actions.get(name);
    if (!action) throw new PlatformError('INVALID_PARAM', `the action ${name} is not supported`);
    const collection = typeof body['collectionName'] === 'string' ? body['collectionName'] : null;
    const caller = this.#calls.find(context.callId);
    const point = {
      service: action.service,
      action: name,
      collection: collection ?? undefined,
      function: caller?.function,
      callId: context.callId,
    };
    const startedMs = performance.now();
    let fault: string | null = null;
    try {
      const result = await this.#faults.around(point, () => action.run(body, context));
      fault = result.fault;
      return result.value;
    } catch (error) {
      fault = effectOf(error);
      throw error;
    } finally {
      const wire = { service: action.service, action: name, collection, fault };
      if (caller) this.#calls.addWire(caller, wire, startedMs);
    }
  }
}

function sourceOf(request: IncomingMessage): string[] {
  return String(request.headers['x-tcb-source'] ?? '')
    .split(',')
    .filter(Boolean);
}

async function readWireBody(request: IncomingMessage): Promise<WireBody> {
  const bytes = await readBody(request, bodyLimitBytes);
  const contentType = request.headers['content-type'] ?? '';
  if (contentType.startsWith('multipart/')) return parseMultipart(bytes, contentType);
  const body = parseJson(bytes.toString('utf8'));
  if (!isJsonObject(body)) throw new PlatformError('INVALID_PARAM', 'the body must be a JSON object');
  return body;
}
