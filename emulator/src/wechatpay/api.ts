import { randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';

import { readBody } from '../http/body.ts';
import { PlatformError } from '../kernel/errors.ts';
import { DroppedConnection, type Faults } from '../kernel/faults.ts';
import { type ApiCall, endpoints } from './endpoints.ts';
import { Refusal, type RefusalKind, refusals, refusalWithCode } from './errors.ts';
import { merchant } from './merchant.ts';
import { matchPath, type PathMatch } from './paths.ts';
import { logRequest } from './request-log.ts';
import { authenticate, signatureHeaders } from './signing.ts';
import type { StandIn } from './stand-in.ts';
import { rfc3339Time } from './times.ts';

const bodyLimitBytes = 1024 * 1024;

interface Answer {
  readonly status: number;
  readonly body: Buffer;
  readonly verdict: string;
  readonly message?: string;
  /** Ends the `Request-Id`, by which support (and the merchant's log) tells refusals of one code apart. */
  readonly number: number;
}

/** Answers one request to `/v3/…` as WeChat Pay does. */
export async function handleApi(
  standIn: StandIn,
  faults: Faults,
  request: IncomingMessage,
  response: ServerResponse,
  url: URL,
): Promise<void> {
  const method = request.method ?? '';
  const match = matchPath(endpoints, method, url.pathname);
  const action = match?.endpoint.action ?? 'unknown';
  const requestId = randomBytes(14).toString('hex').toUpperCase();
  // Read before any fault delays it: a caller that gives up meanwhile has been heard all the same.
  const body = await readBody(request, bodyLimitBytes).catch(refusedBody);
  const answer = await underFaults(faults, action, () => answerTo(standIn, request, url, match, body));
  const at = rfc3339Time(standIn.clock.now());
  const entry = { requestId, at, method, target: request.url ?? '', action };
  if (answer === 'dropped') {
    logRequest(standIn, { ...entry, status: 'dropped', verdict: 'dropped' });
    request.socket.destroy();
    return;
  }
  const { status, verdict, message } = answer;
  logRequest(standIn, { ...entry, status, verdict, ...(message === undefined ? {} : { message }) });
  write(standIn, request, response, answer, requestId);
}

/** The only error of the platform here is a body that is too large. */
function refusedBody(error: unknown): PlatformError {
  if (error instanceof PlatformError) return error;
  throw error;
}

async function underFaults(
  faults: Faults,
  action: string,
  run: () => Promise<Answer>,
): Promise<Answer | 'dropped'> {
  try {
    return (await faults.around({ service: 'wechatpay', action }, run)).value;
  } catch (error) {
    if (error instanceof DroppedConnection) return 'dropped';
    if (error instanceof PlatformError) return refusalAnswer(refusalWithCode(error.code));
    throw error;
  }
}

async function answerTo(
  standIn: StandIn,
  request: IncomingMessage,
  url: URL,
  match: PathMatch | null,
  body: Buffer | PlatformError,
): Promise<Answer> {
  try {
    if (body instanceof PlatformError) throw body;
    const { method = '', url: target = '' } = request;
    const { authorization } = request.headers;
    const key = standIn.keys.merchant;
    authenticate(
      { method, target, body, authorization },
      { mchid: merchant.mchid, key },
      standIn.clock.now(),
    );
    if (!match) throw new Refusal('noSuchApi');
    return success(match.endpoint.handle(standIn, apiCall(match, url.searchParams, body)));
  } catch (error) {
    if (error instanceof PlatformError) return refusalAnswer('malformed', error.message);
    if (error instanceof Refusal) return refusalAnswer(error.kind, error.message);
    throw error;
  }
}

function apiCall({ endpoint, path }: PathMatch, query: URLSearchParams, body: Buffer): ApiCall {
  const given = endpoint.method === 'POST' ? parseBody(body) : Object.fromEntries(query);
  return { path, fields: (rule) => rule.check(given, '') };
}

function parseBody(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString());
  } catch {
    throw new Refusal('malformed', '请求体不是JSON');
  }
}

function success(value: Record<string, unknown> | undefined): Answer {
  if (value === undefined) return { status: 204, body: Buffer.alloc(0), verdict: 'ok', number: 0 };
  return { status: 200, body: Buffer.from(JSON.stringify(value)), verdict: 'ok', number: 0 };
}

function refusalAnswer(kind: RefusalKind, message: string = refusals[kind].message): Answer {
  const { status, code, number } = refusals[kind];
  return { status, body: Buffer.from(JSON.stringify({ code, message })), verdict: code, message, number };
}

function write(
  standIn: StandIn,
  request: IncomingMessage,
  response: ServerResponse,
  answer: Answer,
  requestId: string,
): void {
  const { status, body, number } = answer;
  // Refusals are signed too, except to somebody unknown; by which key, the caller chooses.
  const { publicKey, certificate } = standIn.keys;
  const key = request.headers['wechatpay-serial'] === publicKey.id ? publicKey : certificate;
  response.writeHead(status, {
    ...(status === 204
      ? {}
      : { 'Content-Type': 'application/json; charset=utf-8', 'Content-Length': body.length }),
    ...(status !== 401 ? signatureHeaders(body, key, standIn.clock.now()) : {}),
    'Request-Id': `${requestId}-${number}`,
  });
  response.end(body);
}
