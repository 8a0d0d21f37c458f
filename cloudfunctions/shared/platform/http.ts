import * as v from 'valibot';
import { CallbackRefused, type CallbackRequest } from '../channels/channel.ts';

/** CloudBase's HTTP event, as far as we read it. https://docs.cloudbase.net/service/access-cloud-function */
const httpEventSchema = v.object({
  path: v.optional(v.string(), '/'),
  httpMethod: v.optional(v.string(), 'POST'),
  headers: v.record(v.string(), v.string()),
  body: v.optional(v.string(), ''),
  isBase64Encoded: v.optional(v.boolean(), false),
});

export interface HttpRequest extends CallbackRequest {
  /** In capitals. */
  readonly method: string;
}

/** What a function answers to an HTTP request. */
export interface HttpAnswer {
  readonly statusCode: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/**
 * The request behind an HTTP event, its body as the bytes that came.
 * @throws CallbackRefused if the event is not one
 */
export function readHttpEvent(event: unknown): HttpRequest {
  const parsed = v.safeParse(httpEventSchema, event);
  if (!parsed.success) throw new CallbackRefused('not an HTTP event');
  const { path, httpMethod, headers, body, isBase64Encoded } = parsed.output;
  return {
    method: httpMethod.toUpperCase(),
    path,
    headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value])),
    rawBody: isBase64Encoded ? Buffer.from(body, 'base64').toString('utf8') : body,
  };
}
