import type { HttpAnswer, HttpRequest } from '../shared/platform/http.ts';

/** How long a browser may remember that it was allowed to ask. */
const REMEMBERED_S = 600;

/** Web pages that may call; Alipay's own mini-programs name none. @param list origins with commas between them */
export function allowedOrigins(list: string | undefined): readonly string[] {
  return (list ?? '')
    .split(',')
    .map((origin) => origin.trim().toLowerCase().replace(/\/$/, ''))
    .filter((origin) => origin !== '');
}

/** Whether a page of somebody else asks. What it could not read, it could still do: so it is not served at all. */
export function isStrangePage({ headers }: HttpRequest, allowed: readonly string[]): boolean {
  const { origin } = headers;
  return origin !== undefined && !allowed.includes(origin.toLowerCase());
}

/** The answer, readable for the page that asked. */
export function readableFor({ headers }: HttpRequest, answer: HttpAnswer): HttpAnswer {
  const { origin } = headers;
  const readable = origin === undefined ? {} : { 'access-control-allow-origin': origin };
  return { ...answer, headers: { ...answer.headers, ...readable, vary: 'Origin' } };
}

/** What a browser asks before it sends a page's call. https://fetch.spec.whatwg.org/#http-cors-protocol */
export const PREFLIGHT: HttpAnswer = {
  statusCode: 204,
  headers: {
    'access-control-allow-methods': 'POST',
    'access-control-allow-headers': 'content-type, authorization',
    'access-control-max-age': String(REMEMBERED_S),
  },
};
