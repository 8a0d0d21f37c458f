import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { ApiError } from './action.ts';
import type { ApiCredentials } from './credentials.ts';
import { splitTarget } from './request-target.ts';

/** As it was received. */
export interface SignedRequest {
  readonly method: string;
  /** Path and query, as in the request line. */
  readonly target: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

const algorithm = 'TC3-HMAC-SHA256';
const form =
  /^TC3-HMAC-SHA256 Credential=([^/,\s]+)\/(\d{4}-\d\d-\d\d)\/([a-z0-9-]+)\/tc3_request,\s*SignedHeaders=([a-z0-9;-]+),\s*Signature=([0-9a-f]{64})$/;
/** How far a request's time may be from ours. */
const toleranceS = 5 * 60;

/**
 * Checks the signature of a request (version 3, https://cloud.tencent.com/document/api/213/30654) and answers for
 * which service it was made.
 * @param nowMs real time, also while the emulator's clock stands elsewhere: who signs knows nothing of that clock
 * @throws ApiError AuthFailure.…, MissingParameter
 */
export function verifySignature(
  request: SignedRequest,
  credentials: ApiCredentials,
  nowMs: number = Date.now(),
): string {
  const { headers } = request;
  const [, secretId, date, service, signedHeaders, signature] = form.exec(headers.authorization ?? '') ?? [];
  if (!secretId || !date || !service || !signedHeaders || !signature) {
    throw new ApiError('AuthFailure.InvalidAuthorization', `Authorization must be a ${algorithm} signature`);
  }
  const names = signedHeaders.split(';');
  if (!names.includes('host') || !names.includes('content-type')) {
    throw new ApiError('AuthFailure.InvalidAuthorization', 'host and content-type must be signed');
  }
  if (secretId !== credentials.secretId) {
    throw new ApiError('AuthFailure.SecretIdNotFound', 'the SecretId is not found');
  }
  if (headers['x-tc-token'] !== undefined) {
    throw new ApiError('AuthFailure.TokenFailure', 'this key is not a temporary one: it has no token');
  }
  const timestamp = timestampOf(headers);
  if (Math.abs(nowMs / 1000 - timestamp) > toleranceS) {
    throw new ApiError('AuthFailure.SignatureExpire', 'X-TC-Timestamp is more than five minutes off');
  }
  const scope = `${date}/${service}/tc3_request`;
  const key = [date, service, 'tc3_request'].reduce<Buffer | string>(
    (parent, part) => createHmac('sha256', parent).update(part).digest(),
    `TC3${credentials.secretKey}`,
  );
  const received = Buffer.from(signature, 'hex');
  const matches = hostsOf(headers).some((host) => {
    const canonical = sha256(canonicalRequest(request, names, host));
    const text = `${algorithm}\n${timestamp}\n${scope}\n${canonical}`;
    return timingSafeEqual(createHmac('sha256', key).update(text).digest(), received);
  });
  if (!matches || date !== new Date(timestamp * 1000).toISOString().slice(0, 10)) {
    throw new ApiError('AuthFailure.SignatureFailure', 'the signature does not match the request');
  }
  return service;
}

function timestampOf(headers: IncomingHttpHeaders): number {
  const text = String(headers['x-tc-timestamp'] ?? '');
  if (!/^\d{1,12}$/.test(text)) throw new ApiError('MissingParameter', 'X-TC-Timestamp must be in seconds');
  return Number(text);
}

/**
 * The host that may have been signed: as sent, or without its port. The vendor's own hosts have no port, so nothing
 * tells the two apart there; its manager-node leaves the port out, its CLI does not.
 */
function hostsOf(headers: IncomingHttpHeaders): readonly string[] {
  const host = headers.host ?? '';
  const bare = host.replace(/:\d+$/, '');
  return bare === host ? [host] : [host, bare];
}

function canonicalRequest(request: SignedRequest, names: readonly string[], host: string): string {
  const { path, query } = splitTarget(request.target);
  const lines = names.map((name) => {
    const value = name === 'host' ? host : String(request.headers[name] ?? '');
    return `${name}:${value.trim().toLowerCase()}\n`;
  });
  return [request.method, path, query, lines.join(''), names.join(';'), sha256(request.body)].join('\n');
}

function sha256(content: string | Buffer): string {
  return createHash('sha256').update(content).digest('hex');
}
