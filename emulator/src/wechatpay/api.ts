import type { IncomingMessage, ServerResponse } from 'node:http';

import { FieldError } from '../channels/refusal.ts';
import { logRequest, newRequestId } from '../channels/request-log.ts';
import { rfc3339Time } from '../channels/times.ts';
import { underFaults } from '../channels/under-faults.ts';
import { readBody } from '../http/body.ts';
import { PlatformError } from '../kernel/errors.ts';
import type { Faults } from '../kernel/faults.ts';
import { answerSignature } from './answer-signature.ts';
import { type ApiCall, endpoints } from './endpoints.ts';
import {
  Refusal,
  type RefusalDetail,
  type RefusalKind,
  refusalOfField,
  refusals,
  refusalWithCode,
} from './errors.ts';
import { record } from './fields.ts';
import { merchant } from './merchant.ts';
import { requireFreshNonce } from './nonces.ts';
import { matchPath, type PathMatch } from './paths.ts';
import { authenticate } from './signing.ts';
import { type StandIn, vendorNow } from './stand-in.ts';

const bodyLimitBytes = 1024 * 1024;

const nothing = record({});

interface Answer {
  readonly status: number;
  readonly body: Buffer;
  readonly verdict: string;
  readonly message?: string;
  /** Ends the `Request-Id`, by which support (and the merchant's log) tells refusals of one code apart. */
  readonly number: number | null;
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
  const requestId = newRequestId();
  // Read before any fault delays it: a caller that gives up meanwhile has been heard all the same.
  const body = await readBody(request, bodyLimitBytes).catch(refusedBody);
  const answer = await underFaults(
    faults,
    { service: 'wechatpay', action },
    () => answerTo(standIn, request, url, match, body),
    (code) => refusalAnswer(refusalWithCode(code)),
  );
  const at = rfc3339Time(standIn.clock.now());
  const entry = { requestId, at, method, target: request.url ?? '', action };
  if (answer === 'dropped') {
    logRequest(standIn, { ...entry, status: 'dropped', verdict: 'dropped' });
    request.socket.destroy();
    return;
  }
  const { status, verdict, message } = answer;
  logRequest(standIn, { ...entry, status, verdict, ...(message === undefined ? {} : { message }) });
  await write(standIn, request, response, answer, requestId);
}

/** The only error of the platform here is a body that is too large. */
function refusedBody(error: unknown): PlatformError {
  if (error instanceof PlatformError) return error;
  throw error;
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
    const sender = { mchid: merchant.mchid, key: standIn.keys.merchant };
    const nonce = authenticate({ method, target, body, authorization }, sender, vendorNow(standIn));
    requireFreshNonce(standIn, nonce);
    requireHeaders(request);
    if (!match) throw new Refusal('noSuchApi');
    return success(match.endpoint.handle(standIn, apiCall(standIn, match, url.searchParams, body)));
  } catch (error) {
    if (error instanceof PlatformError) return refusalAnswer('malformed', error.message);
    if (error instanceof Refusal) return answerOf(standIn, request, error);
    if (error instanceof FieldError) return answerOf(standIn, request, refusalOfField(error));
    throw error;
  }
}

function answerOf({ state }: StandIn, { method }: IncomingMessage, refusal: Refusal): Answer {
  const { kind, message, detail } = refusal;
  const location = method === 'POST' ? 'body' : 'query';
  const answer = refusalAnswer(kind, message, detail && { ...detail, location });
  // A debit in flight may be told by words only: a merchant had better not know it by its number alone.
  const hidden = kind === 'debitRunning' && state.behaviour.debitNumber === 'hidden';
  return hidden ? { ...answer, number: null } : answer;
}

/** https://pay.weixin.qq.com/docs/merchant/development/interface-rules/basic-rules.html */
function requireHeaders({ method, headers }: IncomingMessage): void {
  const accepts = /application\/json|\*\/\*/.test(headers.accept ?? '');
  const sends = method !== 'POST' || /^application\/json\b/.test(headers['content-type'] ?? '');
  if (!accepts || !sends || !headers['user-agent']) throw new Refusal('headers');
}

function apiCall(standIn: StandIn, match: PathMatch, parameters: URLSearchParams, body: Buffer): ApiCall {
  const unknown = standIn.strict ? 'refuse' : standIn.state.behaviour.unknownFields;
  const query = Object.fromEntries(parameters);
  const posted = match.endpoint.method === 'POST';
  if (posted) nothing.check(query, '', unknown);
  const given = posted ? parseBody(body) : query;
  return { path: match.path, fields: (rule) => rule.check(given, '', unknown) };
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

function refusalAnswer(
  kind: RefusalKind,
  message: string = refusals[kind].message,
  detail?: RefusalDetail & { readonly location: string },
): Answer {
  const { status, code, number } = refusals[kind];
  const body = Buffer.from(JSON.stringify({ code, message, detail }));
  return { status, body, verdict: code, message, number };
}

async function write(
  standIn: StandIn,
  request: IncomingMessage,
  response: ServerResponse,
  answer: Answer,
  requestId: string,
): Promise<void> {
  const { status, body, number } = answer;
  const asked = request.headers['wechatpay-serial'];
  const signature = await answerSignature(standIn, answer, typeof asked === 'string' ? asked : undefined);
  response.writeHead(status, {
    ...(status === 204
      ? {}
      : { 'Content-Type': 'application/json; charset=utf-8', 'Content-Length': body.length }),
    ...signature,
    'Request-Id': number === null ? requestId : `${requestId}-${number}`,
  });
  response.end(body);
}
