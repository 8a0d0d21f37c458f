import type { OutgoingHttpHeaders } from 'node:http';
import { isJsonObject } from '../http/body.ts';

export interface HttpAnswer {
  readonly status: number;
  readonly headers: OutgoingHttpHeaders;
  readonly body: Buffer;
}

/**
 * A function's result as an HTTP answer: an object with `statusCode` says it all itself, a string or number is
 * text, anything else JSON (https://docs.cloudbase.net/service/access-cloud-function).
 */
export function httpAnswer(json: string): HttpAnswer {
  const result: unknown = JSON.parse(json);
  if (isJsonObject(result) && typeof result['statusCode'] === 'number')
    return integrated(result, result['statusCode']);
  if (typeof result === 'string' || typeof result === 'number')
    return answer(200, 'text/plain', String(result));
  return answer(200, 'application/json', result === null ? '' : json);
}

function integrated(result: Readonly<Record<string, unknown>>, status: number): HttpAnswer {
  const { headers, body, isBase64Encoded } = result;
  const text =
    body === undefined || body === null ? '' : typeof body === 'string' ? body : JSON.stringify(body);
  const bytes = Buffer.from(text, isBase64Encoded === true || isBase64Encoded === 'true' ? 'base64' : 'utf8');
  const valid = Number.isInteger(status) && status >= 200 && status <= 599;
  return {
    status: valid ? status : 500,
    headers: { ...(isJsonObject(headers) && ownHeaders(headers)), 'content-length': bytes.length },
    body: bytes,
  };
}

/** Lengths and connections are the server's own business. */
function ownHeaders(headers: Readonly<Record<string, unknown>>): OutgoingHttpHeaders {
  const kept: OutgoingHttpHeaders = {};
  for (const [name, value] of Object.entries(headers)) {
    if (/^(content-length|transfer-encoding|connection)$/i.test(name)) continue;
    kept[name.toLowerCase()] = Array.isArray(value) ? value.map(String) : String(value);
  }
  return kept;
}

function answer(status: number, contentType: string, text: string): HttpAnswer {
  const body = Buffer.from(text);
  return {
    status,
    headers: { 'content-type': `${contentType}; charset=utf-8`, 'content-length': body.length },
    body,
  };
}
