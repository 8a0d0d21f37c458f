import { type HttpAnswer, type HttpRequest, readHttpEvent } from '../shared/platform/http.ts';
import { answered, NOT_ALLOWED, NOWHERE, refused } from './answers.ts';
import { callerOf } from './caller.ts';
import { allowedOrigins, isStrangePage, PREFLIGHT, readableFor } from './cors.ts';
import { ENDPOINTS } from './endpoints.ts';
import { logIn } from './login.ts';
import { notified } from './notify.ts';

/**
 * The door for everybody who comes from Alipay, over HTTP at the function's path `/alipay`:
 * `POST /session` logs a user in, `POST /call/<name>` asks what the functions of that name answer to buyers in
 * WeChat, `POST /notify` is for Alipay itself.
 */
export async function main(event: unknown): Promise<HttpAnswer> {
  const request = requestIn(event);
  if (!request) return refused('INVALID_INPUT');
  // The platform's documents show the whole path; should it ever leave the function's own away, that is no matter.
  const [, place = '', ...rest] = request.path.replace(/^\/alipay(?=\/|$)/, '').split('/');
  if (place === 'notify') return notified(request);
  if (isStrangePage(request, allowedOrigins(process.env['ALIPAY_ALLOWED_ORIGINS']))) {
    return refused('FORBIDDEN');
  }
  const answer = request.method === 'OPTIONS' ? PREFLIGHT : await served(request, place, rest.join('/'));
  return readableFor(request, answer);
}

function requestIn(event: unknown): HttpRequest | null {
  try {
    return readHttpEvent(event);
  } catch {
    return null;
  }
}

async function served(request: HttpRequest, place: string, name: string): Promise<HttpAnswer> {
  const asked = place === 'call' ? ENDPOINTS.get(name) : undefined;
  if (!asked && (place !== 'session' || name !== '')) return NOWHERE;
  if (request.method !== 'POST') return NOT_ALLOWED;
  const input = jsonIn(request);
  return answered(await (asked ? asked(input, () => callerOf(request)) : logIn(input)));
}

/** Undefined for what is no JSON, which no schema takes. */
function jsonIn({ rawBody }: HttpRequest): unknown {
  try {
    return JSON.parse(rawBody);
  } catch {
    return undefined;
  }
}
