import type { IncomingMessage } from 'node:http';
import { readBody } from '../http/body.ts';
import { functionLimits } from './limits.ts';

/** An HTTP request as a function sees it (https://docs.cloudbase.net/service/access-cloud-function). */
export interface HttpEvent {
  readonly path: string;
  readonly httpMethod: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly queryStringParameters: Readonly<Record<string, string>>;
  readonly requestContext: Readonly<Record<string, unknown>>;
  readonly body: string;
  readonly isBase64Encoded: boolean;
}

const textTypes =
  /^(text\/|application\/(json|xml|javascript|x-www-form-urlencoded)|[\w.-]+\/[\w.-]+\+(json|xml))/i;

/** @throws PlatformError EXCEED_MAX_PAYLOAD_SIZE */
export async function httpEvent(
  request: IncomingMessage,
  path: string,
  url: URL,
  requestContext: HttpEvent['requestContext'],
): Promise<HttpEvent> {
  const contentType = request.headers['content-type'];
  const isText = contentType === undefined || textTypes.test(contentType);
  const body = await readBody(
    request,
    isText ? functionLimits.httpTextBytes : functionLimits.httpBinaryBytes,
  );
  return {
    path,
    httpMethod: request.method ?? 'GET',
    headers: flatHeaders(request),
    queryStringParameters: Object.fromEntries(url.searchParams),
    requestContext,
    body: body.toString(isText ? 'utf8' : 'base64'),
    isBase64Encoded: !isText,
  };
}

function flatHeaders(request: IncomingMessage): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(request.headers)) {
    if (value !== undefined) headers[name] = Array.isArray(value) ? value.join(', ') : value;
  }
  return headers;
}
