import { Refusal } from '../pages/refusal.ts';
import { networkStatus } from '../settings/network.ts';
import { asyncApi } from './api.ts';

interface Request {
  readonly url: string;
  readonly method?: string;
  readonly data?: unknown;
  readonly header?: Readonly<Record<string, string>>;
  readonly dataType?: string;
}

function prepare({ url, method = 'GET', data, header }: Request): [string, RequestInit] {
  const headers = { 'content-type': 'application/json', ...header };
  if (method === 'GET') {
    const target = new URL(url, location.href);
    for (const [name, value] of Object.entries(data ?? {})) target.searchParams.set(name, String(value));
    return [target.href, { headers }];
  }
  return [url, { method, headers, body: typeof data === 'string' ? data : JSON.stringify(data ?? {}) }];
}

function parse(text: string, dataType: string): unknown {
  if (dataType !== 'json') return text;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

async function send(request: Request, signal: AbortSignal) {
  if (!networkStatus().isConnected) throw new Refusal('-2:net::ERR_INTERNET_DISCONNECTED');
  const [url, init] = prepare(request);
  const response = await fetch(url, { ...init, signal }).catch(() => {
    throw new Refusal(signal.aborted ? 'abort' : '-102:net::ERR_CONNECTION_REFUSED');
  });
  const data = parse(await response.text(), request.dataType ?? 'json');
  return { data, statusCode: response.status, header: Object.fromEntries(response.headers), cookies: [] };
}

/** `wx.request`: always with callbacks, and a task that can be aborted. */
export function request(options: Request & { fail?(): void }) {
  const controller = new AbortController();
  asyncApi('request', (given: Request) => send(given, controller.signal))({ fail() {}, ...options });
  return { abort: () => controller.abort(), onHeadersReceived() {}, offHeadersReceived() {} };
}
